"""All that can be said of somebody at a meeting: came late, left early, apologies accepted, for whom, a note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.dialogs.asking import WritingDialog
from desktop.dialogs.drafted import Start
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field
from desktop.forms.parties import held, party_field
from desktop.forms.spread import Spread
from desktop.forms.time_field import TimeField
from desktop.pages.meetings.part_dialog import refuse_if_changed
from desktop.widgets.line_edit import LineEdit
from models.actions.attendance import decide_apologies, invite_observer, set_attendance, set_times
from models.errors import WrongUse
from models.kinds import KINDS
from models.queries.meetings import AttendanceRow, find_meeting
from models.vocabulary import ApologiesDecision, AttendanceStatus, Capacity
from models.words import labels
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class AttendanceDialog(WritingDialog):
    """Says of one person whether and how they came."""

    def __init__(self, context: Context, meeting_id: int, row: AttendanceRow, parent: QWidget | None = None) -> None:
        super().__init__(context, row.name, parent, width_ems=36)
        self.setObjectName("attendance_dialog")
        self._meeting_id, self._row = meeting_id, row
        self.status = Choice([(words, value) for value, words in labels(AttendanceStatus).items()])
        self.capacity = Choice([(words, value) for value, words in labels(Capacity).items()])
        self.decision = Choice(
            [(_("Not said"), None), *((words, value) for value, words in labels(ApologiesDecision).items())]
        )
        self.organisation = party_field(context, _("For"), ("organisation",))
        self.arrived, self.left = TimeField(_("Came at")), TimeField(_("Left at"))
        invited, self.invited = date_field(_("&Invited on"), context.today, past=True)
        self.remark = LineEdit(_("Note"))
        self.remote = QCheckBox(_("Joined &remotely"))
        self.expected = QCheckBox(_("They were expec&ted"))
        there, capacity = Field(_("T&here?"), self.status), Field(_("&As"), self.capacity)
        whom = Field(_("&For"), self.organisation, check=self.organisation.check)
        came = Field(_("&Came at"), self.arrived, hint=_("Only where they came late."), check=self.arrived.check)
        left = Field(_("&Left at"), self.left, hint=_("Only where they left early."), check=self.left.check)
        made_of = Field(_("Were their apologies accepte&d?"), self.decision)
        note = Field(_("&Note"), self.remark)
        self.fields = [there, capacity, whom, came, left, made_of, invited, note]
        self.body.addWidget(
            Spread([(there, 6), (capacity, 6), (whom, 12), (came, 6), (left, 6), (made_of, 12), (invited, 6), (note, 6),
                    (self.remote, 6), (self.expected, 6)])
        )  # fmt: skip
        self._show(row)
        self.status.picked.connect(self._fit)
        self._fit()
        self.finish(_("Save"))
        self.status.setFocus()

    def draft_start(self) -> Start:
        """Return who at which meeting it is."""
        return {"meeting": self._meeting_id, "person": self._row.person_id}

    @classmethod
    def reopen(cls, context: Context, start: Start) -> AttendanceDialog:
        """Return the form over what is said of them now."""
        meeting_id, person_id = int(start["meeting"]), int(start["person"])
        with context.store.read() as session:
            return cls(context, meeting_id, _row_now(session, meeting_id, person_id))

    def draft_words(self) -> str:
        """Return of whom it is."""
        return _("attendance of {name}").format(name=self._row.name)

    def record(self) -> tuple[str, int]:
        """Return the line of the list."""
        return "attendance", self._row.id

    def _show(self, row: AttendanceRow) -> None:
        self.status.set_value(row.status)
        self.capacity.set_value(row.capacity)
        self.decision.set_value(row.apologies_decision)
        self.organisation.set_choice(held("organisation", row.organisation_id, row.organisation))
        self.arrived.set_time(row.arrived_at)
        self.left.set_time(row.left_at)
        self.invited.set_date(row.invited_on)
        self.remark.setText(row.note)
        self.remote.setChecked(row.remote)
        self.expected.setChecked(row.was_expected)

    def _fit(self) -> None:
        """Let only be said what goes with whether they came."""
        status = self.status.value()
        for editor in (self.arrived, self.left, self.remote):
            editor.setEnabled(status is AttendanceStatus.PRESENT)
        self.decision.setEnabled(status is AttendanceStatus.APOLOGIES)

    def write(self) -> None:
        """Write what the form says."""
        status, choice = AttendanceStatus(str(self.status.value())), self.organisation.choice()
        capacity, day = Capacity(str(self.capacity.value())), self.invited.day()
        meeting_id, person_id = self._meeting_id, self._row.person_id
        came = status is AttendanceStatus.PRESENT
        with self.context.store.write(_("Attendance of {name}").format(name=self._row.name)) as session:
            refuse_if_changed(self._row, _row_now(session, meeting_id, person_id), KINDS["attendance"].word)
            set_attendance(
                session,
                meeting_id,
                person_id,
                status,
                organisation_id=choice.id if choice is not None else None,
                capacity=capacity,
                remote=self.remote.isChecked() and came,
                note=self.remark.text(),
                expected=self.expected.isChecked(),
            )
            if came:
                set_times(session, meeting_id, person_id, arrived_at=self.arrived.moment(), left_at=self.left.moment())
            if status is AttendanceStatus.APOLOGIES:
                decision = self.decision.value()
                made_of = ApologiesDecision(str(decision)) if decision is not None else None
                decide_apologies(session, meeting_id, person_id, made_of)
            if day is not None and day != self._row.invited_on:
                invite_observer(session, meeting_id, person_id, day, capacity=capacity)


def _row_now(session: Any, meeting_id: int, person_id: int) -> AttendanceRow:
    """Return what the book says of somebody at a meeting. Raises WrongUse when they are on its list no more."""
    for row in find_meeting(session, meeting_id).attendance:
        if row.person_id == person_id:
            return row
    raise WrongUse(_("Someone has taken them off the list meanwhile. Copy what you typed, then close the form."))
