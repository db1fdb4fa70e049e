"""The answer to somebody who asks what we hold about them: a PDF, and a workbook beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.queries.records import find_names
from models.settings import OUR_ORGANISATION, get_setting
from resources.i18n import _

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from desktop.dialogs.held.request import RequestFields
    from desktop.jobs import Progress
    from models.queries.held import Held, HeldRow
    from models.store import Store
    from reports.document import Document


def answer_document(
    store: Store, today: date, request: RequestFields, held: Held | None, rows: Sequence[HeldRow]
) -> Document:
    """Return the answer as a paper; `rows` are those of what is held that go into it."""
    from reports.held import HeldAnswer, held_document

    with store.read() as session:
        ours = get_setting(session, OUR_ORGANISATION)
        names = find_names(session, [("organisation", ours)]) if ours is not None else {}
    answer = HeldAnswer(
        held.name if held is not None else "",
        next((found.name for found in names.values()), ""),
        request.asked.day() or today,
        request.shown.day(),
        request.due_on() or today,
        today,
        len(held.rows) - len(rows) if held is not None else 0,
    )
    return held_document(answer, rows)


def write_answer(document: Document, target: Path, progress: Progress) -> None:
    """Write the PDF, and the workbook beside it. Raises CannotWrite where the folder takes neither."""
    from models.errors import CannotWrite
    from reports.pdf import write_pdf
    from reports.xlsx import write_xlsx

    try:
        write_pdf(document, target)
        progress.check()
        write_xlsx(document, target.with_suffix(".xlsx"))
    except OSError as error:
        raise CannotWrite(
            _("{name} could not be saved in {folder}. Choose another folder.").format(
                name=target.name, folder=target.parent
            )
        ) from error
