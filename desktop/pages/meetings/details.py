"""What, when, where, who meets: fields that are saved as they are left."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from desktop.forms.chooser import RecordField
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field
from desktop.forms.parties import held, party_field
from desktop.forms.spread import Spread
from desktop.forms.time_field import TimeField
from desktop.pages.meetings.shown import MeetingCard, Shown
from desktop.widgets.buttons import Opener
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.actions.meetings import MeetingFields, edit_meeting
from models.errors import AppError
from models.vocabulary import MeetingState
from models.words import labels
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class DetailsCard(MeetingCard):
    """The head of the page."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        today = context.today
        self.title, self.place = LineEdit(_("Title")), LineEdit(_("Place"))
        self.starts, self.ends = TimeField(_("Starts"), required=True), TimeField(_("Ends"))
        day_field, self.day = date_field(_("&Date"), today, required=True)
        papers_field, self.papers = date_field(_("Papers due by"), today)
        questions_field, self.questions = date_field(_("Public questions due by"), today)
        self.body_field = party_field(context, _("Body that meets"), ("organisation",))
        self.body_field.setPlaceholderText(_("No body"))
        self.state = Choice([(words, state) for state, words in labels(MeetingState).items()])
        self.reference = LineEdit(_("Reference"))
        self.observers = QCheckBox(_("Open to observers"))
        self.fields_shown = [
            Field(_("T&itle"), self.title, check=self._check_title),
            day_field,
            Field(_("&Starts"), self.starts, check=self.starts.check),
            Field(_("Ends"), self.ends, check=self.ends.check),
            Field(_("&Place"), self.place),
            Field(_("&Body that meets"), self.body_field, check=self.body_field.check),
            Field(_("State of the meetin&g"), self.state),
        ]
        title, day, starts, ends, place, body, state = self.fields_shown
        self.body.addWidget(Spread([(title, 5), (day, 3), (starts, 2), (ends, 2), (place, 5), (body, 4), (state, 3)]))
        self._rare = Spread(
            [(papers_field, 3), (questions_field, 3), (Field(_("Reference"), self.reference), 3), (self.observers, 3)]
        )
        self._rare.hide()
        self.more = Opener(_("More details"), "link", "more_details")
        self.more.switched.connect(self._on_more)
        self.trouble = PlainLabel("", "problem")
        self.trouble.hide()
        for part in (self.more, self._rare, self.trouble):
            self.body.addWidget(part)
        self._connect()

    def _connect(self) -> None:
        for line in self._lines():
            line.editingFinished.connect(self._on_left)
        self.body_field.chosen.connect(self._on_left)
        self.state.picked.connect(self._on_left)
        self.observers.clicked.connect(self._on_left)

    def _lines(self) -> tuple[LineEdit, ...]:
        return (
            self.title, self.place, self.starts, self.ends, self.day, self.papers, self.questions, self.body_field,
            self.reference,
        )  # fmt: skip

    def fill(self, shown: Shown) -> None:
        """Show the fields; what is being typed and would not do yet is left as it is."""
        fields = shown.fields
        _put(self.title, fields.title)
        _put(self.place, fields.place)
        _put(self.reference, fields.reference)
        self.day.set_date(fields.starts_at.date())
        self.starts.set_time(fields.starts_at.time())
        self.ends.set_time(fields.ends_at.time() if fields.ends_at else None)
        self.papers.set_date(fields.paper_due_on)
        self.questions.set_date(fields.question_due_on)
        _hold(self.body_field, fields.organisation_id, shown.row.body)
        self.state.set_value(fields.state)
        self.observers.setChecked(fields.open_to_observers)
        for line in self._lines():
            line.setReadOnly(shown.locked)
        self.state.setEnabled(not shown.locked)
        self.observers.setEnabled(not shown.locked)
        self.trouble.hide()

    def _wanted(self, base: MeetingFields) -> MeetingFields:
        day, ends, choice = self.day.day() or base.starts_at.date(), self.ends.moment(), self.body_field.choice()
        return replace(
            base,
            title=self.title.text().strip(),
            place=self.place.text().strip(),
            reference=self.reference.text().strip(),
            starts_at=datetime.combine(day, self.starts.moment() or time()),
            ends_at=datetime.combine(day, ends) if ends else None,
            paper_due_on=self.papers.day(),
            question_due_on=self.questions.day(),
            organisation_id=choice.id if choice else None,
            state=MeetingState(str(self.state.value())),
            open_to_observers=self.observers.isChecked(),
        )

    def _on_left(self) -> None:
        """Save what has changed when all of it will do; otherwise say under the field what will not."""
        shown = self.shown
        if shown is None or shown.locked:
            return
        wanted = self._wanted(shown.fields)
        if wanted == shown.fields or [field for field in self.fields_shown if field.problem()]:
            return
        try:
            with self.context.store.write(_("Change to meeting")) as session:
                edit_meeting(session, shown.row.id, wanted)
        except AppError as error:
            self.trouble.setText(error.sentence)
            self.trouble.show()

    def _check_title(self) -> str:
        return "" if self.title.text().strip() else _("Enter a title, like: Southgate heads’ meeting")

    def _on_more(self, shown: bool) -> None:
        self._rare.setVisible(shown)
        self.more.setText(_("Fewer details") if shown else _("More details"))


def _put(line: LineEdit, text: str) -> None:
    """Show a text, leaving the cursor alone where it is there already."""
    if line.text() != text:
        line.setText(text)


def _hold(field: RecordField, number: int | None, name: str | None) -> None:
    """Show which body meets."""
    choice = held("organisation", number, name)
    if choice != field.choice() or choice is None:
        field.set_choice(choice)
