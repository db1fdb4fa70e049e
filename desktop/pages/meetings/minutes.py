"""Notes taken, and the way the minutes go: draft, approved by the chair, approved as a true record, signed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout

from desktop.forms.fields import Field, NotesField
from desktop.overrides import do_and_tell
from desktop.pages.meetings.shown import MeetingCard, Shown
from desktop.parts.of_meetings import later_meetings
from desktop.parts.spec import Owner
from desktop.tokens import Tone
from desktop.widgets.buttons import Button, button
from desktop.widgets.cards import SectionHeader
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import Pill, PlainLabel
from models.actions.meetings import NEXT_MINUTES, edit_meeting, set_minutes_state
from models.errors import AppError
from models.vocabulary import MeetingState, MinutesState
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context

STEP_WORDS = {
    MinutesState.DRAFT: m("Start a draft"),
    MinutesState.APPROVED_BY_CHAIR: m("Chair has approved the draft"),
    MinutesState.APPROVED: m("Approved as a true record"),
    MinutesState.SIGNED: m("Minutes are signed"),
}
_BACK_TO_DRAFT = m("Back to draft")
STATE_WORDS = {
    MinutesState.NONE: m("There are no minutes yet. They are made from the agenda, the decisions and the notes."),
    MinutesState.DRAFT: m("The minutes are a draft. Everything on this page can still be changed."),
    MinutesState.APPROVED_BY_CHAIR: m(
        "The chair has approved the draft. The next meeting is asked to approve it as a true record."
    ),
    MinutesState.APPROVED: m(
        "A later meeting has approved the minutes as a true record, so this page can only be read. "
        "Minute a correction at the next meeting."
    ),
    MinutesState.SIGNED: m("The minutes are approved and signed, so this page can only be read."),
}
TONES = {
    MinutesState.NONE: Tone.PLAIN,
    MinutesState.DRAFT: Tone.SOON,
    MinutesState.APPROVED_BY_CHAIR: Tone.INFO,
    MinutesState.APPROVED: Tone.GOOD,
    MinutesState.SIGNED: Tone.GOOD,
}


class MinutesCard(MeetingCard):
    """Says how far the minutes are and offers the next steps."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.pill, self.words = Pill(), PlainLabel("", "muted")
        self.trouble = PlainLabel("", "problem")
        self.trouble.hide()
        self.steps: dict[MinutesState, Button] = {}
        flow = FlowLayout()
        for state, words in STEP_WORDS.items():
            made = button(_(words), self._on_step, name=f"minutes_{state.value}")
            made.setProperty("state", state.value)
            self.steps[state] = made
            flow.addWidget(made)
        row = QHBoxLayout()
        row.addWidget(self.pill)
        row.addStretch(1)
        self.body.addWidget(SectionHeader(_("Minutes")))
        self.body.addLayout(row)
        self.body.addWidget(self.words)
        self.body.addLayout(flow)
        self.body.addWidget(self.trouble)

    def fill(self, shown: Shown) -> None:
        """Show the state and its next steps."""
        state = shown.row.minutes_state
        self.pill.set(label(state), TONES[state])
        cancelled = shown.row.state is MeetingState.CANCELLED
        self.words.setText(
            _("This meeting was cancelled, so it has no minutes.") if cancelled else _(STATE_WORDS[state])
        )
        for step, made in self.steps.items():
            made.setVisible(step in NEXT_MINUTES[state] and not cancelled and not self.context.store.read_only)
        back = state is MinutesState.APPROVED_BY_CHAIR
        self.steps[MinutesState.DRAFT].setText(_(_BACK_TO_DRAFT if back else STEP_WORDS[MinutesState.DRAFT]))
        self.trouble.hide()

    def _on_step(self) -> None:
        state = MinutesState(str(self.sender().property("state")))
        if self._asks_first(state):
            return
        try:
            words = _("Minutes: {state}").format(state=label(state).lower())
            with self.context.store.write(words) as session:
                set_minutes_state(session, self.meeting_id, state)
        except AppError as error:
            self.trouble.setText(error.sentence)
            self.trouble.show()

    def _asks_first(self, state: MinutesState) -> bool:
        """Ask at which meeting they were approved, or who signed them, where our records can tell; tell whether so."""
        from desktop.pages.meetings.minutes_dialogs import ApproveDialog, SignDialog

        if state is MinutesState.APPROVED:
            with self.context.store.read() as session:
                later = list(later_meetings(session, Owner("meeting", self.meeting_id, "")))
            if later:
                ApproveDialog(self.context, self.meeting_id, later, self.window()).open()
            return bool(later)
        if state is MinutesState.SIGNED:
            SignDialog(self.context, self.meeting_id, self.window()).open()
            return True
        return False


class NotesCard(MeetingCard):
    """Notes of the meeting, saved when they are left."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.notes = NotesField(_("Notes"), lines=7)
        self.notes.setObjectName("meeting_notes")
        self.notes.installEventFilter(self)
        self._as_shown = ""
        field = Field(_("Notes"), self.notes)
        field.label.setProperty("type", "h2")
        self.body.addWidget(field)

    def fill(self, shown: Shown) -> None:
        """Show the notes, leaving the cursor alone where they are there already."""
        if self.notes.text() != shown.fields.notes:
            self.notes.set_text(shown.fields.notes)
        # A field may show less than the record has, such as another end of a line: that is no change of the user's.
        self._as_shown = self.notes.text()
        self.notes.setReadOnly(shown.locked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save on leaving."""
        if watched is self.notes and event.type() == QEvent.Type.FocusOut:
            do_and_tell(self.keep)
        return super().eventFilter(watched, event)

    def keep(self) -> None:
        """Save the notes when they have changed."""
        shown = self.shown
        if shown is None or shown.locked or self.notes.text() in (shown.fields.notes, self._as_shown):
            return
        with self.context.store.write(_("Change to notes")) as session:
            edit_meeting(session, shown.row.id, replace(shown.fields, notes=self.notes.text()))
        if self.shown is shown:
            # The page is being left and will read the meeting anew: saved once more, when the focus goes from it, the
            # notes would be those of somebody else who had changed it.
            self.shown = None
