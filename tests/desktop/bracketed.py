"""What of a window is neither in the invented language nor data of the book: words no translator was given."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)
from sqlalchemy import String, TypeDecorator, select

from models.base import Base
from models.entities import map_all
from models.store import Store
from resources.pseudo import CLOSE, OPEN

_APART = re.compile(r"[,;:·()•|/→“”\n…\[\]×~]+|\s[-–—]\s|\s\s+")
_KEYS = re.compile(r"\b(?:(?:Ctrl|Alt|Shift)\+)+(?:Page Up|Page Down|\S+)|\bF\d+\b")
_PATHS = re.compile(r"(?<![\w<])/[\w.-]+/.*")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_NUMBERS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_TAGS = re.compile(r"<[^>]*>")
ROWS = 25
"""Lines of a list that are read: all lines of a list are made alike."""

NAMES = frozenset(
    {
        "liaison desk",
        "pdf",
        "excel",
        "urn",
        "ctrl",
        "alt",
        "shift",
        "enter",
        "menu",
        "tab",
        "esc",
        "page up",
        "page down",
    }
    | {"csv", "postgresql", "python", "qt and pyside6", "home", "end", "delete", "sqlite"}
)
"""Names of programs, of forms and of keys, alike in every language."""


def words_of_book(store: Store) -> str:
    """Return every word the book holds, to tell data from words of ours."""
    map_all()
    found: list[str] = []
    with store.read() as session:
        for table in Base.metadata.sorted_tables:
            if table.name in ("attachment_content", "change_entry"):
                continue
            for column in table.c:
                if not isinstance(column.type, String | TypeDecorator):
                    continue
                found += [text for text in session.scalars(select(column).distinct()) if isinstance(text, str)]
    return _plain("\n".join(found))


def outside_brackets(text: str) -> str:
    """Return what stands outside the brackets of the invented language; a bracket that is cut off ends the text."""
    depth, kept = 0, []
    for letter in text:
        if letter == OPEN:
            depth += 1
            kept.append("\n")
        elif letter == CLOSE and depth:
            depth -= 1
        elif not depth:
            kept.append(letter)
    return "".join(kept)


def untranslated(text: str, book: str) -> list[str]:
    """Return the phrases of a text that are neither translated nor in the book."""
    text = _PATHS.sub("", text.replace("\u200b", ""))
    text = html.unescape(_TAGS.sub("\n", text)) if text.startswith("<qt>") else text
    found = []
    for phrase in _APART.split(_KEYS.sub("\n", outside_brackets(text))):
        words = _NUMBERS.sub("", _plain(phrase))
        if _LETTERS.search(words) and words not in NAMES and words not in book:
            found.append(phrase.strip())
    return found


def _plain(text: str) -> str:
    return " ".join(text.replace("&", "").casefold().split(" "))


def texts(window: QWidget) -> Iterator[tuple[str, str]]:
    """Yield every text of a shown window with where it stands."""
    yield "title", window.windowTitle()
    for widget in window.findChildren(QWidget):
        if widget.window() is not window or not widget.isVisible() or widget.objectName().startswith("qt_"):
            continue
        if widget.objectName() in ("ScrollLeftButton", "ScrollRightButton"):
            continue  # Qt's own, in Qt's own catalogue
        if isinstance(widget, QScrollBar | QHeaderView) or isinstance(widget.parentWidget(), QComboBox | QMenuBar):
            continue
        name = f"{type(widget).__name__} {widget.objectName()}"
        for text in (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), *_own(widget)):
            if text:
                yield name, text


def _own(widget: QWidget) -> Iterator[str]:
    """Yield what a widget itself shows; what people typed is theirs."""
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit() | QPlainTextEdit():
            yield widget.placeholderText()
        case QComboBox():
            yield from (widget.itemText(place) for place in range(widget.count()))
        case QTabBar():
            yield from (widget.tabText(place) for place in range(widget.count()))
        case QAbstractItemView():
            yield from _cells(widget)
        case _:
            pass


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    # A model of one column keeps it to itself.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for column in range(columns):
        heading = model.headerData(column, Qt.Orientation.Horizontal)
        if isinstance(heading, str) and not heading.isdigit():
            yield heading
        for row in range(min(model.rowCount(QModelIndex()), ROWS)):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
                value = model.index(row, column, QModelIndex()).data(role)
                if isinstance(value, str):
                    yield value


def faults(window: QWidget, book: str) -> set[str]:
    """Return a sentence for each text of a window that no translator was given."""
    return {
        f"{name}: {phrase!r} in {text[:70]!r}" for name, text in texts(window) for phrase in untranslated(text, book)
    }
