"""The schools of a register file, as far as choosing one's own needs, before there is a book to read it into."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.errors import BadImport
from models.text import sort_key
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.jobs import Progress


class RegisterSchool(NamedTuple):
    """A school of a register file, as far as choosing it needs."""

    urn: str
    name: str
    town: str
    postcode: str
    key: str
    """Its name as it is searched."""


def schools_of(path: Path, progress: Progress) -> list[RegisterSchool]:
    """Read the open schools of a register file; runs on the worker. Raises BadImport for another kind of file."""
    from desktop.jobs import Cancelled
    from models.errors import Stopped
    from models.exchange.gias import read_gias

    def report(done: int, total: int) -> None:
        progress.report(done, total, _("schools"))

    try:
        file = read_gias(path, progress=report, cancelled=lambda: progress.cancelled)
        found = [
            RegisterSchool(
                str(row.get("urn") or ""),
                str(row.get("name") or ""),
                str(row.get("town") or ""),
                str(row.get("postcode") or ""),
                sort_key(f"{row.get('name') or ''} {row.get('town') or ''} {row.get('postcode') or ''}"),
            )
            for row in file.rows()
            if row.get("urn") and row.get("name") and row.get("closed_on") is None
        ]
    except Stopped:
        raise Cancelled from None
    if not found:
        raise BadImport(_("{file} has no schools in it. Choose the file of establishments.").format(file=path.name))
    return found
