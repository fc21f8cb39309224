"""The fields of ``bundle.yaml`` as a schema: names, types, limits, examples. Not the bundle: see model.py."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from content.schema import ONE_LINE
from content.short_names import LONGEST, SHORT_NAME

VERSION = r"^[0-9]+(\.[0-9]+){0,3}(-[0-9A-Za-z.]+)?$(?!\n)"
LONGEST_VERSION, LONGEST_TITLE = 40, 120

_LANGUAGE = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$(?!\n)")]


class PathFields(msgspec.Struct, frozen=True):
    """One of ``paths:`` cards in the order in which to learn them."""

    title: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=LONGEST_TITLE,
            pattern=ONE_LINE,
            description="one line of text",
            examples=["First days at the desk"],
        ),
    ]
    cards: Annotated[
        tuple[str, ...],
        Meta(
            min_length=1,
            max_length=100,
            description="a list of cards, by their ids without the bundle",
            examples=["[payments/release-run, payments/undo-run]"],
        ),
    ]


class Manifest(msgspec.Struct, frozen=True):
    """The fields of ``bundle.yaml``."""

    id: Annotated[
        str,
        Meta(
            pattern=SHORT_NAME,
            max_length=LONGEST,
            description="a name of small letters, digits and single hyphens",
            examples=["treasury-desk"],
        ),
    ]
    version: Annotated[
        str,
        Meta(
            pattern=VERSION,
            max_length=LONGEST_VERSION,
            description="a version number",
            examples=["1.4"],
        ),
    ]
    title: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=LONGEST_TITLE,
            pattern=ONE_LINE,
            description="one line of text",
            examples=["Treasury desk"],
        ),
    ]
    publisher: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=LONGEST_TITLE,
            pattern=ONE_LINE,
            description="who answers for it, in one line",
            examples=["Example Treasury"],
        ),
    ]
    languages: Annotated[
        tuple[_LANGUAGE, ...], Meta(min_length=1, description="a list of language codes", examples=["[en]"])
    ] = ("en",)
    description: Annotated[
        str, Meta(max_length=1000, description="a short text", examples=["Help for the treasury desk."])
    ] = ""
    paths: Annotated[
        tuple[PathFields, ...],
        Meta(
            max_length=50,
            description="a list of paths, each with title and cards",
            examples=["[{title: First days, cards: [payments/release-run, payments/undo-run]}]"],
        ),
    ] = ()
    synonyms: Annotated[
        tuple[Annotated[str, Meta(max_length=500)], ...],
        Meta(
            max_length=1000,
            description="a list of lines, each of words that mean the same, with commas between",
            examples=['["dunning run, payment reminder"]'],
        ),
    ] = ()
