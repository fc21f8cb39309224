#!/bin/sh
# Installs the Debian packages of the named lists that are missing: install.sh LIST...
# A list is a file beside this script without its ending; "python" stands for an interpreter with venv.
# Not for Python packages: see ../environment.sh.
set -eu

here=$(cd "$(dirname "$0")" && pwd)

# Names of the packages in the lists, one a line.
wanted() {
    for list in "$@"; do
        if [ "$list" = python ]; then
            "$here/../find-python.sh" >/dev/null 2>&1 || printf '%s\n' python3 python3-venv
        else
            sed -e 's/[[:space:]]*#.*//' -e '/^$/d' "$here/$list.txt"
        fi
    done
}

# Names of the installed packages and of what they stand in for: libglib2.0-0 became libglib2.0-0t64.
installed() {
    dpkg-query -W -f '${db:Status-Status} ${Package}, ${Provides}\n' |
        awk '$1 == "installed" { $1 = ""; gsub(/\([^)]*\)/, ""); gsub(/[ ,]+/, "\n"); print }'
}

missing() {
    { installed; echo '--'; wanted "$@"; } |
        awk '/^--$/ { asking = 1; next } !asking { have[$0] = 1; next } !have[$0]++ { printf "%s ", $0 }'
}

if [ $# -eq 0 ]; then
    echo "usage: install.sh LIST...   (qt, desktop-tests, build, python)" >&2
    exit 2
fi

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "This is no Debian-like system. Sidecue needs what these Debian packages contain;" >&2
    echo "install them by your system's own names if something is missing:" >&2
    wanted "$@" | tr '\n' ' ' | fold -s -w 100 | sed 's/^/    /' >&2
    echo >&2
    exit 0
fi

names=$(missing "$@")
[ -n "$names" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    as_root="sudo"
else
    echo "These system packages are missing, and installing them needs root. Please run" >&2
    echo "    apt-get update && apt-get install --no-install-recommends $names" >&2
    echo "as root, then start again." >&2
    exit 1
fi

echo "Installing system packages: $names"
run_apt() {
    # shellcheck disable=SC2086  # empty or one word
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@"
}
run_apt update
# shellcheck disable=SC2086  # a list of package names
run_apt install --yes --no-install-recommends $names >/dev/null
