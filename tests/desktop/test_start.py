"""What a start imports, and when: nothing of the records before the first paint, nothing of reports before its use."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from desktop.example_book import make_example

ROOT = Path(__file__).parents[2]
BEFORE_PAINT = ("sqlalchemy", "models.store", "platformdirs", "dataclasses")
BEFORE_SIGHT = ("sqlalchemy", "models.store", "models.entities", "models.queries.home")
ON_USE = (
    "reportlab", "openpyxl", "docx", "pypdfium2", "alembic", "argon2", "rapidfuzz", "PIL",
    "models.exchange", "reports.pdf", "reports.xlsx",
)  # fmt: skip
CODE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop.application import Program, make_application
from desktop.settings import LAST_PAGE, Settings

folder, book, page = sys.argv[1:]
app = make_application(["liaison-desk"])
settings = Settings(Path(folder) / "settings.ini")
settings.set(LAST_PAGE, page)
program = Program(app, settings, log_folder=Path(folder) / "log")
go_on = program._after_paint
def after_paint():
    print("painted", *sorted(sys.modules))
    go_on()
program._after_paint = after_paint
load = program._load
def before_load():
    print("seen" if program.window.stack.current_page() is not None else "unseen", *sorted(sys.modules))
    load()
program._load = before_load
program.start(book)
def look():
    if program.store is not None and program.window.stack.current_page() is not None:
        app.processEvents()
        print("filled", *sorted(sys.modules))
        program.window.close()
        app.quit()
waiting = QTimer(interval=20, timeout=look)
waiting.start()
QTimer.singleShot(50_000, app.quit)
app.exec()
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("start") / "example.liaison"
    make_example(place, date(2026, 11, 22))
    return place


@pytest.mark.parametrize(("page", "sight"), [("home", "seen"), ("organisations", "unseen")])
def test_a_start_imports_nothing_before_its_time(page, sight, book, tmp_path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(tmp_path), str(book), page],
        capture_output=True, text=True, env=environment, cwd=ROOT, check=True, timeout=60,
    )  # fmt: skip
    lines = {line.split()[0]: set(line.split()[1:]) for line in done.stdout.splitlines()}
    assert set(lines) == {"painted", sight, "filled"}, done.stderr
    assert [name for name in (*BEFORE_PAINT, *ON_USE) if name in lines["painted"]] == []
    assert [name for name in (*BEFORE_SIGHT, *ON_USE) if name in lines[sight]] == []
    assert ("desktop.pages.home.page" in lines[sight]) is (sight == "seen")
    assert "models.store" in lines["filled"]
    assert [name for name in ON_USE if name in lines["filled"]] == []
