"""Asking where a file goes, making it on the worker, and saying what is in it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import places
from desktop.mail import open_folder
from desktop.shell.exporting import EXPORT_FOLDER
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.passing import open_once
from models.errors import CannotWrite
from models.exports.formats import CONTACTS, SPECS, Format
from models.exports.making import Made, Wanted, make_export
from models.file_names import file_name
from models.files import write_whole
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from desktop.context import Context
    from desktop.dialogs.take_out.picks import Pick
    from desktop.jobs import Progress
    from models.store import Store


class Saving(QObject):
    """Saves what was picked; lives as long as the wishes of the book."""

    def __init__(self, context: Context, wanted: Wanted, pick: Pick) -> None:
        super().__init__(context.wishes)
        self._context, self._wanted, self._pick = context, wanted, pick

    def ask(self, parent: QWidget | None) -> None:
        """Ask under which name the file goes."""
        spec = SPECS[self._wanted.format]
        folder = Path(self._context.settings.get(EXPORT_FOLDER) or places.books_folder())
        name = dated_name(self._pick.name or _(spec.name), self._context.today())
        dialog = FileDialog(
            parent, _("Save as {format}").format(format=_(spec.title)), str(folder / f"{name}{spec.ending}")
        )
        dialog.setObjectName("take_out_file")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_(spec.files)])
        dialog.setDefaultSuffix(spec.ending[1:])
        dialog.fileSelected.connect(self.save)
        open_once(dialog)

    def save(self, place: str) -> None:
        """Make the file and write it."""
        target = Path(place)
        self._context.settings.set(EXPORT_FOLDER, str(target.parent))
        self._context.jobs.submit(
            _("Writing {file}").format(file=target.name),
            partial(write_file, self._context.store, self._wanted, self._pick, target, self._context.today()),
            partial(self._on_saved, target),
            owner=self,
        )

    def _on_saved(self, target: Path, made: Made) -> None:
        words = [_("Saved {those} as {name}.").format(those=counted(self._wanted.format, made.count), name=target.name)]
        if made.left_out:
            left_out = ngettext(
                "{count} is not in it: not for them.", "{count} are not in it: not for them.", made.left_out
            )
            words.append(left_out.format(count=f"{made.left_out:,}"))
        words += made.remarks
        self._context.offer(" ".join(words), _("Open folder"), partial(open_folder, target.parent))


def write_file(store: Store, wanted: Wanted, pick: Pick, target: Path, today: date, _progress: Progress) -> Made:
    """Make a file of what was picked and write it, whole or not at all."""
    with store.read() as session:
        made = make_export(session, pick.narrow(session, wanted), today)
    try:
        write_whole(target, made.data)
    except OSError as error:
        raise CannotWrite(
            _("{name} could not be saved in {folder}. Choose another folder.").format(
                name=target.name, folder=target.parent
            )
        ) from error
    return made


def dated_name(name: str, today: date) -> str:
    """Return a name for a file: what is in it, and the day it is of."""
    return f"{file_name(name, _('Liaison Desk'))} {today.isoformat()}"


def counted(form: Format, count: int) -> str:
    """Return how many of what is in a file: "12 contacts"."""
    if form in CONTACTS:
        words = ngettext("{count} contact", "{count} contacts", count)
    elif form is Format.POPOLO:
        words = ngettext("{count} office", "{count} offices", count)
    elif form is Format.OPEN_REFERRAL:
        words = ngettext("{count} offer", "{count} offers", count)
    elif form is Format.EVENTS_JSONLD:
        words = ngettext("{count} event", "{count} events", count)
    else:
        words = ngettext("{count} entry", "{count} entries", count)
    return words.format(count=f"{count:,}")
