"""What signs, colours and lines are called in the language in which pages are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from reports.pdf.embedding import EmbeddedFont
from reports.pdf.writer import number, text_string
from reports.shaping import Glyphs

Point = tuple[float, float]


def in_a_row(font: EmbeddedFont, glyphs: Glyphs) -> str:
    """Return signs on the base line from left to right, as one whole with the steps between them."""
    parts: list[str] = []
    place = along = 0.0
    for glyph in glyphs.items:
        step = round((place - along - glyph.right) * 1000)
        code = font.encode_glyph(glyph.number, glyph.text)
        parts.append(f"{step}<{code}>" if step else f"<{code}>")
        place = along + glyph.right + font.face.sign_width(glyph.number)
        along += glyph.advance
    return "".join(parts)


def in_order_of_reading(signs: list[tuple[str, str]]) -> Iterator[str]:
    """Yield what draws signs, in the order of reading; where a letter is of several parts, with the letter itself."""
    for index, (text, drawn) in enumerate(signs):
        begins = text and index + 1 < len(signs) and not signs[index + 1][0]
        ends = not text and (index + 1 == len(signs) or signs[index + 1][0])
        if begins:
            yield f"/Span <</ActualText {text_string(text).decode()}>> BDC"
        yield drawn
        if ends:
            yield "EMC"


@cache
def rgb(colour: str) -> str:
    """Return a colour like "#0B5A8A" as three shares of one."""
    return " ".join(number(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))


def path(points: Sequence[Point]) -> str:
    """Return a line through points."""
    (x, y), *others = points
    return f"{x:.2f} {y:.2f} m" + "".join(f" {x:.2f} {y:.2f} l" for x, y in others)
