"""The answer to somebody who asks what we hold about them: a PDF, and a workbook and plain data beside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from models.vocabulary import Visibility
from resources.i18n import _

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from desktop.dialogs.held.request import RequestFields
    from desktop.jobs import Progress
    from models.queries.held import Held, HeldRow
    from models.store import Store
    from reports.held_answer import Pack


def answer_pack(
    store: Store,
    today: date,
    request: RequestFields,
    held: Held,
    rows: Sequence[HeldRow],
    with_names: Collection[tuple[str, int]],
) -> Pack:
    """Return the answer; `rows` are those of what is held that go into it, `with_names` those that keep all names."""
    from reports.held_answer import RequestDays, make_pack

    days = RequestDays(request.asked.day() or today, request.shown.day(), request.due_on() or today)
    return make_pack(store, held, rows, days, today, with_names)


def write_answer(store: Store, pack: Pack, target: Path, password: str, progress: Progress) -> list[Path]:
    """Write the files, note them among the papers made and return where they are.

    Raises CannotWrite where the folder takes them not.
    """
    from models.errors import CannotWrite
    from reports.held_answer import write_pack
    from reports.noting import note_files, printed_file
    from reports.report import HELD

    try:
        files = write_pack(pack, target, progress.check, password)
    except OSError as error:
        raise CannotWrite(
            _("{name} could not be saved in {folder}. Choose another folder.").format(
                name=target.name, folder=target.parent
            )
        ) from error
    note_files(
        store,
        HELD,
        [printed_file(file.suffix[1:], file) for file in files],
        pack.as_at,
        audience=Visibility.CONFIDENTIAL,
        left_out=0,
    )
    return files
