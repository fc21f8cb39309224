/* exported init */
// Sidecue in GNOME Shell 42 to 44.

const {Gio, GLib} = imports.gi;
const Main = imports.ui.main;

function init() {
    return new Windows();
}

