"""The names of the profile: verbs, kinds of activities, extensions. Described in docs/xapi.md. No logic.

What has a usual name in xAPI goes by it. Our own are below a host that can never be anybody's (RFC 2606).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from content.events.event import Happening

VERSION = "1.0.3"
"""Of xAPI, as the header X-Experience-API-Version says it."""

OWN = "https://sidecue.invalid/xapi"
PROFILE = f"{OWN}/profile/1"
PROFILE_TYPE = "http://adlnet.gov/expapi/activities/profile"
HOME_PAGE = "https://sidecue.invalid/people"
"""Where accounts are that a profile made up by itself."""

CARD_TYPE = f"{OWN}/activity-types/card"
BUNDLE_TYPE = f"{OWN}/activity-types/bundle"
LIBRARY_TYPE = f"{OWN}/activity-types/library"
LIBRARY = f"{OWN}/activities/library"
"""What is searched: all cards of a desk together."""

PLATFORM = "Sidecue"


@dataclass(frozen=True, slots=True)
class Verb:
    """Its name for machines and its name in English, which stands between who and what."""

    id: str
    display: str


VERBS: Mapping[Happening, Verb] = {
    Happening.VISITED: Verb(f"{OWN}/verbs/encountered", "encountered"),
    Happening.CUED: Verb(f"{OWN}/verbs/was-offered", "was offered"),
    Happening.OPENED: Verb("http://activitystrea.ms/schema/1.0/open", "opened"),
    Happening.DISMISSED: Verb("http://activitystrea.ms/schema/1.0/close", "closed"),
    Happening.COMPLETED: Verb("http://adlnet.gov/expapi/verbs/completed", "completed"),
    Happening.WISHED: Verb("http://adlnet.gov/expapi/verbs/preferred", "preferred"),
    Happening.KNOWN: Verb(f"{OWN}/verbs/declared-known", "declared known"),
    Happening.RECALLED: Verb("http://adlnet.gov/expapi/verbs/answered", "answered"),
    Happening.RATED: Verb("http://id.tincanapi.com/verb/rated", "rated"),
    Happening.ACKNOWLEDGED: Verb("http://activitystrea.ms/schema/1.0/acknowledge", "acknowledged"),
    Happening.SEARCHED: Verb("http://activitystrea.ms/schema/1.0/search", "searched"),
}

CONTEXT_EXTENSIONS: Mapping[str, str] = {name: f"{OWN}/extensions/{name}" for name in ("loudness", "from")}
"""Details of an event that say how it came about."""

RESULT_EXTENSIONS: Mapping[str, str] = {
    name: f"{OWN}/extensions/{name}" for name in ("wish", "rating", "how", "found", "letters")
}
"""Details of an event that say what came of it. ``seconds`` is no extension but a duration."""
