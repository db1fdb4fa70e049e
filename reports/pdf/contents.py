"""The contents list and the bookmarks: both say which headings there are and on which page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reports import style
from reports.document import CONTENTS_DEPTH
from reports.fragments import Line
from reports.lines_of_text import break_text, one_line
from reports.pdf.blocks import BODY, Look, TextBlock, baseline, heading_look, text_strips
from reports.pdf.canvas import Canvas, Page
from reports.pdf.flow import LEFT, WIDTH, Strip
from reports.pdf.structure import Element
from reports.pdf.writer import Writer, text_string
from resources.i18n import _

NUMBER_ROOM = 34.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading: its words, its level and the name of its place."""

    text: str
    level: int
    anchor: str
    without: str = ""
    """What stands in the place of the page's number where there is no place, and no name for one."""


class _ContentsLine(Strip):
    """One entry of the list; it is drawn when its page number is known."""

    def __init__(self, contents: Contents, entry: Entry, element: Element, lines: list[Line], look: Look) -> None:
        self.height = len(lines) * look.pitch
        self.gap = 6.0 if entry.level <= 2 else 1.5
        self._contents = contents
        self._entry = entry
        self._element = element
        self._lines = lines
        self._look = look

    def draw(self, page: Page, top: float) -> None:
        """Take the place on the page."""
        self._contents.waiting.append((self, page, top))

    def fill(self, page: Page, top: float) -> None:
        """Draw the title and the number of its page, the whole of it a link."""
        look = self._look
        left = LEFT + 14.0 * max(0, self._entry.level - 2)
        base = top - baseline(look)
        page.mark(self._element)
        for line in self._lines:
            for offset, fragment in line.fragments:
                page.show_fragment((left + line.shift + offset, base), fragment, look.size, look.colour)
            base -= look.pitch
        base += look.pitch
        place = page.canvas.places.get(self._entry.anchor)
        told = str(page.canvas.number(place[0])) if place else self._entry.without
        number = one_line(f" {told}", look.bold and place is not None)
        start = LEFT + WIDTH - number.width * look.size
        colour = look.colour if place else style.MUTED
        for offset, fragment in number.fragments:
            page.show_fragment((start + offset * look.size, base), fragment, look.size, colour)
        page.end()
        if told:
            page.rule(left + self._lines[-1].width + 6, start - 6, base + 0.1 * look.size)
        if place:
            box = (left, top - self.height, LEFT + WIDTH, top)
            words = _("{heading}, page {page}").format(heading=self._entry.text, page=told)
            page.link(self._element, box, "#" + self._entry.anchor, words)


class Contents:
    """The contents list of a paper."""

    def __init__(self, canvas: Canvas, entries: Sequence[Entry]) -> None:
        self.waiting: list[tuple[_ContentsLine, Page, float]] = []
        self._canvas = canvas
        self._entries = [entry for entry in entries if entry.level <= CONTENTS_DEPTH]

    def strips(self, parent: Element) -> Iterator[Strip]:
        """Yield the title of the list and a strip for each heading; a deeper heading's list is inside its item."""
        if not self._entries:
            return
        tree = self._canvas.tree
        look = heading_look(2)
        open_lists = [(self._entries[0].level, tree.add(parent, "TOC"))]
        caption = tree.add(open_lists[0][1], "Caption")
        title = TextBlock(caption, (), look, break_text(_("Contents"), look.size, WIDTH, True))
        yield from text_strips(title, keep_with_next=True)
        item = open_lists[0][1]
        for entry in self._entries:
            if entry.level > open_lists[-1][0]:
                open_lists.append((entry.level, tree.add(item, "TOC")))
            while len(open_lists) > 1 and entry.level < open_lists[-1][0]:
                open_lists.pop()
            item = tree.add(open_lists[-1][1], "TOCI")
            element = tree.add(item, "Reference")
            if entry.anchor:
                element = tree.add(element, "Link")
            look = replace(BODY, bold=entry.level <= 2, colour=style.INK)
            room = WIDTH - (NUMBER_ROOM if entry.anchor else WIDTH / 3) - 14.0 * max(0, entry.level - 2)
            yield _ContentsLine(self, entry, element, break_text(entry.text, look.size, room, look.bold), look)

    def fill(self) -> None:
        """Draw all entries, now that every page is known."""
        for line, page, top in self.waiting:
            line.fill(page, top)


@dataclass(slots=True)
class _Bookmark:
    """A bookmark in the tree of bookmarks, by its object numbers."""

    entry: Entry | None
    at: int
    inner: list[_Bookmark]

    def count(self) -> int:
        """Return how many bookmarks are below it."""
        return len(self.inner) + sum(bookmark.count() for bookmark in self.inner)


def write_bookmarks(writer: Writer, canvas: Canvas, entries: Sequence[Entry]) -> int:
    """Write a bookmark for each heading, nested as they are, and return the number of their root."""
    root = _Bookmark(None, writer.reserve(), [])
    branch = [(0, root)]
    for entry in entries:
        while branch[-1][0] >= entry.level:
            branch.pop()
        bookmark = _Bookmark(entry, writer.reserve(), [])
        branch[-1][1].inner.append(bookmark)
        branch.append((entry.level, bookmark))
    writer.put(b"<</Type/Outlines%s/Count %d>>" % (_ends(root), root.count()), root.at)
    _write_inner(writer, canvas, root)
    return root.at


def _write_inner(writer: Writer, canvas: Canvas, parent: _Bookmark) -> None:
    """Write the bookmarks below one."""
    for index, bookmark in enumerate(parent.inner):
        entry = bookmark.entry
        if entry is None:
            continue
        page, top = canvas.places[entry.anchor]
        parts = [b"<</Title%s/Parent %d 0 R" % (text_string(entry.text), parent.at)]
        parts.append(b"/Dest[%d 0 R/XYZ 0 %d null]" % (page.at, top))
        if index:
            parts.append(b"/Prev %d 0 R" % parent.inner[index - 1].at)
        if index + 1 < len(parent.inner):
            parts.append(b"/Next %d 0 R" % parent.inner[index + 1].at)
        if bookmark.inner:
            parts.append(_ends(bookmark) + b"/Count %d" % bookmark.count())
        writer.put(b"".join(parts) + b">>", bookmark.at)
        _write_inner(writer, canvas, bookmark)


def _ends(bookmark: _Bookmark) -> bytes:
    """Return the first and last bookmark below one."""
    if not bookmark.inner:
        return b""
    return b"/First %d 0 R/Last %d 0 R" % (bookmark.inner[0].at, bookmark.inner[-1].at)
