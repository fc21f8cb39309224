"""`sidecue bundle test`: precise failures, measures, what nothing tried, and the exit status."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.overlay.cli.conftest import Sidecue

RIGHT = """\
- window: {app: soffice.bin, title: "Payment run 12.ods"}
  cards: [pay, undo]
- window: {app: mines}
  cards: []
"""
WRONG = """\
- window: {app: soffice.bin, title: "Payment run 12.ods"}
  cards: [undo, mail]
"""
TRACE = """\
{"app": "thunderbird", "os": "linux", "cards": ["desk/mail", "other/thing"]}
{"app": "firefox", "title": "News"}
"""


@pytest.fixture
def tested(bundle: Path) -> Path:
    (bundle / "expect.yaml").write_text(RIGHT)
    return bundle


def test_a_bundle_whose_rules_hit_is_fine(sidecue: Sidecue, tested: Path) -> None:
    done = sidecue("bundle", "test", tested)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        "never exercised: card mail",
        "never exercised: card news",
        "2 windows: 2 as expected, 0 not; precision 100 %, recall 100 %",
    ]


def test_what_nothing_tries_fails_when_it_is_asked_for(
    sidecue: Sidecue, tested: Path, tmp_path: Path
) -> None:
    assert sidecue("bundle", "test", tested, "--fail-unexercised").status == 1
    trace = tmp_path / "day.jsonl"
    trace.write_text(TRACE)
    done = sidecue("bundle", "test", tested, "--fail-unexercised", "--trace", trace)
    assert done.status == 0
    assert done.out.splitlines() == [
        "passed over: 1 card of other bundles",
        "3 windows: 3 as expected, 0 not, 1 window without stated cards; precision 100 %, recall 100 %",
    ]


def test_a_failure_says_which_window_what_came_and_why(sidecue: Sidecue, bundle: Path) -> None:
    (bundle / "expect.yaml").write_text(WRONG)
    done = sidecue("bundle", "test", bundle)
    assert done.status == 1
    assert done.err.splitlines() == [
        (
            f'{bundle / "expect.yaml"}:1: app "soffice.bin", title "Payment run 12.ods": '
            "expected undo, mail; came pay, undo"
        ),
        '  mail did not come: app is "soffice.bin", not "thunderbird"  [cards/mail.md:3]',
        '  pay came too: app is "soffice" and title matches "*payment run*"  [cards/pay.md:3]',
    ]
    assert "precision 50 %, recall 50 %" in done.out


def test_the_same_for_scripts(sidecue: Sidecue, bundle: Path) -> None:
    (bundle / "expect.yaml").write_text(WRONG)
    done = sidecue("bundle", "test", bundle, "--json")
    said = json.loads(done.out)
    assert (done.status, done.err) == (1, "")
    assert (said["bundle"], said["stated"], said["failed"], said["precision"]) == ("desk", 1, 1, 0.5)
    (failure,) = said["failures"]
    assert (failure["line"], failure["expected"]) == (1, ["desk/undo", "desk/mail"])
    assert [one["fault"] for one in failure["differences"]] == ["missing", "unexpected"]
    assert said["never_exercised"] == {"cards": ["desk/mail", "desk/news"], "parts": []}


def test_the_same_for_build_servers(sidecue: Sidecue, bundle: Path, tmp_path: Path) -> None:
    (bundle / "expect.yaml").write_text(
        WRONG + '- window: {app: "a\\U00010000<", title: mines}\n  cards: []\n'
    )
    sidecue("bundle", "test", bundle, "--junit", tmp_path / "out.xml")
    suite = ET.parse(tmp_path / "out.xml").getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    failure = suite[0].find("failure")
    assert failure is not None
    assert "mail did not come" in (failure.text or "")


def test_a_bundle_without_tests_is_told_how_to_begin(sidecue: Sidecue, bundle: Path) -> None:
    done = sidecue("bundle", "test", bundle)
    assert done.status == 1
    assert "expect.yaml:0: does not exist; write expect.yaml" in done.err


def test_a_run_that_tries_nothing_fails(sidecue: Sidecue, bundle: Path, tmp_path: Path) -> None:
    trace = tmp_path / "day.jsonl"
    trace.write_text("")
    alone = sidecue("bundle", "test", bundle, "--trace", trace)
    (bundle / "expect.yaml").write_text("[]")
    empty = sidecue("bundle", "test", bundle)
    assert (alone.status, empty.status) == (1, 1)
    assert "expect.yaml:0: does not exist; write expect.yaml" in alone.err
    assert "expect.yaml:0: has no window to try; write expect.yaml" in empty.err


def test_a_trace_that_is_not_there_is_wrong_use(sidecue: Sidecue, tested: Path, tmp_path: Path) -> None:
    done = sidecue("bundle", "test", tested, "--trace", tmp_path / "nowhere.jsonl")
    assert done.status == 2
    assert 'nowhere.jsonl" does not exist' in done.err


def test_a_trace_alone_is_enough(sidecue: Sidecue, bundle: Path, tmp_path: Path) -> None:
    trace = tmp_path / "day.jsonl"
    trace.write_text(TRACE + '{"app": "firefox", "cards": []}\n')
    done = sidecue("bundle", "test", bundle, "--trace", trace)
    assert done.status == 1
    assert f'{trace}:3: app "firefox": expected nothing; came news' in done.err


@pytest.mark.parametrize(
    ("text", "words"),
    [("- window: {ap: x}\n  cards: []\n", "did you mean"), ("- [\n", "expect.yaml:")],
)
def test_tests_that_cannot_be_read_fail(sidecue: Sidecue, bundle: Path, text: str, words: str) -> None:
    (bundle / "expect.yaml").write_text(text)
    done = sidecue("bundle", "test", bundle)
    assert done.status == 1
    assert words in done.err


def test_a_packed_bundle_can_be_tested(sidecue: Sidecue, tested: Path, tmp_path: Path) -> None:
    packed = tmp_path / "desk.cue"
    sidecue("bundle", "pack", tested, "--out", packed)
    done = sidecue("bundle", "test", packed)
    assert (done.status, done.err) == (0, "")
    assert "2 windows: 2 as expected" in done.out


def test_what_is_no_bundle_is_wrong_use(sidecue: Sidecue, tmp_path: Path) -> None:
    assert sidecue("bundle", "test", tmp_path / "none").status == 2


def test_no_title_of_a_trace_steers_the_terminal(sidecue: Sidecue, bundle: Path, tmp_path: Path) -> None:
    trace = tmp_path / "day.jsonl"
    trace.write_text('{"app": "firefox\\u001b[2J", "cards": ["desk/news"]}\n')
    done = sidecue("bundle", "test", bundle, "--trace", trace)
    assert "\x1b" not in done.out + done.err
    assert "\\x1b[2J" in done.err
