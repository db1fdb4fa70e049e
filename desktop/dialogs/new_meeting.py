"""A new meeting, from anywhere (Ctrl+M); the body's last meeting gives what usually stays the same."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from desktop.dialogs.drafted import DraftedDialog, Start
from desktop.forms.date_field import date_field
from desktop.forms.fields import Field, first_problem
from desktop.forms.parties import held, party_field
from desktop.forms.spread import Spread
from desktop.forms.time_field import TimeField
from desktop.tables.columns import RecordLine
from desktop.widgets.line_edit import LineEdit
from desktop.widgets.suggestions import Choice, SuggestField
from models.actions.agendas import add_standard_agenda
from models.actions.attendance import same_people_as_last_time
from models.actions.meetings import MeetingFields, create_meeting
from models.errors import AppError
from models.queries.meetings import MeetingFilter, MeetingRow, find_meeting, list_meetings
from models.vocabulary import AttendanceStatus, MeetingState
from reports.formatting import long_date
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class NewMeetingDialog(DraftedDialog):
    """Asks for title, body, day, time and place; brings the people and the usual agenda when asked to."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("New meeting"), parent, width_ems=40)
        self._context = context
        self._last: MeetingRow | None = None
        self.title = SuggestField(context.theme, _("Title"), self._earlier, least=3, quiet=True)
        self.place = LineEdit(_("Place"))
        self.body_field = party_field(context, _("Body that meets"), ("organisation",))
        self.starts, self.ends = TimeField(_("Starts"), required=True), TimeField(_("Ends"))
        day_field, self.day = date_field(_("&Date"), context.today, required=True)
        self.day.set_date(context.today())
        self.fields = [
            Field(_("T&itle"), self.title, check=self._check_title),
            Field(_("&Body that meets"), self.body_field, check=self.body_field.check),
            day_field,
            Field(_("&Starts"), self.starts, check=self.starts.check),
            Field(_("Ends"), self.ends, check=self.ends.check),
            Field(_("&Place"), self.place),
        ]
        title, body, day, starts, ends, place = self.fields
        self.body.addWidget(Spread([(title, 12), (body, 12), (day, 6), (starts, 3), (ends, 3), (place, 12)]))
        self.people = QCheckBox(_("Bring the sa&me people as last time"))
        self.people.setEnabled(False)
        self.held = QCheckBox(_("It has taken p&lace, and all came"))
        self.held.setObjectName("meeting_held")
        self.held.setEnabled(False)
        self._held_is_own = False
        self.agenda = QCheckBox(_("Put the usual items on the a&genda"))
        self.agenda.setChecked(True)
        self.body.addWidget(self.people)
        self.body.addWidget(self.held)
        self.body.addWidget(self.agenda)
        self.body.addStretch(1)
        self.add_cancel(_("Cancel"))
        self.add_button(_("Save"), main=True)
        self.saved.connect(self._on_save)
        self.body_field.changed.connect(self._on_body)
        self.title.chosen.connect(self._on_earlier)
        self.title.editingFinished.connect(self._on_title)
        self.held.clicked.connect(self._on_held)
        self.day.textChanged.connect(self._judge_held)
        self.starts.textChanged.connect(self._judge_held)
        self.title.setFocus()

    def meeting_of(self, organisation_id: int, name: str) -> None:
        """Begin with the body that meets, as when the dialog is opened from its page."""
        self.body_field.set_choice(held("organisation", organisation_id, name))

    def draft_start(self) -> Start:
        """Return nothing: the fields say all."""
        return {}

    @classmethod
    def reopen(cls, context: Context, start: Start) -> NewMeetingDialog:
        """Return the form again."""
        return cls(context, QApplication.activeWindow())

    def draft_words(self) -> str:
        """Return which meeting it is."""
        title = self.title.text().strip()
        return _("a new meeting, “{title}”").format(title=title) if title else _("a new meeting")

    def _check_title(self) -> str:
        return "" if self.title.text().strip() else _("Enter a title, like: Southgate heads’ meeting")

    def _earlier(self, words: str) -> list[Choice]:
        """Return what meetings were called that were held before, each title once, the last one first."""
        with self._context.store.read() as session:
            rows = list_meetings(session, MeetingFilter(words=words, last_day=self._context.today()), limit=40).rows
        found: dict[tuple[str, int | None], MeetingRow] = {}
        for row in rows:
            if all(word in row.title.casefold() for word in words.casefold().split()):
                found.setdefault((row.title, row.organisation_id), row)
        return [
            Choice("meeting", row.id, RecordLine(row.title, row.body or "", icon="notebook"), row)
            for row in found.values()
        ][:8]

    def _on_earlier(self, choice: Choice) -> None:
        """Take the body of the meeting whose title was chosen."""
        row = choice.payload
        if isinstance(row, MeetingRow) and row.organisation_id is not None and self.body_field.choice() is None:
            self.meeting_of(row.organisation_id, row.body or "")

    def _on_title(self) -> None:
        """Take the body of the last meeting that was called the same, where only one body held any."""
        if self.body_field.choice() is not None or self.body_field.text().strip():
            return
        title = self.title.text().strip()
        same = [one for one in self._earlier(title) if one.line.title.casefold() == title.casefold()] if title else []
        if len(same) == 1:
            self._on_earlier(same[0])

    def _on_held(self) -> None:
        self._held_is_own = True

    def _judge_held(self) -> None:
        """Tick that it has taken place where its day is past, or the time at which the body usually meets."""
        day, starts, today = self.day.day(), self.starts.moment(), self._context.today()
        if day is None:
            return
        begun = starts is not None and self._last is not None and starts <= local_now().time()
        past = day < today or (day == today and begun)
        self.held.setEnabled(day <= today)
        if not self._held_is_own or day > today:
            self.held.setChecked(past)

    def _on_body(self) -> None:
        """Fill what is still empty from the body's last meeting."""
        choice = self.body_field.choice()
        self._last = None
        if choice is not None:
            with self._context.store.read() as session:
                held_by = MeetingFilter(organisation_id=choice.id, last_day=self._context.today())
                rows = list_meetings(session, held_by, limit=1).rows
            self._last = rows[0] if rows else None
        last = self._last
        self.people.setEnabled(last is not None)
        self.people.setChecked(last is not None)
        self._judge_held()
        if last is None:
            self.note.setText("")
            return
        self.note.setText(_("Filled from the last meeting, {day}.").format(day=long_date(last.starts_at)))
        for line, words in ((self.title, last.title), (self.place, last.place)):
            if not line.text().strip():
                line.setText(words)
        if not self.starts.text().strip():
            self.starts.set_time(last.starts_at.time())
            self.ends.set_time(last.ends_at.time() if last.ends_at else None)

    def _on_save(self) -> None:
        self._on_title()
        if first_problem(self.fields) is not None:
            return
        came = AttendanceStatus.PRESENT if self.held.isChecked() else AttendanceStatus.EXPECTED
        first: int | None = None
        try:
            with self._context.store.write(_("New meeting")) as session:
                made = create_meeting(session, self._meeting())
                if self.agenda.isChecked():
                    add_standard_agenda(session, made)
                if self.people.isChecked() and self.people.isEnabled():
                    same_people_as_last_time(session, made, came)
                    rows = find_meeting(session, made).attendance
                    first = rows[0].id if rows else None
        except AppError as error:
            self.note.setText(error.sentence)
            return
        self.accept()
        # On the first of those who were there, ready for Space on whoever was not.
        self._context.open(*(("attendance", first) if first is not None else ("meeting", made)))

    def _meeting(self) -> MeetingFields:
        day, choice = self.day.day() or self._context.today(), self.body_field.choice()
        ends = self.ends.moment()
        return MeetingFields(
            title=self.title.text(),
            starts_at=datetime.combine(day, self.starts.moment() or time()),
            ends_at=datetime.combine(day, ends) if ends else None,
            organisation_id=choice.id if choice else None,
            place=self.place.text(),
            state=MeetingState.HELD if self.held.isChecked() else MeetingState.PLANNED,
        )


def local_now() -> datetime:
    """Return the time on this computer's clock, by which a meeting of today is over or still to come."""
    return datetime.now()  # noqa: DTZ005


def ask_new_meeting(context: Context) -> NewMeetingDialog:
    """Open the dialog over the window in front."""
    dialog = NewMeetingDialog(context, QApplication.activeWindow())
    dialog.open()
    return dialog
