"""Kills a process while it prints papers over older ones: what lies there is the old paper or a new one, whole.

    python tests/durability/kill_papers.py --kills 200 [--naive] [--seed N]

The process prints a workbook and a PDF, of other words each time, over the same two files. It is killed at a random
moment, and both are opened: each must open, and all of it be of one printing (else it is *damaged*). What a kill leaves
beside them is counted, and must be gone once it is an hour old and the papers are printed again (else it is *unswept*).
With --naive the papers are written as programs do that do not care: that must be noticed.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import pypdfium2
from openpyxl import load_workbook

from reports.catalogue import print_document
from reports.document import Column, Document, Table, paragraph
from tests.durability.kill_store import OPENED, kill_in_the_middle

FORMS = ("xlsx", "pdf")
_LONGEST = 0.4
"""Seconds from the first printing to the kill at the latest."""

Print = Callable[[Document, str, Path], object]


@dataclass
class Tally:
    """What was seen over all kills."""

    kills: int = 0
    written: int = 0
    """Papers whose printing had ended before the kill."""
    damaged: int = 0
    left: int = 0
    """Unfinished files beside the papers, just after the kills."""
    unswept: int = 0


def paper(number: int) -> Document:
    """Return a paper each line of which says which printing it is of."""
    rows = tuple((f"written {number}", f"line {line}") for line in range(40))
    table = Table("t", "Lines", (Column("A"), Column("B")), rows)
    return Document("Paper", (paragraph(f"written {number}"), table), date(2026, 11, 22))


def with_care(document: Document, form: str, place: Path) -> None:
    """Print as the program does."""
    print_document(document, form, place, replace=True)


def naively(document: Document, form: str, place: Path) -> None:
    """Open the file first, and then print into it, which a proof worth its name must catch."""
    with place.open("wb") as file:
        print_document(document, form, file)


def keep_printing(folder: Path, print_one: Print, tell: Callable[[str], None]) -> None:
    """Print the same two papers without end, telling each that is there."""
    number = 0
    while True:
        for form in FORMS:
            print_one(paper(number), form, folder / f"paper.{form}")
            if number:
                tell(form)
        if not number:
            tell(OPENED)
        number += 1


def is_whole(place: Path) -> bool:
    """Say whether a paper opens and is all of one printing."""
    data = place.read_bytes()
    try:
        if place.suffix == ".xlsx":
            sheets = load_workbook(io.BytesIO(data))
            words = " ".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)
        else:
            words = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    except Exception:  # noqa: BLE001 - whatever it is: the paper does not open
        return False
    return len(set(re.findall(r"written (\d+)", words))) == 1


def prove(kills: int, *, naive: bool = False, seed: int = 1) -> Tally:
    """Kill so many times and return what was seen."""
    chance, tally, print_one = random.Random(seed), Tally(), naively if naive else with_care
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        papers = {folder / f"paper.{form}" for form in FORMS}
        for place in papers:
            with_care(paper(0), place.suffix[1:], place)
        for _kill in range(kills):
            told = kill_in_the_middle(lambda tell: keep_printing(folder, print_one, tell), chance.uniform(0, _LONGEST))
            tally.kills += 1
            tally.written += len(told)
            tally.damaged += sum(not is_whole(place) for place in papers)
        left = set(folder.iterdir()) - papers
        tally.left = len(left)
        for file in left:
            os.utime(file, (0, 0))
        for place in papers:
            with_care(paper(0), place.suffix[1:], place)
        tally.unswept = len(set(folder.iterdir()) - papers)
    return tally


def main() -> int:
    """Prove it and print the figures as JSON; 1 when anything was damaged or stayed behind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--naive", action="store_true", help="print as nobody should, to see that it is noticed")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    tally = prove(asked.kills, naive=asked.naive, seed=asked.seed)
    sys.stdout.write(json.dumps(asdict(tally)) + "\n")
    return int(bool(tally.damaged or tally.unswept))


if __name__ == "__main__":
    sys.exit(main())
