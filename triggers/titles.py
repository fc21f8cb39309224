"""Window titles made comparable: what every window adds is taken off. Not for matching them: see rules/.

The reference, with examples, is the section "Titles" of docs/rules.md.
"""

from __future__ import annotations

import re
import unicodedata

from triggers.context import Context, WindowInfo, current_os

MAX_LENGTH = 4096
"""Longest title that is read from a window and matched, in characters; the rest of a longer one is cut off.

Nobody reads more, and some programs put whole documents there.
"""

# Unicode's Default_Ignorable_Code_Point plus control, annotation and filler characters: nothing a person
# could see or type. White space among the control characters is left to _SPACE.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")

# Three digits at most, or thousands with a separator: "(2024) Budget" keeps its year.
_COUNTER = r"(?:\((?:\d{1,3}|\d{1,3}[,.]\d{3})\+?\)|\[(?:\d{1,3}|\d{1,3}[,.]\d{3})\+?\])"
_MARKS = ("*", "＊", "✱", "●", "⬤", "•", "◌", "○", "[+]", "[*]", "[modified]", "(modified)")
_MARK = "(?:" + "|".join(map(re.escape, _MARKS)) + ")"
_LEADING = re.compile(rf"(?:{_COUNTER} | ?{_MARK})+ ?", re.IGNORECASE)
_APP_SEPARATORS = (" - ", " – ", " — ", " | ")


def context_of(window: WindowInfo) -> Context:
    """What the person is doing when ``window`` is the active one; the title normalised, this machine's OS."""
    return Context(
        app=window.app,
        window_class=window.window_class,
        title=normalise(window.title),
        os=current_os(),
    )


def normalise(title: str) -> str:
    """Take off what a window adds to its title: counters, modified marks, invisible characters.

    The result is NFC, at most MAX_LENGTH characters, and normalises to itself. A title of nothing but marks
    stays as it is, so that a title never becomes empty by this.
    """
    text = clean(title[: 4 * MAX_LENGTH])[:MAX_LENGTH].rstrip()
    while (shorter := without_trailing(without_leading(text))) != text:
        text = shorter
    return text


def clean(text: str) -> str:
    """NFC with invisible characters removed and white space folded to single blanks, none at the ends."""
    if not (text.isascii() and text.isprintable()):
        text = _INVISIBLE.sub("", _LONE_SURROGATE.sub("\ufffd", text))
        text = unicodedata.normalize("NFC", text)
    return _SPACE.sub(" ", text).strip()


def is_decoration(text: str) -> bool:
    """Whether clean ``text`` is nothing but counters and modified marks."""
    return _LEADING.fullmatch(text if text.endswith(" ") else text + " ") is not None


def without_leading(text: str) -> str:
    """Clean ``text`` without the unread counters and modified marks it starts with."""
    decoration = _LEADING.match(text)
    return (text[decoration.end() :] if decoration else "") or text


def without_trailing(text: str) -> str:
    """Clean ``text`` without the modified marks at its end and directly before the app's name."""
    text = _without_marks_at_end(text)
    cut = max(text.rfind(separator) for separator in _APP_SEPARATORS)
    return _without_marks_at_end(text[:cut]) + text[cut:] if cut > 0 else text


def _without_marks_at_end(text: str) -> str:
    end, lowered = len(text), text.lower()
    if len(lowered) != end:  # a few letters grow when lowered; then only the marks without letters are seen
        lowered = text
    while mark := next((mark for mark in _MARKS if lowered.endswith(mark, 0, end)), ""):
        end -= len(mark)
        while end and text[end - 1] == " ":
            end -= 1
    return text[:end] or text
