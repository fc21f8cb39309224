"""The front matter of a card as a schema: names, types, limits, examples. Not the card: see model.py."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from content.cards.model import Required, Reset
from content.cards.period import PERIOD
from content.schema import ONE_LINE

WEB_ADDRESS = r"^https://[^\s/@\\]+(/\S*)?$(?!\n)"

RULE_FIELDS = ("when", "not_when")

Words = Annotated[
    str | tuple[str, ...], Meta(description="a text or a list of texts", examples=["[SEPA, treasury]"])
]
Rule = Annotated[
    Any,
    Meta(
        description="a condition, a list of conditions or the name of a context",
        examples=['{app: firefox, title: "*invoice*"}'],
    ),
]


class VideoFields(msgspec.Struct, frozen=True):
    """``video:`` where it is and how long it takes."""

    url: Annotated[
        str,
        Meta(
            pattern=WEB_ADDRESS,
            description="an https address",
            examples=['"https://video.example.org/v/81"'],
        ),
    ]
    length: Annotated[
        str,
        Meta(
            pattern=r"^[0-9]{1,3}:[0-5][0-9]$(?!\n)",
            description="a length in minutes and seconds",
            examples=['"1:45"'],
        ),
    ] = ""


class RecallFields(msgspec.Struct, frozen=True):
    """``recall:`` a question that the card answers."""

    question: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=200,
            pattern=ONE_LINE,
            description="one line of 1 to 200 characters",
            examples=["Who has to see a payment run before it is released?"],
        ),
    ]
    answer: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=600,
            pattern=r"\S",
            description="a text of 1 to 600 characters",
            examples=["A second person, on this screen."],
        ),
    ]


class AudienceFields(msgspec.Struct, frozen=True):
    """``audience:`` whom the card is for; nothing given means everyone."""

    roles: Words = ()
    os: Annotated[
        Literal["linux", "windows", "macos"] | tuple[Literal["linux", "windows", "macos"], ...],
        Meta(description="linux, windows or macos, or a list of them", examples=["[windows, macos]"]),
    ] = ()
    languages: Words = ()


class FrontMatter(msgspec.Struct, frozen=True):
    """Everything between the two ``---`` lines of a card."""

    title: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=120,
            pattern=ONE_LINE,
            description="one line of 1 to 120 characters",
            examples=["Before you release a payment run"],
        ),
    ]
    when: Rule = None
    not_when: Rule = None
    keywords: Words = ()
    minutes: Annotated[
        Annotated[float, Meta(gt=0, le=60)] | None,
        Meta(description="a number of minutes above 0, at most 60", examples=["2"]),
    ] = None
    priority: Annotated[
        int, Meta(ge=-1000, le=1000, description="a whole number from -1000 to 1000", examples=["10"])
    ] = 0
    required: Annotated[Required, Meta(description="before-task or no", examples=["before-task"])] = (
        Required.NO
    )
    reset: Annotated[Reset, Meta(description="daily, visit or never", examples=["daily"])] = Reset.DAILY
    valid: Annotated[
        str,
        Meta(pattern=PERIOD, description="a number of days, weeks, months or years", examples=["12 months"]),
    ] = ""
    loudness: Annotated[
        Literal["badge", "tab", "panel"] | None, Meta(description="badge, tab or panel", examples=["tab"])
    ] = None
    review_by: Annotated[
        date | None, Meta(description="a date (year-month-day)", examples=["2027-03-31"])
    ] = None
    owner: Annotated[
        str,
        Meta(max_length=200, description="a name or an address", examples=["treasury@example.org"]),
    ] = ""
    audience: Annotated[
        AudienceFields,
        Meta(description="roles, os or languages", examples=["{roles: [finance]}"]),
    ] = AudienceFields()
    language: Annotated[
        str,
        Meta(
            pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$(?!\n)",
            description="a language code",
            examples=["en"],
        ),
    ] = ""
    ignore: Annotated[
        Words, Meta(description="the warnings to live with, by name", examples=["[many-lines]"])
    ] = ()
    recall: Annotated[
        RecallFields | None,
        Meta(
            description="a group with question and answer",
            examples=['{question: "Who has to see it?", answer: "A second person."}'],
        ),
    ] = None
    learn_more: Annotated[
        str,
        Meta(
            max_length=2000,
            pattern=WEB_ADDRESS,
            description="an https address",
            examples=['"https://handbook.example.org/payments"'],
        ),
    ] = ""
    video: Annotated[
        VideoFields | None,
        Meta(
            description="a group with url and length",
            examples=['{url: "https://video.example.org/v/81", length: "1:45"}'],
        ),
    ] = None
