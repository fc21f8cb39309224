#!/bin/sh
# Runs TUF's conformance suite against our client: run.sh SUITE, a checkout of theupdateframework/tuf-conformance.
# Needs the program faketime. The suite gets an environment of its own, in SUITE/env.
set -eu

suite=${1:?"usage: make conformance SUITE=FOLDER (a checkout of theupdateframework/tuf-conformance)"}
client=$(cd "$(dirname "$0")" && pwd)/client.sh
cd "$suite"
if [ ! -x env/bin/pytest ]; then
    python3 -m venv env
    env/bin/pip install --quiet --disable-pip-version-check -e .
fi
exec env/bin/pytest -c pyproject.toml -q tuf_conformance --entrypoint "$client"
