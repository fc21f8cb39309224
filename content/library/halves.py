"""Does a long piece of work on two processors, where that takes no more than a fork. Not for the app itself.

For the process that reads bundles: it has no threads and no windows, which a fork would tear in two.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn, TypeVar

from content.library.packing import pack_into

T = TypeVar("T")
R = TypeVar("R")

WORTH_IT = 1_000  # items; below that the second process costs what it saves
_PATIENCE = 120  # seconds after which a second process that nobody waits for any more ends itself

if sys.platform == "win32":

    def in_halves(work: Callable[[Sequence[T]], R], items: Sequence[T]) -> list[R]:
        """What ``work`` makes of ``items``: of all at once, because Windows cannot fork."""
        return [work(items)]
else:

    def in_halves(work: Callable[[Sequence[T]], R], items: Sequence[T]) -> list[R]:
        """What ``work`` makes of ``items``, perhaps of each half by itself, in their order.

        Raises what ``work`` raises. If the second process comes to nothing, its half is done here.
        """
        if len(items) < WORTH_IT or (os.cpu_count() or 1) < 2:
            return [work(items)]
        middle = len(items) // 2
        source, target = os.pipe()
        try:
            child = os.fork()
        except OSError:  # too many processes, or no memory for one more
            os.close(source)
            os.close(target)
            return [work(items)]
        if child == 0:
            os.close(source)  # else it would never hear that nobody listens any more
            _answer(work, items[middle:], target)
        os.close(target)
        try:
            with os.fdopen(source, "rb") as stream:
                first, answer = work(items[:middle]), stream.read()
        finally:
            _, status = os.waitpid(child, 0)
        second: R = pickle.loads(answer) if status == 0 else work(items[middle:])  # noqa: S301 - our own fork
        return [first, second]

    def _answer(work: Callable[[Sequence[T]], R], items: Sequence[T], target: int) -> NoReturn:
        """The second process: it does its half and ends, without anything that ends with the first one."""
        signal.alarm(_PATIENCE)
        try:
            with os.fdopen(target, "wb") as stream:
                pack_into(stream, work(items))
            os._exit(0)
        finally:
            os._exit(1)
