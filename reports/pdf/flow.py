"""Filling pages from top to bottom: what is set in strips, which strips stay together and where a page ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reports import style
from reports.pdf.canvas import Canvas, Page
from reports.pdf.errors import PdfError
from reports.pdf.page_notes import PageNote, PageNotes

LEFT = style.MARGIN_LEFT
WIDTH = style.PAGE_WIDTH - style.MARGIN_LEFT - style.MARGIN_RIGHT
TOP = style.PAGE_HEIGHT - style.MARGIN_TOP
BOTTOM = style.MARGIN_BOTTOM
ROOM = TOP - BOTTOM
"""Height of what a page holds between header and footer."""
MOST_NOTES = ROOM * 0.5
"""What notes that go on from the page before may take of a page."""


class RepeatedHead:
    """What is drawn again at the top of each page that a table goes on to."""

    height = 0.0

    def repeat(self, page: Page, top: float) -> None:
        """Draw it as decoration: it was read out where the table starts."""
        raise NotImplementedError


class Strip:
    """A strip of the page from margin to margin: a line, a row of a table, a chart."""

    gap = 0.0
    """Space above it, unless it starts a page."""
    height = 0.0
    keep = False
    """Whether the next strip has to be on the same page."""
    head: RepeatedHead | None = None
    """What stands above it when it starts a page."""
    notes: Sequence[PageNote] = ()
    """What stands at the foot of its page."""

    @property
    def least(self) -> float:
        """Height that must be free to start it; the rest may go on the next page."""
        return self.height

    def draw(self, page: Page, top: float) -> None:
        """Draw it with its upper edge there."""
        raise NotImplementedError

    def split(self, room: float) -> tuple[Strip, Strip] | None:
        """Return what fits into this height and the rest, or None where it has to stay whole."""
        return None


class Space(Strip):
    """Empty paper."""

    def __init__(self, height: float) -> None:
        self.height = height

    def draw(self, page: Page, top: float) -> None:
        """Draw nothing."""


class PageEnd(Strip):
    """The end of a page, wherever it is."""

    def draw(self, page: Page, top: float) -> None:
        """Draw nothing."""


class BlockEnd(Strip):
    """The end of a block with notes, wherever it is: here they are read out."""

    def draw(self, page: Page, top: float) -> None:
        """Draw nothing."""


class Flow:
    """Places strips on the pages of a canvas, one after the other."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._page: Page | None = None
        self._y = TOP
        self._fresh = True
        self._notes: PageNotes | None = None
        self._waiting: list[PageNote] = []
        """Notes of the block in hand that go on on the next page."""
        self._left: list[PageNote] = []
        """Those of blocks that have ended."""

    def run(self, strips: Iterable[Strip]) -> None:
        """Place all strips; only those that stay together are held at one time."""
        for group in _groups(strips):
            if isinstance(group[0], PageEnd):
                self._end_page()
            elif isinstance(group[0], BlockEnd):
                self._end_block()
            else:
                self._place(group)
        self._end_page()
        while self._left or self._waiting:
            self._turn(None)
            self._end_page()

    def _place(self, group: list[Strip]) -> None:
        """Place strips that stay together, on a new page if they would fit there and not here."""
        needed = 0.0
        for strip in group:
            needed += strip.gap + strip.least + self._cost(strip)
            if strip.least < strip.height:
                break
        if self._page is None or (not self._fresh and needed > self._room and needed - group[0].gap <= ROOM):
            self._turn(group[0])
        for strip in group:
            self._put(strip)

    def _put(self, strip: Strip) -> None:
        """Place one strip, over as many pages as it takes."""
        while True:
            page, gap = self._current(strip)
            if gap + strip.height + self._cost(strip) <= self._room + 0.01 or (
                strip.notes and self._fresh and strip.height <= self._room + 0.01
            ):
                self._draw(page, strip, gap)
                self._take_notes(strip)
                return
            parts = strip.split(self._room - gap)
            if parts:
                self._draw(page, parts[0], gap)
                strip = parts[1]
            elif self._fresh and not (self._notes and self._notes.height):
                raise PdfError(f"a strip of {strip.height:.0f} points is higher than a page")
            self._turn(strip)

    def _current(self, strip: Strip) -> tuple[Page, float]:
        """Return the page to draw on and the space to leave above a strip."""
        if self._page is None:
            self._turn(strip)
        return self._canvas.pages[-1], 0.0 if self._fresh else strip.gap

    def _draw(self, page: Page, strip: Strip, gap: float) -> None:
        """Draw a strip at the present height and move below it."""
        strip.draw(page, self._y - gap)
        self._y -= gap + strip.height
        self._fresh = False

    def _cost(self, strip: Strip) -> float:
        """Return the height that the notes of a strip take of the page."""
        return self._notes.cost(strip.notes) if strip.notes and self._notes else 0.0

    def _take_notes(self, strip: Strip) -> None:
        """Put the notes of a strip that was drawn at the foot of its page; what does not fit goes on on the next."""
        if strip.notes and self._notes:
            self._waiting += self._notes.take(strip.notes, self._room)

    def _end_block(self) -> None:
        """Let the notes of a block be read out after it; those that go on do so where the next page begins."""
        if self._notes:
            self._notes.close_block()
        self._left += self._waiting
        self._waiting = []

    def _end_page(self) -> None:
        """Draw the notes of the page, which then is complete."""
        if self._page is not None:
            if self._notes:
                self._notes.draw()
            self._page.put_away()
        self._page = self._notes = None

    def _turn(self, strip: Strip | None) -> None:
        """Start a page, with the head that belongs above the strip."""
        self._end_page()
        self._page = self._canvas.new_page()
        self._notes = PageNotes(self._page)
        self._y = TOP
        room = MOST_NOTES if strip else ROOM
        self._left = self._notes.take(self._left, room)
        self._notes.close_block()
        if not self._left:
            self._waiting = self._notes.take(self._waiting, room - self._notes.height)
        if strip and strip.head:
            strip.head.repeat(self._page, self._y)
            self._y -= strip.head.height
        self._fresh = True

    @property
    def _room(self) -> float:
        """Height that is left on the page."""
        return self._y - BOTTOM - (self._notes.height if self._notes else 0.0)


def _groups(strips: Iterable[Strip]) -> Iterator[list[Strip]]:
    """Yield strips in groups that stay together."""
    group: list[Strip] = []
    for strip in strips:
        if isinstance(strip, PageEnd | BlockEnd) and group:
            yield group
            group = []
        group.append(strip)
        if not strip.keep:
            yield group
            group = []
    if group:
        yield group
