"""Nothing on disk and nothing on the network tells what a person saw, typed or read: every byte is searched.

A session is played with titles, queries and texts that appear nowhere else. The app runs under strace,
which lists every file it opens for writing and every socket it makes, whoever of its processes does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.desktop.app import AppProcess
from tests.desktop.desk import checklist, write_bundle, write_card
from tests.desktop.panel_eyes import PALETTE, PanelEyes
from tests.desktop.xsession import XSession

TITLE, OTHER_TITLE = "invoice Zwölfsekundenwort", "Geheimfenstername"
QUERY = "querzeichenfolge"
CARD_TITLE, ITEM, PROSE = "Kartenüberschrift", "Punktbeschreibung", "Prosatextstelle"
SECRETS = (TITLE, "Zwölfsekundenwort", OTHER_TITLE, QUERY)
OF_CARDS = (CARD_TITLE, ITEM, PROSE)
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "latin-1")

_WRITTEN = re.compile(r'(?:open|openat|creat)\([^"]*"([^"]+)", [^)\n]*(?:O_WRONLY|O_RDWR|O_CREAT)')
_SOCKET = re.compile(r"socket\((AF_\w+)")
# What no program can keep anything in.
_NO_FILES = ("/dev/", "/proc/", "/sys/", "/memfd:")


@dataclass(frozen=True)
class Played:
    """What is left of the session: the homes of app and session, and what strace saw."""

    home: Path
    bundle: Path
    system_calls: str


def play(session: XSession, bundle: Path) -> None:
    """A person meets a card, ticks, searches, opens what they found, and sends it away."""
    strace = (
        "strace",
        "-f",
        "-qq",
        "-e",
        "trace=network,open,openat,creat",
        "-o",
        str(bundle.with_name("calls")),
    )
    temporary = session.home / "tmp"
    temporary.mkdir()
    app = AppProcess(
        session,
        "--bundle",
        str(bundle),
        env={"TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"},
        wrapper=strace,
    )
    with app:
        app.wait_event("match", timeout=30)
        eyes, terminal = PanelEyes(session), session.terminal(OTHER_TITLE)
        session.activate(terminal.window)
        terminal.set_title(TITLE)
        box = eyes.wait_boxes(False, False)[0]
        session.click(box.x, box.y)
        eyes.wait_boxes(True, False)
        mark = app.mark()
        session.key("ctrl+alt+space")
        app.wait_event("palette_painted", mark)
        palette = eyes.wait(PALETTE)
        session.wait_for(lambda: session.active() == palette.id, "the palette to be active")
        session.type(QUERY)
        app.wait_event("results_painted", mark, lambda event: event["letters"] == len(QUERY))
        session.key("ctrl+a")
        session.type(PROSE[:6])
        app.wait_event("results_painted", mark, lambda event: event["results"] == 1)
        session.key("Return")
        eyes.wait_gone(PALETTE)
        assert app.command("palette", QUERY).returncode == 0
        eyes.wait(PALETTE)
        session.key("Escape")
        eyes.wait_gone(PALETTE)
        session.click(*eyes.menu_button())
        session.click(*eyes.menu_entry(3, of=6))
        eyes.wait_gone()
        assert app.command("status", "--json").returncode == 0
        assert app.command("quit").returncode == 0
        app.process.wait(20)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """One session for all tests of this module."""
    folder = tmp_path_factory.mktemp("privacy")
    bundle = write_bundle(folder / "bundle")
    body = f"{PROSE} here.\n\n{checklist(ITEM, f'Another {ITEM}')}"
    write_card(bundle, "invoice", CARD_TITLE, body, windows="*invoice*")
    # With a bus of its own, or Qt would start one for ever, which strace would wait for.
    with XSession(dbus=True) as session:
        play(session, bundle)
        yield Played(session.home, bundle, (folder / "calls").read_text(errors="replace"))


def found_in(folder: Path, secret: str) -> list[Path]:
    """The files below ``folder`` that hold ``secret`` in any encoding, in any case, or as JSON escapes it."""
    needles = {form.encode(encoding) for form in (secret, secret.lower()) for encoding in ENCODINGS}
    needles.add(secret.encode("unicode_escape"))
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(needle in _bytes(path) for needle in needles)]


def _bytes(path: Path) -> bytes:
    content = path.read_bytes()
    return content + content.lower()


@pytest.mark.parametrize("secret", SECRETS)
def test_no_byte_on_disk_tells_a_title_or_a_query(played: Played, secret: str) -> None:
    assert found_in(played.home, secret) == []


def test_what_led_to_a_card_is_not_kept_unless_that_is_switched_on(played: Played) -> None:
    kept = (played.home / "profile" / "memory.json").read_text().lower()
    assert "desk/invoice" in kept
    assert PROSE[:6].lower() not in kept


@pytest.mark.parametrize("secret", OF_CARDS)
def test_the_text_of_a_card_is_nowhere_but_in_the_copy_of_its_bundle(played: Played, secret: str) -> None:
    names = {path.name for path in found_in(played.home, secret) if path.parent.name == "cache"}
    assert len(names) == len(found_in(played.home, secret))
    assert {name.partition("-")[0] for name in names} <= {"library.cache", "search"}


def test_the_search_finds_what_is_there(played: Played) -> None:
    """So that finding nothing means something: state and trace were written, and card ids are in both."""
    holders = {path.name.partition("-")[0] for path in found_in(played.home, "desk/invoice")}
    assert {"memory.json", "trace", "events.db"} <= holders
    for secret in OF_CARDS:
        assert found_in(played.bundle, secret)


def test_nothing_is_written_outside_the_home(played: Played) -> None:
    written = {path for path in _WRITTEN.findall(played.system_calls) if not path.startswith(_NO_FILES)}
    assert str(played.home / "profile" / "memory.json.new") in written
    assert {path for path in written if not Path(path).is_relative_to(played.home)} == set()


def test_no_connection_leaves_the_machine(played: Played) -> None:
    assert set(_SOCKET.findall(played.system_calls)) == {"AF_UNIX"}
    assert not re.search(r"sa_family=AF_INET", played.system_calls)


def test_titles_are_in_the_trace_only_when_they_are_asked_for(tmp_path: Path) -> None:
    bundle = write_bundle(tmp_path / "bundle")
    with XSession() as session, AppProcess(session, "--bundle", str(bundle), "--trace-titles") as app:
        app.wait_event("match")
        session.terminal(TITLE)
        context = app.wait_event("context", where=lambda event: event["app"] == "xterm")
        assert context["title"] == TITLE
        assert found_in(session.home, TITLE) == [app.trace]
