"""Noting a paper that was made into a file, and finding the choices it was made with again.

Whoever prints a paper notes it, in the window and on the command line alike. That it cannot be noted never takes the
paper away: it is said in a sentence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import AppError
from models.vocabulary import Visibility
from reports.document import Document
from reports.parameters import Parameters
from reports.parts import LeftOut
from reports.report import PACK, Report
from resources.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from models.actions.report_runs import RunFields
    from models.queries.report_runs import RunRow
    from models.store import Store
    from reports.pack.making import PackFile


@dataclass(frozen=True, slots=True)
class Printed:
    """A file that a paper became: its kind, its name, and the sum by which it is known again."""

    form: str
    name: str
    sha256: str
    size: int


def printed(form: str, name: str, content: bytes) -> Printed:
    """Return what is noted of a file's content."""
    return Printed(form, name, hashlib.sha256(content).hexdigest(), len(content))


def printed_file(form: str, place: Path) -> Printed:
    """Return what is noted of a file that was written."""
    sha256, size = sum_of(place)
    return Printed(form, place.name, sha256, size)


def sum_of(place: Path) -> tuple[str, int]:
    """Return the SHA-256 of a file and its size, however large it is."""
    with place.open("rb") as file:
        found = hashlib.file_digest(file, "sha256")
        return found.hexdigest(), file.tell()


@dataclass(frozen=True, slots=True)
class Noted:
    """The note of a paper: its number, or the sentence that says why there is none."""

    run_id: int | None
    trouble: str = ""


def note_paper(store: Store, report: Report, parameters: Parameters, document: Document, file: Printed) -> Noted:
    """Note in the book that a paper was made into a file; where that cannot be, say why."""
    from models.actions.report_runs import RunFields

    kind, number = parameters.about or ("", None)
    fields = RunFields(
        report=report.name,
        form=file.form,
        file_name=file.name,
        size=file.size,
        sha256=file.sha256,
        audience=parameters.audience or report.visibility,
        as_at=parameters.as_at,
        first_day=parameters.first_day if report.asks.period else None,
        last_day=parameters.last_day if report.asks.period else None,
        recipient=parameters.recipient,
        record_kind=kind,
        record_id=number,
        area_id=parameters.ward_id,
        metres=parameters.metres,
        left_out=lines_left_out(document),
    )
    return _note(store, fields)


def note_pack(store: Store, file: PackFile) -> Noted:
    """Note in the book that a board pack, a supplement or a Part II was made; where that cannot be, say why."""
    from models.actions.report_runs import RunFields

    fields = RunFields(
        report=PACK,
        form="pdf",
        file_name=file.name,
        size=len(file.data),
        sha256=file.sha256,
        audience=file.asked.readers,
        as_at=file.asked.as_at,
        record_kind="meeting",
        record_id=file.asked.meeting_id,
    )
    return _note(store, fields)


def note_files(
    store: Store,
    name: str,
    files: Sequence[Printed],
    as_at: date,
    *,
    meant_for: str = "",
    audience: Visibility = Visibility.INTERNAL,
    left_out: int = 0,
) -> Noted:
    """Note in the book what left the house and is no report: letters, labels, a sheet for editing.

    `meant_for` says in words who is in it: a group, a filter, a list. Several files of one making are noted together.
    """
    from models.actions.report_runs import RunFields

    fields = [
        RunFields(
            report=name,
            form=file.form,
            file_name=file.name,
            size=file.size,
            sha256=file.sha256,
            audience=audience,
            as_at=as_at,
            recipient=meant_for,
            left_out=left_out,
        )
        for file in files
    ]
    return _note(store, *fields)


def _note(store: Store, *files: RunFields) -> Noted:
    if not files:
        return Noted(None)
    if store.read_only:
        return Noted(None, _("It is not noted among the papers made: the book is open for reading only."))
    from models.actions.report_runs import note_run

    try:
        with store.write(
            _("Paper made: {name}").format(name=files[0].file_name or files[0].report), is_step=False
        ) as session:
            first, *_others = [note_run(session, fields) for fields in files]
            return Noted(first)
    except AppError as trouble:
        return Noted(None, _("It is not noted among the papers made. {why}").format(why=trouble.sentence))


def lines_left_out(document: Document) -> int:
    """Return how many lines a paper does not show because its readers may not see them."""
    return sum(one.lines for one in document.left_out if isinstance(one, LeftOut))


def choices_of(run: RunRow) -> Parameters:
    """Return the choices that a paper was made with, days and all."""
    return Parameters(
        run.first_day or run.as_at,
        run.last_day or run.as_at,
        run.as_at,
        run.recipient,
        run.audience,
        run.about,
        run.area_id,
        run.metres,
    )
