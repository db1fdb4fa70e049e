"""Letters as one PDF that everybody can read: each begins on a page of its own, with a bookmark by its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO

from models.errors import WrongUse
from reports.document import PLAIN, Document, Heading, House, Paragraph, Table, Tone, runs
from reports.formatting import long_date
from reports.mail_merge.blocks import Gap, Kept, LetterBlock
from reports.pdf.blocks import heading_look, words
from reports.pdf.canvas import FOOTER, Canvas, Page
from reports.pdf.closing import close_file
from reports.pdf.contents import Entry
from reports.pdf.figures import Logo
from reports.pdf.flow import Flow, PageEnd, Space, Strip
from reports.pdf.printer import Paper, around
from reports.pdf.structure import Element
from reports.pdf.writer import Writer
from reports.pdf.xmp import one_line
from resources.i18n import _

_FOOT_AT = 38.0


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: whom it is to, for the bookmarks, and what stands in it."""

    name: str
    blocks: tuple[LetterBlock, ...]


def plain_letter(name: str, address: str, text: str, day: date) -> Letter:
    """Return a letter without a template: the day, the lines of the address, and words line by line."""
    lines = (long_date(day), *address.splitlines(), *text.splitlines())
    return Letter(name, tuple(Paragraph(runs(line.strip())) for line in lines if line.strip()))


def print_letters(title: str, letters: Sequence[Letter], day: date, *, sender: str = "", house: House = PLAIN) -> bytes:
    """Return letters as a PDF/UA-1 and PDF/A-2a; `sender` is whose they are. Raises WrongUse where there are none."""
    if not letters:
        raise WrongUse(_("There is nobody to write a letter to."))
    about = Document(one_line(title) or _("Letters"), (), day, author=sender, subject=_("Letters"), house=house)
    target = BytesIO()
    canvas = Canvas(Writer(target), house.accent)
    Flow(canvas).run(_strips(canvas, letters, about))
    firsts = [canvas.places[_place(number)][0].index for number in range(len(letters))]
    starts = set(firsts)
    within = 0
    for page in canvas.pages:
        within = 1 if page.index in starts else within + 1
        number = _("Page {page}").format(page=within) if within > 1 else ""
        around(page, FOOTER, _FOOT_AT, one_line(house.foot), number)
    named = [Entry(one_line(letter.name) or _("Letter {number}").format(number=number), 1, _place(number - 1))
             for number, letter in enumerate(letters, 1)]  # fmt: skip
    close_file(about, canvas, named)
    return target.getvalue()


def _strips(canvas: Canvas, letters: Sequence[Letter], about: Document) -> Iterator[Strip]:
    """Yield all letters, each in a section of the structure that is written as soon as it is finished."""
    for number, letter in enumerate(letters):
        if number:
            yield PageEnd()
        root = canvas.tree.add(canvas.tree.document, "Sect")
        yield _Beginning(canvas, _place(number))
        if about.house.logo:
            yield _logo(canvas, root, about.house, letter)
        for place, block in enumerate(letter.blocks):
            yield from _block(canvas, root, about, block, f"_letter-{number}-{place}")


def _block(canvas: Canvas, root: Element, about: Document, block: LetterBlock, name: str) -> Iterator[Strip]:
    """Yield one block; headings are smaller than those of papers, for a letter's subject is no title."""
    if isinstance(block, Gap):
        space = Space(block.points)
        space.keep = block.keep
        yield space
    elif isinstance(block, Kept):
        for strip in _block(canvas, root, about, block.paragraph, name):
            strip.keep = True
            yield strip
    elif isinstance(block, Heading):
        look = heading_look(min(6, block.level + 2))
        yield from words(canvas, root, f"H{block.level}", block.text, look, keep_with_next=True)
    else:
        named = replace(block, key=name) if isinstance(block, Table) else block
        yield from Paper(replace(about, blocks=(named,)), canvas, root).body()


def _logo(canvas: Canvas, root: Element, house: House, letter: Letter) -> Logo:
    """Return the logo, beside the words of the letterhead where there are any."""
    logo = Logo(canvas, root, house)
    first = letter.blocks[0] if letter.blocks else None
    if isinstance(first, Paragraph) and first.tone is Tone.NOTE:
        logo.height = 0.0
    return logo


def _place(number: int) -> str:
    return f"_letter-{number}"


class _Beginning(Strip):
    """Where a letter begins."""

    keep = True

    def __init__(self, canvas: Canvas, name: str) -> None:
        self._canvas, self._name = canvas, name

    def draw(self, page: Page, top: float) -> None:
        """Note the place."""
        self._canvas.name_place(self._name, page, top)
