"""The whole of a decision: outcome, votes, who stood apart, Part II; and what a chair decided between meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.dialogs.asking import WritingDialog
from desktop.dialogs.drafted import Start
from desktop.forms.chooser import RecordField
from desktop.forms.contents import Contents
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field, NotesField
from desktop.forms.number_field import NumberField
from desktop.forms.parties import held, party_field
from desktop.forms.spread import Spread
from desktop.pages.meetings.part_dialog import PartDialog, level_of, meeting_now, part_now, part_two
from desktop.widgets.buttons import Opener
from desktop.widgets.line_edit import LineEdit
from models.actions.decisions import DecisionFields, edit_decision, remove_decision
from models.actions.votes import VoteFields, record_chairs_action, record_vote
from models.queries.forms import name_records
from models.queries.meetings import AgendaItemRow, DecisionRow
from models.vocabulary import DecisionKind, DecisionOutcome, Visibility
from models.words import label, labels
from reports.formatting import long_date
from resources.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.context import Context


def _items(agenda: Sequence[AgendaItemRow]) -> Choice:
    """Return the items of the agenda to choose from."""
    items: list[tuple[str, object]] = [(_("No item"), None)]
    made = Choice([*items, *((f"{item.number}. {item.title}", item.id) for item in agenda)])
    made.keep_narrow(12)
    return made


class DecisionDialog(PartDialog):
    """What was decided, under which item, with outcome, reference, votes and who dissented."""

    def __init__(
        self, context: Context, row: DecisionRow, agenda: Sequence[AgendaItemRow], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, _("Decision {number}").format(number=row.number), parent, removable=True)
        self._row = row
        self.text = NotesField(_("What was decided"), lines=4)
        self.outcome, self.item = (
            Choice([(words, value) for value, words in labels(DecisionOutcome).items()]),
            _items(agenda),
        )
        self.reference, self.dissent = LineEdit(_("Minute reference")), NotesField(_("Dissent"), lines=2)
        self.confidential = part_two(row.visibility)
        text = Field(_("What was de&cided"), self.text, check=self._check)
        outcome, item = Field(_("&Outcome"), self.outcome), Field(_("&Agenda item"), self.item)
        reference = Field(_("&Minute reference"), self.reference)
        dissent = Field(_("&Dissent"), self.dissent, hint=_("Who dissented or abstained, and why."))
        self.fields = [text, outcome, item, reference, dissent]
        if row.kind is DecisionKind.CHAIRS_ACTION and row.decided_on is not None:
            words = _("{kind}, {day}").format(kind=label(row.kind), day=long_date(row.decided_on))
            text.set_hint(words)
        self.body.addWidget(
            Spread([(text, 12), (outcome, 6), (reference, 6), (item, 12), (dissent, 12), (self.confidential, 12)])
        )
        self._make_vote(row)
        self._show(row)
        self.finish(_("Save"))
        self.text.setFocus()

    def draft_start(self) -> Start:
        """Return which decision of which meeting it is."""
        return {"meeting": self._row.meeting_id, "id": self._row.id}

    @classmethod
    def reopen(cls, context: Context, start: Start) -> DecisionDialog:
        """Return the form over the decision as it is now."""
        detail = meeting_now(context, start)
        return cls(context, part_now(detail.decisions, start), detail.agenda)

    def take_up(self, uid: str, contents: Contents) -> Contents:
        """Go on with a draft; a vote that was being written is unfolded."""
        left = super().take_up(uid, contents)
        if self.vote() != VoteFields():
            self.voted.hide()
            self._vote.show()
        return left

    def draft_words(self) -> str:
        """Return which decision it is."""
        return _("decision {number}: {text}").format(number=self._row.number, text=self._row.text)

    def record(self) -> tuple[str, int]:
        """Return the decision."""
        return "decision", self._row.id

    def _make_vote(self, row: DecisionRow) -> None:
        """Make the fields of the vote, folded away unless something is known of it."""
        context = self.context
        self.proposer = party_field(context, _("Proposed by"), ("person",))
        self.seconder = party_field(context, _("Seconded by"), ("person",))
        self.votes = [NumberField(_("Votes for")), NumberField(_("Votes against")), NumberField(_("Abstained"))]
        self.casting = QCheckBox(_("The chair’s casting vote decided"))
        proposed = Field(_("&Proposed by"), self.proposer, check=self.proposer.check)
        seconded = Field(_("Seco&nded by"), self.seconder, check=self.seconder.check)
        votes = (
            Field(_("Votes &for"), self.votes[0], check=self.votes[0].check),
            Field(_("Votes a&gainst"), self.votes[1], check=self.votes[1].check),
            Field(_("A&bstained"), self.votes[2], check=self.votes[2].check),
        )
        self.fields += [proposed, seconded, *votes]
        self._vote = Spread([(proposed, 6), (seconded, 6), *((one, 4) for one in votes), (self.casting, 12)])
        known = _vote_of(row) != VoteFields()
        self.voted = Opener(_("The vote…"), "link", "the_vote")
        self.voted.setVisible(not known)
        self._vote.setVisible(known)
        self.voted.switched.connect(self._on_vote)
        self.body.addWidget(self.voted)
        self.body.addWidget(self._vote)

    def _show(self, row: DecisionRow) -> None:
        self.text.set_text(row.text)
        self.outcome.set_value(row.outcome)
        self.item.set_value(row.agenda_item_id)
        self.reference.setText(row.reference)
        self.dissent.set_text(row.dissent)
        vote = _vote_of(row)
        people = [number for number in (vote.proposer_id, vote.seconder_id) if number is not None]
        with self.context.store.read() as session:
            names = name_records(session, [("person", number) for number in people])
        for field, number in ((self.proposer, vote.proposer_id), (self.seconder, vote.seconder_id)):
            field.set_choice(held("person", number, names.get(("person", number or 0))))
        for line, count in zip(self.votes, (vote.votes_for, vote.votes_against, vote.abstentions), strict=True):
            line.set_number(count)
        self.casting.setChecked(vote.casting_vote)

    def _on_vote(self, shown: bool) -> None:
        self._vote.setVisible(shown)
        self.voted.setText(_("No vote was counted") if shown else _("The vote…"))
        if shown:
            self.proposer.setFocus()

    def _check(self) -> str:
        return "" if self.text.text().strip() else _("Enter what was decided")

    def vote(self) -> VoteFields:
        """Return what is said of the vote."""
        yes, no, none = (int(found) if (found := line.number()) is not None else None for line in self.votes)
        return VoteFields(
            _number(self.proposer), _number(self.seconder), yes, no, none, casting_vote=self.casting.isChecked()
        )

    def write(self) -> None:
        """Save the decision, and its vote when anything is said of one."""
        item = self.item.value()
        fields = DecisionFields(
            text=self.text.text(),
            agenda_item_id=item if isinstance(item, int) else None,
            outcome=DecisionOutcome(str(self.outcome.value())),
            reference=self.reference.text(),
            dissent=self.dissent.text().strip(),
            visibility=level_of(self.confidential, self._row.visibility),
            version=self._row.version,
        )
        vote = self.vote()
        with self.context.store.write(_("Change to decision")) as session:
            edit_decision(session, self._row.id, fields)
            if VoteFields() != vote or vote != _vote_of(self._row):
                record_vote(session, self._row.id, vote)

    def remove(self) -> None:
        """Take the decision out."""
        with self.context.store.write(_("Delete decision")) as session:
            remove_decision(session, self._row.id)


class ChairsActionDialog(WritingDialog):
    """Reports to a meeting what its chair decided alone since the one before."""

    def __init__(
        self, context: Context, meeting_id: int, agenda: Sequence[AgendaItemRow], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, _("Chair’s action"), parent, width_ems=36)
        self.setObjectName("chairs_action_dialog")
        self._meeting_id = meeting_id
        self.text, self.item = NotesField(_("What the chair decided"), lines=3), _items(agenda)
        self.reference, self.confidential = LineEdit(_("Minute reference")), part_two(Visibility.INTERNAL)
        day, self.day = date_field(_("Decided &on"), context.today, required=True, past=True)
        text = Field(_("What the chair de&cided"), self.text, check=self._check)
        item, reference = Field(_("&Agenda item"), self.item), Field(_("&Minute reference"), self.reference)
        self.fields = [text, day, reference, item]
        self.body.addWidget(Spread([(text, 12), (day, 6), (reference, 6), (item, 12), (self.confidential, 12)]))
        self.finish(_("Report it"))
        self.text.setFocus()

    def draft_start(self) -> Start:
        """Return which meeting it is reported to."""
        return {"meeting": self._meeting_id}

    @classmethod
    def reopen(cls, context: Context, start: Start) -> ChairsActionDialog:
        """Return the form again."""
        detail = meeting_now(context, start)
        return cls(context, detail.row.id, detail.agenda)

    def draft_words(self) -> str:
        """Return what it is."""
        return _("a chair’s action")

    def _check(self) -> str:
        return "" if self.text.text().strip() else _("Enter what the chair decided")

    def write(self) -> None:
        """Write it down at the meeting it is reported to."""
        item, day = self.item.value(), self.day.day() or self.context.today()
        fields = DecisionFields(
            self.text.text(),
            item if isinstance(item, int) else None,
            DecisionOutcome.NOTED,
            self.reference.text(),
            visibility=level_of(self.confidential, Visibility.INTERNAL),
        )
        with self.context.store.write(_("Chair’s action")) as session:
            record_chairs_action(session, self._meeting_id, fields, day)


def _vote_of(row: DecisionRow) -> VoteFields:
    return VoteFields(
        row.proposer_id, row.seconder_id, row.votes_for, row.votes_against, row.abstentions, row.casting_vote
    )


def _number(field: RecordField) -> int | None:
    choice = field.choice()
    return choice.id if choice is not None else None
