"""The short tabs: what was promised, and which events there are."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.theme import M, S
from desktop.tokens import Tone
from desktop.widgets.buttons import button
from desktop.widgets.flow import FlowLayout
from desktop.widgets.items import Item, ItemsView
from desktop.widgets.labels import PlainLabel
from models.queries.commitments import CommitmentRow
from models.queries.events import EventRow
from models.vocabulary import CommitmentGroup, CommitmentState, EventStage
from models.words import label
from reports.formatting import date_and_time, long_date, short_date
from resources.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import Theme


class ShortTab(QWidget):
    """A list of what belongs to the record, one button to add, and a sentence where there is nothing."""

    opened = Signal(object)
    add_wanted = Signal()

    def __init__(self, theme: Theme, name: str, add: str, nothing: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, M)
        column.setSpacing(S)
        tools = QWidget()
        flow = FlowLayout(tools)
        flow.addWidget(button(add, self.add_wanted.emit, theme=theme, icon="plus"))
        self.nothing = PlainLabel(nothing, "muted")
        self.view = ItemsView(theme, name, pencil=False)
        self.view.opened.connect(self.opened)
        for part in (tools, self.nothing, self.view):
            column.addWidget(part)
        column.addStretch(1)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these lines."""
        self.nothing.setVisible(not items)
        self.view.show_items(items)


def commitment_items(rows: Sequence[CommitmentRow], today: date) -> list[Item]:
    """Return commitments as lines: what, by whom to whom, and how it stands."""
    return [_commitment(row, today) for row in rows]


def _commitment(row: CommitmentRow, today: date) -> Item:
    to = row.to_person or row.to_organisation or ""
    who = _("{owner} to {other}").format(owner=row.owner, other=to) if row.owner and to else row.owner or to
    parts = [who, _("by {day}").format(day=long_date(row.due_on)) if row.due_on else _("no date")]
    parts.append(_("made {day}").format(day=long_date(row.made_on)))
    group, late = row.group(today), row.days_late(today)
    if group is CommitmentGroup.LATE:
        words = _("1 day late") if late == 1 else _("{days} days late").format(days=late)
        aside, tone = words, Tone.LATE
    elif group is CommitmentGroup.DONE:
        aside, tone = label(row.state), Tone.GOOD if row.state is CommitmentState.KEPT else Tone.PLAIN
    elif group is CommitmentGroup.ASPIRATIONS:
        aside, tone = _("Aspiration"), Tone.INFO
    else:
        due = short_date(row.due_on) if row.due_on else ""
        aside, tone = due, Tone.SOON if group is CommitmentGroup.THIS_WEEK else Tone.PLAIN
    return Item(row.id, row.text, " · ".join(part for part in parts if part), aside=aside, tone=tone, record=row)


def event_items(rows: Sequence[EventRow], organisation_id: int) -> list[Item]:
    """Return events as lines: theirs, and those they were asked to tell their people about."""
    return [_event(row, organisation_id) for row in rows]


def _event(row: EventRow, organisation_id: int) -> Item:
    theirs = row.organisation_id == organisation_id
    whose = _("Their event") if theirs else _("Told of it; host: {host}").format(host=row.host or _("us"))
    detail = " · ".join(part for part in (date_and_time(row.starts_at), row.place, whose) if part)
    aside = "" if row.stage is EventStage.HELD else label(row.stage)
    return Item(row.id, row.title, detail, aside=aside, tone=Tone.INFO, record=row)
