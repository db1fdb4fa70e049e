"""Several papers in one file: a cover, contents that can be clicked, papers of ours and of others, one run of numbers.

Needs D23 of the field: what is printed at the foot of each page, what a viewer shows beside it and what the contents
say are the same number, on pages that others made too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from models.errors import WrongUse
from reports.document import Document, Facts, House
from reports.pdf import xmp
from reports.pdf.appended.page import AppendedPage, decorate
from reports.pdf.appended.pages import Appending
from reports.pdf.appended.source import Source
from reports.pdf.canvas import Canvas
from reports.pdf.closing import close_file
from reports.pdf.contents import Contents, Entry
from reports.pdf.flow import Flow, PageEnd, Strip
from reports.pdf.numbering import Numbering
from reports.pdf.printer import TITLE, Paper, foot_of
from reports.pdf.writer import Writer
from resources.i18n import _

MOST_PAGES = 3_000
"""Pages of papers by others in one pack: beyond that nobody reads it, and no mail takes it."""


@dataclass(frozen=True, slots=True)
class PackLine:
    """A line of the contents: an item of the agenda, or a paper with what it holds."""

    title: str
    paper: Document | Source | None = field(default=None, repr=False)
    """None for an item, which leads to its first paper, and for a paper that is not in the file."""
    above: bool = False
    """Whether it is an item, with the papers that follow below it."""
    without: str = ""
    """What stands in the place of a page where there is none."""


@dataclass(frozen=True, slots=True)
class Pack:
    """What one file holds: its cover with what is to be known of it, and the papers in their order."""

    cover: Document
    lines: tuple[PackLine, ...]
    numbering: Numbering = field(default_factory=Numbering)


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of a pack: the numbers of its first and last page, and on which each of its lines begins."""

    first: int
    last: int
    starts: tuple[int | None, ...]

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return self.last - self.first + 1


def print_pack(pack: Pack, file: BinaryIO) -> Printed:
    """Write a pack into one file. Raises CannotAppend for a page that is damaged, WrongUse for too many pages."""
    sources = [line.paper for line in pack.lines if isinstance(line.paper, Source)]
    if sum(len(source.pages) for source in sources) > MOST_PAGES:
        raise WrongUse(
            _("A pack has {most} pages of papers by others at most. Leave some out.").format(most=f"{MOST_PAGES:,}")
        )
    canvas = Canvas(Writer(file), pack.cover.house.accent)
    canvas.numbering = pack.numbering
    made = _Making(pack, canvas)
    made.run()
    claims = xmp.Claims(archive=not sources, access=all(one.tree and one.claims_access for one in sources))
    close_file(pack.cover, canvas, made.bookmarks, claims=claims)
    starts = [canvas.places.get(entry.anchor) for entry in made.entries]
    return Printed(
        pack.numbering.first,
        pack.numbering.first + len(canvas.pages) - 1,
        tuple(canvas.number(found[0]) if found else None for found in starts),
    )


class _Making:
    """A pack on its way to the pages."""

    def __init__(self, pack: Pack, canvas: Canvas) -> None:
        self._pack, self._canvas = pack, canvas
        self._foot = foot_of(pack.cover)
        self._cover = Paper(pack.cover, canvas)
        self.entries = list(_entries(pack.lines))
        """The lines of the contents."""
        self._contents = Contents(canvas, self.entries)
        self.bookmarks = [Entry(xmp.one_line(pack.cover.title), 1, TITLE)]
        self._own: list[tuple[int, int, Paper]] = []
        """The pages of our own papers: where they begin and end."""

    def run(self) -> None:
        """Draw all pages."""
        Flow(self._canvas).run(self._first_pages())
        self._own.append((0, len(self._canvas.pages), self._cover))
        for line, entry in zip(self._pack.lines, self.entries, strict=True):
            self._paper(line, entry)
        self._canvas.within = ""
        self._contents.fill()
        for page in self._canvas.pages:
            if isinstance(page, AppendedPage):
                decorate(page, self._foot)
        for begin, end, paper in self._own:
            for page in self._canvas.pages[begin:end]:
                paper.decorate(page, self._foot)

    def _first_pages(self) -> Iterator[Strip]:
        # The contents are drawn last, when all pages are known: nothing may follow them on their page.
        yield from (strip for strip in self._cover.front() if not isinstance(strip, PageEnd))
        yield from self._cover.body()
        yield PageEnd()
        yield from self._contents.strips(self._canvas.tree.document)

    def _paper(self, line: PackLine, entry: Entry) -> None:
        """Draw one paper, its places under names of their own."""
        if entry.anchor:
            self.bookmarks.append(entry)
        if line.paper is None:
            return
        canvas, begin = self._canvas, len(self._canvas.pages)
        canvas.within = entry.anchor.removesuffix(TITLE)
        part = canvas.tree.add(canvas.tree.document, "Part")
        if isinstance(line.paper, Source):
            if line.paper.language and line.paper.language != self._pack.cover.language:
                part.language = line.paper.language
            Appending(canvas, line.paper, line.title, part, canvas.within.strip(":")).run()
            return
        paper = Paper(_within_pack(line.paper), canvas, part)
        Flow(canvas).run(paper.strips())
        canvas.pages[-1].seal()
        canvas.tree.close(part)
        self.bookmarks += [
            Entry(found.text, entry.level + found.level - 1, canvas.within + found.anchor)
            for found in paper.entries[1:]
        ]
        self._own.append((begin, len(canvas.pages), paper))


def _entries(lines: Sequence[PackLine]) -> Iterator[Entry]:
    """Yield the lines of the contents; an item leads to the first paper below it that is in the file."""
    below = False
    for place, line in enumerate(lines):
        title = xmp.one_line(line.title)
        if line.above:
            below = True
            yield Entry(title, 2, _anchor(_first_below(lines, place)), line.without)
        else:
            yield Entry(title, 3 if below else 2, _anchor(place if line.paper else None), line.without)


def _first_below(lines: Sequence[PackLine], place: int) -> int | None:
    for other in range(place + 1, len(lines)):
        if lines[other].above:
            return None
        if lines[other].paper is not None:
            return other
    return None


def _anchor(place: int | None) -> str:
    return "" if place is None else f"paper-{place}:{TITLE}"


def _within_pack(document: Document) -> Document:
    """Return a paper as it stands in a pack: its cover as facts above its words, its contents in those of the pack."""
    facts = (Facts(document.cover),) if document.cover else ()
    house: House = replace(document.house, logo=b"")
    return replace(document, cover=(), contents=False, blocks=(*facts, *document.blocks), house=house)
