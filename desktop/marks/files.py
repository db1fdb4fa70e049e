"""Files of a record: added by a button or dropped on it, looked at here or opened outside, renamed, taken off."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from desktop import places
from desktop.marks.parts import FILE_FORM, FILES
from desktop.parts.card import PartCard
from desktop.parts.dialog import PartDialog
from desktop.parts.spec import Owner, Session
from desktop.settings import Key
from desktop.widgets.buttons import button
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import open_once
from models.actions.attachments import FileContent, add_attachment, attach, of_path
from models.errors import AppError
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.context import Context
    from desktop.jobs import Progress

FILES_FOLDER: Key[str] = Key("files/folder", "", str)


class FilesCard(PartCard):
    """The files of the record in view; Enter looks at one."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, FILES)
        self._add_file = button(_("Add a file…"), self.add, theme=context.theme, icon="plus", name="add_attachment")
        self._add_file.setEnabled(not context.store.read_only)
        self._head.add_button(self._add_file)
        self.refused = PlainLabel("", "problem")
        self.refused.hide()
        self.body.addWidget(self.refused)

    def load(self, session: Session, owner: Owner) -> None:
        """Ask for the files of a record."""
        if owner != self._owner:
            self.refused.hide()
        super().load(session, owner)

    def add(self) -> None:
        """Ask which files to copy into the book."""
        folder = self.context.settings.get(FILES_FOLDER) or str(places.books_folder())
        dialog = FileDialog(self.window(), _("Add files"), folder)
        dialog.setObjectName("add_file_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.take)
        open_once(dialog)

    def take(self, chosen: Sequence[str]) -> None:
        """Copy files into the book and put them on the record in view; they are read on the worker."""
        owner = self._owner
        if owner is None or not chosen or self.context.store.read_only:
            return
        self.context.settings.set(FILES_FOLDER, str(Path(chosen[0]).parent))
        self.refused.hide()
        self.context.jobs.submit(
            _("Reading files"), partial(_read, list(chosen)), partial(self._on_read, owner), owner=self
        )

    def _on_read(self, owner: Owner, read: tuple[list[FileContent], list[str]]) -> None:
        contents, refused = read
        if contents:
            words = contents[0].name if len(contents) == 1 else _("{n} files").format(n=len(contents))
            label = _("Add {file}: {name}").format(file=words, name=owner.name)
            try:
                with self.context.store.write(label) as session:
                    for content in contents:
                        number = add_attachment(session, content, self.context.today())
                        attach(session, number, owner.kind, owner.id)
            except AppError as error:
                refused = [*refused, error.sentence]
            else:
                count = len(contents)
                words = ngettext("{n} file is in the book now.", "{n} files are in the book now.", count)
                self.context.say(words.format(n=count))
        self.refused.setText("\n".join(refused))
        self.refused.setVisible(bool(refused))

    def menu_of(self, number: int) -> QMenu:
        """Return what can be done with a file."""
        from desktop.marks.file_preview import can_show, may_open_outside

        whole, row = super().menu_of(number), self._rows[number]
        first = whole.actions()[0] if whole.actions() else None
        menu = QMenu(self)
        if can_show(row):
            menu.addAction(_("Look at it"), partial(self._open, number))
        if may_open_outside(row):
            menu.addAction(_("Open in its own program"), partial(self._open_outside, number))
        menu.addAction(_("Save a copy…"), partial(self._save_copy, number))
        if self._may_change(number):
            menu.addAction(_("Rename…"), partial(self._rename, number))
        if first is not None:
            menu.addActions(whole.actions())
        return menu

    def _open(self, number: int) -> None:
        from desktop.marks.file_preview import FilePreview, can_show, may_open_outside

        row = self._rows[number]
        if can_show(row) or not may_open_outside(row):
            FilePreview(self.context, row, self.window()).open()
        else:
            self._open_outside(number)

    def _open_outside(self, number: int) -> None:
        from desktop.marks.file_preview import open_outside

        open_outside(self.context, self._rows[number])

    def _save_copy(self, number: int) -> None:
        from desktop.marks.file_preview import save_copy

        save_copy(self.context, self._rows[number], self.window())

    def _rename(self, number: int) -> None:
        if self._owner is not None:
            PartDialog(self.context, FILE_FORM, self._owner, number, self.window()).open()


class FileDrop(QObject):
    """Lets files be dropped on a widget."""

    dropped = Signal(object)
    """The paths of the files, a list of texts."""

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files, and nothing else."""
        if isinstance(event, QDropEvent) and event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            found = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
            if not found:
                return False
            event.acceptProposedAction()
            if not isinstance(event, QDragEnterEvent):
                self.dropped.emit(found)
            return True
        return super().eventFilter(watched, event)


def _read(chosen: list[str], progress: Progress) -> tuple[list[FileContent], list[str]]:
    """Read files; return those that the book takes, and a sentence for each that it does not."""
    contents: list[FileContent] = []
    refused: list[str] = []
    for place, name in enumerate(chosen):
        progress.step(place, len(chosen), Path(name).name)
        try:
            contents.append(of_path(Path(name)))
        except AppError as error:
            refused.append(error.sentence)
    return contents, refused
