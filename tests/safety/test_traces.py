"""Whoever has the files of a locked book, its backups, temporary files and logs, and no passphrase, finds no name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.store import Store
from tests.safety.leave_traces import PERSON, PHRASE, SCHOOL, WORD
from tests.safety.planted_words import holders

HERE = Path(__file__).parent
ASKED_FOR = "papers"
WORDS = {PERSON, SCHOOL, WORD, *PERSON.split(), SCHOOL.split()[0]}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the process is killed as Unix kills it")


def somebody(home: Path) -> dict[str, str]:
    """Return the surroundings of a process of somebody whose folders are all below one."""
    folders = {f"XDG_{one}_HOME": home / one.lower() for one in ("DATA", "CONFIG", "STATE", "CACHE")}
    mine = {"HOME": home, "XDG_RUNTIME_DIR": home / "run", "TMPDIR": home / "tmp", **folders}
    for folder in (*mine.values(), home / "Documents"):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return kept | {name: str(value) for name, value in mine.items()} | {"QT_QPA_PLATFORM": "offscreen"}


@pytest.mark.requirement("R13")
@pytest.mark.timeout(400)
def test_after_a_days_work_no_file_holds_a_name_but_the_papers_asked_for(tmp_path: Path) -> None:
    home = tmp_path / "home"
    surroundings, place = somebody(home), home / "Documents"
    done = subprocess.run(
        [sys.executable, str(HERE / "leave_traces.py"), str(place)],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=380,
    )
    assert done.returncode == -9, done.stdout + done.stderr
    files = [path for path in home.rglob("*") if not path.is_dir()]
    papers = [path for path in files if (place / ASKED_FOR) in path.parents]
    others = [path for path in files if path not in papers]
    # The papers were asked for: they show that the search finds what there is to find.
    assert {path.suffix for path in holders(papers, WORDS)} >= {".xlsx", ".docx", ".html"}
    assert [path.relative_to(home) for path in holders(others, WORDS)] == []
    # What must have been written was written: copies, the log with the report of an error, settings.
    assert len([path for path in others if path.suffix == ".liaison"]) >= 4
    assert [path for path in others if path.suffix == ".ini" or path.suffix == ".conf"]
    assert [path for path in others if "log" in path.as_posix().lower()]
    # A workbook is put together in memory: openpyxl would leave its rows in a temporary file if it were killed.
    assert [line for line in done.stdout.splitlines() if "openpyxl" in line] == []
    store = Store.open(place / "elm.liaison", PHRASE)
    assert store.check() == []
    store.close()


@pytest.mark.requirement("R13")
@pytest.mark.timeout(500)
def test_commands_that_are_killed_leave_nothing_readable(tmp_path: Path) -> None:
    home = tmp_path / "home"
    surroundings, place = somebody(home), home / "Documents"
    done = subprocess.run(
        [sys.executable, str(HERE / "leave_crashes.py"), str(place), "--kills", "1", "--each", "4"],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=480,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout)["killed"] >= 2
    files = [path for path in home.rglob("*") if not path.is_dir()]
    wanted = [path for path in files if {place / ASKED_FOR, place / "given"} & {*path.parents}]
    # What was brought in and asked for shows that the search finds what there is to find.
    assert {path.suffix for path in holders(wanted)} >= {".csv", ".vcf", ".eml"}
    others = [path for path in files if path not in wanted]
    assert [path.relative_to(home) for path in holders(others)] == []
    assert len([path for path in others if path.suffix == ".liaison"]) >= 2
