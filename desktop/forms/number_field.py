"""Counts, amounts of money and other numbers, typed as people write them: "1,250", "£12.50", "82.5%"."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from enum import Enum, auto

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from desktop.widgets.line_edit import LineEdit
from reports.formatting import money, thousands
from resources.i18n import _


class NumberKind(Enum):
    """What a line of numbers holds."""

    COUNT = auto()
    """A whole number."""
    PENCE = auto()
    """Money, kept in pence and shown in pounds."""
    VALUE = auto()
    """Any decimal number."""


_PLAIN = re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII)


class NumberField(LineEdit):
    """A line for one number; leaving it writes the number out."""

    def __init__(self, name: str, kind: NumberKind = NumberKind.COUNT, *, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._kind = kind

    def number(self) -> int | Decimal | None:
        """Return the number that is meant, money in pence; None when empty or not understood."""
        text = self.text().strip().replace(",", "").replace(" ", "").removeprefix("£").removesuffix("%")
        if not _PLAIN.fullmatch(text):
            return None
        try:
            value = Decimal(text)
        except InvalidOperation:
            return None
        if self._kind is NumberKind.VALUE:
            return value
        if self._kind is NumberKind.PENCE:
            value *= 100
        return int(value) if value == value.to_integral_value() else None

    def set_number(self, number: int | Decimal | None) -> None:
        """Show a number, money being in pence."""
        if number is None:
            self.setText("")
        elif self._kind is NumberKind.PENCE:
            self.setText(money(Decimal(number) / 100))
        elif self._kind is NumberKind.COUNT:
            self.setText(thousands(number))
        else:
            self.setText(f"{Decimal(number).normalize():f}")

    def check(self) -> str:
        """Return what is wrong, for a `Field`."""
        if not self.text().strip() or self.number() is not None:
            return ""
        if self._kind is NumberKind.PENCE:
            return _("Enter an amount, like £1,250 or £12.50")
        return (
            _("Enter a whole number, like 25")
            if self._kind is NumberKind.COUNT
            else _("Enter a number, like 25 or 82.5")
        )

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write the number out when leaving."""
        super().focusOutEvent(event)
        found = self.number()
        if found is not None:
            self.set_number(found)
