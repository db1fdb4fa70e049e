"""The fields of a commitment, and in words whether anyone can be held to it yet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.chooser import RecordField
from desktop.forms.date_field import date_field
from desktop.forms.fields import Field, first_problem
from desktop.forms.parties import held, party_field
from desktop.forms.spread import Spread
from desktop.theme import M
from desktop.tokens import Tone
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.actions.commitments import CommitmentFields, missing_parts
from models.queries.commitments import CommitmentRow
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


def quality_words(fields: CommitmentFields) -> tuple[str, Tone]:
    """Return in a sentence what a promise still needs before anyone can be held to it."""
    missing = missing_parts(fields)
    if not missing:
        return _("It has an owner, a result anyone could see, and a date: it can be kept or late."), Tone.GOOD
    listed = (
        missing[0]
        if len(missing) == 1
        else _("{first} and {last}").format(first=", ".join(missing[:-1]), last=missing[-1])
    )
    return (
        _(
            "It stays an aspiration until it has an owner, a result anyone could see, and a date. "
            "Still to say: {missing}."
        ).format(missing=listed),
        Tone.SOON,
    )


class CommitmentForm(QWidget):
    """What, who, to whom, what can be seen, by when; judged while one types."""

    edited = Signal()
    """A field was left or a choice was made, and the values may be kept."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = CommitmentFields("", context.today())
        self._shown: CommitmentRow | None = None
        self.text = LineEdit(_("What is promised"))
        self.owner = party_field(context, _("Who does it"))
        self.to = party_field(context, _("Promised to"))
        self.result = LineEdit(_("What anyone will see once it is done"))
        self.result.setPlaceholderText(_("For example: the plan is on the hall noticeboard"))
        self.reference = LineEdit(_("Minute reference"))
        due_field, self.due = date_field(_("D&ue"), context.today)
        made_field, self.made = date_field(_("Ma&de on"), context.today, required=True, past=True)
        self.fields_shown = [
            Field(_("What is &promised"), self.text, check=self._check_text),
            Field(_("&Who does it"), self.owner, check=self.owner.check),
            Field(_("Promised t&o").replace("&", ""), self.to, check=self.to.check),
            Field(_("What anyone will &see once it is done"), self.result),
            due_field,
            made_field,
            Field(_("Minute reference"), self.reference),
        ]
        what, who, to, result, due, made, reference = self.fields_shown
        self.quality = PlainLabel("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        rows = Spread([(what, 12), (who, 6), (due, 6), (result, 12), (to, 6), (made, 6), (reference, 6)])
        column.addWidget(rows)
        column.addWidget(self.quality)
        self._connect()
        self._judge()

    def show_fields(self, fields: CommitmentFields, row: CommitmentRow | None = None) -> None:
        """Show a record, or the values to begin with; `row` gives the names. What is being typed is left alone."""
        fresh = row is None or self._shown is None or row.id != self._shown.id
        before, self._base, self._shown = self._base, fields, row
        self._put_text(self.text, before.text, fields.text, fresh)
        self._put_text(self.result, before.observable_result, fields.observable_result, fresh)
        self._put_text(self.reference, before.reference, fields.reference, fresh)
        for line, old, new in ((self.due, before.due_on, fields.due_on), (self.made, before.made_on, fields.made_on)):
            if fresh or old != new:
                line.set_date(new)
        if row is not None:
            self._put_party(self.owner, row.owner_person_id, row.owner_person, row.owner_organisation_id,
                            row.owner_organisation)  # fmt: skip
            self._put_party(self.to, row.to_person_id, row.to_person, row.to_organisation_id, row.to_organisation)
        self._judge()

    def fields(self) -> CommitmentFields:
        """Return what the form says now."""
        base = self._base
        owner = _numbers(self.owner, base.owner_person_id, base.owner_organisation_id)
        to = _numbers(self.to, base.to_person_id, base.to_organisation_id)
        return replace(
            base,
            text=self.text.text().strip(),
            owner_person_id=owner[0],
            owner_organisation_id=owner[1],
            to_person_id=to[0],
            to_organisation_id=to[1],
            observable_result=self.result.text().strip(),
            due_on=self.due.day(),
            made_on=self.made.day() or base.made_on,
            reference=self.reference.text().strip(),
        )

    def is_sound(self, *, quietly: bool = False) -> bool:
        """Tell whether every field will do; otherwise say what is wrong and, unless `quietly`, go there."""
        if quietly:
            return not [field for field in self.fields_shown if field.problem()]
        return first_problem(self.fields_shown) is None

    def has_changed(self) -> bool:
        """Tell whether the form says anything else than what it was given."""
        return self.fields() != self._base

    def set_read_only(self, locked: bool) -> None:
        """Let nothing be typed, as when the book can only be read."""
        for field in self.fields_shown:
            editor = field.editor
            if isinstance(editor, LineEdit):
                editor.setReadOnly(locked)

    def _connect(self) -> None:
        for line in (self.text, self.result, self.reference, self.due, self.made):
            line.editingFinished.connect(self._on_left)
            line.textChanged.connect(self._judge)
        for chooser in (self.owner, self.to):
            chooser.changed.connect(self._judge)
            chooser.chosen.connect(self._on_left)
            chooser.editingFinished.connect(self._on_left)

    def _on_left(self) -> None:
        self.edited.emit()

    def _judge(self) -> None:
        words, tone = quality_words(self.fields())
        if words != self.quality.text():
            self.quality.setText(words)
            self.quality.set_ink(tone)

    def _check_text(self) -> str:
        return "" if self.text.text().strip() else _("Enter what is promised, like: send the room plan")

    @staticmethod
    def _put_text(line: LineEdit, before: str, after: str, fresh: bool) -> None:
        if fresh or before != after:
            line.setText(after)

    @staticmethod
    def _put_party(
        field: RecordField, person: int | None, name: str | None, organisation: int | None, place: str | None
    ) -> None:
        if field.hasFocus() and field.text().strip() and field.choice() is None:
            return
        choice = held("person", person, name) or held("organisation", organisation, place)
        if choice != field.choice() or choice is None:
            field.set_choice(choice)


def _numbers(field: RecordField, person: int | None, organisation: int | None) -> tuple[int | None, int | None]:
    """Return person and organisation that a field holds; the organisation stays while the person is the same."""
    choice = field.choice()
    if choice is None:
        return None, None
    if choice.kind == "organisation":
        return None, choice.id
    return choice.id, organisation if choice.id == person else None
