"""Headings, paragraphs and lists as strips of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from reports import style
from reports.cleaning import page_text
from reports.document import ListBlock, ListItem, Paragraph, Runs, Tone, plain
from reports.fragments import NO_LINK, Fragment, Line
from reports.lines_of_text import break_runs, break_text, unshifted
from reports.links import safe_address
from reports.notes import MARK_PLACE, mark_place, note_of
from reports.pdf.canvas import Canvas, Page
from reports.pdf.flow import LEFT, WIDTH, Strip
from reports.pdf.structure import Element
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class Look:
    """How the words of a paragraph are set."""

    size: float
    colour: str = style.INK
    bold: bool = False
    leading: float = style.LEADING
    gap: float = 7.0

    @property
    def pitch(self) -> float:
        """Return the distance from line to line."""
        return self.size * self.leading


BODY = Look(style.BODY_SIZE)
TONES = {
    Tone.BODY: BODY,
    Tone.LEAD: Look(style.LEAD_SIZE, gap=8.0),
    Tone.NOTE: Look(style.NOTE_SIZE, style.MUTED, gap=4.0),
}
CAPTION = Look(style.BODY_SIZE, style.INK, True, style.TIGHT_LEADING, 14.0)
_GAPS = (22.0, 20.0, 15.0, 12.0, 10.0, 10.0)


def heading_look(level: int) -> Look:
    """Return how a heading of a level is set."""
    colour = style.ACCENT if level <= 2 else style.INK
    return Look(style.HEADING_SIZES[level - 1], colour, True, style.TIGHT_LEADING, _GAPS[level - 1])


class TextBlock:
    """The words of one element, broken into lines; its links become elements when they are first drawn."""

    def __init__(self, element: Element, runs: Runs, look: Look, lines: list[Line]) -> None:
        self.element = element
        self.look = look
        self.lines = lines
        self._runs = runs
        self._links: dict[int, tuple[Element, str]] = {}

    def draw_line(self, page: Page, line: Line, left: float, base: float) -> None:
        """Draw one line from a point on its base line."""
        left += line.shift
        for offset, fragment in line.fragments:
            found = self._link(page.canvas, fragment)
            page.mark(found[0] if found else self.element)
            colour = page.canvas.inked(style.ACCENT if found else self.look.colour)
            page.show_fragment((left + offset, base), fragment, self.look.size, colour)
            if found:
                self._lead_away(page, fragment, (left + offset, base), *found)

    def notes_in(self, line: Line) -> list[int]:
        """Return the notes whose numbers stand in a line."""
        links = (self._runs[fragment.link] for _at, fragment in line.fragments if fragment.link != NO_LINK)
        return [number for number in map(note_of, links) if number]

    def _link(self, canvas: Canvas, fragment: Fragment) -> tuple[Element, str] | None:
        """Return the link element that a fragment belongs to and its address."""
        if fragment.link == NO_LINK:
            return None
        if fragment.link not in self._links and note_of(self._runs[fragment.link]):
            reference = canvas.tree.add(self.element, "Reference")
            self._links[fragment.link] = canvas.tree.add(reference, "Link"), self._runs[fragment.link].link or ""
        if fragment.link not in self._links:
            address = safe_address(self._runs[fragment.link].link or "")
            if address is None or not page_text(self._runs[fragment.link].text).strip():
                return None
            self._links[fragment.link] = (canvas.tree.add(self.element, "Link"), address)
        return self._links[fragment.link]

    def _lead_away(
        self, page: Page, fragment: Fragment, at: tuple[float, float], element: Element, address: str
    ) -> None:
        """Make the area of a link's fragment lead to its address, and underline it."""
        x, base = at
        size = self.look.size
        end = x + (fragment.width if fragment.glyphs else fragment.face.width(fragment.text.rstrip(" "))) * size
        if end <= x:
            return
        words = page_text(self._runs[fragment.link].text).strip()
        note = note_of(self._runs[fragment.link])
        if note:
            words = _("Note {number}").format(number=note)
            page.canvas.name_place(mark_place(note), page, base + self.look.pitch)
        elif address.startswith(f"#{MARK_PLACE}"):
            words = _("Back to the text of note {number}").format(number=words)
        page.link(element, (x, base - 0.25 * size, end, base + 0.85 * size), address, words)
        if not note:
            page.rule(x, end, base - 0.14 * size, page.canvas.accent, 0.6)


class TextLine(Strip):
    """One line of a text block."""

    def __init__(self, block: TextBlock, line: Line, left: float) -> None:
        self.height = block.look.pitch
        self.before: Callable[[Page, float, float], None] | None = None
        """Called before the line is drawn with the page, the upper edge and the base line."""
        self._block = block
        self._line = line
        self._left = left

    def note_numbers(self) -> list[int]:
        """Return the notes whose numbers stand in the line."""
        return self._block.notes_in(self._line)

    def draw(self, page: Page, top: float) -> None:
        """Draw the line."""
        base = top - baseline(self._block.look)
        if self.before:
            self.before(page, top, base)
        self._block.draw_line(page, self._line, self._left, base)


def baseline(look: Look) -> float:
    """Return how far below the upper edge of a line its letters stand."""
    return look.pitch / 2 + 0.36 * look.size


def text_strips(
    block: TextBlock, left: float = LEFT, keep_with_next: bool = False, gap: float | None = None
) -> list[TextLine]:
    """Return the lines of a block: the first two and the last two stay together."""
    strips = [TextLine(block, line, left) for line in block.lines]
    count = len(strips)
    for index, strip in enumerate(strips):
        strip.keep = keep_with_next or (count > 1 and index in (0, count - 2))
    if count:
        strips[0].gap = block.look.gap if gap is None else gap
        strips[-1].keep = keep_with_next
    return strips


def words(
    canvas: Canvas, parent: Element, tag: str, text: str, look: Look, keep_with_next: bool = False
) -> list[TextLine]:
    """Return plain words as an element of their own; blank ones are nothing."""
    lines = break_text(text, look.size, WIDTH, look.bold)
    if not lines:
        return []
    block = TextBlock(canvas.tree.add(parent, tag), (), look, lines)
    return text_strips(block, keep_with_next=keep_with_next)


def paragraph(canvas: Canvas, parent: Element, block: Paragraph, tones: Mapping[Tone, Look] = TONES) -> list[TextLine]:
    """Return a paragraph's lines; a blank one is nothing."""
    look = tones[block.tone]
    lines = break_runs(block.content, look.size, WIDTH)
    if not lines:
        return []
    return text_strips(TextBlock(canvas.tree.add(parent, "P"), block.content, look, lines))


_NUMBERING = (b"Decimal", b"LowerAlpha", b"LowerRoman")
_BULLETS = ((b"Disc", "•"), (b"Circle", "◦"))


def list_strips(canvas: Canvas, parent: Element, block: ListBlock, level: int = 0) -> Iterator[TextLine]:
    """Yield the lines of a list and of the lists inside it; items without words or inner items are left out.

    The first two items stay together, and the last two, so that no page begins or ends with one alone.
    """
    items = [item for item in block.items if _has_words(item)]
    if not items:
        return
    kind = _NUMBERING[min(level, 2)] if block.ordered else _BULLETS[min(level, 1)][0]
    element = canvas.tree.add(parent, "L", b"/O/List/ListNumbering/" + kind)
    look = BODY
    for index, item in enumerate(items):
        entry = canvas.tree.add(element, "LI")
        label = _label(index, level) if block.ordered else _BULLETS[min(level, 1)][1]
        marker = TextBlock(canvas.tree.add(entry, "Lbl"), (), look, break_text(label, look.size, 99))
        body = canvas.tree.add(entry, "LBody")
        left = LEFT + 20.0 * (min(level, 7) + 1)
        lines = unshifted(break_runs(item.content, look.size, LEFT + WIDTH - left)) or [Line((), 0.0)]
        strips = text_strips(TextBlock(body, item.content, look, lines), left, gap=3.5 if index or level else 5.0)
        strips[0].before = _marker_drawer(marker, left)
        # Lines are drawn before the list inside their item is begun, so that their links come before it in the tree.
        strips[-1].keep = not item.inner and index < len(items) - 1 and index in (0, len(items) - 2)
        yield from strips
        if item.inner:
            yield from list_strips(canvas, body, item.inner, level + 1)


def _marker_drawer(marker: TextBlock, left: float) -> Callable[[Page, float, float], None]:
    """Return what draws a bullet or number in front of an item's first line."""
    (line,) = marker.lines
    return lambda page, _top, base: marker.draw_line(page, line, left - max(line.width + 5.0, 14.0), base)


def _has_words(item: ListItem) -> bool:
    """Return whether anything of an item or of the list inside it would be printed."""
    own = bool(page_text(plain(item.content)).strip())
    return own or (item.inner is not None and any(_has_words(inner) for inner in item.inner.items))


def _label(index: int, level: int) -> str:
    """Return the number of an item: 1. on the first level, (a) on the second, (i) below."""
    if level == 0:
        return f"{index + 1}."
    return f"({_letters(index + 1)})" if level == 1 else f"({_roman(index + 1)})"


def _letters(count: int) -> str:
    """Return a, b, ... z, aa, ab, ..."""
    text = ""
    while count:
        count, rest = divmod(count - 1, 26)
        text = chr(97 + rest) + text
    return text


_ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix"}
_ROMAN |= {5: "v", 4: "iv", 1: "i"}


def _roman(count: int) -> str:
    """Return i, ii, iii, iv, ..."""
    text = ""
    for value, letters in _ROMAN.items():
        times, count = divmod(count, value)
        text += letters * times
    return text
