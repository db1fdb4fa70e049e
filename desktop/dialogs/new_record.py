"""What the dialogs of a new organisation and of a new person share: ways to reach them, and somebody of that name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from PySide6.QtWidgets import QWidget

from desktop.dialogs.asking import WritingDialog
from desktop.dialogs.drafted import Start
from desktop.tokens import Tone
from desktop.widgets.cards import AlertStrip
from desktop.widgets.line_edit import LineEdit
from models.actions.contact_points import ContactPointFields, add_contact_point
from models.vocabulary import ContactPointKind
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class NewRecordDialog(WritingDialog):
    """Asks for somebody new with an address and a number, and says when one of that name is in the list already."""

    record_kind: ClassVar[str]
    """Of which kind of record it makes one."""
    asks: ClassVar[str]
    """Its title, marked."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, _(self.asks), parent, width_ems=40)
        self.email, self.phone = LineEdit(_("Email")), LineEdit(_("Phone"))
        self._twin: int | None = None
        self.twin = AlertStrip(context.theme)
        self.twin.pressed.connect(self._open_twin)

    def draft_start(self) -> Start:
        """Return nothing: the fields say all."""
        return {}

    @classmethod
    def reopen(cls, context: Context, start: Start) -> Self:
        """Return the form again."""
        return cls(context)

    def tell_twin(self, number: int, name: str, words: str, button: str) -> None:
        """Say that there is one of the name, and offer to open that instead."""
        self._twin = number
        self.twin.tell(_("{name} is already in your list").format(name=name), words, Tone.SOON, button)

    def forget_twin(self) -> None:
        """Say nothing: there is no other of the name."""
        self._twin = None
        self.twin.hide()

    def check_email(self) -> str:
        """Return what is wrong with the address, or nothing."""
        text = self.email.text().strip()
        return "" if not text or "@" in text[1:-1] else _("Enter an email address, like office@school.example")

    def add_contact_points(
        self, session: Any, *, organisation_id: int | None = None, person_id: int | None = None
    ) -> None:
        """Add the address and the number that were typed to the record that was made."""
        for kind, line in ((ContactPointKind.EMAIL, self.email), (ContactPointKind.PHONE, self.phone)):
            if line.text().strip():
                add_contact_point(session, ContactPointFields(kind, line.text(), organisation_id, person_id))

    def _open_twin(self) -> None:
        number = self._twin
        self.leave()
        if number is not None:
            self.context.open(self.record_kind, number)
