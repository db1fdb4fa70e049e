"""How long tagged papers take beside ReportLab's own untagged ones; run by hand: python tests/benchmarks/bench_pdf.py.

Three comparisons, each of runs in turns, every run in a process of its own with imports and fonts, the median counts:
the board paper of the example book and of a large one against the same words, tables and chart through platypus; a
directory of 5,000 rows against a bare table and against LibreOffice's tagged export of the same table; and papers and
directories of ten times the size (10 is linear).
"""

from __future__ import annotations

import pickle
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from reports.document import Column, Document, Kind, Table
from reports.html import html_bytes

ROOT = Path(__file__).parents[2]
AGAINST_PLAIN = 1.2
AGAINST_BARE = 1.0
AGAINST_LIBREOFFICE = 8.0
LINEAR = 12.0
MEMORY_LIMIT = 120
MEMORY_OF_TEN_TIMES = 260
TODAY = date(2026, 11, 22)
SMALL, LARGE = 0.02, 0.2
"""Shares of the large book of all benchmarks that the two papers to compare are made from."""

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


def directory(count: int) -> Document:
    """Return a directory as a paper."""
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
    return Document("Directory", (Table("all", "All of them", columns, rows(count)),), TODAY)


def tagged(document: Document) -> bytes:
    """Return a paper as the program prints it."""
    from reports.pdf import pdf_bytes

    return pdf_bytes(document)


def platypus(document: Document) -> bytes:
    """Return the same paper untagged."""
    from tests.benchmarks.plain_paper import plain_bytes

    return plain_bytes(document)


def bare_table(document: Document) -> bytes:
    """Return the table of a directory as ReportLab's table of bare strings, with repeated heads and lines."""
    from reportlab.lib import colors
    from reportlab.platypus import SimpleDocTemplate, TableStyle
    from reportlab.platypus import Table as PlainTable

    (table,) = (block for block in document.blocks if isinstance(block, Table))
    cells = [tuple(column.title for column in table.columns), *(tuple(map(str, row)) for row in table.rows)]
    made = PlainTable(cells, repeatRows=1)
    made.setStyle(TableStyle([("FONTSIZE", (0, 0), (-1, -1), 6), ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey)]))
    buffer = BytesIO()
    SimpleDocTemplate(buffer).build([made])
    return buffer.getvalue()


PRINTERS = {"tagged": tagged, "platypus": platypus, "bare": bare_table}


def measure(times: int, *sides: tuple[str, Path]) -> Iterator[tuple[float, float, int]]:
    """Yield CPU seconds, megabytes and pages of each side, runs of a process each in turns, the median of so many."""
    runs: list[list[list[str]]] = [[] for _ in sides]
    for _ in range(times):
        for place, (printer, file) in enumerate(sides):
            command = [sys.executable, __file__, printer, str(file)]
            runs[place].append(subprocess.check_output(command, cwd=ROOT, text=True).split())
    for mine in runs:
        yield median(float(run[0]) for run in mine), median(float(run[1]) for run in mine), int(mine[0][2])


def say(line: str) -> None:
    """Write a line of the result."""
    sys.stdout.write(line + "\n")


def papers(folder: Path) -> dict[str, tuple[Document, float]]:
    """Return the board papers of the example and of two large books, with the CPU seconds that making each took."""
    from models.sample import fill_example
    from models.store import Store
    from reports.catalogue import build_report, default_parameters, find_report
    from tests.benchmarks.large_book import make_large_book

    stores = {"example": Store.create(folder / "example.liaison", is_example=True)}
    with stores["example"].write("Fill") as session:
        fill_example(session, TODAY)
    for name, scale in (("small", SMALL), ("large", LARGE)):
        make_large_book(folder / f"{name}.liaison", scale=scale).dispose()
        stores[name] = Store.open(folder / f"{name}.liaison")
    made = {}
    for name, store in stores.items():
        seconds = []
        for _ in range(3):
            with store.read() as session:
                began = time.process_time()
                document = build_report(session, find_report("board-paper"), default_parameters(as_at=TODAY))
                seconds.append(time.process_time() - began)
        made[name] = (document, min(seconds))
        store.close()
    return made


def lines(document: Document) -> int:
    """Return how many rows the tables of a paper have."""
    return sum(len(block.rows) for block in document.blocks if isinstance(block, Table))


def kept(folder: Path, name: str, document: Document) -> Path:
    """Keep a paper for the processes that print it."""
    file = folder / f"{name}.paper"
    file.write_bytes(pickle.dumps(document))
    return file


def compare_papers(folder: Path) -> Iterator[tuple[str, float, float]]:
    """Yield the checks of whole board papers: name, ratio, limit."""
    made = papers(folder)
    printed = {}
    for name, (document, seconds) in made.items():
        file = kept(folder, name, document)
        ours, theirs = measure(5, ("tagged", file), ("platypus", file))
        printed[name] = ours[0]
        say(
            f"board paper, {name} book: {lines(document):,} rows, read in {seconds:.2f} s; tagged {ours[0]:.2f} s, "
            f"{ours[2]} pages, {ours[1]:.0f} MB; platypus {theirs[0]:.2f} s, {theirs[2]} pages, {theirs[1]:.0f} MB"
        )
        yield f"board paper of the {name} book against platypus", ours[0] / theirs[0], AGAINST_PLAIN
    (small, read_small), (large, read_large) = made["small"], made["large"]
    growth = lines(large) / lines(small)
    say(f"the large book's paper has {growth:.1f} times the rows of the small one's")
    yield "printing ten times the rows", printed["large"] / printed["small"] * 10 / growth, LINEAR
    yield "reading ten times the book", read_large / read_small, LINEAR


def compare_directories(folder: Path) -> Iterator[tuple[str, float, float]]:
    """Yield the checks of directories: name, ratio or megabytes, limit."""
    small, large = (kept(folder, f"{count}", directory(count)) for count in (5_000, 50_000))
    ours, bare = measure(5, ("tagged", small), ("bare", small))
    (ten_times,) = measure(3, ("tagged", large))
    say(f"5,000 rows: bare table {bare[0]:.2f} s, tagged {ours[0]:.2f} s; 50,000 rows {ten_times[0]:.2f} s")
    yield "5,000 rows against a bare table", ours[0] / bare[0], AGAINST_BARE
    yield "megabytes at 5,000 rows", ours[1], MEMORY_LIMIT
    yield "50,000 rows against 5,000", ten_times[0] / ours[0], LINEAR
    yield "megabytes at 50,000 rows", ten_times[1], MEMORY_OF_TEN_TIMES
    if shutil.which("soffice"):
        office = libreoffice(folder, directory(5_000))
        say(f"5,000 rows through LibreOffice's tagged export: {office:.2f} s")
        yield "5,000 rows: our share of LibreOffice's time", ours[0] / office, 1 / AGAINST_LIBREOFFICE


def libreoffice(folder: Path, document: Document) -> float:
    """Return the CPU seconds of LibreOffice's tagged export of the table of a directory, its start left out."""
    (folder / "table.html").write_bytes(html_bytes(document))
    (folder / "start.html").write_bytes(html_bytes(directory(1)))
    form = 'pdf:writer_web_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    command = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", form]
    seconds = []
    for name in ("start.html", "start.html", "table.html"):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*command, name], cwd=folder, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return seconds[2] - seconds[1]


def main() -> int:
    """Print the figures and say whether they keep to their limits."""
    with tempfile.TemporaryDirectory() as folder:
        checks = [*compare_papers(Path(folder)), *compare_directories(Path(folder))]
    for name, value, limit in checks:
        say(f"{'ok  ' if value <= limit else 'OVER'} {name}: {value:.2f} (at most {limit})")
    return int(any(value > limit for _, value, limit in checks))


def one(printer: str, file: Path) -> None:
    """Print one paper and say what it took."""
    document: Document = pickle.loads(file.read_bytes())
    began = time.process_time()
    data = PRINTERS[printer](document)
    took = time.process_time() - began
    peak = peak_megabytes()

    from pypdfium2 import PdfDocument

    say(f"{took} {peak} {len(PdfDocument(data))}")


def peak_megabytes() -> float:
    """Return the most memory this process had; what `resource` says of a child includes its parent's."""
    status = Path("/proc/self/status").read_text("ascii")
    return float(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


if __name__ == "__main__":
    if len(sys.argv) == 3:
        one(sys.argv[1], Path(sys.argv[2]))
    else:
        sys.exit(main())
