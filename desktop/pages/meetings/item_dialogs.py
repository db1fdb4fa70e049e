"""The whole of a decision, an item of the agenda or a question, for what a typed line does not say."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.dialogs.drafted import DraftedDialog
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field, NotesField, first_problem
from desktop.forms.spread import Spread
from desktop.widgets.line_edit import LineEdit
from models.actions.agendas import AgendaItemFields, edit_agenda_item, remove_agenda_item
from models.actions.decisions import (
    DecisionFields,
    ForumQuestionFields,
    answer_question,
    ask_question,
    edit_decision,
    edit_question,
    remove_decision,
    remove_question,
)
from models.errors import AppError
from models.queries.forum import ForumQuestionRow
from models.queries.meetings import AgendaItemRow, DecisionRow
from models.vocabulary import AgendaItemKind, DecisionOutcome
from models.words import labels
from resources.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.context import Context


class PartDialog(DraftedDialog):
    """A form over one part of a meeting, with a way to take the part out again."""

    def __init__(self, context: Context, title: str, parent: QWidget | None, *, removable: bool) -> None:
        super().__init__(title, parent, width_ems=38)
        self.context = context
        self.fields: list[Field] = []
        if removable:
            remove = self.add_button(_("Delete"))
            remove.setObjectName("delete_part")
            remove.clicked.connect(self._on_remove)
        self.add_cancel(_("Cancel"))
        self.add_button(_("Save"), main=True)
        self.saved.connect(self._on_save)

    @abstractmethod
    def keep(self) -> None:
        """Write what the form says."""

    @abstractmethod
    def remove(self) -> None:
        """Take the part out of the meeting."""

    def _on_save(self) -> None:
        if first_problem(self.fields) is None:
            self._try(self.keep)

    def _on_remove(self) -> None:
        self._try(self.remove)

    def _try(self, act: object) -> None:
        try:
            if callable(act):
                act()
        except AppError as error:
            self.note.setText(error.sentence)
            return
        self.accept()


class DecisionDialog(PartDialog):
    """What was decided, under which item, with outcome, reference and who dissented."""

    def __init__(
        self, context: Context, row: DecisionRow, agenda: Sequence[AgendaItemRow], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, _("Decision {number}").format(number=row.number), parent, removable=True)
        self._row = row
        self.text = NotesField(_("What was decided"), lines=4)
        self.text.set_text(row.text)
        self.outcome = Choice([(words, value) for value, words in labels(DecisionOutcome).items()])
        self.outcome.set_value(row.outcome)
        items: list[tuple[str, object]] = [(_("No item"), None)]
        items += [(f"{item.number}. {item.title}", item.id) for item in agenda]
        self.item = Choice(items)
        self.item.setMinimumContentsLength(12)
        self.item.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.item.set_value(row.agenda_item_id)
        self.reference, self.dissent = LineEdit(_("Minute reference")), NotesField(_("Dissent"), lines=2)
        self.reference.setText(row.reference)
        self.dissent.set_text(row.dissent)
        text = Field(_("What was de&cided"), self.text, check=self._check)
        outcome, item = Field(_("&Outcome"), self.outcome), Field(_("&Agenda item"), self.item)
        reference = Field(_("&Minute reference"), self.reference)
        dissent = Field(_("&Dissent"), self.dissent, hint=_("Who dissented or abstained, and why."))
        self.fields = [text, outcome, item, reference, dissent]
        self.body.addWidget(Spread([(text, 12), (outcome, 6), (reference, 6), (item, 12), (dissent, 12)]))
        self.text.setFocus()

    def _check(self) -> str:
        return "" if self.text.text().strip() else _("Enter what was decided")

    def keep(self) -> None:
        """Save the decision."""
        item = self.item.value()
        fields = DecisionFields(
            text=self.text.text(),
            agenda_item_id=item if isinstance(item, int) else None,
            outcome=DecisionOutcome(str(self.outcome.value())),
            reference=self.reference.text(),
            dissent=self.dissent.text().strip(),
            visibility=self._row.visibility,
            version=self._row.version,
        )
        with self.context.store.write(_("Change to decision")) as session:
            edit_decision(session, self._row.id, fields)

    def remove(self) -> None:
        """Take the decision out."""
        with self.context.store.write(_("Delete decision")) as session:
            remove_decision(session, self._row.id)


class AgendaItemDialog(PartDialog):
    """An item of the agenda and what the minutes say of it."""

    def __init__(self, context: Context, row: AgendaItemRow, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Agenda item {number}").format(number=row.number), parent, removable=True)
        self._row = row
        self.title, self.lead, self.reference = LineEdit(_("Title")), LineEdit(_("Led by")), LineEdit(_("Reference"))
        self.kind = Choice([(words, value) for value, words in labels(AgendaItemKind).items()])
        self.kind.set_value(row.kind)
        self.minute = NotesField(_("Minutes"), lines=8)
        self.title.setText(row.title)
        self.lead.setText(row.lead)
        self.reference.setText(row.reference)
        self.minute.set_text(row.minute)
        title = Field(_("&Title"), self.title, check=self._check)
        kind, lead = Field(_("&Kind"), self.kind), Field(_("&Led by"), self.lead)
        reference = Field(_("Minute &reference"), self.reference)
        minute = Field(_("&Minutes"), self.minute, hint=_("What the minutes say of this item."))
        self.fields = [title, kind, lead, reference, minute]
        self.body.addWidget(Spread([(title, 12), (kind, 4), (lead, 4), (reference, 4), (minute, 12)]))
        self.minute.setFocus()

    def _check(self) -> str:
        return "" if self.title.text().strip() else _("Enter a title for the agenda item")

    def keep(self) -> None:
        """Save the item."""
        fields = AgendaItemFields(
            title=self.title.text(),
            kind=AgendaItemKind(str(self.kind.value())),
            lead=self.lead.text(),
            reference=self.reference.text(),
            minute=self.minute.text().strip(),
            visibility=self._row.visibility,
            version=self._row.version,
        )
        with self.context.store.write(_("Change to agenda item")) as session:
            edit_agenda_item(session, self._row.id, fields)

    def remove(self) -> None:
        """Take the item off the agenda."""
        with self.context.store.write(_("Delete agenda item")) as session:
            remove_agenda_item(session, self._row.id)


class QuestionDialog(PartDialog):
    """A question of the open forum: who asked, who promised the answer, by when, and the answer."""

    def __init__(
        self,
        context: Context,
        meeting_id: int,
        row: ForumQuestionRow | None,
        parent: QWidget | None = None,
        *,
        locked: bool = False,
    ) -> None:
        """With `locked` minutes only the answer can still be written, as answers come later."""
        title = _("New question") if row is None else _("Question")
        super().__init__(context, title, parent, removable=row is not None and not locked)
        self._meeting_id, self._row, self._locked = meeting_id, row, locked
        self.question, self.answer = NotesField(_("Question"), lines=4), NotesField(_("Answer"), lines=4)
        self.asked_by, self.promised_by = LineEdit(_("Asked by")), LineEdit(_("Answer promised by"))
        self.reference = LineEdit(_("Minute reference"))
        due_field, self.due = date_field(_("Answer d&ue"), context.today)
        answered_field, self.answered = date_field(_("A&nswered on"), context.today, past=True)
        if row is not None:
            self._show(row)
        question = Field(_("&Question"), self.question, check=self._check)
        asked, promised = Field(_("As&ked by"), self.asked_by), Field(_("Answer &promised by"), self.promised_by)
        reference = Field(_("Minute &reference"), self.reference)
        answer = Field(_("&Answer"), self.answer)
        self.fields = [question, asked, promised, due_field, reference, answer, answered_field]
        rows: list[tuple[QWidget, int]] = [(question, 12), (asked, 6), (promised, 6), (due_field, 6), (reference, 6)]
        self.body.addWidget(Spread([*rows, (answer, 12), (answered_field, 6)]))
        # A new question has no answer yet; its fields are there all the same, as a field without a home is freed.
        answer.setVisible(row is not None)
        answered_field.setVisible(row is not None)
        if locked:
            self.question.setReadOnly(True)
            for line in (self.asked_by, self.promised_by, self.due, self.reference):
                line.setReadOnly(True)
        (self.answer if row is not None else self.question).setFocus()

    def _show(self, row: ForumQuestionRow) -> None:
        self.question.set_text(row.question)
        self.answer.set_text(row.answer)
        self.asked_by.setText(row.asked_by)
        self.promised_by.setText(row.answer_promised_by)
        self.reference.setText(row.reference)
        self.due.set_date(row.due_on)
        self.answered.set_date(row.answered_on)

    def _check(self) -> str:
        return "" if self.question.text().strip() else _("Enter the question")

    def keep(self) -> None:
        """Save the question, and its answer when there is one."""
        row = self._row
        fields = ForumQuestionFields(
            question=self.question.text().strip(),
            asked_by=self.asked_by.text(),
            answer_promised_by=self.promised_by.text(),
            due_on=self.due.day(),
            reference=self.reference.text(),
            version=row.version if row is not None else None,
        )
        if row is None:
            with self.context.store.write(_("New question")) as session:
                ask_question(session, self._meeting_id, fields)
            return
        answer = self.answer.text().strip()
        day = self.answered.day() or self.context.today()
        with self.context.store.write(_("Change to question")) as session:
            if not self._locked:
                edit_question(session, row.id, fields)
            if answer and (answer, day) != (row.answer, row.answered_on):
                answer_question(session, row.id, answer, day)

    def remove(self) -> None:
        """Take the question out."""
        if self._row is not None:
            with self.context.store.write(_("Delete question")) as session:
                remove_question(session, self._row.id)
