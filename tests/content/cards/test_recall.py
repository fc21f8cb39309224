"""A card may ask for what it says, and lead to more; what is wrong there is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.bundles.diff import diff
from content.bundles.model import Bundle
from content.bundles.reader import read_bundle
from content.cards.model import Recall
from content.library.packing import pack, unpack
from tests.overlay.desk import write_bundle

CARD = """---
title: Pay
recall:
  question: Who has to see it?
  answer: |
    A second person.
learn_more: https://handbook.example.org/pay
---
Text.
"""


def read(folder: Path, **cards: str) -> Bundle:
    return read_bundle(write_bundle(folder, **cards))


def test_question_answer_and_address_are_read(tmp_path: Path) -> None:
    (card,) = read(tmp_path, pay=CARD).cards

    assert card.recall == Recall("Who has to see it?", "A second person.")
    assert card.learn_more == "https://handbook.example.org/pay"


def test_they_travel_between_processes(tmp_path: Path) -> None:
    bundle = read(tmp_path, pay=CARD)

    assert unpack(pack(bundle), Bundle) == bundle


def test_another_language_has_its_own_question_or_the_cards(tmp_path: Path) -> None:
    german = "---\ntitle: Zahlen\nrecall: {question: Wer?, answer: Ein Zweiter.}\n---\nText.\n"
    folder = write_bundle(
        tmp_path, pay=CARD, **{"pay.de": german, "pay.fr": "---\ntitle: Payer\n---\nTexte.\n"}
    )
    (folder / "bundle.yaml").write_text(
        (folder / "bundle.yaml").read_text(encoding="utf-8") + "languages: [en, de, fr]\n", encoding="utf-8"
    )
    bundle = read_bundle(folder)
    asked = {card.language: card.recall for card in bundle.variants}

    assert asked == {"de": Recall("Wer?", "Ein Zweiter."), "fr": bundle.cards[0].recall}


@pytest.mark.parametrize(
    ("lines", "line", "field"),
    [
        ("recall: Who?", 3, "recall"),
        ("recall:\n  question: Who?", 3, "recall.answer"),
        ('recall:\n  question: ""\n  answer: x', 4, "recall.question"),
        ("recall:\n  question: Who?\n  answer: '  '", 5, "recall.answer"),
        (f"recall:\n  question: Who?\n  answer: {'x' * 601}", 5, "recall.answer"),
        ("learn_more: http://example.org", 3, "learn_more"),
        ("learn_more: javascript:alert(1)", 3, "learn_more"),
        ("learn_more: https://[half", 3, "learn_more"),
    ],
)
def test_what_is_wrong_is_told_with_line_field_and_remedy(
    tmp_path: Path, lines: str, line: int, field: str
) -> None:
    bundle = read(tmp_path, pay=f"---\ntitle: Pay\n{lines}\n---\nText.\n")
    problem = bundle.problems[0]

    assert (problem.line, problem.field) == (line, field)
    assert problem.remedy


def test_a_changed_question_is_a_difference(tmp_path: Path) -> None:
    old = read(tmp_path / "old", pay=CARD)
    new = read(tmp_path / "new", pay=CARD.replace("second", "third").replace("/pay\n", "/run\n"))
    (change,) = diff(old, new, ()).changed

    assert {field.field for field in change.fields} == {"recall", "learn_more"}
