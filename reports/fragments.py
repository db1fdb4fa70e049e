"""Parts of a line: characters of one face, link and direction, and where each stands when the line is complete."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from reports.cleaning import MISSING
from reports.directions import visual_order
from reports.fonts import Face, Marks, pieces
from reports.shaping import Glyphs, shaped

NO_LINK = -1
_LETTERS = re.compile("[⁰¹²³⁴-⁹]{2,6}|.", re.DOTALL)
"""The number of a note is not cut."""


class Fragment(NamedTuple):
    """Characters in one face and direction, all in the same link or in none, in the order in which they are read."""

    face: Face
    text: str
    link: int
    """Index of the span whose link it is, or NO_LINK."""
    depth: int = 0
    """How deep in which direction it is: even from the left, odd from the right."""
    glyphs: Glyphs | None = None
    """How it is drawn where the characters alone do not say; None where each is drawn as it stands."""

    @property
    def width(self) -> float:
        """Return how wide it is in a size of 1."""
        return self.glyphs.width if self.glyphs else self.face.width(self.text)

    @property
    def drawn(self) -> str:
        """Return what is to be seen: its characters, or the mark for each."""
        return MISSING * len(self.text) if isinstance(self.face, Marks) else self.text

    def with_text(self, text: str) -> Fragment:
        """Return a fragment of the same kind with other characters."""
        glyphs = shaped(self.face, text, self.depth % 2 == 1) if self.glyphs else None
        return self._replace(text=text, glyphs=glyphs)

    def letters(self) -> list[Fragment]:
        """Return its letters, each with its accents, between which a word too long for a line may be cut."""
        if not self.glyphs:
            return [self._replace(text=letter) for letter in _LETTERS.findall(self.text)]
        letters: list[str] = []
        for character in self.text:
            if letters and unicodedata.category(character)[0] == "M":
                letters[-1] += character
            else:
                letters.append(character)
        return [self.with_text(letter) for letter in letters]


class Line(NamedTuple):
    """One line: fragments in the order in which they are read, and its width without the space at its end."""

    fragments: tuple[tuple[float, Fragment], ...]
    """Each with its distance from the left end of the line."""
    width: float
    shift: float = 0.0
    """How far the line is moved in, which lines read from the right are."""


def fragments_of(text: str, depths: Sequence[int] | None, bold: bool, italic: bool, link: int) -> list[Fragment]:
    """Return the fragments of words whose characters have these depths; without any they are all read from the left."""
    if depths is None:
        return [_fragment(which, part, link, 0) for which, part in pieces(text, bold, italic)]
    found: list[Fragment] = []
    at = 0
    for depth, group in groupby(depths):
        end = at + len(list(group))
        found.extend(_fragment(which, part, link, depth) for which, part in pieces(text[at:end], bold, italic))
        at = end
    return found


def _fragment(face: Face, text: str, link: int, depth: int) -> Fragment:
    if depth % 2 == 0 and face.draws(text):
        return Fragment(face, text, link, depth)
    return Fragment(face, text, link, depth, shaped(face, text, depth % 2 == 1))


def joined(fragments: list[Fragment]) -> list[Fragment]:
    """Put fragments of one kind that follow each other into one, their letters joined again."""
    return [
        group[0].with_text("".join(item.text for item in group))
        for group in (list(found) for _, found in groupby(fragments, key=_kind))
    ]


def _kind(fragment: Fragment) -> tuple[object, ...]:
    """Return what fragments that may be drawn together have in common."""
    return id(fragment.face), fragment.link, fragment.depth, fragment.glyphs is not None


def placed(fragments: list[Fragment], size: float, used: float) -> Line:
    """Join fragments of one kind and say where each starts. `used` is their width without the space at the end."""
    if any(item.depth for item in fragments):
        return _in_order(fragments, size, used)
    found: list[tuple[float, Fragment]] = []
    for item in fragments:
        offset, last = found[-1] if found else (0.0, item._replace(text="", glyphs=None))
        if found and last.face is item.face and last.link == item.link and not (last.glyphs or item.glyphs):
            found[-1] = (offset, last._replace(text=last.text + item.text))
        else:
            found.append((offset + last.width * size, item))
    return Line(tuple(found), used)


def _in_order(fragments: list[Fragment], size: float, used: float) -> Line:
    """Return a line of more than one direction; the space at its end takes no room and stands after everything."""
    ending = fragments[-1] if fragments[-1].text == " " and len(fragments) > 1 else None
    whole = joined(fragments[:-1] if ending else fragments)
    offsets = [0.0] * len(whole)
    at = 0.0
    for index in visual_order([item.depth for item in whole]):
        offsets[index] = at
        at += whole[index].width * size
    found = list(zip(offsets, whole, strict=True))
    return Line((*found, (at, ending)) if ending else tuple(found), used)


def without_last_space(lines: list[Line]) -> list[Line]:
    """Take the space off the end of the last line, after which nothing comes."""
    if lines:
        *others, (offset, last) = lines[-1].fragments
        text = last.text.rstrip(" ")
        kept = (*others, (offset, last._replace(text=text))) if text else tuple(others)
        lines[-1] = lines[-1]._replace(fragments=kept)
    return lines
