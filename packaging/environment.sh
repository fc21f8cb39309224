#!/bin/sh
# Makes a Python environment: environment.sh full (.venv, everything), core (.venv-noqt, without Qt) or lrs
# (.venv-lrs: a Learning Record Store for tests/lrs, apart from everything of ours).
# Does nothing when the environment was made from the same files. Not for system packages: see system/install.sh.
set -eu

cd "$(dirname "$0")/.."
kind=${1:-}
case $kind in
    full) folder=.venv ;;
    core) folder=.venv-noqt ;;
    lrs) folder=.venv-lrs ;;
    *) echo "usage: environment.sh full|core|lrs" >&2; exit 2 ;;
esac

base=$(packaging/find-python.sh)
# An environment knows its own place and interpreter, so both belong to what it was made from.
case $kind in
    lrs) files=packaging/lrs-requirements.txt ;;
    *) files="pyproject.toml constraints.txt packaging/requirements.py" ;;
esac
# shellcheck disable=SC2086 # the names have no blanks
made_from=$({ pwd; "$base" --version; cat "$0" $files; } | cksum)
stamp=$folder/made-from
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$made_from" ]; then
    exit 0
fi

echo "Installing Python packages into $folder (once; a few minutes) ..."
rm -f "$stamp"
"$base" -m venv "$folder"
if [ "$kind" = lrs ]; then
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -r packaging/lrs-requirements.txt
    echo "$made_from" > "$stamp"
    exit 0
fi
install() { "$folder/bin/python" -m pip install --quiet --disable-pip-version-check -c constraints.txt "$@"; }

if [ "$kind" = full ]; then
    install -e '.[test,dev,package,publish,meaning]'
else
    # Read from pyproject.toml, so that no second list can fall behind.
    "$base" packaging/requirements.py --extra test --extra publish --without PySide6-Essentials --without pytest-qt > "$folder/requirements.txt"
    install -r "$folder/requirements.txt"
fi
if [ "$(uname -s)" = Linux ]; then
    # pynput asks for evdev, which has no wheel and needs a compiler and kernel headers. Its X backend does
    # without evdev; --no-deps lets us test that backend on any machine. six is its one other dependency.
    install --no-deps pynput six
fi
echo "$made_from" > "$stamp"
