"""Only one window writes to a book; the second is told who, where and since when."""

from __future__ import annotations

import json
import multiprocessing
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from models.book_lock import BookLock, Holder, holder_of_file, lock_path, take, take_over


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "elm.liaison"
    path.write_bytes(b"x")
    return path


def left_by(book: Path, *, computer: str, process: int) -> None:
    told = {"user": "joan", "computer": computer, "process": process, "since": "2026-11-23T09:00:00", "token": "t"}
    lock_path(book).write_text(json.dumps(told))


def ended_process() -> int:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def test_the_first_writes_and_the_second_is_told_who(book: Path) -> None:
    first = take(book)
    assert isinstance(first, BookLock)
    second = take(book)
    assert isinstance(second, Holder)
    assert (second.computer, second.process, second.is_here) == (platform.node(), os.getpid(), True)
    assert second.since is not None
    first.release()
    third = take(book)
    assert isinstance(third, BookLock)
    third.release()
    assert sorted(path.name for path in book.parent.iterdir()) == ["elm.liaison"]


def test_what_a_program_here_left_is_taken_away(book: Path) -> None:
    left_by(book, computer=platform.node(), process=ended_process())
    lock = take(book)
    assert isinstance(lock, BookLock)
    assert lock.is_held()


@pytest.mark.requirement("R18")
def test_what_another_computer_holds_is_only_taken_when_a_person_says_so(book: Path) -> None:
    left_by(book, computer="office", process=ended_process())
    holder = take(book)
    assert isinstance(holder, Holder)
    assert (holder.user, holder.computer, holder.is_here) == ("joan", "office", False)
    assert isinstance(take_over(book), BookLock)


def test_a_lock_that_was_taken_over_is_noticed_and_not_taken_away(book: Path) -> None:
    first = take(book)
    assert isinstance(first, BookLock)
    assert first.beat()
    second = take_over(book)
    assert isinstance(second, BookLock)
    assert not first.beat()
    first.release()
    assert second.is_held()


def test_an_unreadable_lock_is_somebodys(book: Path) -> None:
    lock_path(book).write_text("")
    assert take(book) == Holder("", "", 0, None)
    assert holder_of_file(book.with_name("nothing")) is None


def test_where_nothing_can_be_written_there_is_no_lock(tmp_path: Path) -> None:
    assert take(tmp_path / "gone" / "elm.liaison") is None


def _try(book: str, gate: str, told: str) -> None:
    while not Path(gate).exists():
        pass
    lock = take(Path(book))
    if isinstance(lock, BookLock):
        Path(told, str(os.getpid())).touch()
    # Held until all have tried: an ended process gives its lock up.
    while len(list(Path(told).glob("*.done"))) < 8:
        Path(told, f"{os.getpid()}.done").touch()


@pytest.mark.requirement("R18")
@pytest.mark.skipif(sys.platform == "win32", reason="forks")
@pytest.mark.parametrize("stale", [False, True])
def test_of_many_at_once_one_wins(book: Path, tmp_path: Path, stale: bool) -> None:
    context = multiprocessing.get_context("fork")
    for number in range(20):
        lock_path(book).unlink(missing_ok=True)
        if stale:
            left_by(book, computer=platform.node(), process=ended_process())
        told, gate = tmp_path / f"told{number}", tmp_path / f"gate{number}"
        told.mkdir()
        all_of_them = [context.Process(target=_try, args=(str(book), str(gate), str(told))) for _ in range(8)]
        for one in all_of_them:
            one.start()
        gate.touch()
        for one in all_of_them:
            one.join(30)
        winners = [path for path in told.iterdir() if path.suffix != ".done"]
        assert len(winners) == 1
