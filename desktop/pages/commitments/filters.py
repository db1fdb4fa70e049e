"""What narrows the list of commitments: words, part of the list, by whom, to whom, from which meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.chooser import RecordField
from desktop.forms.fields import Field
from desktop.forms.parties import party_field
from desktop.forms.spread import Spread
from desktop.lists.facets import holding
from desktop.tables.columns import RecordLine
from desktop.widgets.buttons import Opener
from desktop.widgets.chips import Chips
from desktop.widgets.filter_fold import ListHead
from desktop.widgets.line_edit import FilterBox
from desktop.widgets.suggestions import Choice
from models.errors import WrongUse
from models.queries.commitments import CommitmentFilter
from models.queries.home_rows import SOON
from models.queries.meetings import MeetingFilter, list_meetings
from models.vocabulary import CommitmentGroup
from models.words import label
from reports.formatting import long_date
from resources.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.context import Context
    from desktop.lists.facets import Rule
    from desktop.lists.kit import ListKit


DUE_SOON = "due_soon"


class CommitmentFilters(QWidget):
    """The head of the list; the rarer filters are folded away until they are asked for."""

    changed = Signal()

    def __init__(self, context: Context, kit: ListKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._kit = context, kit
        theme = context.theme
        self.box = FilterBox(theme, _("Filter commitments"))
        self.chips = Chips(_("Parts of the list"), exclusive=True, everything=_("All"))
        for group in CommitmentGroup:
            self.chips.add(group.value, label(group))
        self.chips.add(DUE_SOON, _("Due in 14 days"))
        self.by = party_field(context, _("By whom"))
        self.to = party_field(context, _("To whom"))
        self.meeting = RecordField(theme, _("From meeting"), self._meetings)
        for field, hint in (
            (self.by, _("Anybody")),
            (self.to, _("Anybody")),
            (self.meeting, _("Any meeting")),
        ):
            field.setPlaceholderText(hint)
            field.changed.connect(self._on_changed)
        self.more = Opener(_("More filters"), "link", "more_filters")
        self.more.switched.connect(self._on_more)
        self._rare = Spread(
            [(Field(_("By whom"), self.by), 6), (Field(_("To whom"), self.to), 6),
             (Field(_("From meeting"), self.meeting), 12)]
        )  # fmt: skip
        self._rare.hide()
        self.head = ListHead(theme, _("Commitments"), self.box, self.chips, self.more, self._rare, kit.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.head)
        self.box.filtered.connect(self._on_changed)
        self.chips.changed.connect(self._on_changed)

    def wanted(self) -> CommitmentFilter:
        """Return the filter that is set."""
        by, to, meeting = self.by.choice(), self.to.choice(), self.meeting.choice()
        today, soon = self._context.today(), DUE_SOON in self.chips.on()
        return CommitmentFilter(
            words=self.box.text().strip(),
            by_person_id=by.id if by and by.kind == "person" else None,
            by_organisation_id=by.id if by and by.kind == "organisation" else None,
            to_person_id=to.id if to and to.kind == "person" else None,
            to_organisation_id=to.id if to and to.kind == "organisation" else None,
            meeting_id=meeting.id if meeting else None,
            due_from=today if soon else None,
            due_to=today + SOON if soon else None,
            narrowing=self._kit.narrowing(),
        )

    def rules(self) -> list[Rule]:
        """Return what is set here as rules; the parts of the list come and go with the days, so they are left out."""
        if self.chips.on():
            raise WrongUse(_("A part of the list cannot be kept as a filter. Choose All first."))
        rules = holding(self.box.text(), "text")
        for field, held in (("owner", self.by), ("to", self.to)):
            choice = held.choice()
            if choice is not None:
                named = field if choice.kind == "person" else "organisation"
                rules.append({"field": named, "is": "is", "value": choice.line.title})
        if self.meeting.choice() is not None:
            raise WrongUse(_("A meeting cannot be kept in a filter. Take it out first."))
        return rules

    def groups(self) -> tuple[CommitmentGroup, ...]:
        """Return the parts of the list that are to be shown."""
        on = self.chips.on()
        if DUE_SOON in on:
            return CommitmentGroup.THIS_WEEK, CommitmentGroup.LATER
        return tuple(group for group in CommitmentGroup if not on or group.value in on)

    def is_narrow(self) -> bool:
        """Tell whether anything narrows the list."""
        return bool(self.chips.on()) or self.wanted() != CommitmentFilter()

    def show_only(self, group: CommitmentGroup | None) -> None:
        """Show one part of the list and nothing else narrowed, as when another page asks for it."""
        self.clear()
        self.chips.set_on(frozenset() if group is None else frozenset({group.value}))

    def show_due_soon(self) -> None:
        """Show what is due within two weeks, the number that Home gives."""
        self.clear()
        self.chips.set_on(frozenset({DUE_SOON}))

    def clear(self) -> None:
        """Let everything through."""
        self.box.clear()
        for field in (self.by, self.to, self.meeting):
            field.set_choice(None)
        self._kit.clear()
        self.chips.set_on(frozenset())

    def show_counts(self, counts: Mapping[CommitmentGroup, int]) -> None:
        """Show how many stand in each part."""
        for group, count in counts.items():
            self.chips.set_count(group.value, count)
        self.head.header.set_count(sum(counts[group] for group in self.groups()))
        self.head.fold.show_on(len(self.narrowed()))
        self._kit.show()

    def narrowed(self) -> list[str]:
        """Return in words what narrows the list now."""
        words = self.box.text().strip()
        fields = ((_("by"), self.by), (_("to"), self.to), (_("from"), self.meeting))
        held = ((name, field.choice()) for name, field in fields)
        return [
            *([f"“{words}”"] if words else []),
            *self.chips.on_words(),
            *(f"{name} {choice.line.title}" for name, choice in held if choice is not None),
            *self._kit.words(),
        ]

    def _meetings(self, words: str) -> list[Choice]:
        with self._context.store.read() as session:
            rows = list_meetings(session, MeetingFilter(words=words), limit=8).rows
        return [
            Choice("meeting", row.id, RecordLine(row.title, long_date(row.starts_at), icon="notebook")) for row in rows
        ]

    def _on_changed(self) -> None:
        self.changed.emit()

    def _on_more(self, shown: bool) -> None:
        self._rare.setVisible(shown)
        self.more.setText(_("Fewer filters") if shown else _("More filters"))
