"""KWin's scripts in Qt's own engine, with a stand-in for KWin in the words of Plasma 5 and of Plasma 6.

Plasma 5.27 is also run for real in the other tests here; Plasma 6 is not installed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QJSEngine

FILES = Path(__file__).parents[3] / "triggers/sources/included"
NAMES = {
    5: ("activeClient", "clientActivated", "clientRemoved", "clientList", "clientFinishUserMovedResized"),
    6: ("activeWindow", "windowActivated", "windowRemoved", "windowList", "interactiveMoveResizeFinished"),
}
STAND_IN = """
function Signal() { this.told = []; }
Signal.prototype.connect = function (one) { this.told.push(one); };
Signal.prototype.disconnect = function (one) {
    this.told = this.told.filter(function (other) { return other !== one; });
};
Signal.prototype.emit = function (what) { this.told.forEach(function (one) { one(what); }); };
function Window(id, title, pid) {
    this.internalId = id; this.caption = title; this.resourceClass = "ledger"; this.pid = pid;
    this.frameGeometry = {x: 1.5, y: 2, width: 300, height: 200};
    this.fullScreen = this.move = false;
    ["caption", "fullScreen", "windowClass", "frameGeometry"].forEach(function (name) {
        this[name + "Changed"] = new Signal();
    }, this);
    this["%(finished)s"] = new Signal();
}
var first = new Window("{1}", "First <2>", 7), second = new Window("{2}", "Second", 8);
var own = new Window("{3}", "Sidecue", 99);
var workspace = {"%(list)s": function () { return [first, second]; }};
workspace["%(active)s"] = first;
workspace["%(activated)s"] = new Signal();
workspace["%(removed)s"] = new Signal();
var told = [], answers = [];
function callDBus(name, path, interface, method) {
    var answered = arguments[arguments.length - 1];
    if (method === "Begin") answered(99);
    else if (method === "Wanted") answered("{2}");
    else { told.push(arguments[4]); answers.push(answered); }
}
function answer() { var one = answers.shift(); if (one) one(); }
function activate(window) { workspace["%(active)s"] = window; workspace["%(activated)s"].emit(window); }
"""


class Script:
    """A script of ours inside the stand-in."""

    def __init__(self, generation: int, file: str) -> None:
        self._app = QCoreApplication.instance() or QCoreApplication([])
        self._engine = QJSEngine()
        words = ("active", "activated", "removed", "list", "finished")
        self.run(STAND_IN % dict(zip(words, NAMES[generation], strict=True)))
        self.run((FILES / file).read_text())

    def run(self, text: str) -> object:
        value: Any = self._engine.evaluate(text)
        assert not value.isError(), value.toString()
        return value.toVariant()

    def told(self) -> list[str | None]:
        """The titles told since the last look, each answered so that the next can come."""
        texts = []
        while self.run("told.length"):
            texts.append(json.loads(str(self.run("told.shift()"))))
            self.run("answer()")
        return [text and text["title"] for text in texts]


@pytest.fixture(params=[5, 6])
def generation(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def test_it_tells_the_active_window_and_its_changes(generation: int) -> None:
    script = Script(generation, "kwin.js")
    text = json.loads(str(script.run("told[0]")))
    assert text == {
        "id": "{1}", "class": "ledger", "title": "First", "pid": 7,
        "frame": [1.5, 2, 300, 200], "full_screen": False,
    }  # fmt: skip
    assert script.told() == ["First"]
    script.run("activate(second)")
    assert script.told() == ["Second"]
    script.run("second.caption = 'New'; second.captionChanged.emit()")
    assert script.told() == ["New"]
    script.run("first.captionChanged.emit()")
    assert script.told() == []
    script.run("activate(null)")
    assert script.told() == [None]


def test_a_window_is_told_where_a_drag_ends(generation: int) -> None:
    script = Script(generation, "kwin.js")
    script.told()
    script.run("first.move = true; for (var i = 0; i < 50; i++) first.frameGeometryChanged.emit()")
    assert script.told() == []
    finished = NAMES[generation][4]
    script.run(f"first.move = false; first.{finished}.emit()")
    assert script.told() == ["First"]


def test_while_one_of_ours_is_active_the_last_other_one_is_followed(generation: int) -> None:
    script = Script(generation, "kwin.js")
    script.told()
    script.run("activate(null); activate(own)")
    assert script.told()[-1] == "First"
    script.run("first.caption = 'Goes on'; first.captionChanged.emit()")
    assert script.told() == ["Goes on"]
    script.run(f"workspace.{NAMES[generation][2]}.emit(first)")
    assert script.told() == [None]


def test_one_message_is_under_way_and_the_newest_state_follows(generation: int) -> None:
    script = Script(generation, "kwin.js")
    script.run("for (var i = 0; i < 1000; i++) { first.caption = 'T' + i; first.captionChanged.emit(); }")
    assert script.told() == ["First", "T999"]


def test_the_other_script_activates_the_wanted_window(generation: int) -> None:
    script = Script(generation, "kwin_activate.js")
    assert script.run(f"workspace.{NAMES[generation][0]}.internalId") == "{2}"
