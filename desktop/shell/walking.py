"""Walking through the parts of the window with F6."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desktop.shell.rail import Rail


def holds(pane: QWidget, widget: QWidget | None) -> bool:
    """Tell whether a widget is a part of a pane, or the pane."""
    return widget is not None and (pane is widget or pane.isAncestorOf(widget))


def walk_on(rail: Rail, others: Sequence[QWidget], focus: QWidget | None) -> None:
    """Go from where the focus is to the next part, from the rail through the others and round again."""
    panes = [rail, *(pane for pane in others if pane.isVisible())]
    at = next((n for n, pane in enumerate(panes) if holds(pane, focus)), -1)
    for step in range(1, len(panes) + 1):
        pane = panes[(at + step) % len(panes)]
        if pane is rail:
            rail.focus_current()
            return
        if _focus_first(pane):
            return


def _focus_first(pane: QWidget) -> bool:
    """Put the focus on the first part of a pane that takes it by Tab; tell whether there was one."""
    wanted = Qt.FocusPolicy.TabFocus.value
    for widget in (pane, *pane.findChildren(QWidget)):
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy().value & wanted:
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
    return False
