"""One survey of a partnership: its questions with what they come to, who has not answered, and taking answers down."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from desktop.forms.fields import Choice, Field
from desktop.parts.card import PartCard
from desktop.parts.dialog import SpecDialog
from desktop.parts.spec import FieldSpec, Owner, Session, as_today
from desktop.parts.surveys import ANSWERS, QUESTIONS
from desktop.parts.tab import OwnCard
from desktop.widgets.buttons import button
from desktop.widgets.cards import SectionHeader
from desktop.widgets.labels import PlainLabel
from models.actions.survey_answers import AnswerFields, record_answer
from models.errors import WrongUse
from models.queries.surveys import RATINGS, QuestionResult, SurveyResults, find_survey_results, list_surveys
from models.vocabulary import AnswerKind
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context


class SurveyCard(OwnCard):
    """The survey that is chosen: what was asked, what was answered."""

    kinds: ClassVar[tuple[str, ...]] = ("survey_question", "survey_answer")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("survey_card")
        self._context = context
        self._owner: Owner | None = None
        self.results: SurveyResults | None = None
        self._head = SectionHeader(_("What was answered"), "h3")
        self._take = button(
            _("Enter answers…"), self._on_take, theme=context.theme, icon="pencil-simple", name="take_answers"
        )
        self._head.add_button(self._take)
        self.which = Choice([])
        self.which.setObjectName("which_survey")
        self._field = Field(_("Survey"), self.which)
        self.words = PlainLabel("", "muted")
        self.cards = {part.kind: PartCard(context, part) for part in (QUESTIONS, ANSWERS)}
        for part in (self._head, self._field, self.words, *self.cards.values()):
            self.body.addWidget(part)
        self.which.picked.connect(self._again)

    def load(self, session: Session, owner: Owner) -> None:
        """Show the survey that is chosen, at first the latest."""
        self._owner = owner
        rows = list_surveys(session, as_at=self._context.today(), partnership_id=owner.id)
        numbers = [row.id for row in rows]
        chosen = self.which.value()
        if chosen not in numbers:
            chosen = numbers[0] if numbers else None
        self.which.blockSignals(True)
        self.which.set_options([(row.title, row.id) for row in rows])
        self.which.set_value(chosen)
        self.which.blockSignals(False)
        self.setVisible(bool(rows))
        if isinstance(chosen, int):
            self._show(session, chosen)

    def choose_part(self, kind: str, number: int) -> bool:
        """Bring a question or an answer into view."""
        return kind in self.cards and self.cards[kind].choose(number)

    def _show(self, session: Session, number: int) -> None:
        self.results = found = find_survey_results(session, number, as_at=self._context.today())
        survey = found.survey
        for card in self.cards.values():
            card.load(session, Owner("survey", survey.id, survey.title))
        missing = ", ".join(name for _number, name in found.not_answered)
        self.words.setText(_("Not answered yet: {names}.").format(names=missing) if missing else "")
        self.words.setVisible(bool(missing))
        can = survey.is_open and bool(found.questions) and not self._context.store.read_only
        self._take.setEnabled(can)

    def _again(self) -> None:
        if self._owner is not None:
            with self._context.store.read() as session:
                self.load(session, self._owner)

    def _on_take(self) -> None:
        if self.results is not None:
            AnswersDialog(self._context, self.results, self.window()).open()


class AnswersDialog(SpecDialog):
    """Takes down all that one organisation answered."""

    def __init__(self, context: Context, results: SurveyResults, parent: QWidget | None = None) -> None:
        survey = results.survey
        super().__init__(context, _("Enter answers"), Owner("survey", survey.id, survey.title), parent)
        self.setObjectName("answers_dialog")
        self._results = results
        specs = (
            FieldSpec(
                *("organisation_id", m("&Who answered"), 6, m("Choose who answered")), kinds=("organisation",), type=int
            ),
            FieldSpec("answered_on", m("W&hen"), 6, m("Enter when"), type=date, start=as_today),
            FieldSpec("respondent", m("Answered &by"), 12, hint=m("Who filled it in"), type=str),
            *(_question(one) for one in results.questions),
        )
        with context.store.read() as session:
            self.build(session, specs, {}, _("Save"))
            self.show_values(session, {"answered_on": context.today()})

    def write(self) -> None:
        """Keep the answers that were given."""
        held = self.held_values()
        given = [(one, str(held[_name(one)] or "").strip()) for one in self._results.questions]
        if not any(value for _question, value in given):
            raise WrongUse(_("Enter at least one answer."))
        organisation, day = held["organisation_id"], held["answered_on"]
        label = _("Answers to “{title}”").format(title=self._results.survey.title)
        with self.context.store.write(label) as session:
            for question, value in given:
                if value:
                    fields = AnswerFields(question.id, organisation, day, value, str(held["respondent"] or ""))  # type: ignore[arg-type]
                    record_answer(session, fields)


def _name(question: QuestionResult) -> str:
    return f"question_{question.id}"


def _question(question: QuestionResult) -> FieldSpec:
    words = f"{question.number}. {question.text}".replace("&", "&&")
    options = {AnswerKind.RATING: RATINGS, AnswerKind.CHOICE: question.choices}.get(question.kind)
    if options is None:
        return FieldSpec(_name(question), words, 12, type=str, lines=2 if question.kind is AnswerKind.TEXT else 0)
    offered = [(option, option) for option in options]
    return FieldSpec(_name(question), words, 12, type=str, options=lambda _s, _o: offered, blank=m("No answer"))
