"""The parts of a window beyond its title that cards may ask about. Not for what they say: see context.py."""

from __future__ import annotations

from enum import Flag, auto


class Beyond(Flag):
    """What has to be told of a window; looking at less is quicker and more private."""

    DIALOG = auto()
    CONTROL = auto()
    PAGE = auto()


NOTHING = Beyond(0)
ALL = Beyond.DIALOG | Beyond.CONTROL | Beyond.PAGE
