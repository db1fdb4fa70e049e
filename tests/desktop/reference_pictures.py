"""Pictures of every page, kept in the repository, and how a page is compared with its picture.

    python -m tests.desktop.reference_pictures make [PAGE ...]     draw them anew, all or those of some pages
    python -m tests.desktop.reference_pictures compare [PAGE ...]  the test, which says where to see what differs

A pixel is told as different only if it lies outside the range of colours of the nine pixels round it in the reference,
by more than `LEVELS` of 255, or if the reference lies outside the range of those round it here, by more than `SOFTER`.
So the edge of a letter may be drawn a little softer, or a pixel further on, as another version of the font engine does;
a letter or a line that is missing, a ground of another colour and a card that moved by two pixels are told. A few such
pixels on their own are let pass, a cluster of them is not.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

FOLDER = Path(__file__).parent / "reference"
SIZE = QSize(1366, 768)
MAKING = "LIAISON_MAKE_PICTURES"
"""Set in the environment, the test writes the pictures instead of comparing with them."""

LEVELS = 7
"""By how much a colour may lie outside: less than window and surface differ, in light and in dark."""
SOFTER = 32
"""By how much something thin may be paler than in the reference: less than the line between two rows is darker."""
TILE = 24
"""The side of the squares in which different pixels are counted together: about a line of text."""
LET_PASS = 8
"""How many different pixels a square may hold: fewer than the smallest digit has."""
COLOURS, KEPT_AS_THEY_ARE = 256, 96
_COUNTED = 20_000
_WANTED = ("make", "compare")


@dataclass(frozen=True)
class Difference:
    """How far a picture is from its reference."""

    pixels: int
    """How many pixels differ; at most a number from which nobody counts on."""
    places: tuple[tuple[int, int], ...]
    """The squares with more of them than may pass, by the middle of each, the worst first."""
    mask: QImage
    """Bright where the pictures differ."""

    def __bool__(self) -> bool:
        return bool(self.places)


def differ(seen: QImage, reference: QImage) -> Difference:
    """Compare a picture with its reference."""
    seen, reference = (one.convertToFormat(QImage.Format.Format_RGB32) for one in (seen, reference))
    if seen.size() != reference.size():
        every = QImage(seen.size(), QImage.Format.Format_RGB32)
        every.fill(Qt.GlobalColor.white)
        return Difference(_COUNTED, ((0, 0),), every)
    mask, paler = _outside(seen, reference), _outside(reference, seen)
    _take_away(mask, LEVELS)
    _take_away(paler, SOFTER)
    _add(mask, paler, QPainter.CompositionMode.CompositionMode_Lighten)
    squares: Counter[tuple[int, int]] = Counter()
    pixels = 0
    for x, y in _bright(mask):
        squares[x // TILE, y // TILE] += 1
        pixels += 1
        if pixels == _COUNTED:
            break
    crowded = [square for square, number in squares.most_common() if number > LET_PASS]
    return Difference(pixels, tuple((x * TILE + TILE // 2, y * TILE + TILE // 2) for x, y in crowded), mask)


def _outside(one: QImage, other: QImage) -> QImage:
    """Return how far each pixel of one lies outside the colours of the nine pixels there in the other."""
    highest, lowest = QImage(other), QImage(other)
    for across in (-1, 0, 1):
        for down in (-1, 0, 1):
            place = QPoint(across, down)
            _add(highest, other, QPainter.CompositionMode.CompositionMode_Lighten, place)
            _add(lowest, other, QPainter.CompositionMode.CompositionMode_Darken, place)
    above, below = QImage(highest), QImage(lowest)
    _add(above, one, QPainter.CompositionMode.CompositionMode_Lighten)
    _add(above, highest, QPainter.CompositionMode.CompositionMode_Difference)
    _add(below, one, QPainter.CompositionMode.CompositionMode_Darken)
    _add(below, lowest, QPainter.CompositionMode.CompositionMode_Difference)
    _add(above, below, QPainter.CompositionMode.CompositionMode_Lighten)
    return above


def _take_away(picture: QImage, levels: int) -> None:
    """Darken a picture by some levels."""
    even = QImage(picture.size(), picture.format())
    even.fill(QColor(levels, levels, levels))
    _add(picture, even, QPainter.CompositionMode.CompositionMode_Lighten)
    _add(picture, even, QPainter.CompositionMode.CompositionMode_Difference)


def _add(ground: QImage, other: QImage, mode: QPainter.CompositionMode, place: QPoint | None = None) -> None:
    painter = QPainter(ground)
    painter.setCompositionMode(mode)
    painter.drawImage(place or QPoint(), other)
    painter.end()


_OVER = bytes(min(level, 1) for level in range(256))


def _bright(mask: QImage) -> Iterator[tuple[int, int]]:
    """Yield the place of each pixel that is not black."""
    for y in range(mask.height()):
        line = bytes(mask.constScanLine(y)).translate(_OVER)
        # The fourth byte of each pixel is no colour, and always 255.
        columns = [line[colour::4] for colour in range(3)]
        if not any(b"\1" in column for column in columns):
            continue
        for x, over in enumerate(zip(*columns, strict=True)):
            if any(over):
                yield x, y


def few_colours(picture: QImage) -> QImage:
    """Return a picture in few colours, for a small file.

    Those used most stay as they are: grounds, lines, whole letters. The others stand for the soft edges of letters;
    of them the one that is farthest from all there are is taken, again and again, so that none is far from its own.
    """
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    used = Counter(memoryview(bytes(plain.constBits())).cast("I"))
    parts = {colour: (colour >> 16 & 255, colour >> 8 & 255, colour & 255) for colour in used}
    table = [colour for colour, _number in used.most_common(KEPT_AS_THEY_ARE)]
    off = {colour: min(_off(one, parts[kept]) for kept in table) for colour, one in parts.items()}
    while len(table) < COLOURS and any(off.values()):
        farthest = max(off, key=lambda colour: (off[colour], used[colour]))
        table.append(farthest)
        off = {colour: min(off[colour], _off(one, parts[farthest])) for colour, one in parts.items()}
    nearest = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, nearest)


def _off(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]), abs(one[2] - other[2]))


def keep(picture: QImage, place: Path) -> None:
    """Write a picture as a small PNG file."""
    place.parent.mkdir(parents=True, exist_ok=True)
    writer = QImageWriter(str(place), b"png")
    writer.setCompression(100)
    if not writer.write(few_colours(picture)):
        raise OSError(f"{place}: {writer.errorString()}")


def show_difference(reference: QImage, difference: Difference) -> QImage:
    """Return the reference, faint, with what differs in red."""
    shown = reference.convertToFormat(QImage.Format.Format_Grayscale8).convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(shown)
    painter.fillRect(shown.rect(), QColor(255, 255, 255, 160))
    painter.setPen(QColor("#C00000"))
    for x, y in _bright(difference.mask):
        painter.drawPoint(x, y)
    painter.setPen(QColor("#0050C0"))
    for x, y in difference.places:
        painter.drawRect(x - TILE // 2, y - TILE // 2, TILE, TILE)
    painter.end()
    return shown


def main(arguments: list[str]) -> int:
    """Draw the pictures anew or compare with them."""
    import pytest

    if not arguments or arguments[0] not in _WANTED:
        print(__doc__)  # noqa: T201
        return 2
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if arguments[0] == "make":
        os.environ[MAKING] = "yes"
    test = f"{Path(__file__).with_name('test_reference_pictures.py')}::test_every_page_looks_as_in_its_pictures"
    wanted = [f"{test}[{name}]" for name in arguments[1:]] or [test]
    return int(pytest.main(["-q", *wanted]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
