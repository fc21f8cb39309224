// Tells Sidecue which window is active, over D-Bus, and gives a window the focus when Sidecue asks for it.
//
// For every GNOME Shell: install.sh puts head-43.js or head-45.js before this file. Only who calls Watch is told,
// and while nobody watches, no signal of any window is connected.

const NAME = 'org.sidecue.Windows';
const PATH = '/org/sidecue/Windows';
const TITLE_LENGTH = 5000;
const GAP = 50; // milliseconds between two messages about the same window

const INTERFACE = `<node><interface name="${NAME}">
  <method name="Watch"><arg type="u" direction="in" name="pid"/><arg type="s" direction="out" name="window"/></method>
  <method name="Activate"><arg type="u" direction="in" name="id"/><arg type="b" direction="out" name="done"/></method>
  <signal name="Changed"><arg type="s" name="window"/></signal>
  <signal name="Ready"/>
  <signal name="Ended"/>
</interface></node>`;

class Windows {
    enable() {
        this._watchers = new Map(); // by unique name: the process to leave out, and what tells of its end
        this._foreign = null; // the last active window that is not a watcher's
        this._followed = null; // what is told: the active window, or the foreign one while a watcher's is active
        this._signals = []; // of the followed window
        this._end = 0; // the signal that the foreign window has gone
        this._focusSignal = 0;
        this._gap = 0; // the timer that runs after a message
        this._waits = false; // whether something has changed since
        this._bus = Gio.DBus.session;
        this._object = Gio.DBusExportedObject.wrapJSObject(INTERFACE, this);
        this._object.export(this._bus, PATH);
        this._bus.emit_signal(null, PATH, NAME, 'Ready', null);
    }

    disable() {
        for (const [name, watcher] of this._watchers) {
            this._bus.emit_signal(name, PATH, NAME, 'Ended', null);
            Gio.bus_unwatch_name(watcher.end);
        }
        this._watchers.clear();
        this._rest();
        this._object.unexport();
        this._object = null;
    }

    WatchAsync([pid], invocation) {
        const name = invocation.get_sender();
        if (!this._watchers.has(name)) {
            const end = Gio.bus_watch_name_on_connection(
                this._bus, name, Gio.BusNameWatcherFlags.NONE, null, () => this._leave(name));
            this._watchers.set(name, {pid, end});
        }
        if (!this._focusSignal)
            this._focusSignal = global.display.connect('notify::focus-window', () => this._focused());
        this._focused();
        invocation.return_value(new GLib.Variant('(s)', [this._described()]));
    }

    Activate(id) {
        const actor = global.get_window_actors().find(one => one.meta_window.get_stable_sequence() === id);
        if (actor)
            Main.activateWindow(actor.meta_window);
        return Boolean(actor);
    }

    _leave(name) {
        Gio.bus_unwatch_name(this._watchers.get(name).end);
        this._watchers.delete(name);
        if (this._watchers.size === 0)
            this._rest();
    }

    _rest() {
        if (this._focusSignal)
            global.display.disconnect(this._focusSignal);
        this._focusSignal = 0;
        if (this._gap)
            GLib.source_remove(this._gap);
        this._gap = 0;
        if (this._end)
            this._foreign.disconnect(this._end);
        this._end = 0;
        this._foreign = null;
        this._follow(null);
    }

    _focused() {
        const window = global.display.focus_window;
        if (window !== null && !this._isOwn(window)) {
            if (this._end)
                this._foreign.disconnect(this._end);
            this._foreign = window;
            this._end = window.connect('unmanaged', () => this._lose());
        }
        this._follow(window === null ? null : this._foreign);
    }

    _lose() {
        this._foreign = null;
        this._end = 0;
        this._focused();
    }

    _isOwn(window) {
        return (window.get_wm_class() ?? '').toLowerCase() === 'sidecue' ||
            [...this._watchers.values()].some(watcher => watcher.pid === window.get_pid());
    }

    _follow(window) {
        if (window === this._followed)
            return;
        this._signals.forEach(signal => this._followed.disconnect(signal));
        this._followed = window;
        this._signals = window === null ? [] : [
            'notify::title', 'notify::fullscreen', 'notify::wm-class', 'position-changed', 'size-changed',
        ].map(signal => window.connect(signal, () => this._changed()));
        this._tell(); // another window is told at once
    }

    _changed() {
        if (this._gap)
            this._waits = true;
        else
            this._tell();
    }

    _tell() {
        this._waits = false;
        const said = new GLib.Variant('(s)', [this._described()]);
        for (const name of this._watchers.keys())
            this._bus.emit_signal(name, PATH, NAME, 'Changed', said);
        if (this._gap || this._watchers.size === 0)
            return;
        this._gap = GLib.timeout_add(GLib.PRIORITY_DEFAULT, GAP, () => {
            this._gap = 0;
            if (this._waits)
                this._tell();
            return GLib.SOURCE_REMOVE;
        });
    }

    _described() {
        const window = this._followed;
        if (window === null)
            return 'null';
        const frame = window.get_frame_rect();
        return JSON.stringify({
            id: String(window.get_stable_sequence()),
            class: window.get_wm_class() ?? window.get_sandboxed_app_id() ?? '',
            title: (window.get_title() ?? '').slice(0, TITLE_LENGTH),
            pid: window.get_pid(),
            sandbox: window.get_sandboxed_app_id() ?? '',
            frame: [frame.x, frame.y, frame.width, frame.height],
            full_screen: window.is_fullscreen(),
        });
    }
}
