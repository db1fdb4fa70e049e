"""The whole of an item of the agenda or a question, for what a typed line does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.dialogs.drafted import Start
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field, NotesField
from desktop.forms.number_field import NumberField
from desktop.forms.parties import held, party_field
from desktop.forms.spread import Spread
from desktop.pages.meetings.part_dialog import PartDialog, level_of, meeting_now, part_now, part_two, refuse_if_changed
from desktop.widgets.line_edit import LineEdit
from models.actions.agendas import AgendaItemFields, ItemPlan, edit_agenda_item, plan_item, remove_agenda_item
from models.actions.decisions import (
    ForumQuestionFields,
    QuestionTrail,
    answer_question,
    ask_question,
    close_question,
    edit_question,
    remove_question,
    trace_question,
)
from models.queries.forms import name_records
from models.queries.forum import ForumQuestionRow
from models.queries.meetings import AgendaItemRow, find_meeting
from models.vocabulary import AgendaItemKind
from models.words import labels
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class AgendaItemDialog(PartDialog):
    """An item of the agenda and what the minutes say of it."""

    def __init__(self, context: Context, row: AgendaItemRow, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Agenda item {number}").format(number=row.number), parent, removable=True)
        self._row = row
        self.title, self.lead, self.reference = LineEdit(_("Title")), LineEdit(_("Led by")), LineEdit(_("Reference"))
        self.kind = Choice([(words, value) for value, words in labels(AgendaItemKind).items()])
        self.kind.set_value(row.kind)
        self.minute, self.purpose = NotesField(_("Minutes"), lines=6), LineEdit(_("What it is for"))
        self.allowed = NumberField(_("Minutes allowed"))
        self.purpose.setText(row.purpose)
        self.allowed.set_number(row.minutes_allowed)
        self.confidential = part_two(row.visibility)
        self.kind.picked.connect(self._on_kind)
        self.title.setText(row.title)
        self.lead.setText(row.lead)
        self.reference.setText(row.reference)
        self.minute.set_text(row.minute)
        title = Field(_("&Title"), self.title, check=self._check)
        kind, lead = Field(_("&Kind"), self.kind), Field(_("&Led by"), self.lead)
        reference = Field(_("Minute &reference"), self.reference)
        minute = Field(_("&Minutes"), self.minute, hint=_("What the minutes say of this item."))
        purpose = Field(_("What it is &for"), self.purpose)
        allowed = Field(_("Minutes &allowed"), self.allowed, check=self.allowed.check)
        self.fields = [title, kind, lead, reference, purpose, allowed, minute]
        self.body.addWidget(
            Spread(
                [(title, 12), (kind, 4), (lead, 4), (reference, 4), (purpose, 8), (allowed, 4), (minute, 12),
                 (self.confidential, 12)]
            )
        )  # fmt: skip
        self.finish(_("Save"))
        self.minute.setFocus()

    def draft_start(self) -> Start:
        """Return which item of which meeting it is."""
        return {"meeting": self._row.meeting_id, "id": self._row.id}

    @classmethod
    def reopen(cls, context: Context, start: Start) -> AgendaItemDialog:
        """Return the form over the item as it is now."""
        return cls(context, part_now(meeting_now(context, start).agenda, start))

    def draft_words(self) -> str:
        """Return which item it is."""
        return _("agenda item “{title}”").format(title=self._row.title)

    def record(self) -> tuple[str, int]:
        """Return the item."""
        return "agenda_item", self._row.id

    def _on_kind(self, kind: object) -> None:
        """Put an item that is confidential by its kind into Part II."""
        if kind is AgendaItemKind.CONFIDENTIAL:
            self.confidential.setChecked(True)

    def _check(self) -> str:
        return "" if self.title.text().strip() else _("Enter a title for the agenda item")

    def write(self) -> None:
        """Save the item."""
        fields = AgendaItemFields(
            title=self.title.text(),
            kind=AgendaItemKind(str(self.kind.value())),
            lead=self.lead.text(),
            reference=self.reference.text(),
            minute=self.minute.text().strip(),
            visibility=level_of(self.confidential, self._row.visibility),
            version=self._row.version,
        )
        allowed = self.allowed.number()
        plan = ItemPlan(self.purpose.text(), int(allowed) if allowed is not None else None, self._row.lead_person_id)
        with self.context.store.write(_("Change to agenda item")) as session:
            edit_agenda_item(session, self._row.id, fields)
            if plan != ItemPlan(self._row.purpose, self._row.minutes_allowed, self._row.lead_person_id):
                plan_item(session, self._row.id, plan)

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
        closed_field, self.closed = date_field(_("Nothing more to come since"), context.today, past=True)
        self.asker = party_field(context, _("Who asked, of those we know"), ("person",))
        self.answerer = party_field(context, _("Who owes the answer, of those we know"), ("person",))
        self.about = LineEdit(_("Goes back to the minute"))
        if row is not None:
            self._show(row)
        question = Field(_("&Question"), self.question, check=self._check)
        asked, promised = Field(_("As&ked by"), self.asked_by), Field(_("Answer &promised by"), self.promised_by)
        reference = Field(_("Minute &reference"), self.reference)
        answer = Field(_("&Answer"), self.answer)
        asker = Field(_("Who asked, of those &we know"), self.asker, check=self.asker.check)
        answerer = Field(_("Who &owes the answer"), self.answerer, check=self.answerer.check)
        about = Field(_("&Goes back to the minute"), self.about)
        self.fields = [question, asked, promised, due_field, reference, answer, answered_field, asker, answerer]
        rows: list[tuple[QWidget, int]] = [(question, 12), (asked, 6), (promised, 6), (due_field, 6), (reference, 6)]
        later: list[tuple[QWidget, int]] = [(answer, 12), (answered_field, 6), (closed_field, 6), (asker, 6),
                                            (answerer, 6), (about, 6)]  # fmt: skip
        self.body.addWidget(Spread([*rows, *later]))
        # A new question has no answer yet; its fields are there all the same, as a field without a home is freed.
        for field, _share in later:
            field.setVisible(row is not None)
        if locked:
            self.question.setReadOnly(True)
            for line in (self.asked_by, self.promised_by, self.due, self.reference):
                line.setReadOnly(True)
        self.finish(_("Save"))
        (self.answer if row is not None else self.question).setFocus()

    def draft_start(self) -> Start:
        """Return which question of which meeting it is, and whether only its answer can be written."""
        number = self._row.id if self._row is not None else None
        return {"meeting": self._meeting_id, "id": number, "locked": self._locked}

    @classmethod
    def reopen(cls, context: Context, start: Start) -> QuestionDialog:
        """Return the form over the question as it is now."""
        detail = meeting_now(context, start)
        row = part_now(detail.questions, start) if start["id"] is not None else None
        return cls(context, detail.row.id, row, locked=bool(start["locked"]))

    def draft_words(self) -> str:
        """Return which question it is."""
        return _("question “{text}”").format(text=self._row.question) if self._row is not None else _("a new question")

    def record(self) -> tuple[str, int] | None:
        """Return the question, or None for a new one."""
        return ("forum_question", self._row.id) if self._row is not None else None

    def _show(self, row: ForumQuestionRow) -> None:
        self.question.set_text(row.question)
        self.answer.set_text(row.answer)
        self.asked_by.setText(row.asked_by)
        self.promised_by.setText(row.answer_promised_by)
        self.reference.setText(row.reference)
        self.due.set_date(row.due_on)
        self.answered.set_date(row.answered_on)
        self.closed.set_date(row.closed_on)
        self.about.setText(row.about_reference)
        people = [number for number in (row.asked_by_person_id, row.answer_person_id) if number is not None]
        with self.context.store.read() as session:
            names = name_records(session, [("person", number) for number in people])
        for field, number in ((self.asker, row.asked_by_person_id), (self.answerer, row.answer_person_id)):
            field.set_choice(held("person", number, names.get(("person", number or 0))))

    def _check(self) -> str:
        return "" if self.question.text().strip() else _("Enter the question")

    def write(self) -> None:
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
            if self._locked:
                now = find_meeting(session, self._meeting_id).questions
                refuse_if_changed(row, part_now(now, {"id": row.id}), _("question"))
            else:
                edit_question(session, row.id, fields)
            if answer and (answer, day) != (row.answer, row.answered_on):
                answer_question(session, row.id, answer, day)
            trail = self._trail(row)
            if trail != QuestionTrail(
                row.asked_by_person_id, row.answer_person_id, row.about_meeting_id, row.about_reference
            ):
                trace_question(session, row.id, trail)
            if self.closed.day() != row.closed_on:
                close_question(session, row.id, self.closed.day())

    def _trail(self, row: ForumQuestionRow) -> QuestionTrail:
        asker, answerer = self.asker.choice(), self.answerer.choice()
        return QuestionTrail(
            asker.id if asker is not None else None,
            answerer.id if answerer is not None else None,
            row.about_meeting_id,
            self.about.text().strip(),
        )

    def remove(self) -> None:
        """Take the question out."""
        if self._row is not None:
            with self.context.store.write(_("Delete question")) as session:
                remove_question(session, self._row.id)
