from __future__ import annotations

from content.memory.memory import Memory
from overlay.person import person_of
from overlay.settings.table import LANGUAGE, ROLES, Settings
from triggers.context import current_os


def test_the_person_is_who_the_settings_say(memory: Memory) -> None:
    settings = Settings(memory)
    assert person_of(settings, ["de-Latn-AT", "C", "en"]).languages == ("de-Latn-AT", "en")
    assert person_of(settings, []).roles == ()
    settings.set(ROLES, ["tax"])
    settings.set(LANGUAGE, "fr")
    person = person_of(settings, ["de-AT", "en"])
    assert (person.roles, person.os, person.languages) == (("tax",), current_os(), ("fr",))
