"""One commitment: what it says, where it stands, what became of it, and where it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.dialogs.form_saving import FormSaving
from desktop.dialogs.outcome import OutcomeDialog
from desktop.forms.commitment_form import CommitmentForm
from desktop.theme import L, M, S
from desktop.tokens import Tone
from desktop.widgets.buttons import button
from desktop.widgets.cards import AlertStrip, Card
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import Pill, PlainLabel
from desktop.widgets.menus import drop_down
from desktop.widgets.promise_words import due_pill, due_sentence, is_open
from models.actions.commitments import (
    CommitmentFields,
    archive_commitment,
    edit_commitment,
    fields_of,
    keep_commitment,
    reopen_commitment,
)
from models.queries.commitments import CommitmentRow, find_commitment
from models.vocabulary import CommitmentGroup, CommitmentState
from models.words import label
from reports.formatting import long_date
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context


OTHER_OUTCOMES = {
    CommitmentState.KEPT: m("Kept, on another day or with a note…"),
    CommitmentState.KEPT_IN_PART: m("Kept in part…"),
    CommitmentState.LAPSED: m("Lapsed…"),
    CommitmentState.WITHDRAWN: m("Withdrawn…"),
}


class CommitmentPanel(QWidget):
    """Shows and edits the commitment that is chosen; fields are saved when they are left."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._row: CommitmentRow | None = None
        self._fields = CommitmentFields("", context.today())
        theme = context.theme
        self.title, self.pill = PlainLabel("", "h2"), Pill()
        self.standing = PlainLabel("", "muted")
        self.note = PlainLabel("")
        self.trouble = AlertStrip(theme)
        self.keep = button(_("Mark as &kept"), self._on_keep, theme=theme, icon="check", name="keep")
        self.other = button(_("Other outcome…"), self._on_other, name="other_outcome")
        self.reopen = button(_("Open it again"), self._on_reopen, name="reopen")
        self.delete = button(_("Delete"), self.archive, theme=theme, icon="trash", name="delete")
        self.form = CommitmentForm(context)
        self._saving = FormSaving(
            context,
            self.form,
            self.trouble,
            label=_("Change to commitment"),
            write=self._write,
            probe=self._probe,
        )
        self.form.edited.connect(self._on_edited)
        self.source = button("", self._on_source, kind="link", theme=theme, icon="arrow-square-out", name="source")
        self._lay_out()
        self.set_row(None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, L, 0, L)
        column.setSpacing(M)
        pill_row = QHBoxLayout()
        pill_row.addWidget(self.pill)
        pill_row.addStretch(1)
        buttons = FlowLayout(gap=S)
        for made in (self.keep, self.other, self.reopen, self.delete):
            buttons.addWidget(made)
        for part in (self.title, pill_row, self.standing, self.note, buttons, self.trouble):
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        card = Card(gap=M)
        card.body.addWidget(self.form)
        column.addWidget(card)
        column.addWidget(self.source)
        column.addStretch(1)

    @property
    def row(self) -> CommitmentRow | None:
        """Return the commitment in view."""
        return self._row

    def show_commitment(self, commitment_id: int | None) -> None:
        """Ask the book for a commitment and show it."""
        if commitment_id is None:
            self.set_row(None)
            return
        with self._context.store.read() as session:
            row, fields = find_commitment(session, commitment_id), fields_of(session, commitment_id)
        self._fields = fields
        self.set_row(row)

    def set_row(self, row: CommitmentRow | None) -> None:
        """Show a commitment, or nothing."""
        moved = row is None or self._row is None or row.id != self._row.id
        self._row = row
        for child in self.findChildren(QWidget):
            if child.parentWidget() is self and child not in (self.trouble, self.pill):
                child.setVisible(row is not None)
        if moved:
            self.trouble.hide()
        if row is None:
            self.pill.hide()
            return
        today = self._context.today()
        self.title.setText(row.text)
        self.pill.set(*self._state(row))
        self.standing.setText(due_sentence(row, today))
        self.note.setText(row.outcome_note)
        self.note.setVisible(bool(row.outcome_note))
        locked, group = self._context.store.read_only, row.group(today)
        self.keep.setVisible(is_open(row) and not locked)
        self.other.setVisible(is_open(row) and not locked)
        self.reopen.setVisible(group is CommitmentGroup.DONE and not locked)
        self.delete.setVisible(not locked)
        self.form.show_fields(self._fields, row)
        self.form.quality.setVisible(group is CommitmentGroup.ASPIRATIONS)
        self.form.set_read_only(locked)
        self._show_source(row)

    def focus_text(self) -> None:
        """Go to the first field."""
        self.form.text.setFocus()

    def archive(self) -> None:
        """Put the commitment away; the undo bar brings it back."""
        if self._row is not None:
            with self._context.store.write(_("Delete commitment")) as session:
                archive_commitment(session, self._row.id)

    def _state(self, row: CommitmentRow) -> tuple[str, Tone]:
        if row.state is CommitmentState.ASPIRATION:
            return label(row.state), Tone.INFO
        return due_pill(row, self._context.today())

    def _show_source(self, row: CommitmentRow) -> None:
        fields = self._fields
        words = ""
        if row.meeting_id is not None and row.meeting_at is not None:
            words = _("Open the meeting: {title}, {day}").format(title=row.meeting_title, day=long_date(row.meeting_at))
        elif fields.conversation_id is not None:
            words = _("Open the conversation it was made in")
        elif fields.event_id is not None:
            words = _("Open the event it is about")
        self.source.setText(words.replace("&", "&&"))
        self.source.setVisible(bool(words))

    def _on_source(self) -> None:
        fields = self._fields
        for kind, number in (
            ("meeting", fields.meeting_id),
            ("conversation", fields.conversation_id),
            ("event", fields.event_id),
        ):
            if number is not None:
                self._context.open(kind, number)
                return

    def _on_edited(self) -> None:
        if self._row is not None:
            self._saving.save()

    def _write(self, session: Any) -> None:
        if self._row is not None:
            edit_commitment(session, self._row.id, self.form.fields())

    def _probe(self) -> CommitmentForm:
        form = CommitmentForm(self._context)
        form.show_fields(self._fields, self._row)
        return form

    def _on_keep(self) -> None:
        if self._row is not None:
            with self._context.store.write(_("Commitment kept")) as session:
                keep_commitment(session, self._row.id, self._context.today())

    def _on_reopen(self) -> None:
        if self._row is not None:
            with self._context.store.write(_("Open commitment again")) as session:
                reopen_commitment(session, self._row.id)

    def outcome_menu(self) -> QMenu | None:
        """Return the menu of ends the commitment in view can come to, or None for one that cannot end."""
        if self._row is None or not is_open(self._row):
            return None
        menu = QMenu(self)
        for state, words in OTHER_OUTCOMES.items():
            action = menu.addAction(_(words))
            action.setData(state.value)
            action.triggered.connect(self._on_outcome)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _on_outcome(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and self._row is not None:
            state = CommitmentState(str(action.data()))
            OutcomeDialog(self._context, self._row.id, self._row.text, state, self.window()).open()

    def _on_other(self) -> None:
        menu = self.outcome_menu()
        if menu is not None:
            drop_down(menu, self.other)
