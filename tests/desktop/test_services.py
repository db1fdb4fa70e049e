"""Settings, hub, worker and errors."""

from __future__ import annotations

import logging
import sys
import threading
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton
from sqlalchemy import text

from desktop.errors import Errors, describe, log, start_log, stop_log
from desktop.hub import ChangeHub
from desktop.jobs import Job, Jobs, Progress, _Outcome, _Run, reading
from desktop.settings import GEOMETRY, LAST_BOOK, RECENT_BOOKS, SPLITTER, ZOOM, Settings
from desktop.shell.bars import JobBar
from models.changes import Changes
from models.errors import AppError
from models.store import Store
from tests.desktop.in_view import find_all_in_view, wait_for


def test_settings_come_back_as_what_they_were(tmp_path):
    path = tmp_path / "s.ini"
    first = Settings(path)
    first.set(ZOOM, 150)
    first.set(GEOMETRY, b"\x00\x01\xff")
    first.set(SPLITTER.of("people"), b"abc")
    first.set(RECENT_BOOKS, ("/a/one, two.liaison",))
    first.save()
    again = Settings(path)
    assert again.get(ZOOM) == 150
    assert again.get(GEOMETRY) == b"\x00\x01\xff"
    assert again.get(SPLITTER.of("people")) == b"abc"
    assert again.get(SPLITTER.of("events")) == b""
    assert again.get(RECENT_BOOKS) == ("/a/one, two.liaison",)


def test_a_spoilt_setting_is_its_default(tmp_path):
    path = tmp_path / "s.ini"
    path.write_text("[view]\nzoom=large\n")
    assert Settings(path).get(ZOOM) == ZOOM.default


def test_recent_books_are_eight_the_newest_first(tmp_path):
    settings = Settings(tmp_path / "s.ini")
    for name in "abcdefghija":
        settings.remember_book(name)
    assert settings.get(RECENT_BOOKS) == ("a", "j", "i", "h", "g", "f", "e", "d")
    assert settings.get(LAST_BOOK) == "a"


def test_the_hub_tells_at_once_from_the_main_thread(qtbot):
    hub, heard = ChangeHub(), []
    hub.changed.connect(heard.append)
    changes = Changes("Rename", frozenset({("person", 1)}))
    hub.announce(changes)
    assert heard == [changes]


def test_the_hub_tells_in_the_main_thread_what_a_worker_did(qtbot):
    hub, threads = ChangeHub(), []
    hub.changed.connect(lambda _changes: threads.append(QThread.currentThread()))
    worker = threading.Thread(target=hub.announce, args=(Changes("Import", frozenset()),))
    worker.start()
    worker.join()
    assert threads == []
    qtbot.waitUntil(lambda: threads == [hub.thread()])


def test_a_job_works_elsewhere_and_answers_here(qtbot):
    jobs, answers, places = Jobs(), [], []

    def work(progress: Progress) -> int:
        places.append(threading.current_thread() is threading.main_thread())
        progress.report(1, 2, "half")
        return 42

    jobs.submit("Working", work, lambda value: answers.append((value, threading.current_thread().name)))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(42, "MainThread")]
    assert places == [False]
    assert not jobs.is_busy


def test_jobs_run_one_after_the_other(qtbot):
    jobs, running, most, done = Jobs(), [], [], []

    def work(_progress: Progress) -> None:
        running.append(1)
        most.append(len(running))
        threading.Event().wait(0.01)
        running.pop()

    for _ in range(5):
        jobs.submit("Working", work, done.append)
    qtbot.waitUntil(lambda: len(done) == 5)
    assert max(most) == 1


def test_the_worker_lets_go_of_a_job_before_it_says_it_is_over():
    held = [_Outcome(Job("Work", lambda _progress: 1 / 0, print, None, None, None, Progress()))]
    seen, still_there = weakref.ref(held[0]), []

    def finished(_number: int) -> None:
        assert isinstance(held.pop().trouble, ZeroDivisionError)
        still_there.append(seen() is not None)

    run = _Run(0, held[0], finished)
    worker = threading.Thread(target=run.run)
    worker.start()
    worker.join()
    assert still_there == [False]


def test_what_belongs_to_a_job_goes_in_the_main_thread(qtbot):
    jobs, gone, done = Jobs(), [], []
    for _ in range(200):
        job = jobs.submit("Work", lambda progress: progress.cancelled, done.append)
        weakref.finalize(job.progress, lambda: gone.append(threading.current_thread()))
        del job
    qtbot.waitUntil(lambda: len(done) == 200)
    qtbot.waitUntil(lambda: len(gone) == 200)
    assert set(gone) == {threading.main_thread()}


def test_an_error_in_a_job_reaches_who_asked_or_else_everybody(qtbot):
    jobs, heard, failed = Jobs(), [], []
    jobs.failed.connect(failed.append)

    def work(_progress: Progress) -> None:
        raise AppError("No room on the disk")

    jobs.submit("One", work, lambda _value: None, heard.append)
    jobs.submit("Two", work, lambda _value: None)
    qtbot.waitUntil(lambda: bool(failed))
    assert [str(error) for error in heard + failed] == ["No room on the disk"] * 2


def test_a_cancelled_job_says_so_and_nothing_else(qtbot):
    jobs, heard, started = Jobs(), [], threading.Event()

    def work(progress: Progress) -> None:
        started.set()
        while True:
            progress.check()
            threading.Event().wait(0.001)

    job = jobs.submit("Endless", work, lambda _v: heard.append("done"), on_cancelled=lambda: heard.append("cancelled"))
    started.wait(5)
    job.progress.cancel()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["cancelled"]


def test_a_job_whose_owner_is_gone_is_not_answered(qtbot):
    jobs, heard, owner, go = Jobs(), [], QObject(), threading.Event()
    jobs.submit("Late", lambda _progress: go.wait(5), heard.append, owner=owner)
    ended = []
    jobs.ended.connect(ended.append)
    import shiboken6

    shiboken6.delete(owner)
    go.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert heard == []


def test_the_bar_shows_after_a_blink_and_offers_to_stop_later(qtbot, theme, monkeypatch):
    monkeypatch.setattr("desktop.shell.bars.BAR_AFTER_MS", 30)
    monkeypatch.setattr("desktop.shell.bars.CANCEL_AFTER_MS", 120)
    jobs = Jobs()
    bar = JobBar(jobs)
    qtbot.addWidget(bar)
    stopped = []

    def work(progress: Progress) -> None:
        while not progress.cancelled:
            progress.report(3, 10, "page 3")
            threading.Event().wait(0.005)

    jobs.submit("Making the board paper", work, stopped.append)
    assert not bar.isVisible()
    qtbot.waitUntil(bar.isVisible, timeout=2000)
    assert not bar.cancel.isVisible()
    qtbot.waitUntil(bar.cancel.isVisible, timeout=2000)
    bar.cancel.click()
    qtbot.waitUntil(lambda: bool(stopped))
    assert not bar.isVisible()


SECRET = "Priya Nair, 0113 496 0000"


def _broken() -> None:
    raise ValueError(SECRET)


@pytest.fixture
def errors(qtbot, tmp_path: Path):
    start_log(tmp_path / "log")
    made = Errors(lambda: tmp_path / "log")
    made.install()
    yield made
    made.uninstall()
    stop_log()


def _box(qtbot) -> QMessageBox:
    return wait_for(qtbot, QMessageBox)


def test_a_bug_is_told_kept_and_survived_without_personal_words(qtbot, errors, tmp_path):
    try:
        _broken()
    except ValueError:
        sys.excepthook(*sys.exc_info())
    box = _box(qtbot)
    assert box.text() == "Something went wrong"
    assert "safe" in box.informativeText()
    copy = next(b for b in box.findChildren(QPushButton) if "Copy" in b.text())
    copy.click()
    assert box.isVisible()
    report = next((tmp_path / "log").glob("report-*.txt")).read_text()
    assert "ValueError" in report
    assert "_broken" in report
    assert QGuiApplication.clipboard().text() == report
    written = "".join(path.read_text() for path in (tmp_path / "log").iterdir())
    assert SECRET not in written
    assert "Priya" not in written + box.detailedText()
    box.close()


def test_a_known_trouble_is_its_sentence(qtbot, errors, tmp_path):
    errors.show(AppError("There is no file <b>records</b>. Look in another folder."))
    box = _box(qtbot)
    assert box.text() == "There is no file <b>records</b>. Look in another folder."
    assert box.textFormat().name == "PlainText"
    assert not list((tmp_path / "log").glob("report-*"))
    box.close()


def test_a_fault_at_every_paint_opens_one_box(qtbot, errors):
    for _ in range(20):
        errors.show(ValueError("again"))
    boxes = find_all_in_view(QMessageBox)
    assert len(boxes) == 1
    boxes[0].close()


def test_a_fault_in_another_thread_is_told_here(qtbot, errors):
    thread = threading.Thread(target=_broken)
    thread.start()
    thread.join()
    box = _box(qtbot)
    assert box.text() == "Something went wrong"
    box.close()


def test_causes_are_described_too():
    try:
        try:
            _broken()
        except ValueError as cause:
            raise RuntimeError(SECRET) from cause
    except RuntimeError as error:
        words = describe(error)
    assert words.count("Error") == 2
    assert SECRET not in words


def test_the_log_is_closed_again(tmp_path):
    start_log(tmp_path / "log")
    logging.getLogger("liaison").warning("hello")
    stop_log()
    assert log.handlers == []


def test_a_long_question_of_a_cancelled_job_lets_the_next_job_begin(qtbot, tmp_path):
    store = Store.create(tmp_path / "book.liaison")
    jobs, cancelled, answers = Jobs(), [], []
    endless = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")

    def ask(progress):
        with reading(store, progress) as session:
            return session.execute(endless).scalar_one()

    job = jobs.submit("Counting", ask, answers.append, on_cancelled=lambda: cancelled.append(True))
    jobs.submit("Next", lambda _progress: "next", answers.append)
    qtbot.wait(50)
    assert answers == []
    job.progress.cancel()
    qtbot.waitUntil(lambda: answers == ["next"])
    assert cancelled == [True]
    store.close()
