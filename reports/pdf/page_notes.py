"""Notes at the foot of a page: how much of it they take, what goes on to the next, and when they are read out."""

from __future__ import annotations

from collections.abc import Sequence

from reports import style
from reports.pdf.canvas import Page

_ABOVE = 12.0
"""Room above the first note of a page, with a short line in it."""
_RULE = 90.0


class PageNote:
    """A note, or what is left of it after a page end."""

    height = 0.0

    def draw(self, page: Page, top: float) -> None:
        """Draw it with its upper edge there."""
        raise NotImplementedError

    def split(self, room: float) -> tuple[PageNote, PageNote] | None:
        """Return what fits into this height and the rest, or None where nothing fits."""
        raise NotImplementedError


class PageNotes:
    """The notes of one page."""

    def __init__(self, page: Page) -> None:
        self.height = 0.0
        """What they take of the page."""
        self._page = page
        self._open: list[PageNote] = []
        """Those of a block that goes on."""
        self._closed: list[tuple[int, list[PageNote]]] = []
        """The others, each with its place among what is drawn."""

    def cost(self, notes: Sequence[PageNote]) -> float:
        """Return what more notes would take."""
        return sum(note.height for note in notes) + self._first if notes else 0.0

    @property
    def _first(self) -> float:
        return 0.0 if self.height else _ABOVE

    def take(self, notes: Sequence[PageNote], room: float) -> list[PageNote]:
        """Take what fits into a height and return the rest."""
        for index, note in enumerate(notes):
            part, rest = note, None
            if self.cost([note]) > room + 0.01:
                parts = note.split(room - self._first)
                if parts is None:
                    return list(notes[index:])
                part, rest = parts
            cost = self.cost([part])
            room -= cost
            self.height += cost
            self._open.append(part)
            if rest is not None:
                return [rest, *notes[index + 1 :]]
        return []

    def close_block(self) -> None:
        """Let the notes so far be read out here: the block that they belong to has ended."""
        if self._open:
            self._closed.append((self._page.leave_place(), self._open))
            self._open = []

    def draw(self) -> None:
        """Draw all notes above the lower margin."""
        self.close_block()
        if not self._closed:
            return
        top = style.MARGIN_BOTTOM + self.height
        self._page.rule(style.MARGIN_LEFT, style.MARGIN_LEFT + _RULE, top - _ABOVE / 2, style.STRONG_RULE, 0.6)
        top -= _ABOVE
        for place, notes in self._closed:
            with self._page.drawing_at(place):
                for note in notes:
                    note.draw(self._page, top)
                    top -= note.height
        self._closed = []
