"""The files of queries: whole, balanced, and about cards and lines that exist."""

from __future__ import annotations

import tarfile
from collections import Counter
from pathlib import Path

import pytest

from content.bundles.reader import read_bundle
from content.cards.model import Card, CardKind, Prose
from content.library.passages import passages
from tests.bench.search_quality.corpus import ARCHIVES, SAMPLES, default_folder
from tests.bench.search_quality.queries import (
    HALVES,
    KINDS,
    OTHER_LANGUAGE,
    Query,
    accepted,
    answers,
    plain,
    read_queries,
)

_HERE = Path(__file__).parent
_FILES = [_HERE / "queries.yaml", _HERE / "sample_queries.yaml"]


@pytest.fixture(params=_FILES, ids=lambda file: file.stem)
def queries(request: pytest.FixtureRequest) -> list[Query]:
    return read_queries(request.param)


def test_every_query_is_whole_and_asked_once(queries: list[Query]) -> None:
    assert all(it.text.strip() == it.text != "" and it.cards for it in queries)
    assert {it.kind for it in queries} <= set(KINDS)
    assert {it.half for it in queries} == set(HALVES)
    assert max(Counter(it.text for it in queries).values()) == 1
    assert all(max(Counter(it.cards).values()) == 1 for it in queries)


def test_the_halves_are_balanced_for_each_kind(queries: list[Query]) -> None:
    for kind in {it.kind for it in queries}:
        halves = Counter(it.half for it in queries if it.kind == kind)
        assert abs(halves[HALVES[0]] - halves[HALVES[1]]) <= 1, kind


def test_every_question_has_a_line_that_answers_it(queries: list[Query]) -> None:
    assert all(it.step for it in queries if it.kind == "question")


def test_the_sample_queries_are_about_cards_and_lines_that_exist() -> None:
    cards = [card for name in ("accounts-team", "starter") for card in read_bundle(SAMPLES / name).cards]
    _check(read_queries(_FILES[1]), {card.id: " ".join(it.text for it in passages(card)) for card in cards})


def test_the_queries_are_about_pages_and_lines_that_exist() -> None:
    pages: dict[str, str] = {}
    for name, bundle, _ in ARCHIVES:
        if not (default_folder() / name).is_file():
            pytest.skip(f"there is no {name} beside the checkout, nor where SEARCH_CORPUS says")
        with tarfile.open(default_folder() / name) as files:
            for member in files:
                folder, _, rest = member.name.removeprefix("./").partition("/")
                read = (
                    files.extractfile(member) if rest.endswith(".md") and folder.startswith("pages") else None
                )
                if read:
                    pages[f"{bundle}/{rest.removesuffix('.md')}"] = read.read().decode()
    _check(read_queries(_FILES[0]), pages)


def _check(queries: list[Query], texts: dict[str, str]) -> None:
    for query in queries:
        assert not set(query.cards) - set(texts), query.text
        said = [plain(texts[card]) for card in query.cards]
        assert all(any(plain(step) in text for text in said) for step in query.step), query.text


def _card(id_: str, markdown: str) -> Card:
    return Card(id_, "x", CardKind.NOTE, (Prose(markdown, markdown),), "b", "B", "", Path())


def test_the_same_page_in_german_is_accepted_but_not_the_other_way_round() -> None:
    known = {"tldr-pages/common/tar", "tldr-pages-de/common/tar", "tldr-pages/common/zip"}
    english = Query("tar", "keyword", HALVES[0], ("tldr-pages/common/tar", "tldr-pages/common/gone"))
    german = Query("entpacken", OTHER_LANGUAGE, HALVES[0], ("tldr-pages-de/common/tar",))
    assert accepted(english, known) == {"tldr-pages/common/tar", "tldr-pages-de/common/tar"}
    assert accepted(german, known) == {"tldr-pages-de/common/tar"}


def test_a_judged_line_answers_with_the_command_below_it() -> None:
    card = _card(
        "b/x", "- Count all words in a `file`:\n\n`wc --words FILE`\n\n- Count bytes:\n\n`wc -c FILE`"
    )
    query = Query("how many words", "question", HALVES[0], ("b/x",), ("all words in a file",))
    assert answers(query, {"b/x": card}) == {"all words in a file"}


def test_a_line_that_announces_nothing_has_no_command() -> None:
    card = _card("b/x", "- Count all words\n\n- Count bytes")
    query = Query("how many words", "question", HALVES[0], ("b/x",), ("Count all words",))
    assert answers(query, {"b/x": card}) == {"count all words"}
