"""What was being typed when another window took the book over: it can be kept as a file of plain text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from desktop import places
from desktop.widgets.dialog import Dialog
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import open_once
from models.errors import AppError
from models.files import write_whole
from resources.i18n import _

SUFFIX = ".txt"


class LostDialog(Dialog):
    """Says who has the book now, and offers to keep the words that cannot be saved in it any more."""

    def __init__(self, who: str, typed: Callable[[], str], parent: QWidget | None = None) -> None:
        """`typed` gives the words as they stand when they are saved."""
        super().__init__(_("This book is no longer saved here"), parent, width_ems=34)
        self.setObjectName("lost_dialog")
        self._typed = typed
        self.body.addWidget(PlainLabel(who))
        self.body.addWidget(
            PlainLabel(
                _(
                    "Your words are still in the form where you typed them, but they cannot be saved in the book from "
                    "here. Keep them as a text file, close this window, and open the book again when it is free."
                )
            )
        )
        self.body.addWidget(PlainLabel(_("The text file is not encrypted. Delete it when you are done."), "muted"))
        self.body.addStretch(1)
        self.add_cancel(_("Close"))
        self.add_button(_("Save what you were writing…"), main=True)
        self.saved.connect(self._ask_where)

    def _ask_where(self) -> None:
        dialog = FileDialog(
            self, _("Save what you were writing"), str(places.books_folder() / (_("What I was writing") + SUFFIX))
        )
        dialog.setObjectName("typed_file")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("Plain text (*{suffix})").format(suffix=SUFFIX)])
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.fileSelected.connect(self.keep)
        open_once(dialog)

    def keep(self, place: str) -> None:
        """Write the words to a file; a trouble is said and they can be kept elsewhere."""
        try:
            write_whole(Path(place), self._typed().encode())
        except AppError as trouble:
            self.note.setText(trouble.sentence)
        except OSError as trouble:
            words = _("{name} could not be saved: {why}. Choose another folder.")
            self.note.setText(words.format(name=Path(place).name, why=trouble.strerror or type(trouble).__name__))
        else:
            self.note.setText(_("Saved as {name}.").format(name=Path(place).name))


def offer_words(who: str, typed: Callable[[], str], window: QWidget) -> LostDialog:
    """Show the offer above whatever form is open, and return it."""
    dialog = LostDialog(who, typed, QApplication.activeModalWidget() or window)
    dialog.open()
    return dialog
