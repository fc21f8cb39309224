"""Qt's loop keeps the promises of triggers.loop.Loop."""

from __future__ import annotations

import gc
import os
import threading

from pytestqt.qtbot import QtBot

from overlay.loop import QtLoop


def test_an_action_runs_though_nobody_keeps_its_handle(qtbot: QtBot) -> None:
    loop, ran = QtLoop(), []
    loop.call_later(0.01, lambda: ran.append(1))
    gc.collect()
    qtbot.waitUntil(lambda: ran == [1], timeout=1000)


def test_a_cancelled_action_never_runs(qtbot: QtBot) -> None:
    loop, ran = QtLoop(), []
    handle = loop.call_later(0.01, lambda: ran.append("cancelled"))
    handle.cancel()
    handle.cancel()
    loop.call_later(0.05, lambda: ran.append("later"))
    qtbot.waitUntil(lambda: ran == ["later"], timeout=1000)


def test_a_watched_descriptor_is_read_until_it_is_cancelled(qtbot: QtBot) -> None:
    loop, got = QtLoop(), []
    reading, writing = os.pipe()
    try:
        handle = loop.watch(reading, lambda: got.append(os.read(reading, 1)))
        gc.collect()
        os.write(writing, b"ab")
        qtbot.waitUntil(lambda: got == [b"a", b"b"], timeout=1000)
        handle.cancel()
        os.write(writing, b"c")
        qtbot.wait(30)
        assert got == [b"a", b"b"]
    finally:
        os.close(reading)
        os.close(writing)


def test_a_worker_hands_over_to_the_gui_thread(qtbot: QtBot) -> None:
    loop, threads = QtLoop(), []
    worker = threading.Thread(
        target=lambda: loop.call_threadsafe(lambda: threads.append(threading.current_thread()))
    )
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: threads == [threading.main_thread()], timeout=1000)
