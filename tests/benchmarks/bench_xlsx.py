"""How long and how large workbooks of 5,000 and 50,000 rows are; run by hand: python tests/benchmarks/bench_xlsx.py.

Each size runs in a process of its own, several times in turns, and the best counts. Ratios are what matters: against
rows written as XML by hand, of the two sizes against each other (10 is linear), and for 50,000 rows of 20 columns,
styled, against openpyxl's own write-only mode with the same cells unstyled.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from statistics import median
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

ROOT = Path(__file__).parents[2]
TITLES = (
    "Organisation",
    "URN",
    "Kind",
    "Ward",
    "Last contact",
    "Due",
    "Calls",
    "Hours",
    "Share",
    "Cost",
    "Open",
    "Note",
)
NOTE = "Asked for two tables in the hall and a reply before the end of term; the office will write again."
MEMORY_LIMIT = 80
WIDE_ROWS = 50_000
AGAINST_OPENPYXL = 1.3
WIDE_MEMORY_LIMIT = 100
TURNS = 3
Cells = tuple[str | int | float | bool | date | None, ...]


def rows(count: int) -> tuple[Cells, ...]:
    """Return rows of twelve cells of every kind."""
    start = date(2020, 1, 1)
    return tuple(
        (
            f"St Mary’s School {number}",
            f"{100_000 + number}",
            "Primary school",
            f"Ward {number % 33}",
            start + timedelta(number % 2_000),
            None if number % 5 == 0 else start + timedelta(number % 900),
            number % 40,
            number % 17 / 4,
            number % 10 / 10,
            number * 1.25,
            number % 3 == 0,
            NOTE[: 20 + number % 70],
        )
        for number in range(count)
    )


def by_hand(count: int) -> float:
    """Return the CPU seconds of the same cells as bare XML, the least any writer can take."""
    data = rows(count)
    began = time.process_time()
    with ZipFile(BytesIO(), "w", ZIP_DEFLATED) as archive, archive.open("sheet.xml", "w") as out:
        for number, row in enumerate(data, 1):
            cells = (
                f'<c r="{chr(64 + place)}{number}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
                if isinstance(value, str)
                else f'<c r="{chr(64 + place)}{number}"><v>{value}</v></c>'
                for place, value in enumerate(row, 1)
            )
            out.write(f'<row r="{number}">{"".join(cells)}</row>'.encode())
    return time.process_time() - began


def ours(count: int) -> float:
    """Return the CPU seconds of a whole workbook, imports left out."""
    # openpyxl takes these along where a developer has them; the installed program does not.
    sys.modules.update(dict.fromkeys(("lxml", "numpy", "PIL")))
    from reports.document import Column, Document, Kind, Table
    from reports.xlsx import xlsx_bytes

    kinds = [Kind.TEXT, Kind.IDENTIFIER, Kind.TEXT, Kind.TEXT, Kind.DATE, Kind.DATE, Kind.INTEGER, Kind.DECIMAL]
    kinds += [Kind.PERCENT, Kind.MONEY, Kind.YES_NO, Kind.TEXT]
    totals = (Kind.INTEGER, Kind.MONEY)
    columns = tuple(Column(title, kind, total=kind in totals) for title, kind in zip(TITLES, kinds, strict=True))
    document = Document("Benchmark", (Table("rows", "Rows", columns, rows(count)),), date(2026, 11, 22))
    xlsx_bytes(Document("Warm", (Table("rows", "Rows", columns, rows(2)),), date(2026, 11, 22)))
    began = time.process_time()
    xlsx_bytes(document)
    return time.process_time() - began


def wide_rows(count: int) -> Iterator[Cells]:
    """Yield rows of twenty cells of every kind."""
    return (row + row[:8] for row in rows(count))


def wide(count: int) -> float:
    """Return the CPU seconds of a whole workbook of twenty columns, its rows ready and imports left out."""
    from reports.document import Column, Document, Kind, Table
    from reports.xlsx import xlsx_bytes

    kinds = [Kind.TEXT, Kind.IDENTIFIER, Kind.TEXT, Kind.TEXT, Kind.DATE, Kind.DATE, Kind.INTEGER, Kind.DECIMAL]
    kinds += [Kind.PERCENT, Kind.MONEY, Kind.YES_NO, Kind.TEXT, *kinds]
    columns = tuple(Column(f"Column {place}", kind) for place, kind in enumerate(kinds))
    document = Document("Benchmark", (Table("rows", "Rows", columns, tuple(wide_rows(count))),), date(2026, 11, 22))
    xlsx_bytes(Document("Warm", (Table("rows", "Rows", columns, tuple(wide_rows(2))),), date(2026, 11, 22)))
    began = time.process_time()
    xlsx_bytes(document)
    return time.process_time() - began


def write_only(count: int) -> float:
    """Return the CPU seconds of the same cells in openpyxl's write-only mode, without any style."""
    from openpyxl import Workbook

    data = tuple(wide_rows(count))
    began = time.process_time()
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    sheet.append([f"Column {place}" for place in range(20)])
    for row in data:
        sheet.append(row)
    workbook.save(BytesIO())
    return time.process_time() - began


SIDES = {"ours": ours, "hand": by_hand, "wide": wide, "openpyxl": write_only}


def one(what: str, count: int) -> None:
    """Measure one size in this process and print seconds, memory added by the printing and the peak."""
    seconds = SIDES[what](count)
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)  # noqa: T201


def measured(what: str, count: int) -> tuple[float, float]:
    """Return CPU seconds and peak megabytes of one size in a fresh process."""
    command = [sys.executable, str(Path(__file__)), what, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)


def best(*sides: tuple[str, int]) -> list[tuple[float, float]]:
    """Return the least CPU seconds and the middle peak of sides measured in turns."""
    runs = [[measured(*side) for side in sides] for _ in range(TURNS)]
    return [(min(run[place][0] for run in runs), median(run[place][1] for run in runs)) for place in range(len(sides))]


def main() -> None:
    """Print the table of measures and fail when a budget is broken."""
    (small, _), (large, peak), (hand, hand_peak) = best(("ours", 5_000), ("ours", 50_000), ("hand", 50_000))
    (styled, styled_peak), (plain, plain_peak) = best(("wide", WIDE_ROWS), ("openpyxl", WIDE_ROWS))
    lines = (
        f"5,000 rows x 12: {small:.2f} s CPU",
        f"50,000 rows x 12: {large:.2f} s CPU, {large / small:.1f} times 5,000 rows (10 is linear)",
        f"against XML by hand ({hand:.2f} s): {large / hand:.1f} times (budget 10, styled 15)",
        f"peak {peak:.0f} MB, by hand with the same rows {hand_peak:.0f} MB, difference {peak - hand_peak:.0f} MB",
        f"50,000 rows x 20, styled: {styled:.2f} s CPU, {styled / plain:.2f} times openpyxl's plain write-only "
        f"({plain:.2f} s; budget {AGAINST_OPENPYXL}); peak {styled_peak:.0f} MB (budget {WIDE_MEMORY_LIMIT}), "
        f"openpyxl's {plain_peak:.0f} MB",
    )
    print("\n".join(lines))  # noqa: T201
    broken = large > 12 * small or large > 15 * hand or peak > MEMORY_LIMIT
    if broken or styled > AGAINST_OPENPYXL * plain or styled_peak > WIDE_MEMORY_LIMIT:
        sys.exit("A budget is broken.")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    if len(sys.argv) == 3:
        one(sys.argv[1], int(sys.argv[2]))
    else:
        main()
