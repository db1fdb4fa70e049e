"""A small audit of a window, in the program's own words: can everybody read it, reach it and leave it?

`audit(window)` returns a sentence for each fault. It looks at names, labels of combo boxes, letters used twice, keys
bound twice, whether Tab reaches everything and comes round again, contrast of painted text, words that do not fit at a
size of text, and whether the window fits a small laptop.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)

from models.colours import contrast

SCREEN = (1366, 728)
CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView, QTabBar)


def audit(window: QWidget) -> list[str]:
    """Return every fault of a shown window as it is now."""
    checks = (_names, _letters, _keys, _tab_round, _contrasts, _fits)
    return [fault for check in checks for fault in _settled(check, window)]


def _settled(check: Callable[[QWidget], Iterator[str]], window: QWidget) -> Iterator[str]:
    """Check what would be painted: a layout that has been asked for runs before the next painting, so before the check.

    Without this a number that came in the last moment (a count from a timer, in any event the walk by Tab lets through)
    still has the width of the text before it, which nobody ever sees.
    """
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    return check(window)


def _shown(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        if widget.window() is window and widget.isVisible() and not widget.visibleRegion().isEmpty():
            yield widget


def _is_part(widget: QWidget, window: QWidget) -> bool:
    """Tell whether a widget is Qt's own part of a control and not one itself."""
    if widget.objectName().startswith("qt_"):
        return True
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, (QComboBox, QLineEdit, QScrollBar, QTabBar, QHeaderView)):
            return True
        parent = parent.parentWidget()
    corner = isinstance(widget.parentWidget(), QAbstractItemView) and isinstance(widget, QAbstractButton)
    return corner or isinstance(widget, (QHeaderView, QScrollBar))


def _controls(window: QWidget) -> list[QWidget]:
    return [w for w in _shown(window) if isinstance(w, CONTROLS) and not _is_part(w, window)]


def _called(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName() or widget.accessibleName()!r}"


def _names(window: QWidget) -> Iterator[str]:
    if not window.windowTitle():
        yield "the window has no title"
    labels = window.findChildren(QLabel)
    for widget in _controls(window):
        if isinstance(widget, QComboBox):
            if not any(label.buddy() is widget for label in labels):
                yield f"{_called(widget)} has no label whose buddy it is"
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        name = face.text(QAccessible.Text.Name) if face is not None else ""
        if isinstance(widget, QTabBar):
            name = "".join(widget.tabText(place) for place in range(widget.count()))
        if not re.search(r"\w", name or ""):
            yield f"{_called(widget)} has no name"


def _letter(text: str) -> str:
    found = re.search(r"(?<!&)&([^&\s])", text.replace("&&", ""))
    return found.group(1).upper() if found else ""


def _letters(window: QWidget) -> Iterator[str]:
    uses: dict[str, list[str]] = defaultdict(list)
    if isinstance(window, QMainWindow):
        for action in window.menuBar().actions():
            uses[_letter(action.text())].append(action.text())
            yield from _menu_letters(action)
    for widget in window.findChildren(QWidget):
        # What is scrolled out of view hears its letter all the same.
        if widget.window() is not window or not widget.isVisible() or _is_part(widget, window):
            continue
        if isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy() is not None):
            uses[_letter(widget.text())].append(widget.text())
    for letter, texts in uses.items():
        if letter and len(texts) > 1:
            yield f"Alt+{letter} means {' and '.join(texts)}"


def _menu_letters(head: QAction) -> Iterator[str]:
    """Look at a menu and those in it. What is not in view now may be the next time: recent books, what a book has."""
    menu = head.menu()
    assert isinstance(menu, QMenu)
    uses: dict[str, list[str]] = defaultdict(list)
    for action in menu.actions():
        uses[_letter(action.text())].append(action.text())
        if action.menu() is not None:
            yield from _menu_letters(action)
    for letter, texts in uses.items():
        if letter and len(texts) > 1:
            yield f"{letter} in menu {head.text()} means {' and '.join(texts)}"


def _keys(window: QWidget) -> Iterator[str]:
    bound: dict[str, set[str]] = defaultdict(set)
    for action in window.findChildren(QAction):
        for key in action.shortcuts():
            bound[key.toString()].add(action.objectName() or action.text())
    yield from (f"{key} is bound to {sorted(names)}" for key, names in bound.items() if len(names) > 1)


def _tab_round(window: QWidget) -> Iterator[str]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window.activateWindow()
    first = next((w for w in _controls(window) if w.focusPolicy().value & Qt.FocusPolicy.TabFocus.value), None)
    if first is None:
        return
    first.setFocus(Qt.FocusReason.TabFocusReason)
    reached: list[QWidget] = []
    current: QWidget | None = first
    while current is not None and current not in reached and len(reached) < 300:
        reached.append(current)
        QTest.keyClick(current, Qt.Key.Key_Tab)
        app.processEvents()
        if app.focusWidget() is current and len(_controls(window)) > 1:
            yield f"Tab does not leave {_called(current)}"
            break
        current = app.focusWidget()
    groups = {_one_of(w) for w in reached} - {None}
    for widget in _controls(window):
        grouped = _one_of(widget) in groups
        if widget.isEnabled() and widget not in reached and not grouped:
            if widget.focusPolicy() == Qt.FocusPolicy.NoFocus and widget.parent().objectName() == "suggestions":
                continue  # walked with the arrows from its line
            yield f"Tab does not reach {_called(widget)}"


def _one_of(widget: QWidget) -> object:
    """Return what holds the buttons of which a widget is one and Tab goes to the chosen one; None for any other."""
    if not isinstance(widget, QAbstractButton):
        return None
    return widget.group() or (widget.parent() if widget.autoExclusive() else None)


def _contrasts(window: QWidget) -> Iterator[str]:
    """Compare the ground of each piece of text with the strongest colour painted on it in any amount."""
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ratio = picture.devicePixelRatio()
    for widget in _shown(window):
        if not isinstance(widget, (QLabel, QAbstractButton, QLineEdit)) or not widget.isEnabled():
            continue
        text = widget.text() or (widget.placeholderText() if isinstance(widget, QLineEdit) else "")
        edge = 0 if isinstance(widget, QLabel) else 4
        rect = widget.rect().adjusted(edge, edge, -edge, -edge).intersected(widget.visibleRegion().boundingRect())
        # A line scrolled half out of view shows no whole letter to judge by.
        if not text.strip() or rect.width() < 8 or rect.height() < 0.85 * widget.fontMetrics().height():
            continue
        corner = widget.mapTo(window, rect.topLeft()) * ratio
        crop = picture.copy(QRect(QPoint(round(corner.x()), round(corner.y())), rect.size() * ratio))
        # Four bytes for each point, without gaps: counted at once, for one by one it takes most of the check.
        points = Counter(memoryview(crop.constBits()).cast("I"))
        ground, *colours = (f"#{point & 0xFFFFFF:06X}" for point, _often in points.most_common())
        best = max(contrast(ground, colour) for colour in (ground, *colours))
        if best < 4.5:
            yield f"{_called(widget)} {text[:30]!r} is painted at {best:.1f} to 1"


def _fits(window: QWidget) -> Iterator[str]:
    least = window.minimumSizeHint().expandedTo(window.minimumSize())
    if least.width() > SCREEN[0] or least.height() > SCREEN[1]:
        yield f"the window needs {least.width()} by {least.height()}"
    if isinstance(window, QDialog) and (window.width() > SCREEN[0] or window.height() > SCREEN[1]):
        yield f"the dialog is {window.width()} by {window.height()}"
    for widget in _shown(window):
        metrics = widget.fontMetrics()
        if isinstance(widget, QLabel) and widget.text():
            tall = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            wide = 0 if widget.wordWrap() else widget.sizeHint().width()
            if tall > widget.height() + 2 or wide > widget.width() + 2:
                yield f"{_called(widget)} {widget.text()[:40]!r} is cut"
        elif isinstance(widget, QAbstractButton) and widget.text() and not _is_part(widget, window):
            need = metrics.size(Qt.TextFlag.TextShowMnemonic.value, widget.text())
            if need.width() > widget.width() or need.height() > widget.height():
                yield f"{_called(widget)} {widget.text()!r} is cut"
        elif isinstance(widget, (QLineEdit, QComboBox)) and metrics.height() > widget.height():
            yield f"{_called(widget)} is lower than its text"
