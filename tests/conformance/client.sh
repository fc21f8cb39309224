#!/bin/sh
# What TUF's conformance suite calls: the client in the project's own environment.
here=$(cd "$(dirname "$0")/../.." && pwd)
PYTHONPATH=$here exec "$here/.venv/bin/python" -m tests.conformance.client "$@"
