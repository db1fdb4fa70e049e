"""Commitments made: a typed line is understood, shown back, and kept with Enter."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from desktop.forms.commitment_form import quality_words
from desktop.forms.fields import Field
from desktop.pages.meetings.item_cards import ListCard
from desktop.pages.meetings.shown import Shown
from desktop.tokens import Tone
from desktop.widgets.announce import announce
from desktop.widgets.buttons import button
from desktop.widgets.items import Item
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from desktop.widgets.promise_words import due_pill, owner_words
from models.actions.commitments import CommitmentFields, make_commitment, missing_parts
from models.errors import AppError
from models.queries.commitments import CommitmentRow
from models.understanding import KnownPerson, Understood, understand_commitment
from reports.formatting import long_date
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class PromisesCard(ListCard):
    """The promises of this meeting.

    The first Enter shows what was understood and asks what anyone will see once it is done; the second keeps it.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("C&ommitments made"), _("Type: Joe to send room plan by Friday, then press Enter"))
        self.understood = PlainLabel("")
        self.result = LineEdit(_("What will anyone see once it is done?"))
        self.result.setPlaceholderText(_("For example: room plan received"))
        self.result.setObjectName("promise_result")
        self.result_field = Field(_("What will anyone see once it is done?"), self.result)
        self.judged = PlainLabel("", "small")
        self.keep = button(_("Keep it"), self._on_keep, name="keep_promise")
        self.drop = button(_("Do not keep it"), self._on_drop, kind="quiet", name="drop_promise")
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addWidget(self.drop)
        row.addStretch(1)
        place = 2
        for part in (self.understood, self.result_field, self.judged):
            self.body.insertWidget(place, part)
            place += 1
        self.body.insertLayout(place, row)
        self._meant: CommitmentFields | None = None
        self.result.returnPressed.connect(self._on_keep)
        self.result.textChanged.connect(self._judge)
        if self.line is not None:
            self.line.textEdited.connect(self._on_typed)
        self._show_back(None)

    def fill(self, shown: Shown) -> None:
        """Show the promises made."""
        today = self.context.today()
        items = []
        for row in shown.commitments:
            words, tone = due_pill(row, today)
            items.append(Item(row.id, row.text, owner_words(row), aside=words, tone=tone, record=row))
        self.show_items(items, _("Nothing was promised."), locked=shown.locked)

    def open_item(self, record: object) -> None:
        """Open a commitment on its own page."""
        if isinstance(record, CommitmentRow):
            self.context.open("commitment", record.id)

    def add_line(self, text: str) -> None:
        """Show back what was understood, and ask for what is still missing."""
        self._show_back(text)
        self.result.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.understood.text())

    def _on_return(self) -> None:
        """Keep the line until the promise is kept, so that it can be put right."""
        text = self.line.text().strip() if self.line is not None else ""
        if text:
            self.add_line(text)

    def _on_typed(self) -> None:
        text = self.line.text().strip() if self.line is not None else ""
        self.understood.setText(self._read_back(self._understand(text)) if text else "")
        self.understood.setVisible(bool(text))
        if self._meant is not None:
            self._show_back(text or None)

    def _understand(self, text: str) -> Understood:
        people = [KnownPerson(row.person_id, row.name) for row in self.shown.detail.attendance] if self.shown else []
        return understand_commitment(text, people, self.context.today())

    def _read_back(self, meant: Understood) -> str:
        who = meant.owner.name if meant.owner is not None else _("Nobody named yet")
        by = _("by {day}").format(day=_day(meant.due_on)) if meant.due_on else _("no date yet")
        words = _("{who}: {what}, {by}.").format(who=who, what=meant.text, by=by)
        if meant.remainder:
            words += " " + _("Not understood: “{words}”.").format(words=meant.remainder)
        return words

    def _show_back(self, text: str | None) -> None:
        self._meant = None if text is None else self._fields(self._understand(text))
        shown = self._meant is not None
        if text is not None:
            self.understood.setText(self._read_back(self._understand(text)))
        self.understood.setVisible(shown)
        for part in (self.result_field, self.judged, self.keep, self.drop):
            part.setVisible(shown)
        self._judge()

    def _fields(self, meant: Understood) -> CommitmentFields:
        today = self.context.today()
        day = min(self.shown.row.starts_at.date(), today) if self.shown else today
        rows = self.shown.detail.attendance if self.shown else ()
        places = {row.person_id: row.organisation_id for row in rows}
        owner = meant.owner.id if meant.owner is not None else None
        return CommitmentFields(
            text=meant.text,
            made_on=day,
            owner_person_id=owner,
            owner_organisation_id=places.get(owner) if owner is not None else None,
            observable_result=self.result.text().strip(),
            due_on=meant.due_on,
            meeting_id=self.meeting_id,
            visibility=self.shown.row.visibility if self.shown else CommitmentFields("", day).visibility,
        )

    def _judge(self) -> None:
        if self._meant is None or self.line is None:
            return
        self._meant = self._fields(self._understand(self.line.text().strip()))
        words, tone = quality_words(self._meant)
        self.judged.setText(words)
        self.judged.set_ink(tone)
        self.keep.setText(_("Keep it") if tone is Tone.GOOD else _("Keep it as an aspiration"))

    def _on_keep(self) -> None:
        meant = self._meant
        if meant is None or self.line is None:
            return
        words = _("New aspiration") if missing_parts(meant) else _("New commitment")
        try:
            with self.context.store.write(words) as session:
                make_commitment(session, meant)
        except AppError as error:
            self.judged.setText(error.sentence)
            self.judged.set_ink(Tone.LATE)
            return
        self._on_drop()
        announce(self, words)

    def _on_drop(self) -> None:
        self.result.clear()
        if self.line is not None:
            self.line.clear()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_back(None)


def _day(day: date) -> str:
    names = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    return f"{names[day.weekday()]} {long_date(day)}"
