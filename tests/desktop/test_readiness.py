"""An open book is made ready for its first save by the worker, when the window has come to rest."""

from __future__ import annotations

import threading

import pytest

from desktop.memory import give_back
from desktop.pages.home import SPEC as HOME
from desktop.shell import readiness
from desktop.shell.page import PageSpec
from desktop.shell.readiness import Readiness
from models.errors import WrongUse
from tests.desktop.pages.desk import open_desk
from tests.tampering import alter

__all__ = ["open_desk"]


@pytest.fixture
def desk(open_desk, sample_file, monkeypatch):
    monkeypatch.setattr(readiness, "AT_REST_MS", 20)
    return open_desk(sample_file, HOME, first="home")


@pytest.fixture
def asked(desk, monkeypatch):
    """Return the threads in which the book was asked to get ready."""
    threads = []
    monkeypatch.setattr(desk.store, "get_ready", lambda: threads.append(threading.current_thread()))
    return threads


def test_the_worker_makes_the_book_ready_once(desk, asked, qtbot):
    Readiness(desk.context)
    assert asked == []
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.wait(60)
    assert len(asked) == 1
    assert asked[0] is not threading.main_thread()


def test_it_waits_for_other_work(desk, asked, qtbot):
    go_on = threading.Event()
    desk.context.jobs.submit("Something long", lambda _progress: go_on.wait(10), lambda _done: None)
    Readiness(desk.context)
    qtbot.wait(80)
    waiting = len(desk.context.jobs._waiting)
    go_on.set()
    assert waiting == 1
    qtbot.waitUntil(lambda: len(asked) == 1)


def test_a_book_that_is_only_read_or_was_closed_needs_nothing(desk, asked, qtbot, monkeypatch):
    Readiness(desk.context).let_go()
    monkeypatch.setattr(desk.store, "read_only", True)
    Readiness(desk.context)
    qtbot.wait(80)
    assert asked == []


def test_every_page_is_rehearsed_by_the_worker_one_after_the_other(desk, asked, qtbot):
    rehearsed = []

    def rehearse(context, progress):
        assert context is desk.context
        assert not progress.cancelled
        rehearsed.append(threading.current_thread())
        if len(rehearsed) == 1:
            raise WrongUse("What is not there yet does not keep the others from their turn.")

    specs = [PageSpec(key, key, HOME.factory, rehearse=rehearse) for key in ("one", "two")]
    ready = Readiness(desk.context, (HOME, *specs))
    qtbot.waitUntil(lambda: len(rehearsed) == 2)
    qtbot.waitUntil(lambda: ready.is_done)
    assert len(asked) == 1
    assert threading.main_thread() not in rehearsed


def test_at_the_end_memory_is_given_back(desk, qtbot, monkeypatch):
    given = []
    monkeypatch.setattr(readiness, "give_back", lambda: given.append(True))
    ready = Readiness(desk.context)
    qtbot.waitUntil(lambda: ready.is_done and not desk.context.jobs.is_busy)
    assert given == [True]
    give_back()


@pytest.mark.requirement("R41")
def test_a_history_that_was_tampered_with_is_told_above_the_page_and_stays(desk, qtbot):
    alter(desk.store, "DELETE FROM change_entry WHERE id = (SELECT max(id) FROM change_entry)")
    Readiness(desk.context)
    told = desk.window.banner
    qtbot.waitUntil(lambda: told.isVisible() and "not as this program left it" in told._words.text())
    assert "does not agree with the changes around it" in told._words.text()
