"""The table of who was there: its columns, its words, and Space to change the chosen ones."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.tables.columns import TableColumn
from desktop.tables.data_table import DataTable
from desktop.tokens import Tone
from models.queries.meetings import AttendanceRow
from models.vocabulary import ApologiesDecision, AttendanceStatus, Capacity
from models.words import label
from reports.formatting import clock
from resources.i18n import _
from resources.i18n import marked as m

NEXT = {
    AttendanceStatus.EXPECTED: AttendanceStatus.PRESENT,
    AttendanceStatus.PRESENT: AttendanceStatus.APOLOGIES,
    AttendanceStatus.APOLOGIES: AttendanceStatus.ABSENT,
    AttendanceStatus.ABSENT: AttendanceStatus.PRESENT,
    AttendanceStatus.NOT_REQUIRED: AttendanceStatus.EXPECTED,
}
"""What Space makes of each: it walks the usual ones."""
TONES = {
    AttendanceStatus.EXPECTED: Tone.INFO,
    AttendanceStatus.PRESENT: Tone.GOOD,
    AttendanceStatus.APOLOGIES: Tone.SOON,
    AttendanceStatus.ABSENT: Tone.LATE,
    AttendanceStatus.NOT_REQUIRED: Tone.PLAIN,
}
APOLOGIES_WORDS = {
    ApologiesDecision.ACCEPTED: m("Apologies accepted"),
    ApologiesDecision.NOTED: m("Apologies noted"),
    ApologiesDecision.NOT_ACCEPTED: m("Apologies not accepted"),
}
MOST_ROWS = 14


def there_words(row: AttendanceRow) -> str:
    """Return whether somebody came, and how: "Present, remotely, from 6:45pm"."""
    if row.apologies_decision is not None:
        return _(APOLOGIES_WORDS[row.apologies_decision])
    if row.status is AttendanceStatus.ABSENT and not row.was_expected:
        return _("Absent, not expected")
    said = [label(row.status)]
    if row.remote:
        said.append(_("remotely"))
    if row.arrived_at is not None:
        said.append(_("from {time}").format(time=clock(row.arrived_at)))
    if row.left_at is not None:
        said.append(_("until {time}").format(time=clock(row.left_at)))
    return ", ".join(said)


def came_for(row: AttendanceRow) -> str:
    """Return whom someone came for, and as what unless as a member."""
    place = row.organisation or ""
    if row.capacity is Capacity.MEMBER:
        return place
    capacity = label(row.capacity)
    return _("{place} ({capacity})").format(place=place, capacity=capacity.lower()) if place else capacity


PERSON_EMS, THERE_EMS = 10, 11
COLUMNS = (
    TableColumn[AttendanceRow]("person", m("Person"), lambda row: row.name, ems=PERSON_EMS),
    TableColumn[AttendanceRow]("for", m("For"), came_for, ems=12, stretch=True),
    TableColumn[AttendanceRow]("there", m("There?"), there_words, tone=lambda row: TONES[row.status], ems=THERE_EMS),
)


class AttendanceTable(DataTable):
    """As high as its rows, up to a dozen; Space asks to change the chosen ones."""

    cycle_wanted = Signal()
    remove_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change with Space, take off the list with Delete."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.cycle_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def fit(self) -> None:
        """Take the height of the rows there are."""
        rows = min(max(self.model().rowCount(), 1), MOST_ROWS)
        high = self.horizontalHeader().sizeHint().height() + rows * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(high + 2)

    def fit_text(self) -> None:
        """Take columns and height for a new size of text."""
        line = self.fontMetrics().height()
        self.setColumnWidth(0, PERSON_EMS * line)
        self.setColumnWidth(2, THERE_EMS * line)
        self.fit()
