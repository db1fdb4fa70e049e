"""What narrows the list of meetings: words, a body, upcoming or past."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.forms.fields import Choice
from desktop.lists.facets import Rule, holding
from desktop.theme import S
from desktop.widgets.chips import Chips
from desktop.widgets.filter_fold import ListHead
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import FilterBox
from models.errors import WrongUse
from models.queries.meetings import MeetingFilter
from resources.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.lists.kit import ListKit
    from desktop.theme import Theme

UPCOMING, PAST = "upcoming", "past"


class MeetingFilters(QWidget):
    """The head of the list."""

    changed = Signal()

    def __init__(self, theme: Theme, kit: ListKit) -> None:
        super().__init__()
        self._kit = kit
        self.box = FilterBox(theme, _("Filter meetings"), _("Filter by title, place, body or notes"))
        self.bodies = Choice([(_("Any body"), None)])
        self.bodies.setObjectName("meeting_body")
        self.bodies.keep_narrow(16)
        self.chips = Chips(_("Upcoming or past"), exclusive=True, everything=_("All"))
        self.chips.add(UPCOMING, _("Upcoming"))
        self.chips.add(PAST, _("Past"))
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        name = PlainLabel(_("&Body"), wrap=False)
        name.setBuddy(self.bodies)
        row.addWidget(self.chips, 1)
        row.addWidget(name)
        row.addWidget(self.bodies)
        self.head = ListHead(theme, _("Meetings"), self.box, beside, kit.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.head)
        for signal in (self.box.filtered, self.chips.changed, self.bodies.picked):
            signal.connect(self._on_changed)

    def wanted(self) -> MeetingFilter:
        """Return the filter that is set."""
        body = self.bodies.value()
        return MeetingFilter(
            words=self.box.text().strip(),
            organisation_id=body if isinstance(body, int) else None,
            narrowing=self._kit.narrowing(),
        )

    def sides(self) -> tuple[str, ...]:
        """Return which of the upcoming and the past ones are to be shown."""
        on = self.chips.on()
        return tuple(side for side in (UPCOMING, PAST) if not on or side in on)

    def is_narrow(self) -> bool:
        """Tell whether anything narrows the list."""
        return bool(self.chips.on()) or self.wanted() != MeetingFilter()

    def rules(self) -> list[Rule]:
        """Return what is set here as rules."""
        if self.chips.on():
            raise WrongUse(_("Upcoming and past change with the days. Choose All first, then save the filter."))
        rules = holding(self.box.text(), "title", "place", "organisation")
        if self.bodies.value() is not None:
            rules.append({"field": "organisation", "is": "is", "value": self.bodies.currentText()})
        return rules

    def narrowed(self) -> tuple[str, ...]:
        """Return in words what narrows the list now."""
        words, body = self.box.text().strip(), self.bodies.value()
        return (
            *((f"“{words}”",) if words else ()),
            *self.chips.on_words(),
            *((self.bodies.currentText(),) if body is not None else ()),
            *self._kit.words(),
        )

    def clear(self) -> None:
        """Let everything through."""
        self.box.clear()
        self.bodies.set_value(None)
        self._kit.clear()
        self.chips.set_on(frozenset())

    def show_bodies(self, bodies: Iterable[tuple[str, int]]) -> None:
        """Offer the bodies that meet."""
        self.bodies.set_options([(_("Any body"), None), *bodies])

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many stand on each side."""
        for side, count in counts.items():
            self.chips.set_count(side, count)
        self.head.header.set_count(sum(counts[side] for side in self.sides()))
        self.head.fold.show_on(len(self.narrowed()))
        self._kit.show()

    def _on_changed(self) -> None:
        self.changed.emit()


def side_of(wanted: MeetingFilter, today: date, side: str) -> MeetingFilter:
    """Return a filter narrowed to one side of today."""
    return replace(wanted, last_day=today - timedelta(1)) if side == PAST else replace(wanted, first_day=today)
