"""Run by hand: how long a command takes from Enter to its end, beside the import of SQLAlchemy alone.

    python tests/benchmarks/bench_cli.py [--papers]

Prints lines for RESULTS.md. The book is the example, without a passphrase. Runs take turns, so that both suffer the
same noise; the middle of each counts. With --papers it makes every paper there is as PDF, start and all, and says which
of those of a single page takes more than a second of the processor.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
ROOT = Path(__file__).parents[2]
ROUNDS = 15
PAPER_ROUNDS = 5
ONE_PAGE = 1.0
START = [sys.executable, "-c", "import sys; from desktop.cli import main; sys.exit(main())"]
FLOOR = [sys.executable, "-c", "import sqlalchemy"]
COMMANDS = ("--version", "info", "list organisations", "list conversations --limit 50", "search hall", "history")


def seconds(command: list[str]) -> float:
    """Return how long a command takes."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def processor(command: list[str]) -> float:
    """Return the seconds of processor time that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def papers(book: str, file: Path) -> int:
    """Measure every paper in turns with the floor; the least of each counts, for the machine may be busy."""
    from pypdfium2 import PdfDocument

    from reports.catalogue import REPORTS

    late = 0
    for report in REPORTS:
        command = [*START, "--book", book, "report", report.name, "--output", str(file), "--force"]
        pairs = [(processor(command), processor(FLOOR)) for _ in range(PAPER_ROUNDS)]
        if not file.exists():
            continue
        pages = len(PdfDocument(file))
        file.unlink()
        taken, floor = (min(side) for side in zip(*pairs, strict=True))
        over = pages == 1 and taken > ONE_PAGE
        late += over
        goal = f"<= {ONE_PAGE:g} s{': missed' if over else ''}" if pages == 1 else "-"
        count = "1 page" if pages == 1 else f"{pages} pages"
        sys.stdout.write(
            f"| {report.name}, {count} | {taken:.2f} s CPU | {taken / floor:.1f} x ({floor:.2f} s) | {goal} |\n"
        )
        sys.stdout.flush()
    return late


def main() -> None:
    """Measure each command in turns with the floor."""
    with tempfile.TemporaryDirectory() as folder:
        book = str(Path(folder) / "example.liaison")
        subprocess.run([*START, "--quiet", "new", book, "--example-data"], cwd=ROOT, check=True)
        if sys.argv[1:] == ["--papers"]:
            sys.exit(papers(book, Path(folder) / "paper.pdf"))
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
