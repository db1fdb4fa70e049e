"""How a paper is found by its name, built and printed; its definition is imported only when it is built."""

from __future__ import annotations

import gc
from dataclasses import replace as replaced
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from models.errors import WouldOverwrite, WrongUse
from reports.document import Document
from reports.house import find_house
from reports.papers import REPORTS
from reports.parameters import Parameters
from reports.report import Report
from reports.standard_words import with_standard_words
from resources.i18n import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FORMS = ("pdf", "xlsx", "html", "docx")
"""The forms of every paper, by the endings of their files."""

__all__ = ["FORMS", "REPORTS", "Report", "build_report", "default_parameters", "find_report", "print_document"]


def default_parameters(
    *,
    as_at: date,
    first_day: date | None = None,
    last_day: date | None = None,
    recipient: str = "",
) -> Parameters:
    """Return the choices of a paper with what was left open filled in: the academic year up to the paper's day."""
    from models.school_year import academic_year_of

    last_day = last_day or as_at
    return Parameters(first_day or academic_year_of(last_day).first_day, last_day, as_at, recipient)


def build_report(session: Session, report: Report, parameters: Parameters) -> Document:
    """Return a finished paper; the one way for the window and for the command line.

    Raises WrongUse for readers that the paper is not made for, and for a record that it cannot be about.
    """
    # Reading makes many rows at once and no circles: looking for garbage all the while would nearly double the time of
    # a large book, and more than tenfold for ten times the rows.
    collecting = gc.isenabled()
    gc.disable()
    try:
        document = with_standard_words(session, report, report.build(session, parameters))
        return replaced(document, house=find_house(session))
    finally:
        if collecting:
            gc.enable()


def find_report(name: str) -> Report:
    """Return the paper of a name. Raises WrongUse, naming those there are."""
    for report in REPORTS:
        if report.name == name:
            return report
    names = ", ".join(report.name for report in REPORTS)
    raise WrongUse(_("There is no report called “{name}”. Choose one of: {names}.").format(name=name, names=names))


def print_document(
    document: Document, form: str, target: Path | BinaryIO, *, replace: bool = False, password: str = ""
) -> None:
    """Print a paper in one of its forms, to a file that is written whole or not at all, or to an open file.

    With a `password` the file opens only with it. Raises WouldOverwrite when the file is there and `replace` does not
    say to put the new one in its place.
    """
    if isinstance(target, Path) and target.exists() and not replace:
        raise WouldOverwrite(
            _("There is a file at {target} already. Choose another name, or say to replace it.").format(target=target)
        )
    if password:
        from reports.protecting import write_protected

        write_protected(partial(print_document, document, form), form, target, password)
    elif form == "pdf":
        from reports.pdf import write_pdf

        write_pdf(document, target)
    elif form == "xlsx":
        from reports.xlsx import write_xlsx

        write_xlsx(document, target)
    elif form == "html":
        from reports.html import write_html

        write_html(document, target)
    elif form == "docx":
        from reports.docx import write_docx

        write_docx(document, target)
    else:
        raise WrongUse(
            _("“{form}” is not a form a report can have. Choose one of: {forms}.").format(
                form=form, forms=", ".join(FORMS)
            )
        )
