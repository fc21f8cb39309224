"""Answers author mode in the running app: a process of its own that judges what is being written."""

from __future__ import annotations

import argparse
import pickle
import sys

from content.bundles.author.judging import serve
from overlay.cli.exits import FINE, WRONG_USE


def judge_drafts(_arguments: argparse.Namespace) -> int:
    """Judge drafts for the running app, which sends them on standard input until it ends."""
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except (pickle.UnpicklingError, EOFError):
        print("sidecue: read-drafts is for the app itself; use `sidecue bundle check`", file=sys.stderr)
        return WRONG_USE
    return FINE
