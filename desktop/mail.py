"""Drafts of emails on this computer: kept as files that only this user can read, opened by the mail program there is.

A draft may hold what the book keeps under lock, so old ones are removed as soon as the next is written.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop import places
from models.errors import CannotWrite
from models.exchange.mail_drafts import ENDING
from models.file_names import file_name
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

LETTERS = ".pdf"
"""The ending of letters that go by post."""

KEPT_SECONDS = 24 * 60 * 60

OPENED_AT_ONCE = 5
"""So many drafts open in the mail program by themselves; of more their folder opens."""


def keep_draft(content: bytes, name: str, ending: str = ENDING) -> Path:
    """Write a draft under a name made from some words, and remove those of yesterday. Raises CannotWrite.

    With another ending it is what goes with the drafts: letters to print.
    """
    folder = places.drafts_folder()
    plain = file_name(name, "email")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        sweep_drafts(folder)
        target = _free(folder, plain, ending)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
    except OSError as error:
        raise CannotWrite(_("The email could not be written in {folder}.").format(folder=folder)) from error
    return target


def open_draft(place: Path) -> bool:
    """Have the computer's mail program open a draft; tell whether there is one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))


def open_drafts(context: Context, written: Sequence[Path], trouble: str) -> None:
    """Open what was written, or its folder where it is much; where nothing opens it, say so and offer the folder.

    Where it opens, the bar at the foot goes on offering to take back what was noted.
    """
    folder = written[0].parent
    if len(written) > OPENED_AT_ONCE:
        open_folder(folder)
    elif not all([open_draft(place) for place in written]):  # noqa: C419 -- every one is to be tried
        context.offer(trouble, _("Open folder"), partial(open_folder, folder))


def open_folder(folder: Path) -> None:
    """Show a folder of drafts."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def sweep_drafts(folder: Path) -> None:
    """Remove the drafts that have been there for a day."""
    now = time.time()
    for place in (*folder.glob(f"*{ENDING}"), *folder.glob(f"*{LETTERS}")):
        if now - place.stat().st_mtime > KEPT_SECONDS:
            place.unlink(missing_ok=True)


def _free(folder: Path, name: str, ending: str) -> Path:
    """Return a place of that name that is not taken yet."""
    number = 1
    place = folder / f"{name}{ending}"
    while place.exists():
        number += 1
        place = folder / f"{name} {number}{ending}"
    return place
