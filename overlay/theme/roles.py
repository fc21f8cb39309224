"""Colour roles: what a colour is for, never what it looks like. Light, dark and high contrast share them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Roles:
    """One colour for each purpose, as "#rrggbb"."""

    surface: str  # the ground of panel, palette and dialogs
    raised: str  # fields and previews that stand out from the surface
    hover: str
    selected: str
    text: str
    muted: str  # secondary text; still readable (4.5:1 on surface and raised)
    line: str  # hairlines between parts
    border: str  # the outline of a window
    accent: str  # links, ticks, progress
    on_accent: str
    warning: str
    success: str


LIGHT_ACCENT = "#0f6f68"
DARK_ACCENT = "#5ecfc2"


def light(accent: str = LIGHT_ACCENT) -> Roles:
    """Dark text on a quiet, slightly warm white."""
    return Roles(
        surface="#fcfcfb",
        raised="#f3f3f1",
        hover="#ececea",
        selected="#e2efed",
        text="#1b1d1f",
        muted="#5c6166",
        line="#e3e3e0",
        border="#cfcfcb",
        accent=accent,
        on_accent="#ffffff",
        warning="#9a5b00",
        success="#2a6b3f",
    )


def dark(accent: str = DARK_ACCENT) -> Roles:
    """Light text on a neutral dark grey; never pure black, which smears at the edges of text."""
    return Roles(
        surface="#202224",
        raised="#2a2d2f",
        hover="#34373a",
        selected="#25403d",
        text="#eceded",
        muted="#a4aaaf",
        line="#373a3d",
        border="#46494c",
        accent=accent,
        on_accent="#10201e",
        warning="#f0b45a",
        success="#7fce97",
    )


def high_contrast() -> Roles:
    """White on black with lines as strong as the text, for people who need it."""
    return Roles(
        surface="#000000",
        raised="#000000",
        hover="#1f1f1f",
        selected="#003a66",
        text="#ffffff",
        muted="#ffffff",
        line="#ffffff",
        border="#ffffff",
        accent="#ffe14a",
        on_accent="#000000",
        warning="#ffb000",
        success="#66ff8c",
    )


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
