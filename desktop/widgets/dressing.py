"""What is not in view waits for its new dress: a style sheet is applied to it when it is shown, not when it changes.

Qt gives a new sheet to every widget it has ever polished, in view or not, at some 0.1 ms each; with ten pages kept that
is most of what a change of text size takes. A widget that counts as not polished yet is passed over. Qt itself polishes
a widget only once, so whoever undresses something must dress it again before it is shown.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

_DRESSED = Qt.WidgetAttribute.WA_WState_Polished


def undress(whole: QWidget) -> None:
    """Have the next style sheets pass over a widget that is not in view, and all in it."""
    for part in (whole, *whole.findChildren(QWidget)):
        part.setAttribute(_DRESSED, False)


def dress(whole: QWidget) -> None:
    """Apply the style sheet to what was passed over, from the outside in, as fonts and colours are inherited."""
    style = QApplication.style()
    for part in (whole, *whole.findChildren(QWidget)):
        if not part.testAttribute(_DRESSED):
            style.polish(part)
            part.setAttribute(_DRESSED)
