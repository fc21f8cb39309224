"""When a process began and what it is called, asked through psutil. Not for Linux: see process_linux.py."""

from __future__ import annotations

import psutil


def began(pid: int) -> float:
    """When it began. Raises OSError, ValueError or OverflowError."""
    try:
        return psutil.Process(pid).create_time()
    except psutil.Error as problem:
        raise ProcessLookupError(str(problem)) from problem


def name(pid: int) -> str:
    """Its name. Raises as ``began``."""
    try:
        return psutil.Process(pid).name()
    except psutil.Error as problem:
        raise ProcessLookupError(str(problem)) from problem
