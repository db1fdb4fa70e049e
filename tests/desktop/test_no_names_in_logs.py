"""Whatever goes wrong, the log and the reports say what kind of thing it was and where, and nothing of anybody.

That a file of a person's own is named in an error is no reason to log its name: neither paths nor names of files are.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import logging
import os
import re
import struct
import subprocess
import threading
import uuid
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import partial
from importlib import import_module
from pathlib import Path
from xml.etree.ElementTree import fromstring
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QMessageBox
from sqlalchemy import insert, text

from desktop.errors import Errors, start_log, stop_log
from desktop.jobs import Jobs
from desktop.problem_report import gather, read_through
from models.entities import Organisation, Person
from models.errors import AppError, BadImport
from models.exchange.vcards import contacts
from models.imports.centre import FileImport
from models.imports.kinds import Asked
from models.imports.known import find_import_kind
from models.store import Store
from models.vocabulary import Channel
from tests.books import new_book, new_database, store
from tests.desktop.cli.running import ROOT, run
from tests.desktop.in_view import find_all_in_view
from tests.models.people_and_places import TODAY

__all__ = ["new_book", "new_database", "store"]
pytestmark = pytest.mark.requirement("R43")

PLANTED = ("Zebedee Quillfeather", "zebedee@quill.example", "07700 900123", "Asked about her mother")
LOGGED = frozenset(
    {
        "_LEVELS[kind]",
        "kind.name",
        "type(error).__qualname__",
        "path.name",
        "describe(error)",
        "type(trouble).__name__",
        "type(error).__name__",
        "spec.key",
        "name",
    }
)
"""What modules may log: kinds, places in the program, the names of pages and icons, of a report the number in it."""


@pytest.fixture
def folder(qtbot, tmp_path: Path) -> Iterator[Path]:
    """The folder of a log that is kept as in the program."""
    place = tmp_path / "log"
    start_log(place)
    yield place
    for box in find_all_in_view(QMessageBox):
        box.close()
    stop_log()


@pytest.fixture
def errors(qtbot, folder: Path) -> Iterator[Errors]:
    made = Errors(lambda: folder)
    made.install()
    yield made
    made.uninstall()


def written(folder: Path) -> str:
    return "".join(place.read_text("utf-8") for place in folder.iterdir())


def assert_nobody(words: str) -> None:
    for planted in PLANTED:
        for part in (planted, *planted.split()):
            assert part not in words or part in ("about", "her", "Asked"), part
    assert str(Path.home()) not in words.replace(str(ROOT), "")


def broken() -> None:
    raise KeyError(PLANTED[0], *PLANTED)


def in_the_database(store: Store, table: type, values: dict[str, object]) -> Exception:
    with pytest.raises(Exception) as caught, store.write(PLANTED[0]) as session:  # noqa: PT011 - each of its own kind
        session.execute(insert(table), [values])
    return caught.value


def test_errors_of_the_database_quote_no_values(store: Store, errors: Errors, folder: Path) -> None:
    name, email, phone, note = PLANTED
    told = [
        in_the_database(store, Organisation, {"kind": "institution", "name": name, "name_key": None, "note": note}),
        in_the_database(store, Organisation, {"kind": name, "name": name, "name_key": name}),
        in_the_database(store, Person, {"given_name": name, "family_name": phone, "name_key": email, "id": "x" + note}),
    ]
    with pytest.raises(Exception) as caught, store.read() as session:  # noqa: PT011 - as above
        session.execute(text("SELECT nothing FROM person WHERE note = :note"), {"note": note})
    for error in (*told, caught.value):
        errors.save_report(error)
    words = written(folder)
    assert words.count("in_the_database") >= 3, "they were logged"
    assert_nobody(words)
    assert store.engine.hide_parameters is True


def test_errors_of_imports_quote_no_rows(
    store: Store, errors: Errors, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / f"{PLANTED[0]}.vcf"
    place.write_text(f"BEGIN:VCARD\nVERSION:3.0\nFN:{PLANTED[0]}\nEMAIL:{PLANTED[1]}\nEND:VCARD\n")
    with pytest.raises(BadImport) as refused:
        FileImport(store, find_import_kind("vcard"), place.with_name(f"{PLANTED[0]} gone.vcf"), Asked(TODAY))
    monkeypatch.setattr(contacts, "contact_of", fails)
    with pytest.raises(ValueError, match=PLANTED[0]) as failed:
        FileImport(store, find_import_kind("vcard"), place, Asked(TODAY))
    for error in (refused.value, failed.value):
        errors.save_report(error)
    assert "in fails" in written(folder)
    assert_nobody(written(folder))


def fails(*given: object, **named: object) -> None:
    raise ValueError(PLANTED[0], given, named)


def test_what_slots_threads_and_the_worker_say_is_left_out(qtbot, errors: Errors, folder: Path) -> None:
    jobs = Jobs()
    jobs.failed.connect(errors.show)
    QTimer.singleShot(0, broken)
    thread = threading.Thread(target=broken)
    thread.start()
    thread.join()

    def fails(_progress: object) -> None:
        try:
            broken()
        except KeyError as cause:
            cause.add_note(PLANTED[3])
            raise ExceptionGroup(PLANTED[0], [ValueError(PLANTED[1])]) from cause

    jobs.submit(PLANTED[0], fails, lambda _made: None)
    qtbot.waitUntil(lambda: len(list(folder.glob("report-*"))) >= 2, timeout=5000)
    qtbot.waitUntil(lambda: "ExceptionGroup" in written(folder), timeout=5000)
    assert_nobody(written(folder))


def test_what_qt_says_is_counted_and_not_quoted(folder: Path) -> None:
    qWarning(f"QLabel: {PLANTED[0]}")
    assert "WARNING Qt QtWarningMsg" in written(folder)
    assert_nobody(written(folder))


def quoting() -> Iterator[Callable[[], object]]:
    """Yield what ends in errors whose words quote a name, as the libraries and our own modules raise them."""
    name, email, phone, note = PLANTED
    place = Path("/nowhere") / name
    yield from (lambda: place.read_text(), lambda: os.listdir(place), lambda: os.rename(place, f"{place}2"))
    yield from (lambda: int(name), lambda: float(email), lambda: Decimal(phone), lambda: uuid.UUID(name))
    yield from (lambda: {}[name], lambda: [].index(note), lambda: getattr(object(), name), lambda: Path[name])
    yield from (lambda: date.fromisoformat(name), lambda: time.fromisoformat(phone), lambda: ZoneInfo(name))
    yield from (lambda: json.loads(f'{{"{name}"'), lambda: ast.literal_eval(name), lambda: compile(note, "", "exec"))
    yield from (lambda: f"é{name}".encode("ascii"), lambda: f"é{name}".encode("cp1252").decode("utf-8"))
    yield from (lambda: re.compile(f"({name}"), lambda: import_module(name), lambda: subprocess.run([name], check=True))
    yield from (lambda: zipfile.ZipFile(io.BytesIO(name.encode())), lambda: fromstring(f"<a>{name}"))
    yield from (lambda: load_workbook(f"{name}.xlsx"), lambda: Channel(name), lambda: struct.pack("i", name))
    yield from (lambda: Asked(**{name: note}), lambda: name.format(email, **{}) + "{x}".format(**{name: 1}))
    usual = (ValueError, TypeError, RuntimeError, AssertionError, StopIteration, OSError, MemoryError, KeyError)
    rare = (RecursionError, EOFError, TimeoutError, PermissionError, BlockingIOError, ArithmeticError)
    for kind in usual + rare:
        yield partial(raised, kind(name, email, phone, note))
    kinds = [AppError]
    for kind in kinds:
        kinds += [one for one in kind.__subclasses__() if one.__module__.startswith("models")]
        with contextlib.suppress(TypeError):
            yield partial(raised, kind(" ".join(PLANTED)))


def raised(error: BaseException) -> None:
    """Raise an error in which a name stands in every place there is."""
    error.add_note(PLANTED[3])
    try:
        broken()
    except KeyError as cause:
        raise error from cause


def test_fifty_errors_and_more_quote_nothing(errors: Errors, folder: Path) -> None:
    count = 0
    for quotes in quoting():
        with pytest.raises(BaseException) as caught:  # noqa: PT011 - each of its own kind
            quotes()
        assert isinstance(caught.value, Exception)
        errors.save_report(caught.value)
        count += 1
    assert count >= 50
    assert_nobody(written(folder))
    assert_nobody(read_through(gather(folder, None, None, now=datetime(2026, 11, 23, tzinfo=UTC))))


def test_modules_of_the_window_log_into_the_file_and_libraries_do_not(folder: Path) -> None:
    logging.getLogger("desktop.shell.drafts").warning("drafts not kept: %s", "OSError")
    logging.getLogger("fontTools").warning("%s", PLANTED[0])
    assert "drafts not kept: OSError" in written(folder)
    assert_nobody(written(folder))


def test_nothing_else_is_ever_logged() -> None:
    for room in ("desktop", "models", "reports"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                    continue
                if not (isinstance(node.func.value, ast.Name) and node.func.value.id in ("log", "_log", "logger")):
                    continue
                if node.func.attr in ("addHandler", "removeHandler", "setLevel"):
                    continue
                said = [ast.unparse(one) for one in node.args if not isinstance(one, ast.Constant)]
                assert set(said) <= LOGGED, f"{path.name}:{node.lineno} logs {said}"
                assert node.func.attr != "exception", f"{path.name}:{node.lineno} logs the words of an exception"


def test_every_engine_hides_what_is_asked_with() -> None:
    made = 0
    for path in (ROOT / "models").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("create_engine"):
                made += 1
                assert "hide_parameters=True" in ast.unparse(node), path
    assert made >= 2


def test_a_fault_of_the_command_line_quotes_nothing(book_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.cli import books

    monkeypatch.setattr(books, "_counts", lambda _store: broken())
    done = run("--book", book_file, "info")
    assert done.code == 1
    assert "KeyError" in done.err
    assert "in broken" in done.err
    assert_nobody(done.err)


@pytest.fixture
def book_file(new_book: Path, tmp_path: Path) -> Path:
    place = tmp_path / "book.liaison"
    place.write_bytes(new_book.read_bytes())
    return place
