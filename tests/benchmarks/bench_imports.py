"""Run by hand: what files of people cost that come in, in processor time, and whether ten times as many cost ten times.

    python -m tests.benchmarks.bench_imports [RUNS]

Cards are read, compared, tried, written and sealed in a new book of their own; a workbook is read, compared and tried.
Each measure is taken in a process of its own, the best of so many.
"""

from __future__ import annotations

import contextlib
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

TODAY = date(2026, 11, 23)
MEASURES = (("vcard", 2_000, None), ("vcard", 10_000, 5.0), ("contacts", 2_000, None), ("contacts", 20_000, 3.0))
"""The kind of file, its people, and how many seconds it may take."""


def family(number: int) -> str:
    """Return a family name for each number: a name with a digit in it would be a doubt."""
    letters = ""
    for _place in range(4):
        number, letter = divmod(number, 26)
        letters += chr(ord("a") + letter)
    return f"M{letters}son"


def write_cards(path: Path, people: int) -> None:
    """Write cards with an organisation, a role, an address and a number each."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for number in range(people):
            given, name, place = family(number % 300), family(number), number % 500
            file.write(
                f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{name};{given};;;\r\nFN:{given} {name}\r\n"
                f"ORG:School {place} Primary\r\nTITLE:Teacher\r\nEMAIL;TYPE=work:p{number}@school{place}.example\r\n"
                f"TEL;TYPE=cell:07700 90{number % 10_000:04d}\r\nUID:u{number}\r\nEND:VCARD\r\n"
            )


def write_workbook(path: Path, people: int) -> None:
    """Write a workbook of one sheet with five columns."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("People")
    sheet.append(["Name", "School", "Role", "Email", "Phone"])
    for number in range(people):
        place = number % 500
        name, address = f"{family(number % 4_000)} {family(number)}", f"p{number}@school{place}.example"
        sheet.append([name, f"School {place} Primary", "Teacher", address, f"01632 96{number % 10_000:04d}"])
    book.save(path)


def measure(kind: str, people: int) -> None:
    """Bring one file in and print the seconds of processor time of the preview and of taking it in."""
    from models.imports.centre import FileImport
    from models.imports.kinds import Asked
    from models.imports.known import find_import_kind
    from models.store import Store

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("people.vcf" if kind == "vcard" else "people.xlsx")
        (write_cards if kind == "vcard" else write_workbook)(path, people)
        with contextlib.closing(Store.create(Path(folder) / "book.liaison")) as store:
            store.get_ready()
            start = time.process_time()
            coming = FileImport(store, find_import_kind(kind), path, Asked(TODAY))
            looked = time.process_time()
            assert coming.take_in().batch_id is not None
            done = time.process_time()
            FileImport(store, find_import_kind(kind), path, Asked(TODAY))
            again = time.process_time()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{looked - start} {done - looked} {again - done} {most}\n")


def best_of(kind: str, people: int, runs: int) -> Sequence[float]:
    """Return the least of each figure of some runs."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_imports", "once", kind, str(people)]
    each = (subprocess.run(command, check=True, capture_output=True, text=True).stdout for _run in range(runs))
    return [min(figures) for figures in zip(*(map(float, line.split()) for line in each), strict=True)]


def main() -> int:
    """Print what each measure took; return 1 where a goal is missed."""
    if sys.argv[1:2] == ["once"]:
        measure(sys.argv[2], int(sys.argv[3]))
        return 0
    missed = False
    for kind, people, goal in MEASURES:
        look, take, again, most = best_of(kind, people, int(sys.argv[1]) if len(sys.argv) > 1 else 3)
        judged = look + take if kind == "vcard" else look
        missed = missed or (goal is not None and judged > goal)
        sys.stdout.write(
            f"{kind:8} {people:6,} people: seen {look:5.2f} s, taken in {take:5.2f} s, the same again {again:5.2f} s; "
            f"{1e6 * judged / people:4.0f} us each{f', goal {goal} s' if goal else ''}; {most:.0f} MB\n"
        )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
