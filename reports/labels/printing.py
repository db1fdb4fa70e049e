"""Sheets of labels as a PDF: PDF/UA-1 and PDF/A-2a, one list whose items are the addresses, to be printed at 100 %.

Nothing but addresses is on the sheets, so that none of them is spoilt: who gets no label stands in the address list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from models.errors import WrongUse
from reports import style
from reports.cleaning import page_text
from reports.document import Document
from reports.labels.fitting import LEADING, POINTS, Fitted, fit
from reports.labels.sheets import ADVICE, Sheet
from reports.lines_of_text import break_text
from reports.pdf.blocks import Look, TextBlock, baseline
from reports.pdf.canvas import Canvas, Page
from reports.pdf.closing import close_file
from reports.pdf.contents import Entry
from reports.pdf.structure import Element
from reports.pdf.writer import Writer
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class Label:
    """An address: its lines, and the places of those that can be spared, the first of them first."""

    lines: tuple[str, ...]
    spare: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedLabels:
    """The finished file."""

    pdf: bytes
    sheets: int
    smallest: float
    """Size of the smallest letters, in points."""
    cut: tuple[Label, ...]
    """Those of which something had to be left out, even in the smallest letters."""
    title: str

    @property
    def advice(self) -> str:
        """Return how to print it."""
        return _(ADVICE)


def print_labels(
    labels: Sequence[Label], sheet: Sheet, day: date, *, start: int = 1, sender: str = "", language: str = "en-GB"
) -> PrintedLabels:
    """Return labels as a PDF; `start` is the first free label of the first sheet, counted along the rows from 1.

    Raises WrongUse where there is nothing to print, or no such label on a sheet.
    """
    labels = [label for label in labels if any(page_text(line).strip() for line in label.lines)]
    if not labels:
        raise WrongUse(_("There is nobody to make a label for."))
    if not 1 <= start <= sheet.count:
        raise WrongUse(
            _("Sheet {code} has {count} labels. Begin with one from 1 to {count}.").format(
                code=sheet.code, count=sheet.count
            )
        )
    title = _("Address labels, {code}").format(code=sheet.code)
    document = Document(title, (), day, author=sender, subject=_("Labels"), language=language)
    target = BytesIO()
    canvas = Canvas(Writer(target))
    fitted = [fit(label.lines, sheet, spare=label.spare) for label in labels]
    _draw(canvas, fitted, sheet, start - 1)
    pages = len(canvas.pages)
    entries = [
        Entry(_("Sheet {number} of {count}").format(number=number, count=pages), 1, f"sheet-{number}")
        for number in range(1, pages + 1)
    ]
    close_file(document, canvas, entries, true_size=True)
    cut = tuple(label for label, one in zip(labels, fitted, strict=True) if one.is_cut)
    return PrintedLabels(target.getvalue(), pages, min(one.size for one in fitted), cut, title)


def _draw(canvas: Canvas, labels: Sequence[Fitted], sheet: Sheet, first: int) -> None:
    everything = canvas.tree.add(canvas.tree.document, "L", b"/O/List/ListNumbering/None")
    page: Page | None = None
    for number, label in enumerate(labels, first):
        place = number % sheet.count
        if page is None or place == 0:
            page = canvas.new_page()
            canvas.name_place(f"sheet-{len(canvas.pages)}", page, style.PAGE_HEIGHT)
        body = canvas.tree.add(canvas.tree.add(everything, "LI"), "LBody")
        _draw_label(canvas, page, body, label, sheet, sheet.place(place))


def _draw_label(
    canvas: Canvas, page: Page, body: Element, label: Fitted, sheet: Sheet, corner: tuple[float, float]
) -> None:
    """Draw an address in the middle of the height of its label, each line an element of its own."""
    look = Look(label.size, leading=LEADING)
    left = (corner[0] + sheet.pad) * POINTS
    width = (sheet.width - 2 * sheet.pad) * POINTS
    blocks = []
    for words in label.lines:
        lines = break_text(words, label.size, width)
        if lines:
            blocks.append(TextBlock(canvas.tree.add(body, "P"), (), look, lines))
    taken = sum(len(block.lines) for block in blocks) * look.pitch
    top = style.PAGE_HEIGHT - corner[1] * POINTS - (sheet.height * POINTS - taken) / 2
    for block in blocks:
        for line in block.lines:
            block.draw_line(page, line, left, top - baseline(look))
            top -= look.pitch
