"""All numbers that decide the order of results, and the sum they make: the one place to change it.

What they mean for people is told in docs/search.md, how they were chosen in decision 8.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

# How well a word of the library stands for a typed one.
TYPED: Final = 1.0
FORM: Final = 0.9  # another form of it: "posted" for "post"
JOINED: Final = 0.85  # "username" for "user name"
SAID_OTHERWISE: Final = 0.55  # a synonym
PIECE: Final = 0.4  # a word with the typed one in its middle
SPELLED: Final = (0.55, 0.55, 0.45)  # by the number of slips


class _Started(NamedTuple):
    last: float
    other: float


STARTED: Final = _Started(
    last=0.85, other=0.6
)  # a word that the typed one begins; the last may be half typed

COLUMN: Final[Mapping[str, float]] = {
    "title": 1.0,
    "keywords": 0.85,
    "opening": 0.7,  # the first paragraph, which says what a card is about
    "headings": 0.7,
    "apps": 0.6,
    "steps": 0.65,
    "body": 0.65,
    "initials": 0.5,
}
"""How much a word found there says."""

SURE: Final = 0.6
"""From this weight on a word is the typed one, not a guess."""

# What a card is given without looking at where its words stand.
TITLE_STARTS: Final = 0.9  # its title begins with the one or two letters typed
WORD_STARTS: Final = 0.7  # a word of its title or keywords does

LITTLE: Final = 0.1
"""What a word says that only holds the question together, as a share of what it would say."""

OF_PHRASE: Final = 0.6
"""How well one word of several stands for what they mean together, as a share of their weight."""

HEADING: Final = 0.5
"""What the heading above a passage says, as a share of the same words in it."""

TITLE_BEGUN: Final = 0.8
TITLE_IN_PART: Final = 0.6
"""Shares of the title's part: it begins with what was typed; all of its words were asked for."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part adds to a card's score, times a share from 0 to 1."""

    text: float = 1.0  # how much of what was asked, weighed by how rare it is, and where it stands
    every: float = 0.1  # every telling word is there, none of them guessed
    together: float = 1.2  # one passage says it all
    title: float = 0.3  # the title is what was typed, or begins with it
    here: float = 10.0  # its rule holds in the present window
    app: float = 0.15  # it is about the present window's app
    use: float = 0.3  # the person opens it often and did so lately
    role: float = 0.05  # it is addressed to a role of theirs
    overdue: float = -0.15  # nobody has looked it over since its date
    meaning: float = 4.0  # it means the same, by the optional model (decision 25)


WEIGHTS: Final = Weights()

NOISE: Final = 1 / 3
"""Cards with less of the best text part were found by chance."""

NEAR_ENOUGH: Final = 0.2
"""With less of the text part a card is merely near, not found."""

FITS_HERE: Final = 0.7
"""The least of the best card's text part with which a card of the present context comes before it."""
