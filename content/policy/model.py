"""What an organisation decided for a desk, as plain values. Not for reading its file: see reader.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from content.problems import Problem


@dataclass(frozen=True, slots=True)
class PolicyChannel:
    """A channel that the desk has to be subscribed to.

    Either ``invitation`` is the path of an invitation file, or ``url`` is where one lies and ``fingerprint``
    the SHA-256 of that file, 64 small hex digits. ``line`` is where the policy file says so.
    """

    invitation: str = ""
    url: str = ""
    fingerprint: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server that writes answers, as OpenAI's does: its address, its model, seconds to wait for it.

    ``key_file`` is the full path of a file with the key it wants, "" where it wants none; the key itself is
    read when it is used, and is no part of the policy.
    """

    url: str
    model: str
    key_file: str = ""
    timeout: int = 30


@dataclass(frozen=True, slots=True)
class RecordStore:
    """A Learning Record Store (LRS): its address, and seconds to wait for it.

    ``key_file`` and ``actor_key_file`` are full paths, "" for none: what lets us in, and the key that gives
    people their pseudonyms. Both are read when they are used. ``home_page`` is where the pseudonyms belong.
    """

    url: str
    key_file: str = ""
    timeout: int = 30
    home_page: str = ""
    actor_key_file: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """``settings`` are values by name as the store keeps them, each checked already; they are locked.

    ``file`` is where all this was read, "" where the desk has no policy. ``problems`` name what of the file
    does not hold; the rest does. ``answers`` is who may be asked to write answers, None for nobody; ``xapi``
    is which server gets statements, None for none.
    """

    file: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)
    channels: tuple[PolicyChannel, ...] = ()
    problems: tuple[Problem, ...] = ()
    answers: Endpoint | None = None
    xapi: RecordStore | None = None


NO_POLICY = Policy()
