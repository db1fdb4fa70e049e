"""Telling one organisation about an event: noted as asked on a day, by a channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.dialogs.asking import WritingDialog
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field
from desktop.widgets.labels import PlainLabel
from models.actions.events import ask_organisations
from models.queries.events import EventFilter, EventRow, list_events
from models.vocabulary import EventStage
from models.words import PROMOTION_CHANNELS
from reports.formatting import short_date
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class TellDialog(WritingDialog):
    """Chooses among the events to come."""

    def __init__(self, context: Context, organisation_id: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Tell them about an event"), parent, width_ems=32)
        self.setObjectName("tell_event_dialog")
        self._organisation_id, self._name = organisation_id, name
        coming = _coming(context, organisation_id)
        words = _("Notes that you asked {name} to tell their people.") if coming else _("No events are coming up.")
        self.body.addWidget(PlainLabel(words.format(name=name), "muted"))
        self.which = Choice([(f"{short_date(row.starts_at)}: {row.title}", row.id) for row in coming])
        self.channel = Choice([(_(words), _(words)) for words in PROMOTION_CHANNELS])
        self.channel.set_value(_("Email"))
        day, self.day = date_field(_("&Asked on"), context.today, required=True, past=True)
        self.day.set_date(context.today())
        self.add_field(Field(_("&Event"), self.which, check=self._check_event))
        self.add_field(Field(_("&How"), self.channel))
        self.add_field(day)
        self.finish(_("Note it"))
        self.which.setFocus()

    def _check_event(self) -> str:
        return "" if isinstance(self.which.value(), int) else _("Add an event first with Ctrl+Shift+E")

    def write(self) -> None:
        """Note it."""
        event, day = self.which.value(), self.day.day()
        if not isinstance(event, int) or day is None:
            return
        words = _("Tell {name} about an event").format(name=self._name)
        with self.context.store.write(words) as session:
            ask_organisations(session, event, [self._organisation_id], day, str(self.channel.value()))


def _coming(context: Context, organisation_id: int) -> list[EventRow]:
    """Return the events to come, the next first, but not those of the organisation itself."""
    with context.store.read() as session:
        rows = list_events(session, EventFilter(first_day=context.today()), limit=200).rows
    wanted = [row for row in rows if row.stage is not EventStage.CANCELLED and row.organisation_id != organisation_id]
    return sorted(wanted, key=lambda row: (row.starts_at, row.id))
