"""Asks what is to become of the passphrase of the open book, for the present one, and for a new one twice."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.forms.fields import Choice, Field
from desktop.forms.new_passphrase import NewPassphrase, passphrase_words, secret_line
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel
from resources.i18n import _
from resources.i18n import marked as m


class Wish(Enum):
    """What is to become of it: the words to choose it by, and those of the button."""

    CHANGE = (m("Change the passphrase"), m("Change the passphrase"))
    SHEET = (m("Make the recovery sheet"), m("Show the recovery code"))
    REMOVE = (m("Take the passphrase away"), m("Take it away"))
    SET = (m("Lock the book with a passphrase"), m("Lock the book"))


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """What was chosen and typed; never shown, never logged."""

    wish: Wish
    old: str | None
    new: str | None


class ChangePassphraseDialog(Dialog):
    """Stays open while the present passphrase is wrong."""

    asked = Signal(object)
    """An `Asked`; whoever hears it closes the dialog or says what is wrong."""

    def __init__(self, *, locked: bool, wish: Wish | None = None, parent: QWidget | None = None) -> None:
        """Offer what can be done: a book that is not `locked` can only be given a passphrase."""
        super().__init__(_("Passphrase and recovery"), parent, width_ems=34)
        self.setObjectName("change_passphrase_dialog")
        wishes = (Wish.CHANGE, Wish.SHEET, Wish.REMOVE) if locked else (Wish.SET,)
        self.choice = Choice([(_(one.value[0]), one) for one in wishes])
        self.choice.setObjectName("passphrase_wish")
        self.choice.set_value(wish or wishes[0])
        self.choice.currentIndexChanged.connect(self._show_parts)
        what = Field(_("&What to do"), self.choice)
        what.setVisible(locked)
        self.words = PlainLabel("")
        self.words.setObjectName("passphrase_words")
        self.old = secret_line(_("Present passphrase"))
        self.old_field = Field(_("P&resent passphrase"), self.old)
        self.old_field.setVisible(locked)
        self.passphrase = NewPassphrase(_("&New passphrase"))
        for part in (what, self.words, self.old_field, *self.passphrase.fields):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.add_cancel()
        self.go = self.add_button("", main=True)
        self.saved.connect(self._on_saved)
        self._show_parts()
        (self.old if locked else self.passphrase.first).setFocus()

    def wish(self) -> Wish:
        """Return what is chosen."""
        found = self.choice.value()
        assert isinstance(found, Wish)
        return found

    def tell_wrong(self, sentence: str) -> None:
        """Say that the present passphrase was not the one, or what else prevents it."""
        field = self.old_field if self.old_field.isVisibleTo(self) else self.passphrase.fields[0]
        field.show_problem(sentence)
        self.old.selectAll()
        self.old.setFocus()

    def _show_parts(self) -> None:
        wish = self.wish()
        for field in self.passphrase.fields:
            field.setVisible(wish in (Wish.CHANGE, Wish.SET))
        self.words.setText(wish_words(wish))
        self.go.setText(_(wish.value[1]))
        if self.isVisible():
            self.resize(self.sizeHint())

    def _on_saved(self) -> None:
        wish = self.wish()
        if wish is not Wish.SET and not self.old.text():
            self.old_field.show_problem(_("Enter the passphrase that opens the book now"))
            self.old.setFocus()
            return
        new = None
        if wish in (Wish.CHANGE, Wish.SET):
            if not self.passphrase.is_good():
                return
            new = self.passphrase.text()
        self.asked.emit(Asked(wish, self.old.text() or None, new))


def wish_words(wish: Wish) -> str:
    """Return what somebody must know before it is done."""
    copy = _("A checked copy of the book as it is now is made first.")
    if wish is Wish.CHANGE:
        older = _("Backups made before keep the old passphrase. The old recovery sheet no longer opens the book.")
        return f"{passphrase_words()} {older} {copy}"
    if wish is Wish.SET:
        older = _("Backups made before stay without one: delete them when you no longer need them.")
        return f"{passphrase_words()} {older} {copy}"
    if wish is Wish.SHEET:
        return _(
            "The recovery code opens the book when the passphrase is forgotten. Whoever has it and the file can read "
            "everything: print it, and keep it in a safe place away from this computer."
        )
    warning = _(
        "Without a passphrase anybody who gets the file can read all of it: from a lost laptop, a stick, or a folder "
        "that others can open. What you know of people is then protected only by who can reach this computer. The "
        "book is no longer locked when you leave it."
    )
    return f"{warning} {copy}"
