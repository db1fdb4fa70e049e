"""Shows the recovery code of a book, to be printed or saved; and asks once a year whether the sheet is still there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from desktop import places
from desktop.theme import L, S
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card
from desktop.widgets.dialog import Dialog
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import open_once
from models.errors import AppError
from resources.i18n import _


class RecoverySheetDialog(Dialog):
    """The eight groups, and the ways to put them on paper."""

    def __init__(self, book: Path, code: Sequence[str], today: date, parent: QWidget | None = None) -> None:
        super().__init__(_("Your recovery code"), parent, width_ems=34)
        self.setObjectName("recovery_sheet_dialog")
        self._book, self._code, self._today = book, tuple(code), today
        self.body.addWidget(
            PlainLabel(
                _(
                    "This code opens {book} when the passphrase is forgotten. Whoever has it and the file can read "
                    "everything: print it, and keep it in a safe place away from this computer."
                ).format(book=book.name)
            )
        )
        card, grid = Card(gap=S), QGridLayout()
        grid.setHorizontalSpacing(L)
        for number, group in enumerate(code):
            label = PlainLabel(f"{number + 1}.  {group}", "strong")
            label.setAccessibleName(_("Group {n}: {group}").format(n=number + 1, group=" ".join(group)))
            grid.addWidget(label, number % 4, number // 4)
        card.body.addLayout(grid)
        self.body.addWidget(card)
        self.told = PlainLabel("", "muted")
        self.told.setObjectName("sheet_told")
        self.told.hide()
        self.body.addWidget(self.told)
        self.body.addStretch(1)
        self.add_cancel(_("Close"))
        self.save = self.add_button(_("&Save as PDF…"))
        self.save.clicked.connect(self._ask_where)
        self.add_button(_("Print…"), main=True)
        self.saved.connect(self._on_print)

    def save_as(self, place: str) -> None:
        """Write the sheet as a PDF."""
        from models.files import write_whole

        try:
            write_whole(Path(place), self._pdf())
        except AppError as trouble:
            self._tell(trouble.sentence)
            return
        self._tell(_("Saved as {name}. Print it, then delete the file.").format(name=Path(place).name))

    def _pdf(self) -> bytes:
        from reports.pdf import pdf_bytes
        from reports.recovery_sheet import recovery_sheet

        return pdf_bytes(recovery_sheet(self._book.name, self._code, self._today))

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.show()

    def _on_print(self) -> None:
        from desktop.widgets.printing import print_pdf

        print_pdf(self._pdf(), _("Recovery sheet"), self)

    def _ask_where(self) -> None:
        name = _("Recovery sheet of {book}").format(book=self._book.stem)
        dialog = FileDialog(self, _("Save the recovery sheet"), str(places.books_folder() / f"{name}.pdf"))
        dialog.setObjectName("save_sheet_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("PDF (*.pdf)")])
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self.save_as)
        open_once(dialog)


class StillThereDialog(Dialog):
    """Asked once a year, for a sheet that nobody can find is found out too late."""

    new_wanted = Signal()

    def __init__(self, book: Path, parent: QWidget | None = None) -> None:
        super().__init__(_("Do you still have your recovery sheet?"), parent, width_ems=34)
        self.setObjectName("still_there_dialog")
        words = _(
            "It opens {book} when the passphrase is forgotten, or when whoever knows it has left. Look whether it is "
            "where you put it. This is asked once a year."
        )
        self.body.addWidget(PlainLabel(words.format(book=book.name)))
        make = button(_("&Make it again…"), self._on_new, name="make_sheet_again")
        self.body.addWidget(make, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.add_cancel(_("Ask me next time"))
        self.add_button(_("Yes, I have it"), main=True)
        self.saved.connect(self.accept)

    def _on_new(self) -> None:
        self.accept()
        self.new_wanted.emit()
