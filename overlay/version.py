"""The version of the installed package."""

from __future__ import annotations


def version() -> str:
    """The installed version, or "unknown" when run from a folder that was never installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("sidecue")
    except PackageNotFoundError:
        return "unknown"
