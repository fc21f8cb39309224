from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path

import pytest

from content.attention.cue import Budget, Moment, Offer
from content.attention.moments import offers_to_json, to_json
from content.evidence.entry import Acknowledgement, How, content_of
from content.evidence.log import EvidenceLog
from content.learning.knowledge import Knowledge
from content.library.reading import read_library
from content.memory.memory import Memory
from tests.content.memory.examples import MORNING, Clock
from tests.overlay.cli.conftest import Sidecue
from tests.overlay.desk import CARDS, write_bundle
from triggers.session.base import Sign

PAYMENTS = {"app": "soffice", "title": "* Payment run 12 - Calc", "pid": 7, "extra": [1]}


@pytest.fixture
def lines(sidecue: Sidecue, bundle: Path, monkeypatch: pytest.MonkeyPatch) -> Sidecue:
    """`sidecue why -` with these lines on its standard input."""

    def run(*lines: str, more: tuple[str, ...] = ()) -> object:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return sidecue("why", "-", "--bundle", bundle, *more)

    return run  # type: ignore[return-value]


def test_scripts_get_the_contract_line_by_line(lines: Sidecue) -> None:
    done = lines(json.dumps(PAYMENTS), "", json.dumps({"app": "mines"}))

    here, nowhere = map(json.loads, done.out.splitlines())
    assert list(here) == ["matches", "cue"]
    assert here["matches"][0] == {
        "card": "desk/pay",
        "rule": "cards/pay.md:3",
        "because": 'app is "soffice" and title matches "*payment run*"',
    }
    assert here["cue"] == {
        "loudness": "panel",
        "cards": ["desk/pay", "desk/undo"],
        "because": here["matches"][0]["because"],
        "held": [],
    }
    assert nowhere["matches"] == []
    assert nowhere["cue"]["loudness"] == "none"
    assert (done.status, done.err) == (0, "")


def test_the_others_are_told_when_asked_for(lines: Sidecue) -> None:
    answer = json.loads(lines(json.dumps(PAYMENTS), more=("--all",)).out)
    assert {other["card"] for other in answer["others"]} == {"desk/mail", "desk/news"}
    assert answer["problems"] == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{bad", "is no JSON:"),
        ("[1]", "is no JSON object"),
        ("null", "is no JSON object"),
        ('{"app": 3}', "app: must be a text"),
        ('{"app": "x", "os": "beos"}', "os: must be one of linux, macos, windows"),
        ("[" * 60_000, "is no JSON:"),
    ],
)
def test_a_broken_line_is_answered_and_the_next_one_too(lines: Sidecue, line: str, words: str) -> None:
    done = lines(json.dumps(PAYMENTS), line, json.dumps(PAYMENTS))

    first, broken, last = map(json.loads, done.out.splitlines())
    assert first == last
    assert list(broken) == ["error"]
    assert broken["error"].startswith(words)
    assert "; " in broken["error"]
    assert done.err == f"-:2: {broken['error']}\n"
    assert done.status == 1


def test_null_is_as_good_as_nothing(lines: Sidecue) -> None:
    done = lines('{"app": "soffice", "title": null, "os": null}', '{"app": "soffice"}')

    with_nulls, without = done.out.splitlines()
    assert with_nulls == without
    assert (done.status, done.err) == (0, "")


def test_a_closed_standard_input_asks_nothing(
    sidecue: Sidecue, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    for verb in ("why", "find"):
        done = sidecue(verb, "-", "--bundle", bundle)
        assert (done.status, done.out, done.err) == (0, "", "")


def test_half_a_character_in_a_title_ends_nothing(process: Sidecue, bundle: Path) -> None:
    asked = b'{"app": "soffice", "title": "\\ud800 Payment run"}\n{"app": "\xff"}\n'
    done = process("why", "-", "--bundle", bundle, asked=asked)

    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [len(answer["matches"]) for answer in answers] == [2, 0]
    assert (done.status, done.err) == (0, "")


def test_people_get_every_rule_with_its_reason_and_no_title(sidecue: Sidecue, bundle: Path) -> None:
    done = sidecue("why", "--bundle", bundle, "--app", "soffice", "--title", "Secret payment run")

    assert done.status == 0
    assert "cue: panel" in done.out
    assert '+ desk/pay: app is "soffice" and title matches "*payment run*"  [cards/pay.md:3]' in done.out
    assert '- desk/mail: app is "soffice", not "thunderbird"  [cards/mail.md:3]' in done.out
    assert "Secret" not in done.out


def test_one_window_in_json_tells_the_others_too(sidecue: Sidecue, bundle: Path) -> None:
    done = sidecue("why", "--bundle", bundle, "--app", "mines", "--json")
    assert list(json.loads(done.out)) == ["matches", "cue", "others", "for_others", "problems"]


def test_a_broken_rule_is_told_and_matches_nothing(sidecue: Sidecue, tmp_path: Path) -> None:
    broken = write_bundle(tmp_path / "b", pay="---\ntitle: Pay\nwhen: {title_re: '('}\n---\nText.\n")
    done = sidecue("why", "--bundle", broken, "--title", "(")

    assert "0 matching:" in done.out
    assert f"! {broken / 'cards' / 'pay.md'}:3: when.title_re: " in done.out


def test_what_the_person_asked_for_counts_for_the_active_bundles_alone(
    sidecue: Sidecue, bundle: Path, profile: Path
) -> None:
    memory = Memory(profile, Clock())
    memory.never("desk/pay")
    memory.close()
    sidecue("settings", "bundle_folders", bundle)
    window = ("--app", "soffice", "--title", "payment run", "--json")

    active = json.loads(sidecue("why", *window).out)
    assert active["cue"]["cards"] == ["desk/undo"]
    assert active["cue"]["held"] == [{"card": "desk/pay", "because": "you asked never to see it"}]
    under_test = json.loads(sidecue("why", "--bundle", bundle, *window).out)
    assert under_test["cue"]["cards"] == ["desk/pay", "desk/undo"]


def test_without_the_app_the_settings_of_the_profile_count(
    sidecue: Sidecue, bundle: Path, profile: Path
) -> None:
    sidecue("settings", "bundle_folders", bundle)
    sidecue("settings", "loudness", "badge")
    done = sidecue("why", "--app", "soffice", "--title", "Payment run 12", "--json")
    answer = json.loads(done.out)
    assert answer["cue"]["loudness"] == "badge"
    assert answer["cue"]["because"] == "your settings allow no more than the badge"
    assert "moment" not in answer


def test_with_the_app_it_is_the_apps_moment(
    sidecue: Sidecue, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = Moment(
        MORNING, signs=frozenset({Sign.PRESENTING}), spent=Budget(1, 2), missed=frozenset({"desk/pay"})
    )
    answer = {
        "moment": to_json(moment),
        "offers": offers_to_json([Offer("desk/pay", "its title"), Offer("desk/undo", "its app")]),
        "unknown": {"sharing": "nobody tells"},
    }
    monkeypatch.setattr("overlay.cli.moment.ask_app", lambda *_: answer)
    sidecue("settings", "bundle_folders", bundle)
    window = ("--app", "soffice", "--title", "Payment run 12")
    lines = sidecue("why", *window).out.splitlines()
    assert lines[1:3] == ["cue: badge (you are presenting)", "  its panel has lapsed for this visit"]
    assert "now, in the running Sidecue: 1 of 4 panels and 2 of 12 cards within the hour" in lines
    assert "  session: presenting" in lines
    assert "  unknown: sharing: nobody tells" in lines
    assert json.loads(sidecue("why", *window, "--json").out)["moment"]["signs"] == ["presenting"]
    under_test = json.loads(sidecue("why", *window, "--bundle", bundle, "--json").out)
    assert under_test["cue"]["loudness"] == "panel"


def test_without_the_app_what_is_known_counts(sidecue: Sidecue, bundle: Path, profile: Path) -> None:
    now = datetime.now().astimezone()
    memory = Memory(profile, lambda: now)
    memory.learned.learn("desk/pay", Knowledge(100.0, 5.0, now))
    memory.close()
    sidecue("settings", "bundle_folders", bundle)
    window = ("--app", "soffice", "--title", "Payment run 12", "--json")
    cue = json.loads(sidecue("why", *window).out)["cue"]
    assert (cue["loudness"], cue["cards"]) == ("tab", ["desk/undo", "desk/pay"])
    sidecue("settings", "learning", "off")
    cue = json.loads(sidecue("why", *window).out)["cue"]
    assert (cue["loudness"], cue["cards"]) == ("panel", ["desk/pay", "desk/undo"])


@pytest.mark.parametrize("how", [How.DONE, How.DECLINED])
def test_without_the_app_what_was_recorded_counts(
    sidecue: Sidecue, tmp_path: Path, profile: Path, how: How
) -> None:
    required = write_bundle(
        tmp_path / "duty", pay=CARDS["pay"].replace("loudness: panel", "required: before-task\nvalid: 1 year")
    )
    sidecue("settings", "bundle_folders", required)
    card = read_library([required]).cards["desk/pay"]
    keys = tuple(item.key for item in card.items)
    now = datetime.now().astimezone()
    said = Acknowledgement(
        now, card.id, "1.2", content_of(card), keys, 2, how, "" if how is How.DONE else "no"
    )
    EvidenceLog(profile / "evidence").append(said)
    cue = json.loads(sidecue("why", "--app", "soffice", "--title", "Payment run 12", "--json").out)["cue"]
    assert cue["loudness"] == ("tab" if how is How.DONE else "panel")


def test_without_the_app_what_is_ticked_counts(sidecue: Sidecue, bundle: Path, profile: Path) -> None:
    sidecue("settings", "bundle_folders", bundle)
    card = read_library([bundle]).cards["desk/pay"]
    memory = Memory(profile, lambda: datetime.now().astimezone())
    for item in card.items:
        memory.tick(card, item.key, True)
    memory.close()
    cue = json.loads(sidecue("why", "--app", "soffice", "--title", "Payment run 12", "--json").out)["cue"]
    assert (cue["loudness"], cue["because"]) == ("tab", "you have ticked all of it")


def test_an_app_of_another_version_is_as_good_as_none(
    sidecue: Sidecue, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("overlay.cli.moment.ask_app", lambda *_: {"error": "unknown request"})
    sidecue("settings", "bundle_folders", bundle)
    done = sidecue("why", "--app", "soffice", "--title", "Payment run 12")
    assert (done.status, done.out.splitlines()[1].startswith("cue: panel")) == (0, True)


def test_a_bundle_that_is_missing_is_wrong_use(sidecue: Sidecue, tmp_path: Path) -> None:
    for arguments in (("-",), ("--app", "x")):
        done = sidecue("why", *arguments, "--bundle", tmp_path / "missing")
        assert (done.status, done.out) == (2, "")
        assert done.err.endswith("missing:0: there is no such bundle folder; name an existing one\n")


def test_without_a_screen_the_active_window_is_unknown(process: Sidecue, bundle: Path) -> None:
    done = process("why", "--bundle", bundle, without=("DISPLAY", "WAYLAND_DISPLAY"))

    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("sidecue: the active window is unknown: ")
    assert done.err.endswith("; name a window with --app and --title\n")
