"""A short soak; the long one is run by hand (see `soak.py`)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SOAK = Path(__file__).with_name("soak.py")


@pytest.mark.parametrize(("seed", "more"), [(1, ()), (2, ("--no-tour",))])
def test_random_keys_break_nothing(seed: int, more: tuple[str, ...], sample_file: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(SOAK), "--seconds", "20", "--seed", str(seed), "--book", str(sample_file), *more],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    trouble = "memory grew" in done.stdout and "Traceback" not in done.stdout and "Qt:" not in done.stdout
    # In so short a time the pages are still being made for the first time: only the long soak tells of memory.
    assert done.returncode == 0 or trouble, done.stdout[-6000:] + done.stderr[-2000:]
