"""How smooth the GUI stays while 10,000 cards are read and indexed: ``python -m tests.bench.frames``.

A timer ticks every millisecond in the loop of the whole app, started off screen, and tells how late each tick
comes. What is done: the app starts with a large bundle of which nothing is kept (all is read and indexed),
then one card is saved (it is read again, and that card indexed). Beside it, what noting events costs: a
hundred a second, hundreds of times more than anybody makes, written to the disk as they come. A frame of
60 Hz lasts 16.7 ms.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer

from content.events.export import read_log
from content.events.log import EventLog
from content.library.cache import LibraryCache
from content.library.reading import Reading
from overlay.application import make_application
from overlay.bundles import BundleReader
from overlay.loop import QtLoop
from overlay.own_command import own_command
from overlay.recorder import Recorder
from tests.bench.bundles import write_cards
from tests.bench.figures import percentile

_FRAME = 1000 / 60  # ms


class Ticks:
    """How many milliseconds lie between one turn of the loop and the next."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=1)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now

    def during(self, begin: Callable[[], object], ended: QEventLoop) -> list[float]:
        """The gaps from ``begin`` until the loop ``ended`` is quit, and half a second more."""
        self.gaps.clear()
        self._last = time.perf_counter()
        begin()
        ended.exec()
        after = QEventLoop()
        QTimer.singleShot(500, after.quit)
        after.exec()
        return list(self.gaps)


def note_events(folder: Path, ticks: Ticks) -> list[float]:
    """The gaps while a hundred events a second are noted for three seconds."""
    log = EventLog(folder / "events.db", lambda: datetime.now().astimezone(), gather=0.1)
    recorder = Recorder((log.record,), lambda: datetime.now().astimezone())
    noting = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=10)
    noting.timeout.connect(lambda: recorder.visited("bundle/card"))
    ended = QEventLoop()
    QTimer.singleShot(3000, ended.quit)
    gaps = ticks.during(noting.start, ended)
    noting.stop()
    log.close()
    assert len(read_log(log.file)) > 100
    return gaps


def tell(name: str, gaps: list[float]) -> None:
    """One line of the table."""
    late = sum(gap > _FRAME for gap in gaps)
    print(f"| {name} | {sum(gaps) / 1000:.1f} | {percentile(gaps, 0.99):.1f} | {max(gaps):.1f} | {late} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=10_000, help="(default: %(default)s)")
    count = parser.parse_args().cards
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = make_application()
    with tempfile.TemporaryDirectory() as home:
        bundle = write_cards(Path(home) / "bundle", count)
        ended, ticks = QEventLoop(), Ticks()
        readings: list[Reading] = []
        reader = BundleReader(QtLoop(), own_command("read-bundles"), LibraryCache(Path(home) / "cache"))
        reader.read.connect(readings.append)
        reader.read.connect(ended.quit)
        print("| while | s | p99 gap, ms | longest, ms | gaps over a frame |\n|---|---:|---:|---:|---:|")
        idle = QEventLoop()
        QTimer.singleShot(2000, idle.quit)
        tell("nothing happens", ticks.during(lambda: None, idle))
        tell("100 events a second are noted", note_events(Path(home), ticks))
        tell(f"{count:,} cards are read and indexed", ticks.during(lambda: reader.use([bundle]), ended))
        card = next((bundle / "cards").rglob("*.md"))
        changed = card.read_text().replace("title: Card", "title: Another")
        tell("one card is saved", ticks.during(lambda: card.write_text(changed), ended))
        reader.close()
        assert len(readings) == 2
        assert len(readings[-1].library.cards) == count
    application.quit()


if __name__ == "__main__":
    main()
