#!/bin/sh
# Installs Sidecue's extension for GNOME Shell for the person who runs it; it works from the next login on.
# install.sh [FORM]: 43 is for GNOME Shell 42 to 44, 45 for all later ones; without it the installed one is asked.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
uuid=sidecue@sidecue.org
form=${1:-}
newest=49

version=$(gnome-shell --version 2>/dev/null | sed 's/[^0-9]*\([0-9]*\).*/\1/')
if [ -z "$form" ] && [ -z "$version" ]; then
    echo "There is no GNOME Shell here that says its version; name the form: $0 43, or $0 45." >&2
    exit 1
fi
if [ -z "$form" ]; then
    if [ "$version" -ge 45 ]; then form=45; else form=43; fi
fi
if [ ! -f "$here/head-$form.js" ]; then
    echo "usage: $0 [43|45]; 43 is for GNOME Shell 42 to 44, 45 for all later ones." >&2
    exit 2
fi

target=${XDG_DATA_HOME:-$HOME/.local/share}/gnome-shell/extensions/$uuid
mkdir -p "$target"
if [ "${version:-0}" -gt "$newest" ]; then
    # Written for the form since 45, and not tried on this one.
    sed "s/\"$newest\"/\"$newest\", \"$version\"/" "$here/metadata-$form.json" >"$target/metadata.json"
else
    cp "$here/metadata-$form.json" "$target/metadata.json"
fi
cat "$here/head-$form.js" "$here/windows.js" >"$target/extension.js"

# Not `gnome-extensions enable`: a shell that runs already does not know the extension before the next login.
enabled=$(gsettings get org.gnome.shell enabled-extensions)
case $enabled in
    *"'$uuid'"*) ;;
    *"[]") gsettings set org.gnome.shell enabled-extensions "['$uuid']" ;;
    *) gsettings set org.gnome.shell enabled-extensions "${enabled%]}, '$uuid']" ;;
esac
# What GNOME's app Extensions switched off stays off, whatever is enabled.
disabled=$(gsettings get org.gnome.shell disabled-extensions)
case $disabled in
    *"'$uuid'"*)
        others=$(printf %s "$disabled" | sed "s/'$uuid', //; s/, '$uuid'//; s/'$uuid'//")
        [ "$others" = "[]" ] && others="@as []"
        gsettings set org.gnome.shell disabled-extensions "$others"
        ;;
esac
echo "Sidecue's extension is in $target. Please log out and in again."
