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
class Policy:
    """``settings`` are values by name as the store keeps them, each checked already; they are locked.

    ``file`` is where all this was read, "" where the desk has no policy. ``problems`` name what of the file
    does not hold; the rest does.
    """

    file: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)
    channels: tuple[PolicyChannel, ...] = ()
    problems: tuple[Problem, ...] = ()


NO_POLICY = Policy()
