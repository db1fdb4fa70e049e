"""Buttons of the four kinds, and small makers for them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.plain import as_tip, straight
from desktop.theme import XS, Theme


class Button(QPushButton):
    """A button that is never the silent default of a dialog and whose icon grows with the text.

    `kind` is "" (outlined), "filled" (one a screen), "quiet" (like a link), "link" (flush with the
    text around it), "icon" (needs a name) or "chip".
    """

    def __init__(self, text: str = "", kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(straight(text), parent)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if kind:
            self.setProperty("kind", kind)

    def sizeHint(self) -> QSize:
        """Give the icon the height of the text before saying how large the button is."""
        side = self.fontMetrics().height()
        wanted = QSize(side + (XS if self.text() else 0), side)
        if self.iconSize() != wanted:
            self.setIconSize(wanted)
        hint = super().sizeHint()
        if self.property("kind") == "chip":
            # A chip is set heavier once it is pressed; the room for that is kept from the beginning.
            heavy = QFont(self.font())
            heavy.setWeight(QFont.Weight.DemiBold)
            more = QFontMetrics(heavy).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(
                self.text()
            )
            hint.setWidth(hint.width() + max(0, more))
        return hint

    def minimumSizeHint(self) -> QSize:
        """Never let a layout cut the words."""
        return self.sizeHint()


def button(
    text: str,
    slot: Callable[[], object] | None = None,
    *,
    kind: str = "",
    theme: Theme | None = None,
    icon: str = "",
    name: str = "",
    tip: str = "",
) -> Button:
    """Return a button; `name` becomes its object name, and an icon needs the theme."""
    made = Button(text, kind)
    if theme is not None and icon:
        role = {"filled": "on_accent", "quiet": "link", "link": "link"}.get(kind, "text")
        made.setIcon(theme.icon(icon, role))
    if name:
        made.setObjectName(name)
    if tip:
        made.setToolTip(as_tip(tip, wraps=False))
    if slot is not None:
        made.clicked.connect(slot)
    return made


def icon_button(theme: Theme, icon: str, words: str, slot: Callable[[], object] | None = None) -> Button:
    """Return a button that shows only an icon; `words` are its name and tooltip."""
    made = button("", slot, kind="icon", theme=theme, icon=icon, tip=words)
    made.setAccessibleName(words)
    return made


class Opener(Button):
    """A button that shows more and then less; not a check box to a screen reader, so its words say what comes next."""

    switched = Signal(bool)
    """Whether more is to be shown from now on."""

    def __init__(self, text: str, kind: str = "", name: str = "") -> None:
        super().__init__(text, kind)
        self.setObjectName(name)
        self._open = False
        self.clicked.connect(self._on_clicked)

    @property
    def is_open(self) -> bool:
        """Tell whether more is shown."""
        return self._open

    def set_open(self, wanted: bool) -> None:
        """Show more or less."""
        if wanted != self._open:
            self._open = wanted
            self.switched.emit(wanted)

    def _on_clicked(self) -> None:
        self.set_open(not self._open)


class ActionButton(Button):
    """A button that does what an action does, and is on and off with it."""

    def __init__(self, action: QAction, text: str = "", kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text or action.text().replace("&", "").rstrip("…"), kind, parent)
        self._action = action
        self.setObjectName(f"button_{action.objectName().removeprefix('action_')}")
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())
