"""Where a link in a card leads: to another card, or out of Sidecue to the browser or the mail program."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QCursor, QDesktopServices

from content.cards.targets import is_web_link
from overlay.theme.document import CARD_SCHEME
from overlay.theme.plain import plain_tip


def card_of(target: str) -> str | None:
    """The id of the card that ``target`` names, None for any other link."""
    scheme, _, card = target.partition(":")
    return card if scheme.lower() == CARD_SCHEME else None


def link_to(card: str) -> str:
    """The link to a card that cards may hold, which ``card_of`` reads."""
    return f"{CARD_SCHEME}:{card}"


def open_outside(target: str) -> None:
    """Hand a link to the person's browser or mail program; what is neither is refused."""
    if is_web_link(target):
        QDesktopServices.openUrl(QUrl(target))


def say_why_not(reason: str) -> None:
    """Tell beside the pointer why a link to a card led nowhere; takes no focus."""
    # Hardly ever needed.
    from PySide6.QtWidgets import QToolTip

    words = f"{reason[:1].upper()}{reason[1:]}."  # names of roles are the author's text
    QToolTip.showText(QCursor.pos(), plain_tip(words))
