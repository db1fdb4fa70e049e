"""What in a window would take words for mark-up, or would lose a letter of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as Guess
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QLabel,
    QMenu,
    QMessageBox,
    QTabWidget,
    QTextEdit,
    QWidget,
)

from desktop.plain import straight
from tests.models.random_book import MARK

_ESCAPED_ONLY = re.compile(r"<qt>([^<>]|<br>)*</qt>", re.DOTALL)
_LONE_KEY = re.compile(r"(?<!&)(?:&&)*&(?!&)")
"""An ampersand that a button would take for the letter of a key."""


def faults(window: QWidget) -> set[str]:
    """Return in words what is wrong with a window and all within it, seen or not."""
    found: set[str] = set()
    for widget in (window, *window.findChildren(QWidget)):
        where = widget.objectName() or type(widget).__name__
        found |= {f"{where}: {fault}" for fault in _of_widget(widget)}
    for action in window.findChildren(QAction):
        found |= {f"{action.text()!r}: {fault}" for fault in _of_tip(action.toolTip(), is_set=_has_tip(action))}
    return found


def menu_faults(menu: QMenu) -> set[str]:
    """Return what is wrong with the lines of a menu."""
    return {fault for action in menu.actions() for fault in _of_key(action.text())}


def _of_widget(widget: QWidget) -> Iterator[str]:
    yield from _of_tip(widget.toolTip())
    for words in (widget.whatsThis(), widget.statusTip()):
        if Guess.mightBeRichText(words):
            yield f"its help is mark-up: {words[:60]!r}"
    match widget:
        case QLabel():
            if widget.text() and widget.textFormat() is not Qt.TextFormat.PlainText:
                yield f"guesses whether its words are mark-up: {widget.text()[:60]!r}"
            if widget.buddy() is not None:
                yield from _of_key(widget.text())
            yield from _of_turns(widget.text())
        case QTextEdit():
            yield "shows mark-up"
        case QMessageBox():
            if widget.textFormat() is not Qt.TextFormat.PlainText:
                yield "guesses whether its words are mark-up"
        case QAbstractButton():
            yield from _of_key(widget.text())
            yield from _of_turns(widget.text())
        case QGroupBox():
            yield from _of_key(widget.title())
        case QTabWidget():
            for place in range(widget.count()):
                yield from _of_key(widget.tabText(place))
                yield from _of_tip(widget.tabToolTip(place))
        case QComboBox():
            for place in range(widget.count()):
                yield from _of_tip(str(widget.itemData(place, Qt.ItemDataRole.ToolTipRole) or ""))


def _of_tip(tip: str, *, is_set: bool = True) -> Iterator[str]:
    yield from _of_turns(tip)
    if is_set and Guess.mightBeRichText(tip) and not _ESCAPED_ONLY.fullmatch(tip):
        yield f"its tip is mark-up: {tip[:60]!r}"


def _of_turns(words: str) -> Iterator[str]:
    if straight(words) != words:
        yield f"turns the direction of {words[:60]!r}"


def _has_tip(action: QAction) -> bool:
    """Return whether a tip was given to an action; otherwise Qt makes one of its words, which menus do not show."""
    return action.toolTip() not in (action.text(), action.text().replace("&", "").rstrip("…."))


def _of_key(words: str) -> Iterator[str]:
    if MARK.search(words) and _LONE_KEY.search(words[: MARK.search(words).start()].removeprefix("&")):  # type: ignore[union-attr]
        yield f"loses the “&” of {words[:60]!r}"
