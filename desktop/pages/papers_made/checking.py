"""Is this the file that was made here? Answered for a file that is chosen or dropped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.tokens import Tone
from desktop.widgets.cards import AlertStrip
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel
from models.errors import AppError, WrongUse
from models.queries.report_runs import runs_named, runs_of_file
from reports.checking import Told, told
from reports.noting import sum_of
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress


def check_file(context: Context, place: str, owner: QWidget) -> None:
    """Say in a dialog whether a file is one of the papers made; it is read away from the main thread."""
    path, store = Path(place), context.store

    def make(_progress: Progress) -> Told:
        try:
            sha256, _size = sum_of(path)
        except OSError as error:
            raise WrongUse(_("{name} cannot be read. Choose another file.").format(name=path.name)) from error
        with store.read() as session:
            same = runs_of_file(session, sha256)
            return told(path.name, same, () if same else runs_named(session, path.name))

    def show(answer: Told) -> None:
        CheckedDialog(context, answer, owner.window()).open()

    def trouble(error: BaseException) -> None:
        if isinstance(error, AppError):
            context.say(error.sentence)
        else:
            context.jobs.failed.emit(error)

    context.jobs.submit(_("Checking the file"), make, show, trouble, owner=owner)


class CheckedDialog(Dialog):
    """The answer about a file."""

    def __init__(self, context: Context, answer: Told, parent: QWidget | None = None) -> None:
        super().__init__(_("Check a file"), parent, width_ems=36)
        self.setObjectName("checked_dialog")
        self.answer = answer
        strip = AlertStrip(context.theme)
        title = _("Yes, this is the file") if answer.is_ours else _("No, this is not a file made here")
        strip.tell(title, answer.head, Tone.GOOD if answer.is_ours else Tone.SOON)
        self.body.addWidget(strip)
        for line in answer.lines:
            self.body.addWidget(PlainLabel(line))
        self.body.addStretch(1)
        self.add_cancel(_("Close"))
