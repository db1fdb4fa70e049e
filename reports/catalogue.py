"""Every paper there is, by the name that scripts use; its definition is imported only when it is built."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from models.errors import WouldOverwrite, WrongUse
from models.vocabulary import Visibility
from reports.document import Document
from reports.parameters import Parameters
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Report:
    """A paper: its name, its title, who reads it, and the module whose `build(session, parameters)` makes it."""

    name: str
    title: str
    audience: str
    visibility: Visibility
    """The most private records whose words its readers may see."""
    module: str
    copies: tuple[Visibility, ...]
    """For whom else it can be made: then it holds less, or is our own copy and says so."""

    @property
    def audiences(self) -> tuple[Visibility, ...]:
        """Return for whom it can be made, those it is meant for first."""
        return (self.visibility, *self.copies)

    def build(self, session: Session, parameters: Parameters) -> Document:
        """Return the finished paper; the session may be closed before it is printed."""
        make: Callable[[Session, Parameters], Document] = import_module(f"reports.definitions.{self.module}").build
        return make(session, parameters)


REPORTS = (
    Report(
        "board-paper",
        m("Board paper: external relations"),
        m("Board"),
        Visibility.INTERNAL,
        "board_paper",
        (Visibility.PARTNERS, Visibility.PUBLIC),
    ),
    Report(
        "area-committee",
        m("Area committee report"),
        m("Area committee"),
        Visibility.PUBLIC,
        "area_committee",
        (Visibility.INTERNAL,),
    ),
)


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

    Raises WrongUse for an audience that the paper cannot be made for.
    """
    if parameters.audience is not None and parameters.audience not in report.audiences:
        raise WrongUse(_("“{title}” is not made for these readers. Choose others.").format(title=_(report.title)))
    # Reading makes many rows at once and no circles: looking for garbage all the while would nearly double the time of
    # a large book, and more than tenfold for ten times the rows.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return report.build(session, parameters)
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


def print_document(document: Document, form: str, target: Path | BinaryIO, *, replace: bool = False) -> None:
    """Print a paper as "pdf" or "xlsx", to a file that is written whole or not at all, or to an open file.

    Raises WouldOverwrite when the file is there and `replace` does not say to put the new one in its place.
    """
    if isinstance(target, Path) and target.exists() and not replace:
        raise WouldOverwrite(
            _("There is a file at {target} already. Choose another name, or say to replace it.").format(target=target)
        )
    if form == "pdf":
        from reports.pdf import write_pdf

        write_pdf(document, target)
    elif form == "xlsx":
        from reports.xlsx import write_xlsx

        write_xlsx(document, target)
    else:
        raise WrongUse(_("“{form}” is not a form a report can have. Choose pdf or xlsx.").format(form=form))
