"""Words broken into lines: styles, links and more than one font in a line, long addresses, spaces kept for readers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from reports.cleaning import page_text
from reports.document import Runs, Span, plain
from reports.fonts import Face, face, pieces

NO_LINK = -1

_PARTS = re.compile(r"[ \n]+|[^ \n]+")
_HYPHEN = re.compile(r"(?<=[^\W\d_]-)(?=[^\W\d_])")
_GOOD_ENDS = frozenset("/-_.@?&=,;:+#")


class Fragment(NamedTuple):
    """Characters in one face, all in the same link or in none."""

    face: Face
    text: str
    link: int
    """Index of the span whose link it is, or NO_LINK."""


class Line(NamedTuple):
    """One line: fragments with their distance from its start, and its width without the space at its end."""

    fragments: tuple[tuple[float, Fragment], ...]
    width: float


class _Word(NamedTuple):
    """What stays together, with the gap that follows it: nothing, a space or a new line."""

    fragments: list[Fragment]
    gap: Fragment | None
    ends_line: bool


def break_text(text: str, size: float, width: float, bold: bool = False) -> list[Line]:
    """Break plain words into lines of at most this width; blank text gives no line."""
    text = page_text(text)
    main = face(bold)
    if main.draws(text) and "-" not in text and "\n" not in text:
        lines = _break_simple(text, main, size, width)
        if lines is not None:
            return lines
    return break_runs((Span(text),), size, width, bold)


def _break_simple(text: str, main: Face, size: float, width: float) -> list[Line] | None:
    """Break text of one face at its spaces; None where a word is longer than a line."""
    lines: list[Line] = []
    space = main.width(" ") * size
    current: list[str] = []
    used = 0.0
    for word in text.split(" "):
        if not word:
            continue
        extent = main.width(word) * size
        if extent > width:
            return None
        if current and used + space + extent > width + 0.01:
            lines.append(Line(((0.0, Fragment(main, " ".join(current) + " ", NO_LINK)),), used))
            current, used = [word], extent
        else:
            used += space + extent if current else extent
            current.append(word)
    words = " ".join(current)
    return [*lines, Line(((0.0, Fragment(main, words, NO_LINK)),), used)] if words.strip() else lines


def break_runs(runs: Runs, size: float, width: float, bold: bool = False) -> list[Line]:
    """Break spans into lines of at most this width; blank text gives no line."""
    if not page_text(plain(runs)).strip():
        return []
    lines: list[Line] = []
    current: list[Fragment] = []
    used = 0.0
    gap: Fragment | None = None
    for word in _fitting(_words(runs, bold), size, width):
        extent = _extent(word.fragments, size)
        space = gap.face.width(" ") * size if gap and current else 0.0
        if current and used + space + extent > width + 0.01:
            lines.append(_line([*current, *([gap] if gap else [])], size, used))
            current, used, space = [], 0.0, 0.0
        elif current and gap:
            current.append(gap)
        current.extend(word.fragments)
        used += space + extent
        gap = word.gap
        if word.ends_line:
            lines.append(_line([*current, *([gap] if gap else [])], size, used))
            current, used, gap = [], 0.0, None
    if current:
        lines.append(_line(current, size, used))
    return _without_last_space(lines)


def longest_word(text: str, size: float, bold: bool = False) -> float:
    """Return the width of the longest part of text that should not be broken."""
    parts = [part for word in page_text(text).split() for part in _breakable(word)]
    return max((sum(which.width(run) for which, run in pieces(part, bold)) * size for part in parts), default=0.0)


def natural_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of text if it is not broken, but where it says so itself."""
    return max((line.width for line in break_text(text, size, math.inf, bold)), default=0.0)


def _words(runs: Runs, bold: bool) -> Iterator[_Word]:
    """Yield the words of spans; a word may reach over the border of two spans."""
    word: list[Fragment] = []
    for index, span in enumerate(runs):
        link = index if span.link else NO_LINK
        heavy = bold or span.bold
        for part in _PARTS.findall(page_text(span.text)):
            if part[0] in " \n":
                if word:
                    yield _Word(word, Fragment(face(heavy, span.italic), " ", link), "\n" in part)
                    word = []
                continue
            for number, piece in enumerate(_breakable(part)):
                if number:
                    yield _Word(word, None, False)
                    word = []
                word.extend(Fragment(which, text, link) for which, text in pieces(piece, heavy, span.italic))
    if word:
        yield _Word(word, None, False)


def _breakable(part: str) -> list[str]:
    """Return a word in the parts between which a line may end: after a hyphen, but never inside an email address."""
    return [part] if "@" in part else _HYPHEN.split(part)


def _fitting(words: Iterator[_Word], size: float, width: float) -> Iterator[_Word]:
    """Yield words, cutting those that no line can hold."""
    for word in words:
        if _extent(word.fragments, size) <= width:
            yield word
        else:
            chunks = _cut(word.fragments, size, width)
            yield from (_Word(chunk, None, False) for chunk in chunks[:-1])
            yield _Word(chunks[-1], word.gap, word.ends_line)


def _cut(fragments: list[Fragment], size: float, width: float) -> list[list[Fragment]]:
    """Cut a long word, after a mark of an address where there is one near the end of the line."""
    characters = [Fragment(item.face, character, item.link) for item in fragments for character in item.text]
    chunks: list[list[Fragment]] = []
    start, used = 0, 0.0
    position = 0
    while position < len(characters):
        extent = characters[position].face.width(characters[position].text) * size
        if used + extent > width and position > start:
            good = range(position, start + (position - start) // 2, -1)
            position = next((end for end in good if characters[end - 1].text in _GOOD_ENDS), position)
            chunks.append(characters[start:position])
            start, used = position, 0.0
            continue
        used += extent
        position += 1
    return [*chunks, characters[start:]]


def _extent(fragments: list[Fragment], size: float) -> float:
    """Return the width of fragments set side by side."""
    return sum(item.face.width(item.text) for item in fragments) * size


def _line(fragments: list[Fragment], size: float, used: float) -> Line:
    """Join fragments of one face and link and say where each starts."""
    placed: list[tuple[float, Fragment]] = []
    for item in fragments:
        if placed and placed[-1][1].face is item.face and placed[-1][1].link == item.link:
            offset, last = placed[-1]
            placed[-1] = (offset, last._replace(text=last.text + item.text))
        else:
            offset, last = placed[-1] if placed else (0.0, item._replace(text=""))
            placed.append((offset + last.face.width(last.text) * size, item))
    return Line(tuple(placed), used)


def _without_last_space(lines: list[Line]) -> list[Line]:
    """Take the space off the end of the last line, after which nothing comes."""
    if lines:
        *others, (offset, last) = lines[-1].fragments
        text = last.text.rstrip(" ")
        kept = (*others, (offset, last._replace(text=text))) if text else tuple(others)
        lines[-1] = Line(kept, lines[-1].width)
    return lines
