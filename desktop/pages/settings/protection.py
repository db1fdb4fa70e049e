"""What data protection asks a school to settle: who answers, what the records are for, how long they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.autosave import AutosaveForm
from desktop.pages.settings.numbers import NumberFits, read_number
from desktop.theme import L
from desktop.widgets.cards import Card
from models import settings as book
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

_OFFICER = (book.PROTECTION_OFFICER, book.PROTECTION_CONTACT, book.PROTECTION_REGISTRATION)
_RECORD = (book.PROTECTION_PURPOSES, book.PROTECTION_RECIPIENTS, book.PROTECTION_TRANSFERS)
_KEEP = (book.KEEP_AFTER_ROLE, book.KEEP_WITHOUT_CONTACT, book.KEEP_NOTES)
_ALL: dict[str, Any] = {key.name: key for key in (*_OFFICER, *_RECORD, *_KEEP, book.INFORMATION_CLOCK)}


class ProtectionSettings(QWidget):
    """The form of these settings of the book; each is kept as it is left."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.form = AutosaveForm(self._save)
        self._make()
        card = Card()
        card.body.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        column.addWidget(card)

    def _make(self) -> None:
        form = self.form
        form.heading(
            _("For the record of processing and the privacy notice"),
            _("Your data protection officer confirms these. They stand in the two papers of these names."),
        )
        form.row(*((form.line(key.name, _(key.title)), 4) for key in _OFFICER))
        form.row(*((form.line(key.name, _(key.title)), 4) for key in _RECORD))
        form.heading(
            _("How long records are kept"),
            _("After that they appear below, for you to decide. 0 for no time. The law sets none of these itself."),
        )
        form.row(*((form.line(key.name, _(key.title), NumberFits(key)), 4) for key in _KEEP))
        days: list[tuple[str, object]] = [
            (_("School days (schools)"), book.SCHOOL_DAYS),
            (_("Working days (colleges)"), book.WORKING_DAYS),
        ]
        key = book.INFORMATION_CLOCK
        hint = _("20 of them; a school never has more than 60 working days. Enter your terms under School year")
        form.row((form.choice(key.name, _(key.title), days, hint), 6))

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        with self._context.store.read() as session:
            values: dict[str, object] = {name: f"{book.get_setting(session, key)}" for name, key in _ALL.items()}
        self.form.load(values)
        self.form.setEnabled(not self._context.store.read_only)

    def _save(self, name: str, value: object) -> None:
        key = _ALL[name]
        kept = read_number(key, str(value)) if key in _KEEP else str(value)
        with self._context.store.write(_("Setting: {name}").format(name=_(key.title))) as session:
            book.set_setting(session, key, kept)
