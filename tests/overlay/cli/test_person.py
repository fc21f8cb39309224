"""For whom the terminal asks: the person of the settings, or the one that the options name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.overlay.cli.conftest import Sidecue
from tests.overlay.desk import write_bundle

CARD = """---
title: Pay {name}
when: {{app: soffice}}
keywords: [money]
audience: {{{audience}}}
---
Pay.
"""
AUDIENCES = {
    "tax": "roles: tax",
    "sales": "roles: [sales]",
    "windows": "os: windows",
    "german": "languages: de",
}


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    cards = {name: CARD.format(name=name, audience=audience) for name, audience in AUDIENCES.items()}
    return write_bundle(tmp_path / "desk", all=CARD.format(name="all", audience=""), **cards)


def found(sidecue: Sidecue, *arguments: object) -> set[str]:
    done = sidecue("find", "money", "--json", *arguments)
    return {hit["card"].removeprefix("desk/") for hit in json.loads(done.out)["results"]}


def matching(sidecue: Sidecue, *arguments: object) -> set[str]:
    done = sidecue("why", "--app", "soffice", "--json", *arguments)
    return {match["card"].removeprefix("desk/") for match in json.loads(done.out)["matches"]}


@pytest.mark.parametrize(
    ("asks", "cards"),
    [
        ((), {"all", "tax", "sales", "german"}),
        (("--role", "tax"), {"all", "tax", "german"}),
        (("--role", "tax", "--role", "Sales"), {"all", "tax", "sales", "german"}),
        (("--language", "en"), {"all", "tax", "sales"}),
        (("--language", "en", "--language", "de_AT"), {"all", "tax", "sales", "german"}),
        (("--os", "windows"), {"all", "tax", "sales", "german", "windows"}),
    ],
)
def test_a_bundle_under_test_is_asked_for_anyone_or_for_whom_the_options_say(
    sidecue: Sidecue, bundle: Path, monkeypatch: pytest.MonkeyPatch, asks: tuple[str, ...], cards: set[str]
) -> None:
    for module in ("find", "why", "context"):
        monkeypatch.setattr(f"overlay.cli.{module}.current_os", lambda: "linux")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert found(sidecue, "--bundle", bundle, *asks) == cards
    assert matching(sidecue, "--bundle", bundle, *asks) == cards


def test_active_bundles_are_asked_for_the_person_of_the_settings(
    sidecue: Sidecue, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    for name, value in (("bundle_folders", bundle), ("roles", "sales")):
        assert sidecue("settings", name, value).status == 0
    assert {"tax", "german"}.isdisjoint(found(sidecue))
    assert found(sidecue) == matching(sidecue) >= {"all", "sales"}
    assert found(sidecue, "--role", "tax") >= {"all", "tax"}
    sidecue("settings", "language", "de")
    assert "german" in found(sidecue)


def test_why_names_what_is_for_others(sidecue: Sidecue, bundle: Path) -> None:
    arguments = ("why", "--bundle", bundle, "--app", "soffice", "--role", "tax", "--os", "windows")
    assert json.loads(sidecue(*arguments, "--json").out)["for_others"] == [
        {"card": "desk/sales", "because": "it is for the role sales; your role is tax"}
    ]
    said = sidecue(*arguments).out
    assert "1 for others:\n  / desk/sales: it is for the role sales; your role is tax" in said


def test_a_line_says_its_own_system(sidecue: Sidecue, process: Sidecue, bundle: Path) -> None:
    lines = "".join(json.dumps({"app": "soffice", "os": system}) + "\n" for system in ("windows", "macos"))
    done = process("why", "-", "--bundle", bundle, asked=lines.encode())
    windows, macos = (
        {match["card"] for match in json.loads(line)["matches"]} for line in done.out.splitlines()
    )
    assert windows - macos == {"desk/windows"}


def test_what_is_no_language_is_wrong_use(sidecue: Sidecue, bundle: Path) -> None:
    done = sidecue("find", "money", "--bundle", bundle, "--language", "german")
    assert done.status == 2
    assert '"german" is not the code of a language, like en or de-AT' in done.err
