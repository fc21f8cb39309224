"""How it stands with sending statements, as one process tells another. Light: no SQLite, no HTTP."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

OFF, RESTING = "off", "resting"
"""Nobody gets statements; nobody was asked yet."""
ACTIVE, FAILING, REFUSED = "active", "failing", "refused"
"""The last run ended well; it is tried again by itself; somebody has to change something."""


@dataclass(frozen=True, slots=True)
class Standing:
    """``state`` is one of the above, ``reason`` why it is none of the good ones, with what to do.

    ``waiting`` and ``aside`` count statements; ``sent`` is when any was last delivered and ``since`` since
    when it fails, in ISO 8601, "" for never; ``wait`` is how many seconds to leave the server alone.
    ``problem`` is what happened to the outbox, if anything, in plain words.
    """

    state: str
    reason: str = ""
    server: str = ""
    waiting: int = 0
    aside: int = 0
    sent: str = ""
    since: str = ""
    wait: float = 0.0
    problem: str = ""


def told(standing: Standing) -> str:
    """``standing`` as one line of JSON."""
    return json.dumps(asdict(standing))


def heard(said: str | bytes) -> Standing:
    """What ``told`` made. Raises ValueError for anything else."""
    try:
        return Standing(**json.loads(said))
    except (TypeError, RecursionError) as error:
        raise ValueError(str(error)) from error
