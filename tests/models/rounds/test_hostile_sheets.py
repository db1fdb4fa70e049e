"""Whatever file is brought back: one sentence, within ten seconds and 300 MB, and nothing is written or opened."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from models.errors import BadImport
from models.rounds.writing import preview_sheet
from models.store import Store
from tests.models.exchange.hostile_workbooks import REFUSED

_SECONDS, _MEGABYTES = 10, 300
_LOOK = """
import sys, time
from datetime import date
from pathlib import Path
from models.errors import BadImport
from models.rounds.kinds import ROUNDS
from models.rounds.sheets import read_sheet_table

try:
    read_sheet_table(Path(sys.argv[1]), ROUNDS.values())
except BadImport as trouble:
    # Unlike what resource tells, this knows nothing of the process that started this one.
    status = Path("/proc/self/status").read_text()
    most = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    print(f"{time.process_time()} {int(most) / 1024} {trouble.sentence}")
"""


@pytest.mark.parametrize("name", list(REFUSED))
@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux says of a process")
def test_hostile_workbooks_are_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    make, words = REFUSED[name]
    path = tmp_path / f"{name}.xlsx"
    path.write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", _LOOK, str(path)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stderr == ""
    seconds, megabytes, sentence = done.stdout.strip().split(" ", 2)
    assert words in sentence
    assert sentence.count("\n") == 0
    assert float(seconds) < _SECONDS
    assert float(megabytes) < _MEGABYTES


def test_folders_and_missing_files(store: Store, tmp_path: Path) -> None:
    for path, words in ((tmp_path, "is a folder"), (tmp_path / "gone.xlsx", "There is no file")):
        with pytest.raises(BadImport, match=words):
            preview_sheet(store, path, date(2026, 11, 23))
    assert store.undo_label() is None
