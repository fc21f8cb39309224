"""The process that reads the policy file for the app. Not for people: `sidecue status` tells how it fares."""

from __future__ import annotations

import argparse

from overlay.cli.exits import FINE
from overlay.policy import tell_policy


def tell(_arguments: argparse.Namespace) -> int:
    """Print what this desk's policy decides, for the app."""
    print(tell_policy())
    return FINE
