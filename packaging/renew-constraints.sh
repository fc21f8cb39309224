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

# What only macOS has cannot be installed here; pip resolves it all the same.
macos() {
    "$folder/environment/bin/python" -m pip install --quiet --disable-pip-version-check --dry-run --report - \
        --target "$folder/macos" --only-binary=:all: --platform macosx_11_0_universal2 \
        --platform macosx_10_9_universal2 pyobjc-framework-ApplicationServices pyobjc-framework-Cocoa |
        "$folder/environment/bin/python" -c 'import json, sys
for found in json.load(sys.stdin)["install"]:
    print(found["metadata"]["name"], found["metadata"]["version"], sep="==")'
}

head -n 2 constraints.txt > "$folder/constraints.txt"
{
    "$folder/environment/bin/python" -m pip list --format=freeze --exclude pip --exclude setuptools --exclude sidecue
    macos
} | LC_ALL=C sort -f >> "$folder/constraints.txt"
cp "$folder/constraints.txt" constraints.txt
