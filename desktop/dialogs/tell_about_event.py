"""Telling one organisation about an event that is coming, from the organisation's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from desktop.dialogs.asking import WritingDialog
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field
from desktop.tables.columns import RecordLine
from desktop.tables.record_list import RecordList
from desktop.tables.rows_model import RowsModel
from desktop.tokens import Tone
from desktop.widgets.labels import PlainLabel
from models.actions.events import ask_organisations
from models.errors import WrongUse
from models.queries.events import EventRow, list_upcoming_events
from models.queries.promotions import list_grid
from models.vocabulary import PromotionState
from models.words import PROMOTION_CHANNELS, label
from reports.formatting import clock, long_date
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

_MOST = 60
"""Events to choose from; nobody is told of what is further away."""


class TellAboutEventDialog(WritingDialog):
    """Chooses one of the next events and notes that the organisation was asked to tell its people."""

    def __init__(
        self, context: Context, organisation_id: int, organisation: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, _("Tell {name} about an event").format(name=organisation), parent, width_ems=36)
        self.setObjectName("tell_about_event")
        self._organisation_id = organisation_id
        self._states: dict[int, PromotionState] = {}
        self.model: RowsModel[EventRow] = RowsModel((), _key, line=self._line, parent=self)
        self.list = _ShortList(context.theme, _("Events that are coming"))
        self.list.setModel(self.model)
        self.none = PlainLabel(_("No events are coming. Add one first, with New event."), "muted")
        label_of_list = PlainLabel(_("Event"), "strong")
        label_of_list.setBuddy(self.list)
        for part in (label_of_list, self.list, self.none):
            self.body.addWidget(part)
        day, self.day = date_field(_("&Asked on"), context.today, required=True, past=True)
        self.day.set_date(context.today())
        self.add_field(day)
        self.channel = Choice([(_("Not said"), ""), *((_(words), _(words)) for words in PROMOTION_CHANNELS)])
        self.add_field(Field(_("Ho&w"), self.channel))
        self.finish(_("Note as asked"))
        self.list.record_opened.connect(self.saved)
        self._load()

    def choose(self, event_id: int) -> None:
        """Choose an event."""
        place = self.model.place_of(event_id)
        if place is not None:
            self.list.setCurrentIndex(self.model.index(place, 0))

    def write(self) -> None:
        """Note that the organisation was asked."""
        row = self.list.current_row()
        if not isinstance(row, EventRow):
            raise WrongUse(_("Choose an event from the list."))
        words = _("Tell about “{title}”").format(title=row.title)
        with self.context.store.write(words) as session:
            asked = ask_organisations(
                session, row.id, [self._organisation_id], self.day.day() or self.context.today(),
                str(self.channel.value() or ""),
            )  # fmt: skip
            if not asked:
                state = label(self._states[row.id]) if row.id in self._states else ""
                raise WrongUse(
                    _("They have answered already: {state}. Change the answer on the event.").format(state=state)
                )

    def _load(self) -> None:
        with self.context.store.read() as session:
            rows = list_upcoming_events(session, self.context.today(), limit=_MOST).rows
            wanted = [row for row in rows if row.organisation_id != self._organisation_id]
            columns, grid = list_grid(session, [row.id for row in wanted])
        place = next((n for n, (number, _name) in enumerate(columns) if number == self._organisation_id), None)
        if place is not None:
            cells = ((row.event_id, row.cells[place]) for row in grid)
            self._states = {event_id: state for event_id, state in cells if state is not None}
        self.model.set_rows(wanted)
        self.list.setVisible(bool(wanted))
        self.none.setVisible(not wanted)
        fresh = next((row.id for row in wanted if row.id not in self._states), None)
        if fresh is not None:
            self.choose(fresh)
        self.list.setFocus()

    def _line(self, row: EventRow) -> RecordLine:
        parts = [f"{long_date(row.starts_at.date())}, {clock(row.starts_at)}", row.host or row.place]
        state = self._states.get(row.id)
        tone = None if state is None else Tone.INFO
        return RecordLine(row.title, " · ".join(part for part in parts if part), label(state) if state else "", tone)


class _ShortList(RecordList):
    """A list that is as high as its lines, up to six."""

    def sizeHint(self) -> QSize:
        """Ask for room for up to six lines."""
        lines = min(max(self.model().rowCount() if self.model() is not None else 1, 1), 6)
        return QSize(self.fontMetrics().height() * 24, max(self.sizeHintForRow(0), 1) * lines + 4)

    def minimumSizeHint(self) -> QSize:
        """Show at least three lines."""
        return QSize(0, min(self.sizeHint().height(), max(self.sizeHintForRow(0), 1) * 3))


def _key(row: EventRow) -> int:
    return row.id
