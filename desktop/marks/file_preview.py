"""A file of the book on screen: PDF pages, a picture or plain words; anything else in its own program."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QSizePolicy, QWidget

from desktop import places
from desktop.forms.fields import NotesField
from desktop.marks.parts import size_words
from desktop.widgets.dialog import Dialog
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import open_once
from models.errors import AppError
from models.file_names import file_name, last_part
from models.files import write_whole
from models.queries.attachments import AttachmentFile, AttachmentRow, read_attachment
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/bmp", "image/webp")
_OUTSIDE = re.compile(
    r"\.(pdf|txt|csv|md|rtf|docx?|xlsx?|pptx?|odt|ods|odp|png|jpe?g|gif|bmp|webp|tiff?|heic|eml|msg|ics|vcf|mp3|m4a|wav|"
    r"mp4|mov|zip)",
    re.IGNORECASE,
)
"""Endings of files that hold something to read and no program: others are saved, not opened."""
_MOST_WORDS = 200_000
_KEPT_SECONDS = 24 * 60 * 60


def can_show(row: AttachmentRow) -> bool:
    """Tell whether a file can be looked at here."""
    return row.media_type in ("application/pdf", "text/plain", "text/csv", *_PICTURES)


def may_open_outside(row: AttachmentRow) -> bool:
    """Tell whether a file may be handed to the program that opens such files."""
    return _OUTSIDE.fullmatch(Path(row.name).suffix) is not None


class FilePreview(Dialog):
    """Shows a file; what cannot be shown is offered to be opened or saved."""

    def __init__(self, context: Context, row: AttachmentRow, parent: QWidget | None = None) -> None:
        super().__init__(row.name, parent, width_ems=46)
        self.setObjectName("file_preview")
        self._context, self._row = context, row
        self.body.addWidget(PlainLabel(size_words(row.size), "muted"))
        try:
            with context.store.read() as session:
                file = read_attachment(session, row.id)
        except AppError as error:
            self.body.addWidget(PlainLabel(error.sentence, "problem"))
            file = None
        if file is not None:
            self.body.addWidget(self._shown(file), 1)
            copy = self.add_button(_("Save a copy…"))
            copy.clicked.connect(partial(save_copy, context, row, self))
            if may_open_outside(row):
                outside = self.add_button(_("Open in its own program"))
                outside.clicked.connect(partial(open_outside, context, row))
        self.add_cancel(_("Close"))

    def _shown(self, file: AttachmentFile) -> QWidget:
        line = self._context.theme.line_height
        if file.media_type == "application/pdf":
            return self._pdf(file)
        if file.media_type in _PICTURES:
            pixmap = QPixmap()
            if pixmap.loadFromData(file.data):
                return _PictureOf(pixmap, _("Picture: {name}").format(name=file.name), 26 * line)
        elif file.media_type.startswith("text/"):
            words = NotesField(_("What is in {name}").format(name=file.name), lines=20)
            words.set_text(file.data[:_MOST_WORDS].decode("utf-8", errors="replace"))
            words.setReadOnly(True)
            return words
        else:
            return PlainLabel(_("This kind of file cannot be shown here."))
        return PlainLabel(_("This file is not what its name says, so it cannot be shown."))

    def _pdf(self, file: AttachmentFile) -> QWidget:
        import pypdfium2

        from desktop.widgets.pdf_view import PdfView

        view = PdfView(self._context.theme, self)
        view.setAccessibleName(_("Pages of {name}").format(name=file.name))
        view.setMinimumHeight(26 * self._context.theme.line_height)
        try:
            view.show_pdf(file.data)
        except pypdfium2.PdfiumError:
            view.deleteLater()
            return PlainLabel(_("The pages of this file cannot be drawn: it is damaged or locked with a password."))
        return view


class _PictureOf(QLabel):
    """A picture as large as there is room, never larger than it is."""

    def __init__(self, pixmap: QPixmap, words: str, height: int) -> None:
        super().__init__()
        self._whole = pixmap
        self.setAccessibleName(words)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(min(height, max(pixmap.height(), 1)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw it at the new size."""
        super().resizeEvent(event)
        size = self._whole.size().scaled(event.size(), Qt.AspectRatioMode.KeepAspectRatio).boundedTo(self._whole.size())
        self.setPixmap(
            self._whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        )


def open_outside(context: Context, row: AttachmentRow) -> None:
    """Hand a copy of a file to the program that opens such files."""
    try:
        with context.store.read() as session:
            file = read_attachment(session, row.id)
        place = _outside_copy(file)
    except AppError as error:
        context.say(error.sentence)
        return
    except OSError:
        context.say(_("“{name}” could not be opened: there is no room for a copy.").format(name=row.name))
        return
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))):
        context.say(_("A copy was opened. What you change in it does not change the file in the book."))
    else:
        context.say(_("No program here opens “{name}”. Save a copy of it.").format(name=row.name))


def _outside_copy(file: AttachmentFile) -> Path:
    """Write a file where only this user can read it, and remove the copies of yesterday."""
    folder = places.drafts_folder().parent / "files"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in folder.iterdir():
        if time.time() - old.stat().st_mtime > _KEPT_SECONDS:
            shutil.rmtree(old, ignore_errors=True)
    place = Path(tempfile.mkdtemp(dir=folder)) / plain_name(file.name)
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        target.write(file.data)
    return place


def save_copy(context: Context, row: AttachmentRow, parent: QWidget) -> None:
    """Ask where to, and save a copy of a file."""
    dialog = FileDialog(parent, _("Save a copy"), str(places.books_folder() / plain_name(row.name)))
    dialog.setObjectName("save_file_dialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.fileSelected.connect(partial(write_copy, context, row.id))
    open_once(dialog)


def write_copy(context: Context, number: int, place: str) -> None:
    """Write the bytes of a file of the book to the disk, whole or not at all."""
    try:
        with context.store.read() as session:
            file = read_attachment(session, number)
        write_whole(Path(place), file.data)
    except AppError as error:
        context.say(error.sentence)
    except OSError:
        context.say(_("The copy could not be saved there. Choose another folder."))
    else:
        context.say(_("Saved a copy as {name}.").format(name=Path(place).name))


def plain_name(name: str) -> str:
    """Return the name of a file as any disk takes it; names are data and never paths.

    >>> plain_name('../a:b?.pdf')
    'a_b_.pdf'
    """
    return file_name(last_part(name), _("file"), longest=120, instead="_")
