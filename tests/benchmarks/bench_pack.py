"""Run by hand: how long a board pack of 200 pages takes from the command line, from Enter to its end.

    python tests/benchmarks/bench_pack.py [FOLDER]

The papers are those that meet a clerk: tagged tables of our own, pages without tags, of every size and turned.
Prints a line for RESULTS.md and fails above ten seconds of the processor. With a folder the pack stays there.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from pypdfium2 import PdfDocument

from tests.benchmarks.bench_cli import START, processor
from tests.reports.pdf.foreign import A3, A4, A5, LETTER, LYING, tagged, turned, untagged

LIMIT, PAGES, ROUNDS = 10.0, 200, 3


def papers(folder: Path) -> list[Path]:
    """Write the papers and return their files."""
    sizes = (A4, A3, A5, LETTER, LYING) * 12
    made = {
        "Budget": tagged("Budget", pages=90),
        "Policies": untagged((A4,) * 40, "policy"),
        "Plans of every size": turned(untagged(sizes, "plan"), (0, 90, 180, 270, 0) * 12),
        "Register": tagged("Register", pages=40),
    }
    files = []
    for name, data in made.items():
        files.append(folder / f"{name}.pdf")
        files[-1].write_bytes(data)
    return files


def main(folder: Path) -> int:
    """Print how long the pack takes and say whether that is within its limit."""
    (folder / "pack").mkdir()
    book = str(folder / "example.liaison")
    processor([*START, "new", book, "--example-data", "--no-passphrase"])
    processor([*START, "--book", book, "paper", *map(str, papers(folder)), "--received", "2026-11-20"])
    command = [*START, "--book", book, "pack", "--output", str(folder / "pack"), "--as-at", "2026-11-22", "--force"]
    took = median(processor(command) for _ in range(ROUNDS))
    pages = {file.name: len(PdfDocument(file)) for file in sorted((folder / "pack").glob("*.pdf"))}
    if max(pages.values(), default=0) < PAGES:
        sys.stdout.write(f"no pack of {PAGES} pages was made: {pages}\n")
        return 1
    sys.stdout.write(f"pack with {pages}: {took:.2f} s CPU, start and all (at most {LIMIT:.0f})\n")
    return int(took > LIMIT)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
        sys.exit(main(Path(sys.argv[1])))
    with tempfile.TemporaryDirectory() as given:
        sys.exit(main(Path(given)))
