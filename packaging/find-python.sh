#!/bin/sh
# Prints the interpreter to build the environments with: Python >= 3.11 that can make one. $PYTHON goes first.
set -eu

for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        command -v "$candidate"
        exit 0
    fi
done
echo "Sidecue needs Python 3.11 or newer with its venv module, and found only: $(python3 --version 2>&1 || true)" >&2
echo "On Debian 12, Ubuntu 23.04 or newer: apt-get install python3 python3-venv" >&2
echo "Elsewhere install one and name it: make setup PYTHON=/path/to/python3.11" >&2
exit 1
