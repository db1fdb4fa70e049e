"""The command as its own process: signals, pipes, locales, and what it does not load."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.desktop.cli.running import DATA, NEIGHBOURS, PASSPHRASE, ROOT, START, ask, run, spawn, write_register

FULL = DATA / "full" / "edubase_scale_52000rows_140cols_SYNTHETIC.csv.xz"
PLAIN = {"LC_ALL": "C", "LANG": "C"}
ASCII = {**PLAIN, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""}


def large_register(tmp_path: Path) -> Path:
    """The whole register where it is here, else as many rows of our own."""
    if FULL.exists():
        return FULL
    rows = ({"URN": str(100000 + number), "EstablishmentName": f"School {number}"} for number in range(52_000))
    return write_register(tmp_path / "large.csv", rows)


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to whole consoles")
@pytest.mark.parametrize("moment", ["soon", "while writing"])
def test_ctrl_c_stops_an_import_and_leaves_nothing_half_written(neighbours: Path, tmp_path: Path, moment: str) -> None:
    command = [*START, "--book", str(neighbours), "--json", "import", "gias", str(large_register(tmp_path))]
    journal = neighbours.with_name(neighbours.name + "-journal")
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as importing:
        deadline = time.monotonic() + 30
        if moment == "soon":
            time.sleep(0.8)
        else:
            while not (journal.exists() and journal.stat().st_size) and time.monotonic() < deadline:
                time.sleep(0.02)
            assert journal.stat().st_size, "the import never began to write"
            time.sleep(0.5)
        importing.send_signal(signal.SIGINT)
        out, err = importing.communicate(timeout=30)
    assert importing.returncode == 130, err
    assert json.loads(out) == {
        "ok": False,
        "command": "import",
        "data": None,
        "warnings": [],
        "errors": ["Stopped. Nothing is half-written."],
    }
    assert b"Traceback" not in err
    assert ask(neighbours, "info")["register"] == len(NEIGHBOURS)
    assert ask(neighbours, "check") == {"problems": []}
    assert [row["name"] for row in ask(neighbours, "list", "organisations", "--near", "900001", "--within", 10)]


@pytest.mark.skipif(os.name == "nt", reason="a shell of Unix")
@pytest.mark.parametrize("typed", ["list people", "--json list people", "--help", "history --json"])
def test_a_reader_that_leaves_is_no_fault(example: Path, typed: str) -> None:
    command = [*START, "--book", str(example), *typed.split()]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        listing.stdout.close()
        complaint = listing.stderr.read()
    assert (listing.returncode, complaint) == (0, b"")


WATCH = """
import sys
from desktop.cli import main
code = main(sys.argv[1:])
loaded = {name.partition(".")[0] for name in sys.modules}
heavy = {"PySide6", "shiboken6", "qtawesome", "reportlab", "openpyxl", "docx", "sqlalchemy", "alembic"}
sys.stderr.write("\\n" + " ".join(sorted(loaded & heavy)))
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("typed", "loaded"),
    [
        ("--version", ""),
        ("list nothing", ""),
        ("report list", None),
        ("list organisations", "sqlalchemy"),
        ("history", "sqlalchemy"),
        ("report board-paper --format pdf --output OUT", "reportlab sqlalchemy"),
        ("report area-committee --format xlsx --output OUT", "openpyxl sqlalchemy"),
    ],
)
def test_only_what_is_needed_is_loaded_and_never_qt(
    example: Path, tmp_path: Path, typed: str, loaded: str | None
) -> None:
    words = [str(tmp_path / "out") if word == "OUT" else word for word in typed.split()]
    command = [sys.executable, "-c", WATCH, "--quiet", "--book", str(example), *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    found = done.stderr.rpartition("\n")[2]
    assert "Qt" not in found
    assert "PySide6" not in found
    assert "shiboken6" not in found
    if loaded is not None:
        assert found == loaded


@pytest.mark.parametrize("locale", [PLAIN, ASCII], ids=["C", "ASCII alone"])
def test_it_works_under_the_plainest_locale(neighbours: Path, tmp_path: Path, locale: dict[str, str]) -> None:
    note = "Zoë said: “Über 3 °C” — naïve £5"
    logged = spawn(
        "--book",
        neighbours,
        "--json",
        "log",
        "--with",
        "Ash Grove",
        "--note",
        "-",
        stdin=note.encode(),
        environment=locale,
    )
    assert logged.code == 0, logged.err
    (hit,) = spawn("--book", neighbours, "--json", "search", "zoe", "uber", environment=locale).data
    assert hit["snippet"] == note
    listed = spawn("--book", neighbours, "list", "conversations", environment=locale)
    assert (listed.code, b"Ash Grove" in listed.out) == (0, True)
    assert spawn("--help", environment=locale).code == 0
    wrong = spawn("list", "nothing", environment=locale)
    assert (wrong.code, "Traceback" not in wrong.err) == (2, True)


def test_words_and_data_keep_to_their_streams(neighbours: Path) -> None:
    done = spawn("--book", neighbours, "log", "--with", "Ash Grove")
    assert (done.code, done.out) == (0, b"")
    assert done.err == "Logged as conversation 1, with Ash Grove.\n"
    listed = spawn("--book", neighbours, "list", "organisations")
    assert (listed.err, len(listed.out.splitlines())) == ("", 4)


def test_a_locked_book_asks_nothing_where_nobody_can_answer(tmp_path: Path) -> None:
    secret, place = tmp_path / "secret", tmp_path / "a.liaison"
    secret.write_text(PASSPHRASE)
    assert spawn("new", place).code == 2
    assert spawn("new", place, "--passphrase-file", secret).code == 0
    start = time.monotonic()
    done = spawn("--book", place, "info")
    assert (done.code, time.monotonic() - start < 10) == (3, True)
    told = spawn("--book", place, "--passphrase-file", "-", "--json", "info", stdin=PASSPHRASE.encode())
    assert told.data["encrypted"] is True


def test_the_passphrase_and_the_note_may_come_down_one_pipe(tmp_path: Path) -> None:
    secret, place = tmp_path / "secret", tmp_path / "a.liaison"
    secret.write_text(PASSPHRASE)
    run("new", place, "--passphrase-file", secret)
    typed = ("--passphrase-file", secret, "import", "gias", write_register(tmp_path / "a.csv", NEIGHBOURS))
    assert run("--book", place, *typed).code == 0
    assert run("--book", place, "--passphrase-file", secret, "adopt", "--urn", "900001").code == 0
    both = f"{PASSPHRASE}\nFirst line\nSecond line\n".encode()
    done = spawn("--book", place, "--passphrase-file", "-", "log", "--with", "Elm Lane", "--note", "-", stdin=both)
    assert done.code == 0, done.err
    (hit,) = ask(place, "search", "second line", "--passphrase-file", secret)
    assert "First line" in hit["snippet"] or hit["name"] == "First line"


def test_a_report_can_be_piped(example: Path) -> None:
    done = spawn(
        "--book", example, "report", "board-paper", "--format", "pdf", "--as-at", "2026-11-22", "--output", "-"
    )
    assert (done.code, done.out[:5], done.out.rstrip()[-5:]) == (0, b"%PDF-", b"%%EOF")


def test_the_default_book_is_the_users_own(tmp_path: Path) -> None:
    home = {"XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
    done = spawn("--json", "info", environment=home)
    assert (done.code, str(tmp_path) in done.answer["errors"][0]) == (3, True)


def test_a_fault_of_ours_is_told_by_its_place_and_still_as_json(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_session: object) -> dict[str, int]:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("models.queries.overview.count_records", broken)
    done = run("--book", book, "--json", "info")
    assert (done.code, done.answer["command"], done.answer["data"]) == (1, "info", None)
    assert done.err.startswith("builtins.ZeroDivisionError\n"), "what is to be mended, and where"
    assert "planted" not in done.err, "the words of an error may hold somebody's name"
