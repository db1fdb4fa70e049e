"""What a report is about and where: the record it is of, the ward it is narrowed to, how far around."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.chooser import RecordField
from desktop.forms.fields import Choice, Field
from desktop.forms.parties import party_search
from desktop.pages.reports.narrow import narrow_choice
from desktop.tables.columns import RecordLine
from desktop.theme import M
from desktop.widgets.suggestions import Choice as Found
from desktop.widgets.suggestions import Search
from models.kinds import KINDS
from models.search import search as search_records
from reports.formatting import listed_or, long_date, thousands
from reports.parameters import Ref
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from reports.catalogue import Report

_DISTANCES = (500, 1000, 1500, 3000, 5000)
"""Metres that are offered besides what the settings call near."""


class SubjectFields(QWidget):
    """The record, the ward and the distance; only those that the report has a use for are in view."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._all_without, self._own_ward = context, False, False
        self._record = RecordField(context.theme, _("What it is about"), _nothing)
        self._record.setObjectName("report_about")
        self._ward, self._metres = narrow_choice("report_ward", []), narrow_choice("report_metres", [])
        self._about_field = Field(_("What it is a&bout"), self._record)
        self._ward_field, self._metres_field = (
            Field(_("Onl&y in the ward"), self._ward),
            Field(_("Dista&nce around"), self._metres),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        for field in (self._about_field, self._ward_field, self._metres_field):
            column.addWidget(field)
        self._record.changed.connect(self._on_picked)
        self._ward.picked.connect(self._on_picked)
        self._metres.picked.connect(self._on_picked)

    def show_report(self, report: Report) -> None:
        """Ask what a report has to be told, with nothing chosen yet."""
        asks = report.asks
        self._all_without, self._own_ward = asks.all_without, asks.own_ward
        self._record.blockSignals(True)
        self._record.set_choice(None)
        self._record.set_search(_subject_search(self._context, asks.about) if asks.about else _nothing)
        self._record.blockSignals(False)
        things = listed_or([_(KINDS[kind].singular) for kind in asks.about])
        self._record.setAccessibleName(_("Which {thing}").format(thing=things))
        self._about_field.setVisible(bool(asks.about))
        self._ward_field.setVisible(asks.ward)
        self._metres_field.setVisible(asks.metres)
        self.setVisible(bool(asks.about) or asks.ward or asks.metres)

    def show_known(self, usual: str, wards: tuple[tuple[int, str], ...], near: int) -> None:
        """Say what it is about where nothing is chosen, and offer the wards and distances there are."""
        if usual:
            hint = _("If you choose nothing: {name}").format(name=usual)
        elif self._all_without:
            hint = _("Type part of a name. Without one the report is about all.")
        else:
            hint = _("Type part of a name.")
        self._about_field.set_hint(hint)
        every = _("Our own ward") if self._own_ward else _("All wards")
        _keep(self._ward, [(every, None), *((name, number) for number, name in wards)])
        _keep(self._metres, _distances({near, *_DISTANCES}))
        if self._metres.value() is None or not self._metres.isVisible():
            self._metres.set_value(near)

    def choose(self, about: Ref | None, name: str, ward_id: int | None, metres: int | None) -> None:
        """Choose the record, the ward and the distance that somebody chose before."""
        self._record.blockSignals(True)
        if about is not None and not self._about_field.isHidden():
            line = RecordLine(name or _(KINDS[about[0]].singular), _(KINDS[about[0]].singular))
            self._record.set_choice(Found(about[0], about[1], line))
        self._record.blockSignals(False)
        self._ward.set_value(ward_id)
        if metres is not None:
            if metres not in self._metres.values():
                _keep(self._metres, _distances({metres, *self._known_metres()}))
            self._metres.set_value(metres)

    def _known_metres(self) -> tuple[int, ...]:
        return tuple(one for one in self._metres.values() if isinstance(one, int))

    def about(self) -> Ref | None:
        """Return the record that is chosen, or None."""
        choice = self._record.choice()
        return (choice.kind, choice.id) if choice is not None else None

    def ward_id(self) -> int | None:
        """Return the ward that is chosen, or None for all."""
        value = self._ward.value()
        return value if isinstance(value, int) and not self._ward_field.isHidden() else None

    def metres(self) -> int | None:
        """Return the distance that is chosen, or None where the report has no use for one."""
        value = self._metres.value()
        return value if isinstance(value, int) and not self._metres_field.isHidden() else None

    def _on_picked(self, _value: object = None) -> None:
        self.changed.emit()


def _keep(choice: Choice, options: list[tuple[str, object]]) -> None:
    """Offer other words where they are others; what is chosen stays."""
    offered = [(choice.itemText(place), value) for place, value in enumerate(choice.values())]
    if offered != options:
        choice.set_options(options)


def _distances(metres: set[int]) -> list[tuple[str, object]]:
    return [(_("{n} metres").format(n=thousands(one)), one) for one in sorted(metres)]


def _nothing(_words: str) -> list[Found]:
    return []


def _subject_search(context: Context, kinds: tuple[str, ...]) -> Search:
    """Return a search for what a report can be about, with the day of what has one: many meetings have one name."""
    if set(kinds) <= {"person", "organisation"}:
        return party_search(context, kinds)

    def search(words: str) -> list[Found]:
        with context.store.read() as session:
            hits = search_records(session, words, kinds=kinds, limit=8)
        return [
            Found(hit.kind, hit.id, RecordLine(hit.title, long_date(hit.on) if hit.on else _(KINDS[hit.kind].singular)))
            for hit in hits
        ]

    return search
