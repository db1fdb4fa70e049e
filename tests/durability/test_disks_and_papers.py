"""Full disks, papers that are written over, and what many starts leave behind; the long runs stand in README.md."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from models.sweeping import sweep
from tests.durability.fill_disk import can_mount

HERE = Path(__file__).parent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed as Unix kills them")


def seen(script: str, *typed: str) -> dict[str, Any]:
    command = [sys.executable, str(HERE / script), *typed]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


@pytest.mark.requirement("R5")
@pytest.mark.skipif(not can_mount(), reason="needs a system that lets a user have disks of their own")
@pytest.mark.parametrize("form", [[], ["--plain"]], ids=["locked", "plain"])
def test_a_full_disk_loses_no_saved_row_and_work_goes_on_after(form: list[str]) -> None:
    tally = seen("fill_disk.py", "--points", "8", *form)
    assert tally["problems"] == []
    assert [tally[name] for name in ("lost", "unsound", "stuck", "unsaid")] == [0, 0, 0, 0]
    assert (tally["points"], tally["refused"]) == (8, 8)


@pytest.mark.requirement("R31")
def test_a_paper_written_over_is_the_old_or_the_new_one() -> None:
    tally = seen("kill_papers.py", "--kills", "10")
    assert (tally["kills"], tally["damaged"], tally["unswept"]) == (10, 0, 0)
    assert tally["written"] > 0


def test_the_proof_would_notice_a_paper_that_is_simply_written_over() -> None:
    assert seen("kill_papers.py", "--kills", "6", "--naive")["damaged"] > 0


@pytest.mark.requirement("R6")
def test_starts_and_stops_leave_nothing_and_what_kills_leave_is_swept() -> None:
    tally = seen("start_and_stop.py", "--cycles", "18", "--windows", "2")
    assert (tally["cycles"], tally["left"], tally["unswept"], tally["problems"]) == (18, 0, 0, [])
    assert tally["killed"] > 0


def test_only_old_files_of_our_own_are_swept(tmp_path: Path) -> None:
    ours = (".~Pack.pdf.0011aabb.tmp", ".a 2026-01-01 080000.0011aabb.partial", ".a.liaison.0011aabb.partial-journal")
    others = ("Pack.pdf", "notes.tmp", ".~lock.Pack.odt#", "a.partial", "a.liaison.open", ".hidden.0011aabb.tmp")
    for name in (*ours, *others, ".~Young.pdf.0011aabb.tmp"):
        (tmp_path / name).touch()
    for name in (*ours, *others):
        os.utime(tmp_path / name, (0, 0))
    assert sweep([tmp_path, tmp_path / "nowhere"]) == 3
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted((*others, ".~Young.pdf.0011aabb.tmp"))
