"""Text on screen: always plain, whatever people have typed into it."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.plain import as_tip, straight
from desktop.tokens import Tone

MAY_BREAK = "\u200b"
"""Put into a long word, it lets the line break there."""


_LONG_WORD = re.compile(r"\S{24}")
"""So many letters without a blank have no room in a narrow window."""

LONGEST_HEADING = 200
"""Letters of a heading; its tip has the rest."""


class PlainLabel(QLabel):
    """A label that never reads mark-up and breaks long lines.

    `kind` is the step of the type scale: "", "small", "muted", "strong", "h3", "h2", "h1", "number" or "problem".
    """

    def __init__(self, text: str = "", kind: str = "", parent: QWidget | None = None, *, wrap: bool = True) -> None:
        super().__init__(parent)
        self._whole_is_name = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        # A name in Arabic or Hebrew stays beside the picture it belongs to, and does not go to the far side.
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        self._is_heading = kind in ("h1", "h2")
        if kind:
            self.setProperty("type", kind)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text; where it may break inside a word, as in an address, is no part of what is read out."""
        text = straight(text)
        whole = text.replace(MAY_BREAK, "")
        if self._is_heading and len(text) > LONGEST_HEADING:
            # A name that was pasted by mistake would push all else out of the window.
            text = f"{text[:LONGEST_HEADING].rstrip()}…"
            self.setToolTip(as_tip(whole))
        elif self._is_heading:
            self.setToolTip("")
        if self._is_heading:
            text = _LONG_WORD.sub(rf"\g<0>{MAY_BREAK}", text)
        if whole != text or self._whole_is_name:
            self._whole_is_name = whole != text
            self.setAccessibleName(whole if self._whole_is_name else "")
        super().setText(text)

    def set_ink(self, tone: Tone) -> None:
        """Colour the text; its words must say the same."""
        self.setProperty("ink", tone.value)
        restyle(self)


class TitleLabel(QLabel):
    """One line of plain text that is shortened with dots, and shown whole in its tooltip."""

    def __init__(self, text: str = "", kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if kind:
            self.setProperty("type", kind)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show a new text."""
        self._whole = straight(text)
        self.setAccessibleName(self._whole)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten or lengthen to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        short = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 1))
        self.setText(short)
        self.setToolTip(as_tip(self._whole) if short != self._whole else "")


class Pill(QLabel):
    """A few words on a coloured ground: "6 days late"."""

    def __init__(self, text: str = "", tone: Tone = Tone.PLAIN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(text, tone)

    def set(self, text: str, tone: Tone) -> None:
        """Show other words in another tone; no words, no pill."""
        self.setText(straight(text))
        self.setProperty("pill", tone.value)
        if not text:
            self.hide()
        elif self.parentWidget() is not None:
            self.show()
        restyle(self)


class Line(QFrame):
    """A hairline between things."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "line")


def restyle(widget: QWidget) -> None:
    """Let the style sheet see a property that has changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
