// Gives the focus to the one window that Sidecue names, then does nothing more. See triggers/sources/kwin.py.
// Names of Plasma 6 come first, those of Plasma 5 second.

var NAME = "org.sidecue.Windows";

callDBus(NAME, "/org/sidecue/Windows", NAME, "Wanted", function (id) {
    var windows = workspace.windowList ? workspace.windowList() : workspace.clientList();
    windows.forEach(function (window) {
        if (String(window.internalId) === id) {
            if (workspace.activeWindow !== undefined) {
                workspace.activeWindow = window;
            } else {
                workspace.activeClient = window;
            }
        }
    });
});
