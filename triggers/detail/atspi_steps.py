"""What is asked of an application, in which order and how much of it at most: see triggers/accessible.py.

Each function is one series of questions. None of them reads the contents of a text field, and none asks
for anything but the role of a password field.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from triggers.accessible import (
    ROOT,
    Node,
    Steps,
    ask_at,
    ask_children,
    ask_document,
    ask_extents,
    ask_name,
    ask_relations,
    ask_role,
    ask_state,
    ask_toolkit,
    attributes,
    is_active,
    is_editable,
    is_focused,
    is_showing,
    nodes,
    number,
    one,
    related,
    text,
    width,
)
from triggers.detail.base import LONGEST_TEXT
from triggers.detail.roles import CLOSED, DIALOGS, DOCUMENT_WEB, DOCUMENTS, LABELS, NAMED_BY_LABELS, WORDS

LONGEST_NAME = 256
"""Characters of a control's name."""

LONGEST_TITLE = 2048

DEEPEST_HIT = 30

FINEST_SCALE = 0.25
"""Between two scales of drawing; a frame that is not the application's own makes less of a difference."""

MOST_NODES = 200
MOST_AT_ONCE = 40
DEEPEST = 12
LONGEST_WALK = 3.0
"""Bounds of a walk: objects in all, objects asked in one go, levels, seconds."""

MOST_OF_A_BROWSER = 600
_LABELLED_BY, _EMBEDS = 2, 13
_BROWSERS = ("Gecko", "Chromium")
_MOST_WINDOWS = 40


@dataclass(frozen=True, slots=True)
class Window:
    """The active window as the accessibility bus knows it."""

    node: Node
    role: int
    title: str = field(repr=False)
    is_active: bool = True

    def fits(self, title: str) -> bool:
        """Whether a window that the window manager calls ``title`` may be this one.

        Qt, for one, adds the application's name to what the window manager is told.
        """
        return title.startswith(self.title) if self.title else not title


@dataclass(frozen=True, slots=True)
class Control:
    """The focused control: our word for its role and its name."""

    role: str = ""
    name: str = field(default="", repr=False)


def window_if_active(node: Node) -> Steps[Window | None]:
    """Role and title of a window that says it is active, None for others.

    Events do not say it: Qt tells of an activation whenever a window becomes active and when it ceases to be.
    """
    state, role, name = yield [ask_state(node), ask_role(node), ask_name(node)]
    return Window(node, number(role), text(name, LONGEST_TITLE)) if is_active(state) else None


def active_window(sender: str, title: str) -> Steps[Window | None]:
    """The window of an application with that ``title``, or else the one that says it is active.

    An application may call a dialog active only some time after the window manager does.
    """
    windows = yield from _windows([sender])
    windows.sort(key=lambda one: (one.title == title, one.is_active, one.fits(title)), reverse=True)
    return next((one for one in windows if one.is_active or one.title == title), None)


def titled_window(senders: Sequence[str], title: str) -> Steps[Window | None]:
    """The active window of any application that may have that ``title``."""
    windows = yield from _windows(senders)
    windows.sort(key=lambda one: one.title == title, reverse=True)
    return next((one for one in windows if one.is_active and one.fits(title)), None)


def _windows(senders: Sequence[str]) -> Steps[list[Window]]:
    answers = yield [ask_children(Node(sender, ROOT)) for sender in senders]
    found = [
        node
        for sender, answer in zip(senders, answers, strict=True)
        for node in nodes(answer)[:_MOST_WINDOWS]
        if node.sender == sender
    ]
    answers = yield [ask(node) for node in found for ask in (ask_state, ask_role, ask_name)]
    return [
        Window(node, number(answers[at + 1]), text(answers[at + 2], LONGEST_TITLE), is_active(answers[at]))
        for at, node in zip(range(0, len(answers), 3), found, strict=True)
    ]


def has_focus(node: Node) -> Steps[bool]:
    """Whether it still has the focus."""
    (state,) = yield [ask_state(node)]
    return is_focused(state)


def focused_in(window: Node, clock: Callable[[], float] = time.monotonic) -> Steps[Node | None]:
    """What has the focus in a window, for when no event has told; lists and documents are not searched."""
    end = clock() + LONGEST_WALK
    level, left = [window], MOST_NODES
    while level and left > 0 and clock() < end:
        now, level = level[: min(left, MOST_AT_ONCE)], level[min(left, MOST_AT_ONCE) :]
        left -= len(now)
        answers = yield [ask(node) for node in now for ask in (ask_state, ask_role)]
        inner = []
        for at, node in zip(range(0, len(answers), 2), now, strict=True):
            state, role = answers[at : at + 2]
            if is_focused(state):
                return node
            if is_showing(state) and number(role) not in CLOSED:
                inner.append(node)
        for answer in (yield [ask_children(node) for node in inner]):
            level += nodes(answer)[:MOST_NODES]
    return None


def control_of(node: Node) -> Steps[Control]:
    """Role and name of a control; empty for what is not a control, and for password fields."""
    (role,) = yield [ask_role(node)]
    word = WORDS.get(number(role), "")
    if not word:
        return Control()
    # What can be typed into may be called by what was typed: Qt's combo boxes, a page's editable headings.
    state, relations = yield [ask_state(node), ask_relations(node)]
    if not is_editable(state) or word in NAMED_BY_LABELS:
        (name,) = yield [ask_name(node)]
        if said := " ".join(text(name, LONGEST_NAME).split()):  # GTK pads items of menus
            return Control(word, said)
    for label in related(relations, _LABELLED_BY)[:1]:
        role, name = yield [ask_role(label), ask_name(label)]
        if number(role) in LABELS:
            return Control(word, " ".join(text(name, LONGEST_NAME).split()).rstrip(":"))
    return Control(word)


def control_at(window: Node, x: int, y: int, wide: int) -> Steps[Control]:
    """The innermost control at that point of the screen, in a window ``wide`` pixels wide (0: unknown).

    Applications that draw larger for a fine screen count in larger pixels than X does.
    """
    (extents,) = yield [ask_extents(window)]
    scale = round(wide / width(extents) / FINEST_SCALE) * FINEST_SCALE if wide and width(extents) else 1.0
    if scale > 1.0:
        x, y = round(x / scale), round(y / scale)
    here, inside = window, list[Node]()
    for _ in range(DEEPEST_HIT):
        (answer,) = yield [ask_at(here, x, y)]
        found = one(answer)
        if found is None or found in (here, *inside):
            break
        inside.append(found)
        here = found
    for node in reversed(inside):
        if (control := (yield from control_of(node))).role:
            return control
    return Control()


def dialog_text(window: Window, clock: Callable[[], float] = time.monotonic) -> Steps[str]:
    """What the labels of a dialog say, one a line, in the order of the window; "" for other windows."""
    if window.role not in DIALOGS:
        return ""
    end = clock() + LONGEST_WALK
    found: dict[tuple[int, ...], str] = {}
    level: list[tuple[tuple[int, ...], Node]] = [((), window.node)]
    left = MOST_NODES
    for _ in range(DEEPEST):
        here, level = level, []
        while here and left > 0 and clock() < end:
            now, here = here[: min(left, MOST_AT_ONCE)], here[min(left, MOST_AT_ONCE) :]
            left -= len(now)
            level += yield from _one_level(now, found)
        if not level:
            break
    return "\n".join(found[place] for place in sorted(found))[:LONGEST_TEXT]


def _one_level(
    places: list[tuple[tuple[int, ...], Node]], found: dict[tuple[int, ...], str]
) -> Steps[list[tuple[tuple[int, ...], Node]]]:
    """Note the labels among ``places`` in ``found``; what is inside of the others comes next."""
    roles = yield [ask_role(node) for _, node in places]
    labels, inner = [], []
    for (place, node), answer in zip(places, roles, strict=True):
        role = number(answer)
        if role in LABELS:
            labels.append((place, node))
        elif role >= 0 and role not in CLOSED:
            inner.append((place, node))
    said_of = yield [ask(node) for _, node in labels for ask in (ask_name, ask_state)]
    for (place, _), name, state in zip(labels, said_of[::2], said_of[1::2], strict=True):
        if is_showing(state) and (said := text(name, LONGEST_TEXT).strip()):
            found[place] = said
    answers = yield [ask_children(node) for _, node in inner]
    return [
        ((*place, at), child)
        for (place, _), answer in zip(inner, answers, strict=True)
        for at, child in enumerate(nodes(answer)[:MOST_NODES])
    ]


def is_browser(sender: str) -> Steps[bool]:
    """Whether the application shows web pages; asked so that no other one is searched for them."""
    (name,) = yield [ask_toolkit(sender)]
    return text(name, LONGEST_NAME).startswith(_BROWSERS)


def address(window: Node, clock: Callable[[], float] = time.monotonic) -> Steps[str]:
    """The address of the page that a browser's window shows, "" if there is none."""
    (relations,) = yield [ask_relations(window)]
    for document in related(relations, _EMBEDS):  # the browser's own word for the page in front
        if found := (yield from _address_of(document)):
            return found
    end = clock() + LONGEST_WALK
    level, left = [window], MOST_OF_A_BROWSER
    while level and left > 0 and clock() < end:
        now, level = level[: min(left, MOST_AT_ONCE)], level[min(left, MOST_AT_ONCE) :]
        left -= len(now)
        answers = yield [ask(node) for node in now for ask in (ask_role, ask_state, ask_children)]
        for at, node in zip(range(0, len(answers), 3), now, strict=True):
            role, state, inside = answers[at : at + 3]
            if number(role) == DOCUMENT_WEB and is_showing(state):
                if found := (yield from _address_of(node)):
                    return found
            elif number(role) not in DOCUMENTS:
                level += nodes(inside)[:MOST_OF_A_BROWSER]
    return ""


def _address_of(document: Node) -> Steps[str]:
    (answer,) = yield [ask_document(document)]
    said = attributes(answer)
    return (said.get("DocURL") or said.get("URI") or "")[:LONGEST_TEXT]
