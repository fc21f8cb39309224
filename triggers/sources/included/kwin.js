// Tells Sidecue which window is active. Loaded into KWin by triggers/sources/kwin.py, unloaded when Sidecue ends.
// Names of Plasma 6 come first, those of Plasma 5 second. It changes nothing.

var NAME = "org.sidecue.Windows";
var PATH = "/org/sidecue/Windows";
var ANSWER_DUE = 30000; // milliseconds; after that an answer is not waited for any more

var ownPid = -1;
var foreign = null; // the last active window that is not Sidecue's
var followed = null; // what is told: the active window, or the foreign one while one of Sidecue's is active
var toldAt = 0; // when something was told that is not answered yet, else 0
var changed = false; // whether there is something newer than what was told

function active() {
    return workspace.activeWindow !== undefined ? workspace.activeWindow : workspace.activeClient;
}

function isOwn(window) {
    return window.pid === ownPid || String(window.resourceClass).toLowerCase() === "sidecue";
}

// KWin numbers windows of one title: "Letter <2>", for windows of X with an invisible mark behind it.
function titleOf(window) {
    return String(window.caption).slice(0, 5000).replace(/ <\d+>\u200e?$/, "");
}

function described(window) {
    if (!window) {
        return null;
    }
    var frame = window.frameGeometry;
    return {
        id: String(window.internalId),
        class: String(window.resourceClass),
        title: titleOf(window),
        pid: window.pid,
        frame: [frame.x, frame.y, frame.width, frame.height],
        full_screen: Boolean(window.fullScreen),
    };
}

// One message is under way at a time, and the newest state follows it: KWin never floods us.
function tell() {
    if (toldAt && Date.now() - toldAt < ANSWER_DUE) {
        changed = true;
        return;
    }
    toldAt = Date.now();
    changed = false;
    callDBus(NAME, PATH, NAME, "Tell", JSON.stringify(described(followed)), function () {
        toldAt = 0;
        if (changed) {
            tell();
        }
    });
}

function moved() {
    if (!followed.move && !followed.resize) { // the end of a drag is told once, its way is not
        tell();
    }
}

// The signals of a window that say something new about it, and what is done then.
function signalsOf(window) {
    return [
        [window.captionChanged, tell],
        [window.fullScreenChanged, tell],
        [window.windowClassChanged, tell],
        [window.frameGeometryChanged, moved],
        [window.interactiveMoveResizeFinished || window.clientFinishUserMovedResized, tell],
    ].filter(function (one) { return one[0]; });
}

function follow(window) {
    if (followed) {
        try {
            signalsOf(followed).forEach(function (one) { one[0].disconnect(one[1]); });
        } catch (gone) {
            // a window that has been closed has no signals any more
        }
    }
    followed = window;
    if (followed) {
        signalsOf(followed).forEach(function (one) { one[0].connect(one[1]); });
    }
    tell();
}

function activated() {
    var window = active() || null;
    if (window !== null && !isOwn(window)) {
        foreign = window;
    }
    follow(window === null ? null : foreign); // none for a moment between any two: Sidecue lets that pass
}

function removed(window) {
    if (foreign && window.internalId === foreign.internalId) {
        foreign = null;
        activated();
    }
}

callDBus(NAME, PATH, NAME, "Begin", function (pid) {
    ownPid = pid;
    (workspace.windowActivated || workspace.clientActivated).connect(activated);
    (workspace.windowRemoved || workspace.clientRemoved).connect(removed);
    activated();
});
