"""The part of a form that notes what was promised: what, by whom, by when, understood from one line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice as Options
from desktop.forms.fields import Field, first_problem
from desktop.forms.spread import Spread
from desktop.theme import M
from desktop.widgets.cards import Card
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from desktop.widgets.suggestions import Choice
from models.actions.commitments import CommitmentFields, missing_parts
from models.understanding import KnownPerson, understand_commitment
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

_US = KnownPerson(0, "We", ("us", "our school"))
Owner = tuple[str, int] | None


class PromisePart(Card):
    """A tick that opens the fields of a commitment; "Joe to send the plan by Friday" fills them all."""

    opened = Signal()
    """The fields have come into view."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=M)
        self._context = context
        self._people: list[KnownPerson] = []
        self._result_is_own = False
        self.tick = QCheckBox(_("Add a &commitment"))
        self.tick.setObjectName("add_commitment")
        self.what, self.result = LineEdit(_("What is promised")), LineEdit(_("What anyone will see"))
        self.what.setPlaceholderText(_("For example: Joe to send the plan by Friday"))
        self.owner = Options()
        due_field, self.due = date_field(_("Due"), context.today)
        self.fields = [
            Field(_("What &for"), self.what, check=self._check_what),
            Field(_("&By whom"), self.owner),
            due_field,
            Field(_("What anyone will s&ee"), self.result),
        ]
        what, by, due, result = self.fields
        self.quality = PlainLabel("", "small")
        self._inside = Spread([(what, 12), (by, 6), (due, 6), (result, 12)])
        self.body.addWidget(self.tick)
        self.body.addWidget(self._inside)
        self.body.addWidget(self.quality)
        self.tick.toggled.connect(self._on_ticked)
        self.what.editingFinished.connect(self._understand)
        self.what.textChanged.connect(self._on_what)
        self.result.textEdited.connect(self._on_result)
        self.result.textChanged.connect(self._judge)
        self.due.textChanged.connect(self._judge)
        self.owner.currentIndexChanged.connect(self._judge)
        self._show(shown=False)

    def set_parties(self, parties: Sequence[Choice], us: Choice | None) -> None:
        """Say who can promise: our school, and those who take part."""
        options: list[tuple[str, object]] = []
        if us is not None:
            options.append((_("Us ({name})").format(name=us.line.title), (us.kind, us.id)))
        options += [(choice.line.title, (choice.kind, choice.id)) for choice in parties]
        options.append((_("Nobody named yet"), None))
        self.owner.set_options(options)
        people = [KnownPerson(one.id, one.line.title) for one in parties if one.kind == "person"]
        self._people = [*people, *([_US] if us is not None else [])]

    def begin(self, text: str, due_on: date | None, owner: Owner) -> None:
        """Open with a promise, for instance to reply."""
        self.tick.setChecked(True)
        if not self.what.text().strip():
            self.what.setText(text)
            self.due.set_date(due_on)
            self.owner.set_value(owner)

    def is_wanted(self) -> bool:
        """Tell whether a commitment is to be kept."""
        return self.tick.isChecked()

    def is_sound(self) -> bool:
        """Tell whether it can be kept; otherwise say what is wrong and go there."""
        self._understand()
        return not self.is_wanted() or first_problem(self.fields) is None

    def commitment(self, made_on: date) -> CommitmentFields:
        """Return what the fields say, made on a day."""
        owner = self.owner.value()
        kind, number = owner if isinstance(owner, tuple) else ("", None)
        return CommitmentFields(
            text=self.what.text().strip(),
            made_on=made_on,
            owner_person_id=number if kind == "person" else None,
            owner_organisation_id=number if kind == "organisation" else None,
            observable_result=self.result.text().strip(),
            due_on=self.due.day(),
        )

    def _check_what(self) -> str:
        return "" if self.what.text().strip() else _("Enter what is promised, like: send the room plan")

    def _understand(self) -> None:
        """Take owner and day out of what was typed; what is not surely one of them stays in the words."""
        found = understand_commitment(self.what.text(), self._people, self._context.today())
        if found.owner is None and found.due_on is None:
            return
        if found.owner is not None:
            by_us = self.owner.values()[0]
            self.owner.set_value(by_us if found.owner.id == 0 else ("person", found.owner.id))
        if found.due_on is not None:
            self.due.set_date(found.due_on)
        self.what.setText(found.text)

    def _on_what(self, text: str) -> None:
        if not self._result_is_own:
            self.result.setText(text)

    def _on_result(self, text: str) -> None:
        self._result_is_own = bool(text.strip())

    def _on_ticked(self, checked: bool) -> None:
        self._show(shown=checked)
        if checked:
            self.opened.emit()
            self.what.setFocus()

    def _show(self, *, shown: bool) -> None:
        self._inside.setVisible(shown)
        self.quality.setVisible(shown)

    def _judge(self) -> None:
        missing = missing_parts(self.commitment(self._context.today()))
        self.quality.setText(
            _("It can be kept or late: it has an owner, a result and a date.")
            if not missing
            else _("It stays an aspiration until you say {missing}.").format(missing=", ".join(missing))
        )
