"""How long tagged papers take beside ReportLab's own untagged table; run by hand: python tests/benchmarks/bench_pdf.py.

Each figure comes from a process of its own, the median of three. Ratios are what counts: 5,000 rows of 8 columns
against an untagged table of the same rows, and 50,000 rows against 5,000 (10 is linear).
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
AGAINST_PLAIN = 1.2
LINEAR = 12.0
MEMORY_LIMIT = 260

Row = tuple[str, str, str, date, int, float, str, str]


def rows(count: int) -> tuple[Row, ...]:
    """Return rows of a directory."""
    start = date(2024, 1, 1)
    return tuple(
        (
            f"Brookfield Primary School {index}",
            "Primary school",
            f"1{index:05}",
            start + timedelta(days=index % 700),
            index % 97,
            index * 1.25,
            "Yes, a letter was sent" if index % 3 else "No answer yet",
            f"LS{index % 30} {index % 9}AB",
        )
        for index in range(count)
    )


def tagged(count: int) -> bytes:
    """Return the directory as the program prints it."""
    from reports.document import Column, Document, Kind, Table
    from reports.pdf import pdf_bytes

    columns = (
        Column("Name", row_header=True, weight=3),
        Column("Kind"),
        Column("URN", Kind.IDENTIFIER),
        Column("Date", Kind.DATE),
        Column("Count", Kind.INTEGER, total=True),
        Column("Money", Kind.MONEY),
        Column("Answer", weight=2),
        Column("Postcode"),
    )
    table = Table("all", "All of them", columns, rows(count))
    return pdf_bytes(Document("Directory", (table,), date(2026, 11, 22)))


def plain(count: int) -> bytes:
    """Return the directory as an untagged table of ReportLab with repeated heads and lines."""
    from reportlab.lib import colors
    from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

    cells = [tuple(map(str, row)) for row in rows(count)]
    table = Table([("Name", "Kind", "URN", "Date", "Count", "Money", "Answer", "Postcode"), *cells], repeatRows=1)
    table.setStyle(TableStyle([("FONTSIZE", (0, 0), (-1, -1), 6), ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey)]))
    buffer = BytesIO()
    SimpleDocTemplate(buffer).build([table])
    return buffer.getvalue()


def measure(kind: str, count: int) -> tuple[float, float]:
    """Return CPU seconds and megabytes of a run in a process of its own, the median of three."""
    command = [sys.executable, __file__, kind, str(count)]
    runs = [subprocess.check_output(command, cwd=ROOT, text=True).split() for _ in range(3)]
    return median(float(run[0]) for run in runs), median(float(run[1]) for run in runs)


def main() -> int:
    """Print the figures and say whether they keep to their limits."""
    beside, _ = measure("plain", 5_000)
    small, _ = measure("tagged", 5_000)
    large, memory = measure("tagged", 50_000)
    checks = (
        ("5,000 rows against an untagged table", small / beside, AGAINST_PLAIN),
        ("50,000 rows against 5,000", large / small, LINEAR),
        ("megabytes at 50,000 rows", memory, MEMORY_LIMIT),
    )
    sys.stdout.write(f"untagged {beside:.2f} s, tagged {small:.2f} s, 50,000 rows {large:.2f} s\n")
    for name, value, limit in checks:
        sys.stdout.write(f"{'ok  ' if value <= limit else 'OVER'} {name}: {value:.2f} (at most {limit})\n")
    return int(any(value > limit for _, value, limit in checks))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    if len(sys.argv) == 3:
        start = time.process_time()
        {"tagged": tagged, "plain": plain}[sys.argv[1]](int(sys.argv[2]))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sys.stdout.write(f"{time.process_time() - start} {peak}\n")
    else:
        sys.exit(main())
