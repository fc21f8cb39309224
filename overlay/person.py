"""Who sits at this desk, as the settings say it. Shared by the app and the terminal; no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from content.audience.person import Person
from content.language_codes import spelled
from overlay.settings.table import LANGUAGE, ROLES, Settings
from triggers.context import current_os


def person_of(settings: Settings, spoken: Sequence[str]) -> Person:
    """The person for whom cards are read; ``spoken`` are the languages of the system, most wanted first."""
    language = settings.get(LANGUAGE)
    wanted = spelled(spoken) if language == "system" else (language,)
    return Person(settings.get(ROLES), current_os(), wanted)
