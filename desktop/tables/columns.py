"""A column is data: its heading, its value, how it sorts, how it looks and how it is read out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt

from desktop.tokens import Tone
from resources.i18n import _

if TYPE_CHECKING:
    from reports.document import Cell, Kind

Row = TypeVar("Row")

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
LINE_ROLE = Qt.ItemDataRole.UserRole + 2
TONE_ROLE = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True)
class RecordLine:
    """A record as two lines and a word at the right: title over detail, `aside` as a pill when it has a tone."""

    title: str
    detail: str = ""
    aside: str = ""
    tone: Tone | None = None
    icon: str = ""

    @property
    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        return ", ".join(part for part in (self.title, self.detail, self.aside) if part)


@dataclass(frozen=True)
class TableColumn(Generic[Row]):
    """One column over rows of a type.

    `key` names it in settings and to queries; `value` gives what is shown (text, number, date or None);
    `sort_key` what it is ordered by when that is not the value; `icon` a Phosphor name; `tone` makes it a pill;
    `spoken` what is read out when the shown text does not say enough; `ems` its first width in line heights.
    """

    key: str
    title: str
    value: Callable[[Row], object]
    sort_key: Callable[[Row], object] | None = None
    align_right: bool = False
    icon: Callable[[Row], str] | None = None
    tone: Callable[[Row], Tone | None] | None = None
    tip: Callable[[Row], str] | None = None
    spoken: Callable[[Row], str] | None = None
    ems: float = 10.0
    stretch: bool = False
    shown: bool = True
    sortable: bool = True
    kind: Kind | None = None
    """What its values are in a spreadsheet; words when nothing is said."""
    rank: int = 0
    """The higher, the sooner it is left out where the table is narrow; 0 is never."""

    @property
    def heading(self) -> str:
        """Return the title in the reader's language."""
        return _(self.title)

    def text(self, row: Row) -> str:
        """Return what stands in the cell."""
        return words_for(self.value(row))

    def cell(self, row: Row) -> Cell:
        """Return what stands in the cell as a spreadsheet keeps it: dates and numbers as such, all else in words."""
        value = self.value(row)
        return value if isinstance(value, date | int | float) else words_for(value) or None

    def order(self, row: Row) -> tuple[bool, object]:
        """Return what the row is ordered by; empty cells come last."""
        key = self.sort_key(row) if self.sort_key is not None else self.value(row)
        return (key is None or key == "", key.casefold() if isinstance(key, str) else key)


def words_for(value: object) -> str:
    """Return a value as it is shown in a cell: "22 Nov 2026", "1,200", "Yes" or nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, (date, datetime)):
        from reports.formatting import short_date

        return f"{short_date(value)} {value.year}"
    return str(value)
