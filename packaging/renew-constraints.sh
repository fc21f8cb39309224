#!/bin/sh
# Resolves pyproject.toml without pins in an environment of its own and writes the result to constraints.txt.
set -eu

cd "$(dirname "$0")/.."
base=$(packaging/find-python.sh)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$base" -m venv "$folder/environment"
install() { "$folder/environment/bin/python" -m pip install --quiet --disable-pip-version-check "$@"; }
install '.[test,dev,package,publish,meaning]'
install --no-deps pynput six

head -n 2 constraints.txt > "$folder/constraints.txt"
"$folder/environment/bin/python" -m pip list --format=freeze --exclude pip --exclude setuptools --exclude sidecue |
    LC_ALL=C sort -f >> "$folder/constraints.txt"
cp "$folder/constraints.txt" constraints.txt
