"""A command writes to a book only where nobody else has it open for writing, and says who has."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.cli import turn
from models.book_lock import BookLock, lock_path, take
from tests.desktop.cli.running import run, spawn


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn, "PATIENCE_S", 0.2)


def held_elsewhere(book: Path) -> None:
    told = {"user": "joan", "computer": "OFFICE", "process": 1, "since": "2026-11-20T09:00:00", "token": "t"}
    lock_path(book).write_text(json.dumps(told))


def log(book: Path, *more: object) -> tuple[object, ...]:
    return ("--book", book, "import", "contacts", book.with_name("people.csv"), *more)


@pytest.fixture
def people(book: Path) -> Path:
    path = book.with_name("people.csv")
    path.write_text("First name,Last name,Email\nAda,Okafor,ada@elm.example\n")
    return book


@pytest.mark.requirement("R18")
def test_a_command_does_not_write_to_a_book_that_is_open_on_another_computer(people: Path) -> None:
    held_elsewhere(people)
    refused = run(*log(people))
    assert (refused.code, refused.out) == (4, b"")
    assert "joan has it open on OFFICE since 20 Nov" in refused.err
    assert run("--book", people, "--json", "info").data["counts"]["people"] == 0
    assert run("--book", people, "list", "people").code == 0
    lock_path(people).unlink()
    assert run(*log(people)).code == 0
    assert not lock_path(people).exists()


@pytest.mark.requirement("R18")
def test_a_command_does_not_write_to_a_book_that_a_window_has_open_here(people: Path) -> None:
    window = take(people)
    assert isinstance(window, BookLock)
    assert "on this computer" in run(*log(people)).err
    copy = people.with_name("copy.liaison")
    copy.write_bytes(people.read_bytes())
    assert run("--book", people, "restore", copy).code == 4
    window.release()
    assert run(*log(people)).code == 0


def test_a_command_waits_for_another_to_end(people: Path) -> None:
    holds = (
        "import sys, time; from pathlib import Path; from models.book_lock import take; "
        "lock = take(Path(sys.argv[1])); print('ready', flush=True); time.sleep(1); lock.release()"
    )
    other = subprocess.Popen([sys.executable, "-c", holds, str(people)], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "ready\n"
    begun = time.monotonic()
    assert spawn(*log(people)).code == 0
    assert time.monotonic() - begun > 0.3
    other.wait(10)
