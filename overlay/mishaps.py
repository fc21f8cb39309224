"""Tells of errors inside Sidecue that nobody expected, on the terminal and in the problems list. Mends none.

Python's own account ends with the error's message, which may quote a title or a query, and a desktop may
write what an app prints to its disk. So only the kind of error and the places in our code are told.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from overlay.stderr import put


class Mishaps:
    """Takes the place of Python's hook for errors until ``close``; the app goes on after each of them."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        """``tell`` is given the kind of error and the last place, "KeyError in finder.py:90"."""
        self._tell = tell
        self._before = sys.excepthook
        sys.excepthook = self._caught

    def close(self) -> None:
        sys.excepthook = self._before

    def _caught(self, kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        places = traceback.extract_tb(trace)
        said = "".join(traceback.format_list(places))
        put(f"Something went wrong inside Sidecue:\n{said}{kind.__name__}\n")
        last = f" in {Path(places[-1].filename).name}:{places[-1].lineno}" if places else ""
        self._tell(f"{kind.__name__}{last}")
