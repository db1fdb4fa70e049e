"""The carried fonts: which one draws which character, how wide it is, and what is done with those that none has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from reports.cleaning import APART, MISSING, page_text
from resources import path

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFontFace

_FILES = {
    (False, False): ("NotoSans-Regular.ttf", "DejaVuSans.ttf"),
    (True, False): ("NotoSans-Bold.ttf", "DejaVuSans-Bold.ttf"),
    (False, True): ("NotoSans-Italic.ttf", "DejaVuSans.ttf"),
    (True, True): ("NotoSans-BoldItalic.ttf", "DejaVuSans-Bold.ttf"),
}
_ARABIC = {False: "NotoSansArabic-Regular.ttf", True: "NotoSansArabic-Bold.ttf"}
"""For its own letters before all others: it has those of Urdu and Persian too."""


class Face:
    """One font file: its widths and the characters it has."""

    def __init__(self, file_name: str, source: TTFontFace) -> None:
        self.file_name = file_name
        self.source = source
        self.glyphs: dict[int, int] = source.charToGlyph
        self._simple = frozenset(
            character for character in map(chr, source.charToGlyph) if not _needs_shaping(character)
        )
        self._widths: dict[str, float] = {chr(code): width / 1000 for code, width in source.charWidths.items()}

    def width(self, text: str) -> float:
        """Return the width of text of size 1; a character the face lacks is a KeyError."""
        return sum(map(self._widths.__getitem__, text))

    def sign_width(self, number: int) -> float:
        """Return the width of a sign of size 1 by its place in the font."""
        width: float = self.source.hmetrics[number][0] / self.source.unitsPerEm
        return width

    def draws(self, text: str) -> bool:
        """Return whether the face alone draws the whole of a text, each character as it stands and after the last."""
        return self._simple.issuperset(text)

    def has(self, character: str) -> bool:
        """Return whether the face draws this character."""
        return ord(character) in self.glyphs and character in self._widths


class Marks(Face):
    """A font that draws the visible mark for whatever none has, so that what is read out and copied stays true."""

    def __init__(self, main: Face) -> None:
        self.file_name, self.source, self.glyphs, self._widths = main.file_name, main.source, main.glyphs, main._widths
        self._simple = frozenset()
        self.mark = self.glyphs[ord(MISSING)]


@cache
def face(bold: bool = False, italic: bool = False) -> Face:
    """Return the main face in this style."""
    return _load(_FILES[bold, italic][0])


def marks(bold: bool = False, italic: bool = False) -> Marks:
    """Return what draws the mark for characters that no font has, in this style."""
    return _marks(_FILES[bold, italic][0])


@cache
def _marks(file_name: str) -> Marks:
    return Marks(_load(file_name))


@cache
def _load(file_name: str) -> Face:
    """Read a font file once in the life of the program."""
    from reportlab.pdfbase.ttfonts import TTFontFace

    return Face(file_name, TTFontFace(str(path("fonts", file_name))))


def pieces(text: str, bold: bool = False, italic: bool = False) -> list[tuple[Face, str]]:
    """Split the text of a page into runs that one face draws each; what none draws is left to the marks."""
    main = face(bold, italic)
    if main.draws(text):
        return [(main, text)]
    drawn: list[tuple[Face, str]] = []
    last, found = main, True
    for character in text:
        if found or not unicodedata.combining(character):  # The accent of a letter that no font has goes with it.
            last = _face_for(character, last, bold, italic)
            found = character == APART or last.has(character)
        drawn.append((last if found else marks(bold, italic), character))
    return [(which, "".join(part for _, part in run)) for which, run in groupby(drawn, key=lambda pair: pair[0])]


def _face_for(character: str, last: Face, bold: bool, italic: bool) -> Face:
    """Return the first face that has a character; an accent stays with the letter before it where it can."""
    if character == APART or (unicodedata.combining(character) and last.has(character)):
        return last
    names: tuple[str, ...] = _FILES[bold, italic]
    if unicodedata.bidirectional(character) in ("AL", "AN"):
        names = (_ARABIC[bold], *names)
    return next((found for found in map(_load, names) if found.has(character)), _load(names[0]))


def _needs_shaping(character: str) -> bool:
    """Return whether how a letter is drawn depends on its neighbours: accents, and scripts written from the right."""
    if character < "\u0300":
        return False
    if character == APART or unicodedata.category(character)[0] == "M":
        return True
    return unicodedata.bidirectional(character) in ("R", "AL", "AN")


def missing_characters(texts: Iterable[str]) -> tuple[str, ...]:
    """Return, in order, the characters of texts that will be printed as the visible mark."""
    found: set[str] = set()
    for text in texts:
        if not text.isascii():
            found.update(character for character in set(text) if _is_lost(character))
    return tuple(sorted(found))


@cache
def _is_lost(character: str) -> bool:
    """Return whether a single character ends as the visible mark."""
    cleaned = page_text(character).replace("\n", "")
    return character != MISSING and any(isinstance(which, Marks) or MISSING in part for which, part in pieces(cleaned))
