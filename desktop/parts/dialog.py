"""The form of a part, made from what is told of it; and the small form of a step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.dialogs.asking import WritingDialog
from desktop.dialogs.drafted import Start
from desktop.forms.spread import Spread
from desktop.parts.fields import FormField, make_field, starting_values, types_of
from desktop.parts.naming import name_of, part_named
from desktop.parts.spec import FieldSpec, Owner, Part, Session, Step, Values
from models.errors import WrongUse
from models.kinds import KINDS
from models.queries.forms import find_form, name_records
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context

_SOURCE = FieldSpec("source", m("Where you know it from"))
_VISIBILITY = FieldSpec("visibility", m("Who may read it"))


class SpecDialog(WritingDialog):
    """A form of fields that are told, not written: its children say what is done with the values."""

    def __init__(self, context: Context, title: str, owner: Owner, parent: QWidget | None = None) -> None:
        super().__init__(context, title, parent, width_ems=40)
        self.owner = owner
        self.form_fields: list[FormField] = []

    def build(self, session: Session, specs: Sequence[FieldSpec], kinds: dict[str, Any], save: str) -> None:
        """Make the fields and the buttons."""
        names = frozenset(kinds)
        for spec in specs:
            kind = spec.type if spec.type is not None else kinds.get(spec.name)
            self.form_fields.append(make_field(spec, kind, self.context, session, self.owner, names))
        self.body.addWidget(Spread([(made.field, made.spec.share) for made in self.form_fields]))
        for made in self.form_fields:
            judged = made.judged()
            if judged is not None:
                self.fields.append(judged)
                judged.editor.setObjectName(f"field_{made.spec.name}")
        self.finish(save)
        first = self.form_fields[0].judged() if self.form_fields else None
        if first is not None:
            first.editor.setFocus()

    def show_values(self, session: Session, values: Values) -> None:
        """Show the values of a record, with the names of the records they point to."""
        refs = [ref for made in self.form_fields for ref in made.refs(values)]
        names = name_records(session, refs)
        for made in self.form_fields:
            made.show(values, names)

    def held_values(self) -> dict[str, object]:
        """Return what the form holds."""
        return {name: value for made in self.form_fields for name, value in made.values().items()}


class PartDialog(SpecDialog):
    """Adds a part to a record, or changes one."""

    def __init__(
        self, context: Context, part: Part, owner: Owner, number: int | None = None, parent: QWidget | None = None
    ) -> None:
        """Change the part of that number, or add one where it is None."""
        word = KINDS[part.kind].word
        title = _(part.add).rstrip("…").replace("&", "") if number is None else _("Change: {word}").format(word=word)
        super().__init__(context, title, owner, parent)
        self.setObjectName(f"{part.kind}_dialog")
        self._part, self._number = part, number
        kinds = types_of(part.form)
        more = tuple(spec for spec in (_SOURCE, _VISIBILITY) if spec.name in kinds and not _tells(part, spec.name))
        with context.store.read() as session:
            asked = tuple(spec for spec in part.fields if number is None or not spec.new_only)
            self.build(session, (*asked, *more), kinds, _("Save"))
            self._base = self._values(session)
            self.show_values(session, self._base)

    def _values(self, session: Session) -> dict[str, object]:
        part = self._part
        if self._number is not None and part.form is not None:
            extra = part.read(session, self._number) if part.read is not None else {}
            form = find_form(session, part.kind, self._number, part.form, **extra)
            return {name: getattr(form, name) for name in types_of(part.form)}
        today = self.context.today()
        named = part.owner if part.create_on is None else ""
        values = starting_values(part.form) | ({named: self.owner.id} if named else {})
        values |= {spec.name: spec.start(today) for spec in part.fields if spec.start is not None}
        return values | dict(part.fixed(self.owner) if part.fixed is not None else {})

    def draft_start(self) -> Start | None:
        """Return which part it is, whose, and which one is changed."""
        name = name_of(self._part)
        return {"part": name, "owner": list(self.owner), "id": self._number} if name else None

    @classmethod
    def reopen(cls, context: Context, start: Start) -> PartDialog:
        """Return the form again. Raises WrongUse when there is no such part any more."""
        part = part_named(str(start["part"]))
        if part is None:
            raise WrongUse(_("This form is not there any more."))
        kind, number, name = start["owner"]
        return cls(context, part, Owner(str(kind), int(number), str(name)), start["id"])

    def record(self) -> tuple[str, int] | None:
        """Return the part that is changed."""
        return (self._part.kind, self._number) if self._number is not None else None

    def fresh(self, context: Context) -> PartDialog:
        """Return the form again, over the part as it is now."""
        return PartDialog(context, self._part, self.owner, self._number)

    def draft_words(self) -> str:
        """Return what it is, and whose."""
        return _("{word} of {name}").format(word=KINDS[self._part.kind].word, name=self.owner.name)

    def write(self) -> None:
        """Add the part, or write over it."""
        part = self._part
        if part.form is None:
            return
        form = part.form(**{**self._base, **self.held_values()})
        word = KINDS[part.kind].word
        label = _("{word}: {name}").format(word=word[:1].upper() + word[1:], name=self.owner.name)
        with self.context.store.write(label) as session:
            if self._number is None and part.create is not None:
                part.create(session, form)
            elif self._number is None and part.create_on is not None:
                part.create_on(session, self.owner.id, form)
            elif self._number is not None and part.edit is not None:
                part.edit(session, self._number, form)


class StepDialog(SpecDialog):
    """Asks what a step wants to know, and takes it."""

    def __init__(
        self, context: Context, part: Part, step: Step, owner: Owner, number: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, _(step.words).rstrip("…").replace("&", ""), owner, parent)
        self.setObjectName(f"{part.kind}_step_dialog")
        self._step, self._number = step, number
        with context.store.read() as session:
            self.build(session, step.fields, {}, _(step.save) if step.save else _("Save"))
            today = context.today()
            self.show_values(session, {spec.name: spec.start(today) for spec in step.fields if spec.start is not None})

    def write(self) -> None:
        """Take the step."""
        with self.context.store.write(step_label(self._step, self.owner)) as session:
            said = self._step.run(session, self._number, self.held_values())
        if isinstance(said, str):
            self.context.say(said)


def step_label(step: Step, owner: Owner) -> str:
    """Return the words for Undo of a step."""
    words = _(step.words).rstrip("…").replace("&", "")
    return _("{word}: {name}").format(word=words, name=owner.name)


def _tells(part: Part, name: str) -> bool:
    return any(spec.name == name for spec in part.fields)
