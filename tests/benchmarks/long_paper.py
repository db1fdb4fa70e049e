"""Run by hand: papers of up to 5,000 pages, printed, read back and measured.

    python tests/benchmarks/long_paper.py [PAGES ...]

Each runs in a process of its own. What is looked at: every page is there and bears its number, each of thousands of
entries of the contents names the page that its heading is on, the bookmarks are the headings, and time and memory grow
no faster than the pages. `tests/reports/pdf/test_long_papers.py` does the same with few pages each time tests run.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from reports.document import Block, Document, Heading, Span, paragraph

ROOT = Path(__file__).parents[2]
SIZES = (50, 500, 5_000)
SENTENCE = "The office asked for two tables in the hall and a reply before the end of term; it will write again. "
PARAGRAPHS = 9
MEMORY_A_PAGE = 0.025
"""Megabytes at most, the paper itself among them."""
LINEAR = 1.25
"""How much more each page of the longest paper may take than one of the shortest."""


def paper(pages: int) -> Document:
    """Return a paper of about so many pages, each with a heading, words, a note and a link back to the start."""
    blocks: list[Block] = []
    for number in range(1, pages + 1):
        blocks.append(Heading(f"Section {number} of a very long paper", 3 - number % 2, f"section-{number}"))
        blocks.extend(paragraph(SENTENCE * 4 + f"({number})") for _ in range(PARAGRAPHS))
        note = (Span(f"Note {number} of the paper."),)
        blocks.append(paragraph("As counted", Span(" by the office", note=note), Span(" (start)", link="#section-1")))
    return Document("A long paper", tuple(blocks), date(2026, 11, 22), contents=True, reference="For the archive")


def check(file: Path, sections: int) -> int:
    """Read a printed paper back, stop at the first thing that is wrong, and return how many pages it has."""
    import pikepdf
    import pypdfium2

    with pikepdf.open(file) as pdf:
        sizes = [len(branch.Kids) for branch in _branches(pdf.Root.Pages)]
        assert max(sizes) <= 64, "a branch of pages is too long"
        starts = {page.objgen: index + 1 for index, page in enumerate(found.obj for found in pdf.pages)}
        assert len(starts) == int(pdf.Root.Pages.Count)
    pages = pypdfium2.PdfDocument(file)
    count = len(pages)
    listed: dict[str, int] = {}
    for index in range(count):
        text = pages[index].get_textpage().get_text_range()
        assert f"Page {index + 1} of {count}" in text, f"page {index + 1} bears another number"
        if len(listed) < sections:
            listed.update(
                {
                    words: int(at)
                    for words, at in re.findall(r"^(Section \d+ of a very long paper) +(\d+)\r?$", text, re.M)
                }
            )
    assert len(listed) == sections, f"{len(listed)} of {sections} entries are in the contents"
    bookmarks = [item for item in pages.get_toc() if item.get_title().startswith("Section")]
    assert len(bookmarks) == sections
    for item in bookmarks:
        place = item.get_dest()
        assert place is not None
        assert listed[item.get_title()] == (place.get_index() or 0) + 1, item.get_title()
    return count


def _branches(node: object) -> list[object]:
    """Return all branches of the pages of a file."""
    import pikepdf

    assert isinstance(node, pikepdf.Object)
    inner = [branch for kid in node.Kids if kid.get("/Type") == "/Pages" for branch in _branches(kid)]
    return [node, *inner]


def one(pages: int) -> None:
    """Print a paper in this process and say its CPU seconds, megabytes, pages and the size of the file."""
    from reports.pdf import pdf_bytes, write_pdf
    from tests.benchmarks.bench_pdf import peak_megabytes

    pdf_bytes(paper(1))
    document = paper(pages)
    before = peak_megabytes()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "long.pdf"
        began = time.process_time()
        write_pdf(document, file)
        took, peak = time.process_time() - began, peak_megabytes()
        sys.stdout.write(f"{took} {peak - before} {peak} {check(file, pages)} {file.stat().st_size}\n")


def main(sizes: tuple[int, ...]) -> int:
    """Measure each size, print lines for RESULTS.md, and say whether time and memory stay in proportion."""
    each: list[float] = []
    fits = True
    for pages in sizes:
        command = [sys.executable, __file__, "--one", str(pages)]
        words = subprocess.check_output(command, cwd=ROOT, text=True).split()
        took, more, peak, count, size = map(float, words)
        each.append(took / count)
        fits = fits and more <= 10 + MEMORY_A_PAGE * count
        what = f"{count:,.0f} pages, {pages:,} entries of the contents"
        seconds = f"{took:.1f} s CPU, {1000 * took / count:.1f} ms a page"
        room = f"{peak:.0f} MB, {more:.0f} of them for printing; file {size / 1e6:.1f} MB"
        sys.stdout.write(f"| {what} | {seconds}; {room} |\n")
        sys.stdout.flush()
    return int(not fits or each[-1] > LINEAR * each[0])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]))
    else:
        sys.exit(main(tuple(map(int, sys.argv[1:])) or SIZES))
