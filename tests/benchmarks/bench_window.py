"""How soon the window is there, against the least window Qt can open; run by hand, with warm caches.

`python -m tests.benchmarks.bench_window [RUNS]` starts each kind of window in turn, 15 times each, and prints medians
of the whole process from its launch, ratios and memory. Ends with 1 when a ratio is over its limit.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
CHILD = Path(__file__).with_name("window_start.py")

KINDS: dict[str, tuple[str, ...]] = {
    "bare window": ("bare",),
    "bare list": ("list",),
    "first paint": ("paint", "", ""),
    "first list": ("sight", "sample", "home"),
    "first list, 52,000": ("sight", "large", "home"),
    "home": ("page", "sample", "home"),
    "organisations": ("page", "sample", "organisations"),
    "home, 52,000": ("page", "large", "home"),
    "organisations, 52,000": ("page", "large", "organisations"),
}
LIMITS = (
    ("first paint", "bare window", 1.5),
    ("first list", "bare window", 3.0),
    ("first list, 52,000", "first list", 1.1),
    ("home, 52,000", "home", 1.1),
    ("organisations, 52,000", "organisations", 1.1),
)
MEMORY_LIMIT = 2.0


def make_books(folder: Path) -> None:
    """Write the example records, and a book of 52,000 organisations with everything else in proportion."""
    from desktop.example_book import make_example
    from tests.benchmarks.large_book import make_large_book

    make_example(folder / "sample", date(2026, 11, 22))
    make_large_book(folder / "large").dispose()
    for name in ("sample", "large"):
        check_first_list(folder / name, date(2026, 11, 22))


def check_first_list(book: Path, today: date) -> None:
    """Stop where the first sight of a book says other things than its opened Home: then nothing is worth measuring."""
    from models.first_sight import look
    from models.queries.home import list_needs_doing
    from models.queries.home_rows import LINES
    from models.store import Store

    seen = look(str(book), today)
    store = Store.open(book)
    with store.read() as session:
        if seen is None or seen.to_do != list_needs_doing(session, today, limit=LINES):
            raise RuntimeError(f"the first sight of {book.name} is not what Home shows")
    store.close()


def start(kind: tuple[str, ...], folder: Path) -> tuple[float, float]:
    """Start a window once; return milliseconds from launch to paint, and its memory in MB."""
    what, *rest = kind
    book, page = [*rest, "", ""][:2]
    arguments = [what, str(folder / book) if book else "", page, str(folder)]
    # Byte code is kept as an installed program keeps it, wherever this is run.
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(folder / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, str(CHILD), *arguments], capture_output=True, text=True, env=environment, cwd=ROOT,
        check=True, timeout=60,
    )  # fmt: skip
    painted, memory = done.stdout.split()
    return (float(painted) - begun) * 1000, float(memory)


def main(runs: int) -> int:
    """Measure, print, and say whether every limit is kept."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_books(folder)
        times: dict[str, list[float]] = {kind: [] for kind in KINDS}
        memories: dict[str, float] = {}
        for run in range(-1, runs):
            for kind, arguments in KINDS.items():
                taken, memories[kind] = start(arguments, folder)
                if run >= 0:
                    times[kind].append(taken)
    middle = {kind: median(taken) for kind, taken in times.items()}
    for kind, taken_ms in middle.items():
        sys.stdout.write(f"{kind:24} {taken_ms:7.0f} ms {memories[kind]:6.0f} MB\n")
    ratios = [(f"{one} / {other}", middle[one] / middle[other], most) for one, other, most in LIMITS]
    ratios.append(("memory: home / bare list", memories["home"] / memories["bare list"], MEMORY_LIMIT))
    for words, ratio, most in ratios:
        sys.stdout.write(f"{words:46} {ratio:5.2f} (limit {most}){'' if ratio <= most else '  OVER'}\n")
    return int(any(ratio > most for _words, ratio, most in ratios))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
