from __future__ import annotations

from pathlib import Path

import pytest

from content.xapi import vocabulary
from content.xapi.vocabulary import CONTEXT_EXTENSIONS, OWN, RESULT_EXTENSIONS, VERBS

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "xapi.md").read_text("utf-8")
NAMES = [
    *(verb.id for verb in VERBS.values()),
    vocabulary.PROFILE,
    vocabulary.CARD_TYPE,
    vocabulary.BUNDLE_TYPE,
    vocabulary.LIBRARY_TYPE,
    vocabulary.LIBRARY,
    vocabulary.HOME_PAGE,
    vocabulary.VERSION,
]


@pytest.mark.parametrize("name", NAMES)
def test_the_page_has_every_name(name: str) -> None:
    assert f"`{name}`" in PAGE or f" {name}" in PAGE


@pytest.mark.parametrize("name", [*CONTEXT_EXTENSIONS, *RESULT_EXTENSIONS])
def test_the_page_has_every_extension(name: str) -> None:
    assert f"`{name}`" in PAGE
    assert {**CONTEXT_EXTENSIONS, **RESULT_EXTENSIONS}[name] == f"{OWN}/extensions/{name}"
