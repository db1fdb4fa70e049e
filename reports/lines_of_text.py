"""Words broken into lines: styles, links and more than one font in a line, long addresses, spaces kept for readers.

Lines are broken in the order in which words are read and put in their order from left to right afterwards.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from reports.cleaning import page_text
from reports.directions import has_right_to_left, levels, reads_from_right
from reports.document import Runs, Span
from reports.fonts import Face, face
from reports.fragments import NO_LINK, Fragment, Line, fragments_of, joined, placed, without_last_space

_PARTS = re.compile(r"[ \n]+|[^ \n]+")
_HYPHEN = re.compile(r"(?<=[^\W\d_]-)(?=[^\W\d_])")
_GOOD_ENDS = frozenset("/-_.@?&=,;:+#")


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
    return unshifted(break_runs((Span(text),), size, width, bold))


def unshifted(lines: list[Line]) -> list[Line]:
    """Return lines with the longest at the left: a name from the right stands where the others of its column do."""
    least = min((line.shift for line in lines), default=0.0)
    return [line._replace(shift=line.shift - least) for line in lines] if least else lines


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
    """Break spans into lines of at most this width; blank text gives no line, and text from the right ends there."""
    texts = [page_text(span.text) for span in runs]
    whole = "".join(texts)
    if not whole.strip():
        return []
    if not has_right_to_left(whole):
        return _broken(_words(runs, texts, bold, None), size, width)
    from_right = reads_from_right(whole)
    depths = [depth for line in whole.split("\n") for depth in (*levels(line, from_right), int(from_right))]
    lines = _broken(_words(runs, texts, bold, depths), size, width)
    edge = max(line.width for line in lines) if math.isinf(width) else width
    return [line._replace(shift=edge - line.width) for line in lines] if from_right else lines


def _broken(words: Iterator[_Word], size: float, width: float) -> list[Line]:
    """Return words as lines of at most this width."""
    lines: list[Line] = []
    current: list[Fragment] = []
    used = 0.0
    gap: Fragment | None = None
    for word in _fitting(words, size, width):
        extent = _extent(word.fragments, size)
        space = gap.width * size if gap and current else 0.0
        if current and used + space + extent > width + 0.01:
            lines.append(placed([*current, *([gap] if gap else [])], size, used))
            current, used, space = [], 0.0, 0.0
        elif current and gap:
            current.append(gap)
        current.extend(word.fragments)
        used += space + extent
        gap = word.gap
        if word.ends_line:
            lines.append(placed([*current, *([gap] if gap else [])], size, used))
            current, used, gap = [], 0.0, None
    if current:
        lines.append(placed(current, size, used))
    return without_last_space(lines)


def one_line(words: str, bold: bool = False) -> Line:
    """Return words as a single line of size 1, for a label or what stands around a page."""
    text = page_text(words).replace("\n", " ")
    main = face(bold)
    if main.draws(text):
        return Line(((0.0, Fragment(main, text, NO_LINK)),), main.width(text))
    from_right = reads_from_right(text)
    depths = levels(text, from_right) if has_right_to_left(text) else None
    fragments = fragments_of(text, depths, bold, False, NO_LINK)
    return placed(fragments, 1.0, sum(item.width for item in fragments))


def label_width(words: str, size: float) -> float:
    """Return the width of a label of a picture in a size, in the carried fonts."""
    return one_line(words).width * size


def longest_word(text: str, size: float, bold: bool = False) -> float:
    """Return the width of the longest part of text that should not be broken."""
    parts = [part for word in page_text(text).split() for part in _breakable(word)]
    return max((one_line(part, bold).width * size for part in parts), default=0.0)


def natural_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of text if it is not broken, but where it says so itself."""
    return max((line.width for line in break_text(text, size, math.inf, bold)), default=0.0)


def _words(runs: Runs, texts: list[str], bold: bool, depths: list[int] | None) -> Iterator[_Word]:
    """Yield the words of spans; a word may reach over the border of two spans."""
    word: list[Fragment] = []
    start = 0
    for index, (span, text) in enumerate(zip(runs, texts, strict=True)):
        link = index if span.link else NO_LINK
        heavy = bold or span.bold
        for found in _PARTS.finditer(text):
            part, at = found.group(), start + found.start()
            if part[0] in " \n":
                if word:
                    yield _Word(
                        word, _gap(word[-1], heavy, span.italic, link, depths[at] if depths else 0), "\n" in part
                    )
                    word = []
                continue
            for number, piece in enumerate(_breakable(part)):
                if number:
                    yield _Word(word, None, False)
                    word = []
                word.extend(fragments_of(piece, depths and depths[at : at + len(piece)], heavy, span.italic, link))
                at += len(piece)
        start += len(text)
    if word:
        yield _Word(word, None, False)


def _gap(last: Fragment, bold: bool, italic: bool, link: int, depth: int) -> Fragment:
    """Return the space after a word; within words from the right it is of their font, so that they hang together."""
    if last.glyphs and depth == last.depth:
        return last.with_text(" ")._replace(link=link)
    return Fragment(face(bold, italic), " ", link, depth)


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
    characters = [single for item in fragments for single in item.letters()]
    chunks: list[list[Fragment]] = []
    start, used = 0, 0.0
    position = 0
    while position < len(characters):
        extent = characters[position].width * size
        if used + extent > width and position > start:
            good = range(position, start + (position - start) // 2, -1)
            position = next((end for end in good if characters[end - 1].text in _GOOD_ENDS), position)
            chunks.append(joined(characters[start:position]))
            start, used = position, 0.0
            continue
        used += extent
        position += 1
    return [*chunks, joined(characters[start:])]


def _extent(fragments: list[Fragment], size: float) -> float:
    """Return the width of fragments set side by side."""
    return sum(item.width for item in fragments) * size
