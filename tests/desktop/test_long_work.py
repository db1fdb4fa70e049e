"""Work that takes long is shown in words, offers Cancel only where it can stop, and leaves nothing half done."""

from __future__ import annotations

import threading
from datetime import date

import pytest

from desktop.beginning import bring_register
from desktop.dialogs.first_run import EMPTY, Beginning
from desktop.dialogs.register_schools import schools_of
from desktop.example_book import make_example
from desktop.jobs import Cancelled, Jobs, Progress
from desktop.shell import bars
from desktop.shell.bars import JobBar
from models.queries.register import count_register
from models.store import Store
from tests.screen.register_file import write_register

TODAY = date(2026, 11, 22)


@pytest.fixture
def bar(qtbot, theme, monkeypatch):
    monkeypatch.setattr(bars, "BAR_AFTER_MS", 10)
    monkeypatch.setattr(bars, "CANCEL_AFTER_MS", 30)
    jobs = Jobs(theme)
    made = JobBar(jobs)
    made.jobs = jobs
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("can_stop", [True, False])
def test_cancel_is_offered_only_where_it_does_something(bar, qtbot, can_stop):
    go_on = threading.Event()
    bar.jobs.submit("Bringing it up to date", lambda _progress: go_on.wait(20), lambda _done: None, can_stop=can_stop)
    qtbot.waitUntil(bar.isVisible)
    qtbot.wait(80)
    assert bar.cancel.isVisible() == can_stop
    assert bar._words.accessibleName() == "Bringing it up to date"
    go_on.set()
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_example_records_that_are_not_wanted_any_more_leave_no_file(tmp_path, monkeypatch):
    import models.sample

    monkeypatch.setattr(models.sample, "fill_example", lambda _session, _today: None)

    def stop():
        raise Cancelled

    with pytest.raises(Cancelled):
        make_example(tmp_path / "example.liaison", TODAY, stop)
    assert list(tmp_path.iterdir()) == []
    make_example(tmp_path / "example.liaison", TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["example.liaison"]


def test_a_register_that_is_stopped_leaves_the_book_as_it_was(tmp_path):
    register = write_register(tmp_path / "edubasealldata20240401.csv")
    store = Store.create(tmp_path / "book.liaison")
    stopped = Progress()
    stopped.cancel()
    asked = Beginning("Elm Lane", "", "", "", register, "", "", EMPTY, "", tmp_path)
    with pytest.raises(Cancelled):
        bring_register(store, asked, TODAY, stopped)
    with store.read() as session:
        assert count_register(session) == 0
    assert bring_register(store, asked, TODAY, Progress()) > 0
    with pytest.raises(Cancelled):
        schools_of(register, stopped)
    store.close()
