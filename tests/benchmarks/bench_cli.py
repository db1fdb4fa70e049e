"""Run by hand: how long a command takes from Enter to its end, beside the import of SQLAlchemy alone.

    python tests/benchmarks/bench_cli.py

Prints lines for RESULTS.md. The book is the example, without a passphrase. Runs take turns, so that both suffer the
same noise; the middle of each counts.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROUNDS = 15
START = [sys.executable, "-c", "import sys; from desktop.cli import main; sys.exit(main())"]
FLOOR = [sys.executable, "-c", "import sqlalchemy"]
COMMANDS = ("--version", "info", "list organisations", "list conversations --limit 50", "search hall", "history")


def seconds(command: list[str]) -> float:
    """Return how long a command takes."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Measure each command in turns with the floor."""
    with tempfile.TemporaryDirectory() as folder:
        book = str(Path(folder) / "example.liaison")
        subprocess.run([*START, "--quiet", "new", book, "--example-data"], cwd=ROOT, check=True)
        for words in COMMANDS:
            command = [*START, "--book", book, "--json", *words.split()]
            pairs = [(seconds(command), seconds(FLOOR)) for _ in range(ROUNDS)]
            taken, floor = (statistics.median(side) for side in zip(*pairs, strict=True))
            sys.stdout.write(
                f"| liaison {words} --json | {taken:.2f} s | {taken / floor:.2f} x import sqlalchemy "
                f"({floor:.2f} s) | - |\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
