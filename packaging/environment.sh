#!/bin/sh
# Makes a Python environment: environment.sh full (.venv, everything) or core (.venv-noqt, without Qt).
# Does nothing when the environment was made from the same files. Not for system packages: see system/install.sh.
set -eu

cd "$(dirname "$0")/.."
kind=${1:-}
case $kind in
    full) folder=.venv ;;
    core) folder=.venv-noqt ;;
    *) echo "usage: environment.sh full|core" >&2; exit 2 ;;
esac

base=$(packaging/find-python.sh)
# An environment knows its own place and interpreter, so both belong to what it was made from.
made_from=$({ pwd; "$base" --version; cat pyproject.toml constraints.txt "$0" packaging/requirements.py; } | cksum)
stamp=$folder/made-from
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$made_from" ]; then
    exit 0
fi

echo "Installing Python packages into $folder (once; a few minutes) ..."
rm -f "$stamp"
"$base" -m venv "$folder"
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
