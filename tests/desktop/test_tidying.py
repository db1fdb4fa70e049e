"""Windows are taken apart on the main thread, whatever the worker makes meanwhile."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs import Jobs, Progress
from desktop.tidying import Tidying, tidy_up


class Knot(QWidget):
    """A window that refers to itself, so that only a search for garbage ends it."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def many_objects(_progress: Progress) -> list[list[int]]:
    """Make so many that Python would look for garbage a hundred times, in the thread that makes them."""
    return [[number] for number in range(100_000)]


def test_the_worker_takes_no_window_apart(qtbot: QtBot) -> None:
    tidying, jobs = Tidying(), Jobs()
    gc.enable()
    tidying.begin()
    threads: list[str] = []
    made: list[list[list[int]]] = []
    knot = Knot()
    weakref.finalize(knot, lambda: threads.append(threading.current_thread().name))
    del knot
    jobs.submit("Many objects", many_objects, made.append)
    qtbot.waitUntil(lambda: bool(made and threads), timeout=10_000)
    assert threads == [threading.main_thread().name]
    jobs.finish()


def test_nothing_is_looked_for_where_little_was_made() -> None:
    was_on = gc.isenabled()
    gc.disable()
    try:
        gc.collect()
        seen: list[str] = []
        gc.callbacks.append(lambda phase, _info: seen.append(phase))
        tidy_up()
        assert seen == []
        kept = [[number] for number in range(2 * gc.get_threshold()[0])]
        tidy_up()
        assert (seen, len(kept)) == (["start", "stop"], 2 * gc.get_threshold()[0])
    finally:
        gc.callbacks.pop()
        if was_on:
            gc.enable()
