"""A book that is damaged: what is wrong, that the file stays as it is, and the ways on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.restore import made_words
from desktop.widgets.announce import announce
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel, TitleLabel
from resources.i18n import _


class DamagedDialog(Dialog):
    """Offers the newest good backup once it is found, a new book of what can be read, and another book."""

    backup_wanted = Signal()
    salvage_wanted = Signal()
    other_wanted = Signal()

    def __init__(self, book: Path, troubles: list[str], parent: QWidget | None = None) -> None:
        super().__init__(_("This record book is damaged"), parent, width_ems=38)
        self.setObjectName("damaged_dialog")
        self._book = book
        self.body.addWidget(TitleLabel(book.name, "strong"))
        self.body.addWidget(TitleLabel(_("In {folder}").format(folder=book.parent), "small"))
        for words in troubles[:3]:
            self.body.addWidget(PlainLabel(words))
        self.body.addWidget(
            PlainLabel(_("Nothing more is written to it. Whatever you choose, the file is kept as it is."), "strong")
        )
        self.backup = PlainLabel(_("Looking for your newest good backup…"))
        self.body.addWidget(self.backup)
        self.rest = PlainLabel(
            _(
                "What is newer than the backup may still be in the damaged file. You can have what can be read "
                "there saved into a new book, now or later: choose File, Open, and this book again."
            ),
            "muted",
        )
        self.body.addWidget(self.rest)
        self.body.addStretch(1)
        self.add_cancel(_("Close"))
        self.other = self.add_button(_("&Open another book…"))
        self.salvage = self.add_button(_("&Save what can be read…"))
        self.go_back = self.add_button(_("&Go back to the backup"), main=True)
        self.go_back.setEnabled(False)
        for made, wanted in (
            (self.other, self.other_wanted),
            (self.salvage, self.salvage_wanted),
            (self.go_back, self.backup_wanted),
        ):
            made.clicked.connect(self.accept)
            made.clicked.connect(wanted)

    def show_backup(self, copy: Path | None) -> None:
        """Say which backup is the newest good one, or that there is none."""
        if copy is None:
            self._tell_no_backup()
        else:
            words = _("Your newest good backup is of {when}. It was opened and checked just now.")
            self.backup.setText(words.format(when=made_words(copy, str(self._book))))
            self.go_back.setEnabled(True)
            self.go_back.setFocus()
        announce(self, self.backup.text())

    def _tell_no_backup(self) -> None:
        self.backup.setText(_("No good backup was found in the folders that backups go to."))
        words = [_("If your backups are on a stick, put it in and open this book again.")]
        if self.salvage.isEnabled():
            words.append(_("Or have what can be read of it saved into a new book. That takes some minutes."))
        self.rest.setText(" ".join(words))
        way = self.salvage if self.salvage.isEnabled() else self.other
        way.setDefault(True)
        way.setFocus()

    def tell_no_salvage(self) -> None:
        """Offer no salvage: a file of no length holds nothing to save."""
        self.salvage.setEnabled(False)


class SalvagedDialog(Dialog):
    """Tells what was saved of a damaged book."""

    def __init__(self, words: list[str], report: str, parent: QWidget | None = None) -> None:
        super().__init__(_("What could be saved"), parent, width_ems=34)
        self.setObjectName("salvaged_dialog")
        for sentence in words:
            self.body.addWidget(PlainLabel(sentence))
        self.body.addWidget(
            PlainLabel(_("The details, table by table, are in {report} beside it.").format(report=report), "muted")
        )
        self.body.addStretch(1)
        self.add_button(_("Open the new book"), main=True)
        self.saved.connect(self.accept)
