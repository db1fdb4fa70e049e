"""Filling pages from top to bottom: what is set in strips, which strips stay together and where a page ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports import style
from reports.pdf.canvas import Canvas, Page
from reports.pdf.errors import PdfError

LEFT = style.MARGIN_LEFT
WIDTH = style.PAGE_WIDTH - style.MARGIN_LEFT - style.MARGIN_RIGHT
TOP = style.PAGE_HEIGHT - style.MARGIN_TOP
BOTTOM = style.MARGIN_BOTTOM
ROOM = TOP - BOTTOM
"""Height of what a page holds between header and footer."""


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


class Flow:
    """Places strips on the pages of a canvas, one after the other."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._page: Page | None = None
        self._y = TOP
        self._fresh = True

    def run(self, strips: Iterable[Strip]) -> None:
        """Place all strips; only those that stay together are held at one time."""
        for group in _groups(strips):
            if isinstance(group[0], PageEnd):
                self._page = None
            else:
                self._place(group)

    def _place(self, group: list[Strip]) -> None:
        """Place strips that stay together, on a new page if they would fit there and not here."""
        needed = 0.0
        for strip in group:
            needed += strip.gap + strip.least
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
            if gap + strip.height <= self._room + 0.01:
                self._draw(page, strip, gap)
                return
            parts = strip.split(self._room - gap)
            if parts:
                self._draw(page, parts[0], gap)
                strip = parts[1]
            elif self._fresh:
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

    def _turn(self, strip: Strip) -> None:
        """Start a page, with the head that belongs above the strip."""
        if self._page is not None:
            self._page.seal()
        self._page = self._canvas.new_page()
        self._y = TOP
        if strip.head:
            strip.head.repeat(self._page, self._y)
            self._y -= strip.head.height
        self._fresh = True

    @property
    def _room(self) -> float:
        """Height that is left on the page."""
        return self._y - BOTTOM


def _groups(strips: Iterable[Strip]) -> Iterator[list[Strip]]:
    """Yield strips in groups that stay together."""
    group: list[Strip] = []
    for strip in strips:
        if isinstance(strip, PageEnd) and group:
            yield group
            group = []
        group.append(strip)
        if not strip.keep:
            yield group
            group = []
    if group:
        yield group
