from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.language_codes import best, canonical, of_terminal, serves, spelled


@pytest.mark.parametrize(
    ("code", "spelling"),
    [
        ("de", "de"),
        ("DE-at", "de-AT"),
        ("de_AT.UTF-8", "de-AT"),
        ("sr_RS@latin", "sr-RS"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("C", ""),
        ("C.UTF-8", ""),
        ("POSIX", ""),
        ("", ""),
        ("english", ""),
        ("d", ""),
        ("de-", ""),
        ("d3", ""),
    ],
)
def test_a_code_has_one_spelling(code: str, spelling: str) -> None:
    assert canonical(code) == spelling


@given(st.text(max_size=20))
def test_spelling_twice_changes_nothing(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once


def test_each_language_counts_once() -> None:
    assert spelled(["de_AT", "de-at", "C", "en"]) == ("de-AT", "en")


@pytest.mark.parametrize(
    ("wanted", "offered", "found"),
    [
        (["de-AT", "en"], ["en", "de"], "de"),
        (["de-AT", "en"], ["en", "de", "de-AT"], "de-AT"),
        (["de", "en"], ["en", "de-CH"], "de-CH"),
        (["de-AT"], ["de-CH", "en"], "de-CH"),
        (["zh-Hant-TW"], ["zh", "zh-Hant"], "zh-Hant"),
        (["fr", "de"], ["en", "de"], "de"),
        (["fr"], ["en", "de"], ""),
        ([], ["en"], ""),
        (["de"], ["den"], ""),
    ],
)
def test_the_first_wanted_language_that_is_there_is_taken(
    wanted: list[str], offered: list[str], found: str
) -> None:
    assert best(wanted, offered) == found


@pytest.mark.parametrize(
    ("offered", "wanted", "does"),
    [
        ("de", "de-AT", True),
        ("de-AT", "de", True),
        ("de-CH", "de-AT", False),
        ("de", "den", False),
        ("en", "de", False),
    ],
)
def test_a_language_serves_its_regions(offered: str, wanted: str, does: bool) -> None:
    assert serves(offered, wanted) is does


@pytest.mark.parametrize(
    ("environment", "languages"),
    [
        ({"LANG": "de_AT.UTF-8"}, ("de-AT",)),
        ({"LANG": "de_AT.UTF-8", "LC_ALL": "fr_FR.UTF-8"}, ("fr-FR",)),
        ({"LANG": "de_AT.UTF-8", "LC_MESSAGES": "it_IT"}, ("it-IT",)),
        ({"LANG": "de_AT.UTF-8", "LANGUAGE": "de:en_GB"}, ("de", "en-GB", "de-AT")),
        ({"LANG": "C.UTF-8", "LANGUAGE": "de"}, ()),
        ({"LC_ALL": "", "LANG": "de_DE"}, ("de-DE",)),
        ({}, ()),
    ],
)
def test_a_terminal_says_its_languages(environment: dict[str, str], languages: tuple[str, ...]) -> None:
    assert of_terminal(environment) == languages
