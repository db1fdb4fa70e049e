"""Letters that depend on their neighbours: joined Arabic, accents above and below, all as the font has them drawn."""

from __future__ import annotations

from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from reports.fonts import Face, Marks
from resources import path

if TYPE_CHECKING:
    from uharfbuzz import Font

_FEATURES = {"kern": False, "liga": False}
"""Plain text is set without these, so the same letters are as wide beside an accent as elsewhere."""
_CHARACTERS_OF_THEIR_OWN = 1
"""HarfBuzz's name for keeping each accent apart from its letter, so that every glyph knows its character."""
_AT_WORK = Lock()


class Glyph(NamedTuple):
    """A drawn sign, its measures in a size of 1."""

    number: int
    """Its place in the font."""
    text: str
    """The characters it stands for; a further part of a letter, such as its dots, stands for none."""
    advance: float
    right: float
    """How far from its place it is drawn."""
    up: float


class Glyphs(NamedTuple):
    """Signs from left to right, and how wide they are together in a size of 1."""

    items: tuple[Glyph, ...]
    width: float


@lru_cache(8192)
def shaped(face: Face, text: str, from_right: bool) -> Glyphs:
    """Return how a face draws text of one direction. The text is in the order in which it is read."""
    if isinstance(face, Marks):
        return _marked(face, text[::-1] if from_right else text)
    import uharfbuzz

    with _AT_WORK:
        buffer = uharfbuzz.Buffer()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel(_CHARACTERS_OF_THEIR_OWN)
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if from_right else "ltr"
        font = _font(face.file_name)
        uharfbuzz.shape(font, buffer, _FEATURES)
        size = font.face.upem
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
    words = _told([info.cluster for info in infos], text, from_right)
    items = [
        Glyph(info.codepoint, said, place.x_advance / size, place.x_offset / size, place.y_offset / size)
        for info, place, said in zip(infos, positions, words, strict=True)
    ]
    return Glyphs(tuple(items), sum(item.advance for item in items))


def _marked(face: Marks, text: str) -> Glyphs:
    """Return a mark for each character, which says what it stands for."""
    advance = face.sign_width(face.mark)
    return Glyphs(tuple(Glyph(face.mark, character, advance, 0.0, 0.0) for character in text), advance * len(text))


def _told(clusters: list[int], text: str, from_right: bool) -> list[str]:
    """Return what each glyph stands for, so that in the order of reading they make up the text."""
    if from_right:
        return _told(clusters[::-1], text, False)[::-1]
    found: list[str] = []
    ends = [*clusters[1:], len(text)]
    at = 0
    for cluster, end in zip(clusters, ends, strict=True):
        # Glyphs of one cluster take its characters one by one, the last of them the rest.
        stop = min(at + 1, len(text)) if cluster == end else max(end, at)
        found.append(text[at:stop])
        at = stop
    return found


@cache
def _font(file_name: str) -> Font:
    """Return a font file as HarfBuzz reads it, once in the life of the program."""
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face(path("fonts", file_name).read_bytes()))
