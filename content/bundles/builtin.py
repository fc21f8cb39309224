"""Where the content that comes with Sidecue lies. Not for reading it: see reader.py."""

from __future__ import annotations

from pathlib import Path

_INCLUDED = Path(__file__).parent / "included"


def included() -> Path:
    """The folder of everything that comes with Sidecue for the people who write bundles."""
    return _INCLUDED


def starter() -> Path:
    """Cards for everyday apps, shown until an admin's bundles take their place."""
    return _INCLUDED / "starter"


def accounts_team() -> Path:
    """A realistic sample: what an accounts team would write for itself."""
    return _INCLUDED / "accounts-team"
