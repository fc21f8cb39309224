from __future__ import annotations

import json
import re
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from content.events.event import Event
from content.events.store import EventStore
from content.insights.share import write
from tests.content.insights.examples import working_days
from tests.content.insights.test_share import someone
from tests.overlay.cli.conftest import Sidecue
from tests.overlay.desk import write_bundle

WEEKS = timedelta(days=40)


def fill(profile: Path, events: list[Event]) -> None:
    with closing(EventStore(profile / "events.db")) as store:
        store.append(events)


@pytest.fixture
def worked(profile: Path, sidecue: Sidecue, bundle: Path) -> datetime:
    """Thirty days with the bundle "desk", lookups falling at half of them; the day of that."""
    assert sidecue("settings", "bundle_folders", bundle).status == 0
    begin = datetime.now().astimezone().replace(hour=1) - WEEKS
    change = begin + timedelta(days=15)
    fill(
        profile,
        [
            *working_days(15, 4, begin),
            *working_days(15, 1, change),
            *working_days(2, 1, change, "my-notes/x"),
        ],
    )
    return change


def test_the_terminal_is_told_what_matters_most(sidecue: Sidecue, worked: datetime) -> None:
    said = sidecue("insights")
    assert said.status == 0
    assert "Before you pay: opened 75 times in 120 visits" in said.out
    assert re.search(r"change of lookups: −75 points \(−8\d to −6\d points\)", said.out)
    assert "Searches that found nothing: too few to say: 0 of 10 searches" in said.out
    assert re.search(r"Never used: \d", said.out)


def test_before_and_after_is_told_where_there_is_enough(sidecue: Sidecue, worked: datetime) -> None:
    said = sidecue("insights", "--compare", worked.date())
    assert re.search(r"Visits with a lookup: 100 % → 25 %; −75 points \(.* to .*\) fewer", said.out)
    assert "too few to say: 17 of 20 observations on each side of the day" in said.out
    one = sidecue("insights", "--compare", worked.date(), "--card", "desk/undo")
    assert "too few to say: 0 of 20" in one.out


def test_a_card_that_is_not_there_is_told(sidecue: Sidecue, worked: datetime) -> None:
    done = sidecue("insights", "--compare", worked.date(), "--card", "desk/pya")
    assert (done.status, done.out) == (2, "")
    assert done.err == "sidecue: there is no card desk/pya, and nothing was noted of it\n"

    gone = sidecue("insights", "--compare", worked.date(), "--card", "my-notes/x")
    assert gone.status == 0  # it was there once


def test_since_leaves_out_what_was_before(sidecue: Sidecue, worked: datetime) -> None:
    found = json.loads(sidecue("insights", "--since", worked.date(), "--json").out)
    (pay,) = [card for card in found["cards"] if card["card"] == "desk/pay"]
    assert (pay["visits"], pay["lookups"]) == (60, 15)
    assert found["searches"] == {"has": 0, "needs": 10, "what": "searches"}


def test_a_page_is_written_for_the_person_alone(sidecue: Sidecue, worked: datetime, tmp_path: Path) -> None:
    target = tmp_path / "mine.html"
    assert sidecue("insights", "--output", target).out == f"Wrote {target}.\n"
    page = target.read_text(encoding="utf-8")
    assert "Before you pay" in page
    assert "Never used" in page


def test_without_events_it_says_so(sidecue: Sidecue, tmp_path: Path, profile: Path) -> None:
    assert sidecue("insights").out == "Nothing has happened yet that could be told.\n"
    assert sidecue("insights", "--output", tmp_path / "mine.html").status == 0
    done = sidecue("insights", "--share", tmp_path / "mine.json")
    assert (done.status, done.err) == (1, "sidecue: nothing has happened yet that could be shared\n")
    assert not (tmp_path / "mine.json").exists()


def test_what_is_shared_names_no_private_card_and_keeps_its_pseudonym(
    sidecue: Sidecue, worked: datetime, tmp_path: Path
) -> None:
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    for file in (first, second):
        done = sidecue("insights", "--share", file, "--only", "desk")
        assert done.out.startswith(f"Wrote counts of 1 card to {file}.")
    assert first.read_text() == second.read_text()
    assert "my-notes" not in first.read_text()

    again = sidecue("insights", "--share", file)
    assert (again.status, again.err) == (2, f"sidecue: {file} is there already; name another file\n")
    assert first.read_text() == second.read_text()

    done = sidecue("insights", "--share", tmp_path / "3.json", "--only", "elsewhere")
    assert (done.status, done.err) == (1, "sidecue: there is nothing to share of these bundles\n")


def test_the_page_of_several_people_needs_five_and_survives_a_bad_file(
    sidecue: Sidecue, tmp_path: Path
) -> None:
    files = []
    for number in range(5):
        files.append(tmp_path / f"{number}.json")
        files[-1].write_bytes(write(someone(number)))
    bad, target = tmp_path / "bad.json", tmp_path / "all.html"
    bad.write_text("{}")

    done = sidecue("insights", "--bundle-report", *files[:4], "--output", target)
    assert (done.status, target.exists()) == (1, False)
    assert done.err == (
        "sidecue: files of 5 people are needed, and these are of 4; ask more people to share\n"
    )
    done = sidecue("insights", "--bundle-report", *files, bad, "--output", target)
    assert done.status == 1
    assert done.err.startswith(f"{bad}:0: format: is not")
    assert "desk/pay" in target.read_text(encoding="utf-8")
    assert sidecue("insights", "--bundle-report", *files, "--output", target).status == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--card", "desk/pay"], "add --compare DATE"),
        (["--only", "desk"], "add --share FILE"),
        (["--bundle-report", "a.json"], "add --output FILE.html"),
        (["--bundle-report", "a.json", "--output", "b.html", "--since", "2026-01-01"], "leave --share"),
        (["--since", "soon"], '"soon" is no date, like 2026-05-31'),
    ],
)
def test_wrong_use_says_what_to_add(sidecue: Sidecue, arguments: list[str], says: str) -> None:
    done = sidecue("insights", *arguments)
    assert done.status == 2
    assert says in done.err


def test_a_bundle_that_cannot_be_read_hides_no_insight(
    sidecue: Sidecue, worked: datetime, bundle: Path
) -> None:
    write_bundle(bundle, pay="---\ntitle: [\n---\n")
    assert "desk/pay: opened 75 times" in sidecue("insights").out
