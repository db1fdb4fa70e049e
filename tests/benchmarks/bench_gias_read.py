"""Run by hand: what reading the 52,000 rows of the register costs, against csv.reader alone on the same file.

python tests/benchmarks/bench_gias_read.py [FILE]
"""

from __future__ import annotations

import csv
import lzma
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PACKED = PROJECT.parent / "shared/data/full/edubase_scale_52000rows_140cols_SYNTHETIC.csv.xz"
GOAL_SECONDS, GOAL_MEGABYTES = 2.3, 30


def peak() -> float:
    """Return the most memory this process has had, in megabytes.

    Where there is /proc it is asked, since the figure of getrusage begins with what the parent had.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(path: Path) -> None:
    """Read the file once in this process and print what it took."""
    sys.path.insert(0, str(PROJECT))
    from models.exchange.gias import read_gias

    base, start = peak(), time.process_time()
    file = read_gias(path)
    looked = time.process_time()
    count = sum(1 for _ in file.rows())
    done, most = time.process_time(), peak() - base
    with path.open(encoding="latin-1", newline="") as text:
        for _ in csv.reader(text):
            pass
    bare = time.process_time() - done
    sys.stdout.write(
        f"{count:,} rows: look {looked - start:.2f} s, rows {done - looked:.2f} s, together {done - start:.2f} s CPU "
        f"(goal {GOAL_SECONDS}), {(done - start) / bare:.1f} times csv.reader alone; "
        f"{most:.1f} MB above base (goal {GOAL_MEGABYTES})\n"
    )


def main() -> None:
    """Measure three times, each in a fresh process."""
    if len(sys.argv) > 2:
        measure(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "edubasealldata.csv"
        if not path.exists():
            with lzma.open(PACKED) as packed, path.open("wb") as plain:
                shutil.copyfileobj(packed, plain)
        for _ in range(3):
            subprocess.run([sys.executable, __file__, str(path), "once"], check=True)


if __name__ == "__main__":
    main()
