"""Phosphor icons, drawn from the font that QtAwesome carries, in the theme's colours at the moment of drawing.

QtAwesome itself is not imported: its import took 80 to 150 ms, longer than the whole of Qt. Only its font and its
table of names are read, on the first icon that is painted. Colours are looked up when painting, so nothing has to
be rebuilt when the theme changes.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

_log = logging.getLogger(__name__)

ColourOf = Callable[[str], QColor]


@cache
def _folder() -> Path:
    """Return the folder of QtAwesome's fonts."""
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise RuntimeError("QtAwesome is not installed, and it carries the icons")
    return Path(spec.origin).parent / "fonts"


def _file(ending: str) -> Path:
    """Return the one file of Phosphor with this ending, whatever its version."""
    return _folder() / min(name for name in os.listdir(_folder()) if name.startswith("phosphor-") and ending in name)


@cache
def _charmap() -> str:
    """Return the table of icons as it is in its file; reading all of it as JSON would cost more than a window does."""
    return _file(".json").read_text("utf-8")


@cache
def _mark(name: str) -> str:
    """Return the character of an icon, or nothing when there is none of that name."""
    sought, table = f'"{name}": "', _charmap()
    start = table.find(sought) + len(sought)
    return chr(int(table[start : table.index('"', start)], 16)) if start >= len(sought) else ""


@cache
def _family() -> str:
    """Load the font once and return its family."""
    font = _file(".ttf")
    number = QFontDatabase.addApplicationFont(str(font))
    families = QFontDatabase.applicationFontFamilies(number)
    if not families:
        raise RuntimeError(f"{font.name} is not a font Qt can read")
    return families[0]


def names() -> frozenset[str]:
    """Return the name of every icon there is."""
    import json

    return frozenset(json.loads(_charmap()))


def paint_icon(painter: QPainter, rect: QRect, name: str, colour: QColor) -> None:
    """Draw an icon into a square in the middle of `rect`."""
    side = min(rect.width(), rect.height())
    font = QFont(_family())
    font.setPixelSize(max(1, side))
    mark = _mark(name)
    if not mark:
        # Qt cannot carry an exception through its painting, so a wrong name leaves a gap and a line in the log.
        _log.error("there is no icon called %r", name)
        return
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, mark)
    painter.restore()


class _Engine(QIconEngine):
    """Paints one character in the colour its role has now."""

    def __init__(self, name: str, role: str, colour_of: ColourOf) -> None:
        super().__init__()
        self._name, self._role, self._colour_of = name, role, colour_of

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role, self._colour_of)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = "placeholder" if mode == QIcon.Mode.Disabled else self._role
        if self._role == "muted" and (state == QIcon.State.On or mode == QIcon.Mode.Selected):
            role = "selected_text"
        # A place wider than high leaves room between icon and words: the icon stands at its left.
        square = QRect(rect.left(), rect.top(), min(rect.width(), rect.height()), rect.height())
        paint_icon(painter, square, self._name, self._colour_of(role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        try:
            self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        finally:
            # A painter that outlives its picture takes the whole program with it.
            painter.end()
        return picture


def make_icon(name: str, role: str, colour_of: ColourOf) -> QIcon:
    """Return an icon by its Phosphor name, in the colour of a token."""
    return QIcon(_Engine(name, role, colour_of))
