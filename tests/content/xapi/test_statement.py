from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from content.events.event import Event, Happening
from content.xapi.errors import XapiError
from content.xapi.statement import say_the_same, statement
from content.xapi.vocabulary import OWN, PROFILE, VERBS
from tests.content.xapi.examples import ADA, EVENTS, NOW, event

SCHEMA = json.loads((Path(__file__).parent / "statement.schema.json").read_text("utf-8"))
JUDGE = jsonschema.Draft202012Validator(SCHEMA)


def test_an_event_is_a_statement_with_its_id_its_time_and_nothing_of_its_own_making() -> None:
    happened = Event(
        "4B1F1F9E-0000-4000-8000-000000000001",
        datetime(2026, 5, 4, 11, 30, 15, 250_999, timezone(timedelta(hours=2))),
        Happening.OPENED,
        "accounts-team/payments/undo-run",
        {"from": "palette"},
    )

    assert statement(happened, ADA) == {
        "id": "4b1f1f9e-0000-4000-8000-000000000001",
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": ADA.home_page, "name": ADA.name},
        },
        "verb": {"id": "http://activitystrea.ms/schema/1.0/open", "display": {"en": "opened"}},
        "object": {
            "objectType": "Activity",
            "id": "sidecue:accounts-team/payments/undo-run",
            "definition": {"type": f"{OWN}/activity-types/card"},
        },
        "context": {
            "platform": "Sidecue",
            "contextActivities": {
                "category": [
                    {
                        "objectType": "Activity",
                        "id": PROFILE,
                        "definition": {"type": "http://adlnet.gov/expapi/activities/profile"},
                    }
                ],
                "parent": [
                    {
                        "objectType": "Activity",
                        "id": "sidecue:accounts-team",
                        "definition": {"type": f"{OWN}/activity-types/bundle"},
                    }
                ],
            },
            "extensions": {f"{OWN}/extensions/from": "palette"},
        },
        "timestamp": "2026-05-04T09:30:15.250Z",
    }


@pytest.mark.parametrize(
    ("happened", "result"),
    [
        (event(Happening.COMPLETED, seconds=42), {"completion": True, "duration": "PT42S"}),
        (event(Happening.COMPLETED, seconds=0.126), {"completion": True, "duration": "PT0.13S"}),
        (event(Happening.COMPLETED, seconds=-1), {"completion": True}),
        (event(Happening.COMPLETED, seconds=float("nan")), {"completion": True}),
        (event(Happening.COMPLETED, seconds=10**400), {"completion": True}),
        (event(Happening.COMPLETED), {"completion": True}),
        (event(Happening.RECALLED, rating="again"), {"success": False, "rating": "again"}),
        (event(Happening.RECALLED, rating="hard"), {"success": True, "rating": "hard"}),
        (event(Happening.ACKNOWLEDGED, how="done"), {"completion": True, "how": "done"}),
        (event(Happening.ACKNOWLEDGED, how="declined"), {"completion": False, "how": "declined"}),
        (event(Happening.WISHED, wish="never"), {"wish": "never"}),
        (event(Happening.RATED, rating="outdated"), {"rating": "outdated"}),
        (
            event(Happening.SEARCHED, "", found="nothing", letters=7),
            {"success": False, "found": "nothing", "letters": 7},
        ),
        (event(Happening.KNOWN), None),
        (event(Happening.VISITED), None),
    ],
)
def test_what_came_of_it_is_the_result(happened: Event, result: dict[str, object] | None) -> None:
    made = statement(happened, ADA).get("result")
    if made is not None:
        extensions = made.pop("extensions", {})
        made |= {iri.removeprefix(f"{OWN}/extensions/"): value for iri, value in extensions.items()}
    assert made == result


def test_a_search_is_about_the_library_and_has_no_parent() -> None:
    made = statement(event(Happening.SEARCHED, "", found="left", letters=3), ADA)
    assert made["object"]["id"] == f"{OWN}/activities/library"
    assert "parent" not in made["context"]["contextActivities"]


def test_each_happening_has_a_verb_of_its_own() -> None:
    assert set(VERBS) == set(Happening)
    assert len({verb.id for verb in VERBS.values()}) == len(Happening)


@given(EVENTS)
def test_every_event_is_a_statement_by_the_schema(happened: Event) -> None:
    made = json.loads(json.dumps(statement(happened, ADA)))
    JUDGE.validate(made)
    assert say_the_same(made, made)


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), 10**400, True, "", "Undo", "two words", "a" * 31, "ä", "-", None, []],
)
def test_a_detail_that_is_neither_a_number_nor_a_plain_word_is_left_out(value: Any) -> None:
    made = statement(replace(event(), detail={"found": value, "from": value}), ADA)
    assert "result" not in made
    assert "extensions" not in made["context"]


@given(EVENTS)
def test_what_the_profile_does_not_name_stays_here(happened: Event) -> None:
    secret = "Salary of Grace Hopper"
    told = replace(happened, detail={**happened.detail, "title": secret, "from": secret, "found": secret})
    assert secret not in json.dumps(statement(told, ADA))


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        (Event("7", NOW, Happening.OPENED), "has an id that is no UUID"),
        (replace(event(), at=datetime(2026, 5, 4)), "has a time without a zone"),
        (
            replace(event(), at=datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=9)))),
            "has a time that no calendar has",
        ),
    ],
)
def test_an_event_that_is_none_is_refused(wrong: Event, what: str) -> None:
    with pytest.raises(XapiError, match=what):
        statement(wrong, ADA)


def test_what_a_server_adds_or_words_anew_makes_no_other_statement() -> None:
    ours = statement(event(Happening.COMPLETED, seconds=1), ADA)
    theirs = json.loads(json.dumps(ours)) | {
        "stored": "2027-01-01T00:00:00Z",
        "authority": {"objectType": "Agent", "mbox": "mailto:lrs@example.org"},
        "version": "1.0.3",
        "timestamp": "2026-05-04T11:30:00.000000+02:00",
        "id": ours["id"].upper(),
    }
    theirs["verb"]["display"] = {"de": "schloss ab"}
    theirs["result"]["duration"] = "PT1.00S"
    assert say_the_same(ours, theirs)


@pytest.mark.parametrize(
    "change",
    [
        {"actor": {"account": {"homePage": ADA.home_page, "name": "somebody"}}},
        {"actor": {"mbox": "mailto:a@example.org"}},
        {"actor": None},
        {"verb": {"id": "http://adlnet.gov/expapi/verbs/failed"}},
        {"object": {"id": "sidecue:desk/other"}},
        {"timestamp": "2026-05-04T09:31:00Z"},
        {"timestamp": "soon"},
        {"result": {"completion": False}},
        {"result": []},
        {"id": 7},
    ],
)
def test_another_statement_is_another(change: dict[str, object]) -> None:
    ours = statement(event(Happening.COMPLETED), ADA)
    assert not say_the_same(ours, {**ours, **change})
