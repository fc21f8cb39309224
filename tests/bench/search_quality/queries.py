"""Reads the judged queries, and says which cards and which lines answer one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import yaml

from content.cards.model import Card
from content.library.passages import passages

TUNE, REPORT = "tune", "report"
HALVES = (TUNE, REPORT)
KINDS = ("typo", "prefix", "synonym", "question", "keyword", "other-language")
OTHER_LANGUAGE = "other-language"
TRANSLATIONS = {"tldr-pages/": "tldr-pages-de/"}

_MARKS = re.compile(r"[`*]")
_SHORTEST = 4  # a command of fewer letters could stand in any line


@dataclass(frozen=True, slots=True)
class Query:
    """One search: what was typed, and the ids of the cards and parts of the lines that answer it."""

    text: str
    kind: str
    half: str
    cards: tuple[str, ...]
    step: tuple[str, ...] = ()


def read_queries(file: Path) -> list[Query]:
    """All queries of ``file``, in its order; raises KeyError when a query lacks something."""
    given = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [
        Query(it["query"], it["kind"], it["half"], tuple(it["cards"]), tuple(it.get("step", ())))
        for it in given
    ]


def accepted(query: Query, known: Collection[str]) -> frozenset[str]:
    """The cards of ``known`` that answer ``query``: those judged, and the same pages in the other language.

    The name of a command is the same in every language, and then no search can know which one was meant.
    """
    found = set(query.cards)
    if query.kind != OTHER_LANGUAGE:
        for home, other in TRANSLATIONS.items():
            found |= {other + card.removeprefix(home) for card in query.cards if card.startswith(home)}
    return frozenset(found.intersection(known))


def plain(text: str) -> str:
    """``text`` without marks and capitals, to be compared."""
    return " ".join(_MARKS.sub("", text).lower().split())


def answers(query: Query, cards: Mapping[str, Card]) -> frozenset[str]:
    """What an answer to ``query`` contains, of which one is enough: the line that was judged, or its command.

    The command is the passage that follows a colon: pages say first what it does, then how it is written.
    """
    lines = [plain(step) for step in query.step]
    found = set(lines)
    for id_ in query.cards:
        texts = [plain(passage.text) for passage in passages(cards[id_])] if id_ in cards else []
        for text, command in pairwise(texts):
            asked = text.endswith(":") and len(command) >= _SHORTEST
            if asked and any(line in text for line in lines):
                found.add(command)
    return frozenset(found)
