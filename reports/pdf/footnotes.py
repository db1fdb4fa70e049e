"""Footnotes: numbered in the text, at the foot of its page, and read out after the block they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.document import Runs, Span, Tone
from reports.fragments import Line
from reports.lines_of_text import break_runs
from reports.notes import Notes, mark_place, place
from reports.pdf.blocks import TONES, TextBlock, TextLine, baseline
from reports.pdf.canvas import Canvas, Page
from reports.pdf.flow import LEFT, WIDTH, BlockEnd, Strip
from reports.pdf.page_notes import PageNote
from reports.pdf.structure import Element

_LOOK = TONES[Tone.NOTE]
_INDENT = 20.0
_BETWEEN = 2.0


@dataclass(slots=True)
class _Footnote:
    """What the parts of a note on several pages share."""

    number: int
    content: Runs
    root: Element
    element: Element | None = None
    words: TextBlock | None = None

    def hang(self, canvas: Canvas) -> Element:
        """Return the element of the note, which follows what there is when it is first asked for."""
        if self.element is None:
            self.element = canvas.tree.add(self.root, "Note")
            canvas.tree.identify(self.element, canvas.within + place(self.number))
        return self.element


class _Part(PageNote):
    """The lines of a note that are on one page."""

    def __init__(self, note: _Footnote, lines: list[Line]) -> None:
        self.height = len(lines) * _LOOK.pitch + _BETWEEN
        self._note = note
        self._lines = lines

    def split(self, room: float) -> tuple[PageNote, PageNote] | None:
        """Cut between lines."""
        fits = int((room - _BETWEEN) / _LOOK.pitch)
        return (_Part(self._note, self._lines[:fits]), _Part(self._note, self._lines[fits:])) if fits > 0 else None

    def draw(self, page: Page, top: float) -> None:
        """Draw the lines, before the first of them the number."""
        words = self._note.words or _begin(page, self._note, top)
        for line in self._lines:
            words.draw_line(page, line, LEFT + _INDENT, top - baseline(_LOOK))
            top -= _LOOK.pitch


def _begin(page: Page, note: _Footnote, top: float) -> TextBlock:
    """Make the elements of a note, draw its number, which leads back to the text, and give its place a name."""
    element = note.hang(page.canvas)
    page.canvas.name_place(place(note.number), page, top)
    back = (Span(str(note.number), link=f"#{mark_place(note.number)}"),)
    label = TextBlock(page.canvas.tree.add(element, "Lbl"), back, _LOOK, break_runs(back, _LOOK.size, _INDENT * 2))
    label.draw_line(page, label.lines[0], LEFT, top - baseline(_LOOK))
    note.words = TextBlock(element, note.content, _LOOK, [])
    return note.words


def with_notes(canvas: Canvas, root: Element, strips: Iterable[TextLine], notes: Notes) -> Iterator[Strip]:
    """Yield the lines of a block, those with the number of a note together with the note."""
    told: dict[int, _Footnote] = {}
    for strip in strips:
        numbers = [number for number in strip.note_numbers() if number not in told]
        told.update({number: _Footnote(number, notes.found[number - 1], root) for number in numbers})
        strip.notes = tuple(_whole(told[number]) for number in numbers)
        yield strip
    for note in told.values():
        note.hang(canvas)
    if told:
        yield BlockEnd()


def _whole(note: _Footnote) -> PageNote:
    return _Part(note, break_runs(note.content, _LOOK.size, WIDTH - _INDENT) or [Line((), 0.0)])
