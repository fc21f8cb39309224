"""Reads the front matter that other programs write, and keeps what means the same in a card. Not for text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from content.bundles.imports.card_text import as_title, one_line
from content.bundles.imports.model import Draft
from content.cards.fields import RULE_FIELDS, FrontMatter
from content.language_codes import canonical
from content.problems import Severity
from content.schema import Converter
from content.strict_yaml import Document, parse
from triggers.rules.language import ConditionError, read_condition

_FENCE = re.compile(r"(?:---|\+\+\+)[ \t]*")
_ENDS = {"---": ("---", "..."), "+++": ("+++",)}
_MOST_LINES = 200  # a rule across a page is no front matter that lacks its end
_KEYWORDS = ("tags", "tag", "categories", "category", "aliases", "alias")
_OWN = tuple(field for field in FrontMatter.__struct_fields__ if field != "title")


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown file in two: the fields that a card keeps, and the rest, which begins on ``body_line``."""

    fields: dict[str, object]
    body: str
    body_line: int = 1


def read_page(text: str, shown: str, draft: Draft) -> Page:
    """Take the front matter off ``text``; what it says and a card cannot is reported in ``draft``."""
    lines = text.split("\n")
    fence = lines[0].strip()
    if not _FENCE.fullmatch(lines[0]):
        return Page({}, text)
    end = next((n for n, line in enumerate(lines[1:_MOST_LINES], 1) if line.rstrip() in _ENDS[fence]), None)
    if end is None:
        return Page({}, text)
    body = "\n".join(lines[end + 1 :])
    if fence == "+++":
        draft.lose((shown, 1), "the fields above the text", "they are TOML; cards have YAML", "import-field")
        return Page({}, body, end + 2)
    document = parse("\n".join(lines[1:end]), shown, first_line=2)
    if document.value is None and not document.problems:
        return Page({}, body, end + 2)
    if document.problems or not isinstance(document.value, dict):
        why = document.problems[0].message if document.problems else "they are no list of fields"
        line = document.problems[0].line if document.problems else 1
        draft.lose((shown, line), "the fields above the text", why, "import-field")
        return Page({}, body, end + 2)
    return Page(_Fields(document, document.value, shown, draft).kept(), body, end + 2)


class _Fields:
    def __init__(self, document: Document, given: Mapping[str, object], shown: str, draft: Draft) -> None:
        self._document = document
        self._given = given
        self._shown = shown
        self._draft = draft

    def kept(self) -> dict[str, object]:
        """The fields of the card, all of them good."""
        kept: dict[str, object] = {name: self._given[name] for name in _OWN if name in self._given}
        keywords: list[str] = []
        for name, value in self._given.items():
            lower = name.lower()
            if lower == "title" and isinstance(value, str) and one_line(value):
                kept["title"] = as_title(value)
            elif lower in (*_KEYWORDS, "keywords"):
                keywords += _words(value)
            elif lower in ("lang", "language") and isinstance(value, str) and canonical(value):
                kept["language"] = canonical(value)
            elif name not in kept and value is not None:
                self._lose(name, "is not carried over", "cards have nothing like it")
        kept["keywords"] = list(dict.fromkeys(keywords))
        return self._without_wrong(kept)

    def _without_wrong(self, kept: dict[str, object]) -> dict[str, object]:
        """``kept`` without the fields that a card could not have."""
        converter = Converter(self._document, self._shown, RULE_FIELDS)
        converter.convert(FrontMatter, {"title": "-", **kept})
        for problem in converter.problems:
            field = re.split(r"[.\[]", problem.field)[0]
            if kept.pop(field, None) is not None:
                severity = "is not carried over" if problem.severity is Severity.ERROR else "is not known"
                self._lose(problem.field, severity, problem.message)
        try:
            if kept.get("when") is not None or kept.get("not_when") is not None:
                read_condition(kept.get("when"), kept.get("not_when"), {})
        except ConditionError as error:
            for fault in error.problems:
                self._lose(fault.field, "is not carried over", fault.message)
            kept.pop("when", None)
            kept.pop("not_when", None)
        return kept

    def _lose(self, field: str, what: str, why: str) -> None:
        self._draft.lose((self._shown, self._document.line(field)), what, why, "import-field", field)


def _words(value: object) -> list[str]:
    """Tags as a list, or in one text with commas or with the # that notes have."""
    if isinstance(value, list):
        several = [word for word in value if isinstance(word, str)]
    else:
        several = re.split(r"[,;]", value) if isinstance(value, str) else []
    return [word for word in (one_line(text).lstrip("#").strip() for text in several) if word]
