"""Every file that is not what it should be gets its sentence and its exit code, and stays as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.desktop.cli.running import NEIGHBOURS, PASSPHRASE, ROOT, START, Ran, ask, run, spawn, write_register

needs_unix_rights = pytest.mark.skipif(sys.platform != "linux", reason="rights are taken away as Linux has them")


def _folder(place: Path) -> None:
    place.mkdir()


def _text(place: Path) -> None:
    place.write_text("Dear all,\nhere is the list you asked for.\n" * 200)


def _zip(place: Path) -> None:
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("records.csv", "x" * 9000)


def _foreign(place: Path) -> None:
    with sqlite3.connect(place) as connection:
        connection.execute("CREATE TABLE contact (name TEXT)")


def _empty(place: Path) -> None:
    place.touch()


def _missing(_place: Path) -> None:
    pass


def _cut(place: Path) -> None:
    run("new", place, "--no-passphrase")
    content = place.read_bytes()
    place.write_bytes(content[:5000])


@pytest.mark.parametrize("command", [("info",), ("list", "people"), ("undo",), ("check",)], ids=" ".join)
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_missing, "There is no record book"),
        (_folder, "is a folder"),
        (_text, "is not a record book"),
        (_zip, "is not a record book"),
        (_foreign, "another program"),
        (_empty, "0 bytes"),
        (_cut, "damaged"),
    ],
)
def test_what_is_no_book_is_refused(
    tmp_path: Path, make: Callable[[Path], None], words: str, command: tuple[str, ...]
) -> None:
    place = tmp_path / "some.liaison"
    make(place)
    before = place.read_bytes() if place.is_file() else None
    done = run("--book", place, "--json", *command)
    assert (done.code, done.answer["command"]) == (3, command[0])
    (sentence,) = done.answer["errors"]
    assert words in sentence
    assert str(place) in sentence
    assert (place.read_bytes() if place.is_file() else None) == before
    assert "Traceback" not in done.err


def test_a_newer_book_is_left_alone(book: Path) -> None:
    with sqlite3.connect(book) as connection:
        connection.execute("UPDATE book_info SET schema_version = 999")
    before = book.read_bytes()
    done = run("--book", book, "--json", "list", "people")
    assert (done.code, book.read_bytes()) == (5, before)
    assert "newer version" in done.answer["errors"][0]


@pytest.fixture
def locked_book(tmp_path: Path) -> Path:
    secret, place = tmp_path / "secret", tmp_path / "locked.liaison"
    secret.write_text(PASSPHRASE)
    assert run("new", place, "--passphrase-file", secret).code == 0
    return place


def test_passphrases_that_do_not_open(locked_book: Path, book: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("four other words here")
    done = run("--book", locked_book, "--json", "--passphrase-file", wrong, "info")
    assert (done.code, "does not open" in done.answer["errors"][0]) == (3, True)
    # With nobody at the keyboard nothing is asked.
    done = run("--book", locked_book, "--json", "info")
    assert (done.code, "locked with a passphrase" in done.answer["errors"][0]) == (3, True)
    done = run("--book", book, "--json", "--passphrase-file", wrong, "info")
    assert (done.code, "has no passphrase" in done.answer["errors"][0]) == (2, True)


def test_passphrase_files_that_hold_none(locked_book: Path, tmp_path: Path) -> None:
    empty, binary = tmp_path / "empty", tmp_path / "binary"
    empty.touch()
    binary.write_bytes(b"\xff\xfe\x00")
    for file, words in ((empty, "is empty"), (binary, "not UTF-8"), (tmp_path / "no", "No such file"), (tmp_path, "")):
        done = run("--book", locked_book, "--json", "--passphrase-file", file, "info")
        assert done.code == 2
        assert words in done.answer["errors"][0]


@pytest.mark.usefixtures("really_made")
def test_new_never_writes_over_a_file(tmp_path: Path) -> None:
    mine = tmp_path / "mine.liaison"
    mine.write_text("my letter")
    done = run("--json", "new", mine, "--no-passphrase")
    assert (done.code, mine.read_text()) == (6, "my letter")
    assert run("--json", "new", tmp_path, "--no-passphrase").code == 6


def test_new_wants_a_place_and_a_decision(tmp_path: Path) -> None:
    place = tmp_path / "a.liaison"
    assert run("--json", "new", tmp_path / "no" / "a.liaison", "--no-passphrase").code == 3
    undecided = run("--json", "new", place)
    assert (undecided.code, "--no-passphrase" in undecided.answer["errors"][0]) == (2, True)
    secret = tmp_path / "secret"
    secret.write_text("short")
    assert run("--json", "new", place, "--passphrase-file", secret).code == 2
    assert run("--json", "new", place, "--passphrase-file", secret, "--no-passphrase").code == 2
    assert not place.exists()


@pytest.mark.usefixtures("really_made")
def test_new_leaves_nothing_when_the_example_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_anything: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("models.sample.fill_example", stop)
    done = run("--json", "new", tmp_path / "a.liaison", "--example-data")
    assert (done.code, done.answer["ok"], list(tmp_path.iterdir())) == (130, False, [])


@needs_unix_rights
def test_a_closed_folder_is_read_and_never_written(neighbours: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    place = Path(shutil.copy(neighbours, closed / "a.liaison"))
    closed.chmod(0o555)
    try:
        told = spawn("--book", place, "--json", "info", bound=True)
        assert told.data["read_only"] is True
        for typed in (("undo",), ("log", "--with", "Ash Grove"), ("adopt", "--urn", "900003")):
            done = spawn("--book", place, "--json", *typed, bound=True)
            assert (done.code, "reading only" in done.answer["errors"][0]) == (4, True)
        made = spawn("--json", "new", closed / "b.liaison", "--no-passphrase", bound=True)
        copied = spawn("--book", neighbours, "--json", "backup", "--to", closed, bound=True)
        printed = ("report", "board-paper", "--format", "xlsx", "--output", closed / "a.xlsx")
        reported = spawn("--book", neighbours, "--json", *printed, bound=True)
        assert [(done.code, len(done.answer["errors"])) for done in (made, copied, reported)] == [(4, 1)] * 3
        assert not [done.err for done in (made, copied, reported) if "Traceback" in done.err]
        assert [file.name for file in closed.iterdir()] == ["a.liaison"]
    finally:
        closed.chmod(0o755)


def _read_only(folder: Path, *typed: object) -> Ran:
    """Run a command that sees a folder as a disk that may only be read, as a locked memory stick is."""
    mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" || exit 99; exec "$@"'
    command = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"]), "sh", "-c", mount, folder]
    done = subprocess.run([*command, *START, *map(str, typed)], cwd=ROOT, capture_output=True, timeout=60, check=False)
    if done.returncode == 99 or b"unshare" in done.stderr:
        pytest.skip("a disk that may only be read cannot be had here")
    return Ran(done.returncode, done.stdout, done.stderr.decode())


@needs_unix_rights
def test_a_disk_that_may_only_be_read_is_told(neighbours: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    printed = ("report", "board-paper", "--format", "pdf", "--output", stick / "a.pdf")
    for typed, words in (
        (("new", stick / "b.liaison", "--no-passphrase"), "cannot be opened or made here"),
        (("--book", neighbours, "backup", "--to", stick), "You may not write in the folder"),
        (("--book", neighbours, *printed), "You may not write in the folder"),
    ):
        done = _read_only(stick, "--json", *typed)
        assert (done.code, words in done.answer["errors"][0]) == (4, True)
    assert not list(stick.iterdir())


@needs_unix_rights
def test_a_book_one_may_not_read_is_told(book: Path) -> None:
    book.chmod(0)
    done = spawn("--book", book, "--json", "info", bound=True)
    assert (done.code, "cannot be read" in done.answer["errors"][0]) == (4, True)


HOLD = """
import sys
from sqlcipher3 import dbapi2
connection = dbapi2.connect(sys.argv[1], isolation_level=None)
connection.execute(sys.argv[2])
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(book: Path, begin: str) -> Iterator[None]:
    """Have another process hold a book as SQLite does while it writes."""
    command = [sys.executable, "-c", HOLD, str(book), begin]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        yield
        holder.communicate()


def test_a_book_that_another_process_writes_is_busy_after_five_seconds(neighbours: Path) -> None:
    with held(neighbours, "BEGIN IMMEDIATE"):
        start = time.monotonic()
        assert run("--book", neighbours, "--json", "info").code == 0
        assert time.monotonic() - start < 2
        start = time.monotonic()
        done = run("--book", neighbours, "--json", "undo")
        assert (done.code, "busy" in done.answer["errors"][0]) == (4, True)
        assert 4 < time.monotonic() - start < 7
    assert run("--book", neighbours, "--json", "undo").code == 0


def test_a_book_that_is_being_committed_is_busy(neighbours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.book_file._BUSY_MILLISECONDS", 200)
    with held(neighbours, "BEGIN EXCLUSIVE"):
        for typed in (("info",), ("list", "people"), ("log", "--with", "Ash Grove")):
            assert run("--book", neighbours, "--json", *typed).code == 4


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_missing, "There is no file"),
        (_folder, "is a folder"),
        (_text, "some.csv"),
        (_zip, "some.csv"),
        (_foreign, "not a text file"),
        (_empty, "is empty"),
    ],
)
def test_what_is_no_register_file_is_refused(
    book: Path, tmp_path: Path, make: Callable[[Path], None], words: str
) -> None:
    place = tmp_path / "some.csv"
    make(place)
    done = run("--book", book, "--json", "import", "gias", place)
    assert (done.code, done.answer["data"]) == (3, None)
    assert words in done.answer["errors"][0]
    assert ask(book, "info")["register"] == 0
    assert ask(book, "history") == []


def test_adopt_without_a_register_says_how_to_get_one(book: Path) -> None:
    done = run("--book", book, "--json", "adopt", "--urn", "900001")
    assert (done.code, "liaison import gias" in done.answer["errors"][0]) == (2, True)


def test_backups_and_restores_that_cannot_be(neighbours: Path, tmp_path: Path) -> None:
    before = neighbours.read_bytes()
    assert run("--book", neighbours, "--json", "backup", "--to", tmp_path / "no").code == 3
    text = tmp_path / "text.liaison"
    _text(text)
    assert run("--book", neighbours, "--json", "restore", text).code == 3
    missing = tmp_path / "no.liaison"
    for more in ((), ("--dry-run",)):
        told = run("--book", neighbours, "restore", missing, *more)
        assert (told.code, told.err) == (3, f"There is no file at {missing}. Check the name.\n")
    assert run("--book", neighbours, "--json", "restore", neighbours).code == 2
    foreign = tmp_path / "foreign.liaison"
    _foreign(foreign)
    assert run("--book", neighbours, "--json", "restore", foreign).code == 3
    assert neighbours.read_bytes() == before


def test_a_restored_book_is_not_spoilt_by_the_journal_of_a_crash(neighbours: Path, tmp_path: Path) -> None:
    copy = ask(neighbours, "backup", "--to", tmp_path)["file"]
    ask(neighbours, "log", "--with", "Ash Grove", "--note", "said after the backup")
    script = """
import os, sys
from sqlcipher3 import dbapi2
connection = dbapi2.connect(sys.argv[1], isolation_level=None)
connection.executescript("PRAGMA journal_mode=TRUNCATE; PRAGMA cache_size=5; PRAGMA cache_spill=1; BEGIN IMMEDIATE")
connection.execute("UPDATE register_institution SET name = printf('%.4000c', 'x')")
connection.execute("CREATE TABLE filler AS SELECT a.*, b.* FROM register_institution a, register_institution b")
os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", script, str(neighbours)], check=False).returncode == 9
    journal = neighbours.with_name(neighbours.name + "-journal")
    assert journal.stat().st_size > 512
    done = ask(neighbours, "restore", copy)
    assert ask(neighbours, "check") == {"problems": []}
    assert ask(neighbours, "list", "conversations") == []
    assert len(ask(done["set_aside"], "list", "conversations")) == 1
    assert ask(done["set_aside"], "check") == {"problems": []}


def test_a_report_into_no_folder_is_told(example: Path, tmp_path: Path) -> None:
    typed = ("report", "board-paper", "--format", "xlsx", "--output", tmp_path / "no" / "a.xlsx")
    done = run("--book", example, "--json", *typed)
    assert (done.code, "There is no folder" in done.answer["errors"][0]) == (3, True)


def test_damage_inside_a_book_is_named_by_check(tmp_path: Path) -> None:
    secret, place = tmp_path / "secret", tmp_path / "a.liaison"
    secret.write_text(PASSPHRASE)
    run("new", place, "--passphrase-file", secret)
    ask(place, "import", "gias", write_register(tmp_path / "a.csv", NEIGHBOURS), "--passphrase-file", secret)
    sound = place.read_bytes()
    codes = set()
    for part in (0.2, 0.4, 0.6, 0.8):
        content = bytearray(sound)
        content[int(len(content) * part)] ^= 1
        place.write_bytes(content)
        done = run("--book", place, "--json", "--passphrase-file", secret, "check")
        codes.add(done.code)
        assert done.answer["errors"]
        if done.code == 1:
            assert done.answer["errors"] == done.answer["data"]["problems"]
    # 3 where the damage is in what must be read to open it at all.
    assert 1 in codes
    assert codes <= {1, 3}
