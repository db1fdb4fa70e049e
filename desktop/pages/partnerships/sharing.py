"""Saving what partners may read of a partnership as a file that their Liaison Desk takes in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import places
from desktop.dialogs.take_out.saving import dated_name
from desktop.mail import open_folder
from desktop.shell.exporting import EXPORT_FOLDER
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.passing import open_once
from models.errors import CannotWrite
from models.files import write_whole
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from desktop.context import Context
    from desktop.jobs import Progress
    from models.store import Store


class Sharing(QObject):
    """Saves the shared part of one partnership; lives as long as the wishes of the book."""

    def __init__(self, context: Context, partnership_id: int, name: str) -> None:
        super().__init__(context.wishes)
        self._context, self._partnership, self._name = context, partnership_id, name

    def ask(self, parent: QWidget | None) -> None:
        """Ask under which name the file goes."""
        folder = Path(self._context.settings.get(EXPORT_FOLDER) or places.books_folder())
        name = dated_name(self._name, self._context.today())
        dialog = FileDialog(parent, _("Save what partners share"), str(folder / f"{name}.json"))
        dialog.setObjectName("share_file")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("Exchange files (*.json)")])
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(self.save)
        open_once(dialog)

    def save(self, place: str) -> None:
        """Gather what is shared and write it."""
        target = Path(place)
        self._context.settings.set(EXPORT_FOLDER, str(target.parent))
        self._context.jobs.submit(
            _("Writing {file}").format(file=target.name),
            partial(write_shared, self._context.store, self._partnership, target, self._context.today()),
            partial(self._on_saved, target),
            owner=self,
        )

    def _on_saved(self, target: Path, count: int) -> None:
        words = ngettext(
            "{n} record that partners may see is in {name}. They bring it in with “Bring in from a file…”.",
            "{n} records that partners may see are in {name}. They bring it in with “Bring in from a file…”.",
            count,
        )
        folder = partial(open_folder, target.parent)
        self._context.offer(words.format(n=f"{count:,}", name=target.name), _("Open folder"), folder)


def write_shared(store: Store, partnership_id: int, target: Path, today: date, _progress: Progress) -> int:
    """Write the shared part of a partnership, whole or not at all; return how many records it has."""
    from models.exchange.partner_file import write_partner_file
    from models.imports.partners.gathering import shared_part

    with store.read() as session:
        content = shared_part(session, partnership_id, today)
    try:
        write_whole(target, write_partner_file(content))
    except OSError as error:
        words = _("{name} could not be saved in {folder}. Choose another folder.")
        raise CannotWrite(words.format(name=target.name, folder=target.parent)) from error
    return len(content.records)
