"""Filters one can switch: words, how many match, pressed or not."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.buttons import Button
from desktop.widgets.flow import FlowLayout


class Chips(QWidget):
    """A row of toggle buttons that flows over as many lines as it needs."""

    changed = Signal(object)
    """The frozenset of the keys that are now on."""

    def __init__(self, name: str, parent: QWidget | None = None, *, exclusive: bool = False) -> None:
        """With `exclusive`, switching one on switches the others off."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._exclusive = exclusive
        self._chips: dict[str, Button] = {}
        self._words: dict[str, str] = {}
        self._flow = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, key: str, words: str, tip: str = "") -> Button:
        """Add a chip."""
        chip = Button(words, "chip")
        chip.setObjectName(f"chip_{key}")
        chip.setCheckable(True)
        chip.setToolTip(tip)
        chip.toggled.connect(self._on_toggled)
        self._chips[key], self._words[key] = chip, words
        self._flow.addWidget(chip)
        return chip

    def set_count(self, key: str, count: int) -> None:
        """Show how many a chip would leave."""
        self._chips[key].setText(f"{self._words[key]} {count:,}")

    def on(self) -> frozenset[str]:
        """Return the keys that are switched on."""
        return frozenset(key for key, chip in self._chips.items() if chip.isChecked())

    def on_words(self) -> tuple[str, ...]:
        """Return the words of those that are switched on."""
        return tuple(words for key, words in self._words.items() if self._chips[key].isChecked())

    def set_on(self, keys: frozenset[str]) -> None:
        """Switch exactly these on, and tell once."""
        for key, chip in self._chips.items():
            chip.blockSignals(True)
            chip.setChecked(key in keys)
            chip.blockSignals(False)
        self.changed.emit(self.on())

    def _on_toggled(self, checked: bool) -> None:
        sender = self.sender()
        if checked and self._exclusive:
            for chip in self._chips.values():
                if chip is not sender:
                    chip.blockSignals(True)
                    chip.setChecked(False)
                    chip.blockSignals(False)
        self.changed.emit(self.on())
