"""From a paper to a file: cover, contents, blocks, what stands around the pages, and the catalogue of it all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import BinaryIO, assert_never

from reports import style
from reports.document import Block, Chart, Document, Drawing, Facts, Heading, ListBlock, PageBreak, Paragraph, Table
from reports.leading import with_leading
from reports.lines_of_text import one_line
from reports.notes import Notes
from reports.pdf import xmp
from reports.pdf.blocks import Look, list_strips, paragraph, words
from reports.pdf.canvas import FOOTER, HEADER, Canvas, Page
from reports.pdf.closing import close_file
from reports.pdf.contents import Contents, Entry
from reports.pdf.errors import PdfError
from reports.pdf.figures import Logo, chart_strips, drawing_strips
from reports.pdf.flow import LEFT, ROOM, WIDTH, Flow, PageEnd, Space, Strip
from reports.pdf.footnotes import with_notes
from reports.pdf.grid import facts_strips, table_strips
from reports.pdf.looks import PAPER, SCALES, Looks, poster_looks
from reports.pdf.structure import Element
from reports.pdf.writer import Writer

_LONG = 400
"""Characters that no line around a page can hold."""
TITLE = "_title"
"""The place of a paper's title."""
_ON_NOTHING = re.compile(r"(?<![\w\u0300-\u036f\u0591-\u05c7\u064b-\u065f])[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]+")
"""Accents, points and signs of vowels without a letter before them."""
_COVER_TITLE = Look(style.COVER_TITLE_SIZE, style.ACCENT, True, 1.2, 12.0)
_BODY_NAME = Look(style.BODY_SIZE, style.MUTED, True, 1.4, 0.0)
_ABOVE_COVER_TITLE = 120.0
_COVER_FACTS = Look(style.BODY_SIZE, style.INK, False, style.LEADING)


def print_document(document: Document, file: BinaryIO) -> None:
    """Write a paper as PDF/UA-1 and PDF/A-2a; what would not be accessible is a PdfError."""
    if not xmp.one_line(document.title):
        raise PdfError("a paper needs a title")
    writer = Writer(file)
    canvas = Canvas(writer, document.house.accent)
    paper = Paper(document, canvas, looks=_looks_of(document))
    Flow(canvas).run(paper.strips())
    paper.contents.fill()
    for page in canvas.pages:
        paper.decorate(page)
    close_file(document, canvas, paper.entries)


class Paper:
    """A paper on its way to the pages."""

    def __init__(self, document: Document, canvas: Canvas, root: Element | None = None, looks: Looks = PAPER) -> None:
        """`root` holds it in the structure where it is one of several in the file."""
        self._document = document
        self._canvas = canvas
        self._looks = looks
        self._root = root or canvas.tree.document
        self._first = len(canvas.pages)
        self._notes = Notes()
        headings = [block for block in document.blocks if isinstance(block, Heading)]
        self._headings = [
            Entry(xmp.one_line(heading.text), heading.level, heading.anchor or f"_heading-{number}")
            for number, heading in enumerate(headings, 1)
        ]
        self._next = iter(self._headings)
        self.contents = Contents(canvas, self._headings)
        self.entries = [Entry(xmp.one_line(document.title), 1, TITLE), *self._headings]
        """What the bookmarks say."""

    def strips(self) -> Iterator[Strip]:
        """Yield the whole paper from top to bottom."""
        yield from self.front()
        if self._document.contents:
            yield from self.contents.strips(self._root)
            yield PageEnd()
        yield from self.body()

    def body(self) -> Iterator[Strip]:
        """Yield what follows the title."""
        for block, leads in with_leading(self._document.blocks):
            yield from self._block(block, leads)

    def front(self) -> Iterator[Strip]:
        """Yield the title, on a page of its own where there are facts for a cover."""
        document, canvas, root = self._document, self._canvas, self._root
        if document.house.logo:
            yield Logo(canvas, root, document.house)
        if document.cover:
            yield Space(_ABOVE_COVER_TITLE)
            yield from words(canvas, root, "P", document.author, _BODY_NAME)
        look = _COVER_TITLE if document.cover else self._looks.title
        title = words(canvas, root, "H1", xmp.one_line(document.title), look)
        title[0].before = lambda page, top, _base: canvas.name_place(TITLE, page, top)
        for strip in title:
            strip.keep = True
        title[-1].keep = False
        yield from title
        yield from words(canvas, root, "P", document.subtitle, self._looks.subtitle)
        if document.cover:
            yield from facts_strips(canvas, root, Facts(document.cover), _COVER_FACTS, gap=40.0)
            yield PageEnd()

    def _block(self, block: Block, leads: bool) -> Iterator[Strip]:
        """Yield one block; the end of one that leads to the next stays with its beginning."""
        canvas, root = self._canvas, self._root
        match block:
            case Heading():
                yield from self._heading(block, root)
            case Paragraph():
                marked = replace(block, content=self._notes.marked(block.content))
                lines = paragraph(canvas, root, marked, self._looks.tones)
                for last in lines[-1:]:
                    last.keep = leads
                yield from with_notes(canvas, root, lines, self._notes)
            case ListBlock():
                marked_list = self._notes.marked_list(block)
                yield from with_notes(canvas, root, list_strips(canvas, root, marked_list), self._notes)
            case Facts():
                yield from facts_strips(canvas, root, block)
            case Table():
                yield from table_strips(canvas, root, block)
            case Chart():
                yield from chart_strips(canvas, root, block)
            case Drawing():
                yield from drawing_strips(canvas, root, block)
            case PageBreak():
                yield PageEnd()
            case _:
                assert_never(block)

    def _heading(self, heading: Heading, root: Element) -> Iterator[Strip]:
        """Yield a heading, which gives its place a name."""
        entry = next(self._next)
        if not 1 <= heading.level <= 6 or not entry.text:
            raise PdfError(f"a heading needs words and a level from 1 to 6: {heading!r}")
        look = self._looks.headings[heading.level - 1]
        strips = words(self._canvas, root, f"H{heading.level}", entry.text, look, keep_with_next=True)
        strips[0].before = lambda page, top, _base: self._canvas.name_place(entry.anchor, page, top + 4)
        yield from strips

    def decorate(self, page: Page, foot: str = "") -> None:
        """Draw what stands around the text of a page and is not read out: its title, its number, thin lines.

        `foot` are the words beside the number where they are not the paper's own.
        """
        document = self._document
        right = LEFT + WIDTH
        if page.index == 0 and (document.cover or document.poster):
            page.artifact()
            top = style.PAGE_HEIGHT
            page.fill(
                ((0, top - 14), (style.PAGE_WIDTH, top - 14), (style.PAGE_WIDTH, top), (0, top)), page.canvas.accent
            )
        if page.index != self._first:
            y = style.PAGE_HEIGHT - 44
            around(page, HEADER, y, _head_words(document.title), _head_words(document.author))
            page.rule(LEFT, right, y - 7)
        is_sheet = document.poster and len(page.canvas.pages) == 1
        around(page, FOOTER, 38.0, foot or foot_of(document), "" if is_sheet else foot_number(page))
        if not is_sheet:
            page.rule(LEFT, right, 51.0)


def _head_words(text: str) -> str:
    """Return words for the head of pages: on one line, without marks that stand on no letter, which would stand out."""
    return _ON_NOTHING.sub("", xmp.one_line(text))


def _looks_of(document: Document) -> Looks:
    """Return how a paper is set; a poster as large as one page holds it, what no page holds as small as it goes."""
    if not document.poster:
        return PAPER
    looks = map(poster_looks, SCALES)
    return next((one for one in looks if _height(document, one) <= ROOM), poster_looks(SCALES[-1]))


def _height(document: Document, looks: Looks) -> float:
    """Return how high a paper is on one endless page."""
    canvas = Canvas(Writer(BytesIO()), document.house.accent)
    return sum(strip.gap + strip.height for strip in Paper(document, canvas, looks=looks).strips())


def foot_of(document: Document) -> str:
    """Return the words at the foot of each page of a paper, beside the number."""
    return " · ".join(filter(None, map(xmp.one_line, (document.reference, document.house.foot))))


def foot_number(page: Page) -> str:
    """Return the number of a page as it is printed at its foot."""
    return page.canvas.numbering.foot(page.index, len(page.canvas.pages))


def around(
    page: Page, kind: bytes, y: float, left: str, right: str, edges: tuple[float, float] = (LEFT, LEFT + WIDTH)
) -> None:
    """Write words at both edges, the left ones cut short where they would meet the right ones."""
    size = style.FOOT_SIZE
    page.artifact(kind)
    start, end = edges
    right = cut(right, (end - start) * 0.45)
    room = end - start - _extent(right) - 14
    for text, at in ((cut(left, room), start), (right, end - _extent(right))):
        for offset, fragment in one_line(text).fragments if text else ():
            page.show_fragment((at + offset * size, y), fragment, size, style.MUTED)
    page.end()


@lru_cache(256)
def cut(text: str, room: float, bold: bool = False) -> str:
    """Return text, with an ellipsis for what does not fit."""
    if len(text) < _LONG and _extent(text, bold) <= room:
        return text
    fits, whole = 0, min(len(text), _LONG)
    while fits < whole:
        middle = (fits + whole + 1) // 2
        if _extent(text[:middle].rstrip() + "…", bold) <= room:
            fits = middle
        else:
            whole = middle - 1
    return text[:fits].rstrip() + "…"


def _extent(text: str, bold: bool = False) -> float:
    """Return the width of words around the page."""
    return one_line(text, bold).width * style.FOOT_SIZE
