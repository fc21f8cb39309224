"""Who signs what in a channel, in our words and in those of TUF. Not for the keys themselves: see keys.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from content.channels.errors import ChannelError


class Role(StrEnum):
    """The three kinds of keys a channel has."""

    ROOT = "root"  # says which keys count; kept offline
    PUBLISHING = "publishing"  # says what is in the channel
    ONLINE = "online"  # says that this is the present state; may lie on a server

    @property
    def metadata(self) -> tuple[str, ...]:
        """The files that keys of this role sign, by their names in TUF."""
        return _METADATA[self]


_METADATA = {Role.ROOT: ("root",), Role.PUBLISHING: ("targets",), Role.ONLINE: ("snapshot", "timestamp")}

ROLE_OF = {name: role for role, names in _METADATA.items() for name in names}

# Days until what was signed expires. A desk takes nothing new from an expired channel and keeps what it has.
DAYS: Mapping[Role, int] = {Role.ROOT: 365, Role.PUBLISHING: 365, Role.ONLINE: 30}
LONGEST_DAYS = 3650


@dataclass(frozen=True, slots=True)
class RolePlan:
    """How many ``keys`` a role gets, how many of them have to sign, and how many days that holds."""

    keys: int
    threshold: int
    days: int


def check_plan(role: Role, plan: RolePlan) -> None:
    """Raise ChannelError for a plan that cannot work."""
    if not 1 <= plan.threshold <= plan.keys:
        what = f"{plan.threshold} of {plan.keys} keys cannot sign"
        raise ChannelError(what, str(role), "ask for at least one key, and for no more than there are")
    if not 1 <= plan.days <= LONGEST_DAYS:
        what = f"cannot be valid for {plan.days} days"
        raise ChannelError(what, str(role), f"choose 1 to {LONGEST_DAYS} days")
