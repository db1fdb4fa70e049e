"""Filters one can switch: words, how many match, pressed or not."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.plain import as_tip
from desktop.widgets.buttons import Button
from desktop.widgets.flow import FlowLayout

_ALL = ""


class Chips(QWidget):
    """A row of buttons that stay pressed and flow over as many lines as they need.

    Those of which several can be on are check boxes to a screen reader. Those of which one is on are radio buttons:
    Tab goes to the one that is on, and the arrow keys to the others.
    """

    changed = Signal(object)
    """The frozenset of the keys that are now on."""

    def __init__(
        self, name: str, parent: QWidget | None = None, *, exclusive: bool = False, everything: str = ""
    ) -> None:
        """With `exclusive` one is on; `everything` are the words of a first one that stands for no key at all."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._exclusive, self._setting = exclusive, False
        self._chips: dict[str, Button] = {}
        self._words: dict[str, str] = {}
        self._flow = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if everything:
            self.add(_ALL, everything).setChecked(True)

    def add(self, key: str, words: str, tip: str = "") -> Button:
        """Add a chip."""
        chip = Button(words, "chip")
        chip.setObjectName(f"chip_{key or 'all'}")
        chip.setCheckable(True)
        chip.setAutoExclusive(self._exclusive)
        chip.setToolTip(as_tip(tip, wraps=False))
        self._chips[key], self._words[key] = chip, words
        self._flow.addWidget(chip)
        chip.toggled.connect(self._on_toggled)
        return chip

    def set_count(self, key: str, count: int) -> None:
        """Show how many a chip would leave."""
        self._chips[key].setText(f"{self._words[key]} {count:,}")

    def on(self) -> frozenset[str]:
        """Return the keys that are switched on."""
        return frozenset(key for key, chip in self._chips.items() if chip.isChecked() and key != _ALL)

    def on_words(self) -> tuple[str, ...]:
        """Return the words of those that are switched on."""
        on = self.on()
        return tuple(words for key, words in self._words.items() if key in on)

    def set_on(self, keys: frozenset[str]) -> None:
        """Switch exactly these on, and tell once."""
        wanted = keys or {_ALL}
        self._setting = True
        for key, chip in self._chips.items():
            chip.setChecked(key in wanted)
        self._setting = False
        self.changed.emit(self.on())

    def _on_toggled(self, checked: bool) -> None:
        """Tell once also where switching one on switched another one off."""
        if not self._setting and (checked or not self._exclusive):
            self.changed.emit(self.on())
