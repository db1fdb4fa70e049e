"""The report command: list the papers, make one, look at those that were made."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.file_password import another_way, file_password
from desktop.cli.opening import open_book
from desktop.cli.output import Result, table
from desktop.cli.records import today
from models.errors import WouldOverwrite, WrongUse
from models.files import beside_words, write_or_beside

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.store import Store
    from reports.document import Document
    from reports.noting import Printed
    from reports.parameters import Parameters
    from reports.report import Report


def run_report(asked: argparse.Namespace) -> Result:
    """List the papers, make one, or look at those that were made."""
    from desktop.cli import papers_made

    looking = {"log": papers_made.list_made, "verify": papers_made.verify, "saved": papers_made.list_saved}
    if asked.name in looking:
        return looking[asked.name](asked)
    idle = [option for option, given in (("--find", asked.find), ("--limit", asked.limit)) if given]
    if asked.file or idle:
        raise WrongUse(f"This means nothing here: {asked.file or ', '.join(idle)}. See: liaison report --help")
    if asked.name == "list":
        return _list()
    if bool(asked.name) == bool(asked.saved):
        raise WrongUse("Say which report: its name, or --saved NAME. To see them: liaison report list")
    return _make(asked)


def _list() -> Result:
    from reports.catalogue import REPORTS

    rows = [{"name": report.name, "title": report.title, "audience": report.audience} for report in REPORTS]
    shown = [row | {"about": ", ".join(report.asks.about)} for row, report in zip(rows, REPORTS, strict=True)]
    columns = [("name", "Name"), ("title", "Title"), ("audience", "For"), ("about", "About one")]
    return Result(data=rows, lines=table(shown, columns))


def _make(asked: argparse.Namespace) -> Result:
    from reports.catalogue import build_report, find_report

    report = find_report(asked.name) if asked.name else None
    if report is not None:
        _refuse_idle_choices(asked, report)
    form, target = _form(asked), None if asked.output == "-" else Path(asked.output)
    if target is None and asked.json:
        raise WrongUse("With --json the report needs a file: --output FILE.")
    if target is not None and target.exists() and not asked.force:
        raise WouldOverwrite(f"There is a file at {target} already. Add --force to replace it, or choose another name.")
    with open_book(asked) as store:
        with store.read() as session:
            if report is None:
                report, parameters, usual_form = _saved(asked, session)
                form = form or usual_form
            else:
                parameters = _parameters(asked, session, report)
            password = file_password(asked, form)
            parameters = report.settle(session, parameters)
            document = build_report(session, report, parameters)
            warnings = _unknown_reader(session, parameters.recipient)
        warnings += _long(report, document)
        if form == "pdf":
            warnings += _unprintable(document)
        file, place = _print(document, form, target, password, replace=asked.force)
        warnings += another_way(password)
        warnings += _note(store, report, parameters, document, file)
    if target is None or place is None:
        return Result(warnings=warnings)
    warnings += [words] if (words := beside_words(target, place)) else []
    data = {
        "report": report.name,
        "title": document.title,
        "file": os.fspath(place),
        "format": form,
        "from": parameters.first_day,
        "to": parameters.last_day,
        "as_at": parameters.as_at,
        "sha256": file.sha256,
    }
    return Result(data=data, words=[f"{document.title}: written to {place}."], warnings=warnings)


def _print(
    document: Document, form: str, target: Path | None, password: str, *, replace: bool
) -> tuple[Printed, Path | None]:
    """Print a paper to a file or to stdout, and return what is noted of it and where it is."""
    from reports.catalogue import print_document
    from reports.noting import printed, printed_file

    if target is not None:
        place = write_or_beside(target, partial(print_document, document, form, replace=replace, password=password))
        return printed_file(form, place), place
    content = BytesIO()
    print_document(document, form, content, password=password)
    sys.stdout.buffer.write(content.getvalue())
    sys.stdout.buffer.flush()
    return printed(form, "", content.getvalue()), None


def _note(store: Store, report: Report, parameters: Parameters, document: Document, file: Printed) -> list[str]:
    """Note the paper in the book; return why it could not be."""
    from reports.noting import note_paper

    noted = note_paper(store, report, parameters, document, file)
    return [noted.trouble] if noted.trouble else []


def _saved(asked: argparse.Namespace, session: Session) -> tuple[Report, Parameters, str]:
    """Return the report, the choices and the form that are saved under a name, as they are today."""
    from models.queries.saved_reports import find_saved_report
    from reports.catalogue import find_report
    from reports.saved import parameters_of

    own = [
        option
        for option, given in (
            ("--from", asked.first_day),
            ("--to", asked.last_day),
            ("--for", asked.recipient),
            ("--about", asked.about),
            ("--ward", asked.ward),
            ("--within", asked.within),
            ("--audience", asked.audience),
        )
        if given
    ]
    if own:
        raise WrongUse(f"A saved report has its own {', '.join(own)}. Leave it away, or name the report instead.")
    row = find_saved_report(session, asked.saved)
    report = find_report(row.report)
    return report, parameters_of(row, report, asked.as_at or today()), row.form


def _parameters(asked: argparse.Namespace, session: Session, report: Report) -> Parameters:
    """Return the choices that were typed, the others filled in."""
    from models.vocabulary import Visibility
    from reports.catalogue import default_parameters
    from reports.subjects import find_subject, find_ward

    as_at = asked.as_at or today()
    parameters = default_parameters(
        as_at=as_at, first_day=asked.first_day, last_day=asked.last_day, recipient=asked.recipient
    )
    return replace(
        parameters,
        audience=Visibility(asked.audience) if asked.audience else None,
        about=find_subject(session, report, asked.about) if asked.about else None,
        ward_id=find_ward(session, asked.ward, as_at=as_at) if asked.ward else None,
        metres=asked.within,
    )


def _refuse_idle_choices(asked: argparse.Namespace, report: Report) -> None:
    """Refuse a choice that the paper does not have, before anything is read: it would be ignored without a word."""
    idle = [
        option
        for option, given, known in (
            ("--from", asked.first_day, report.asks.period),
            ("--to", asked.last_day, report.asks.period),
            ("--for", asked.recipient, report.asks.recipient),
            ("--about", asked.about, report.asks.about),
            ("--ward", asked.ward, report.asks.ward),
            ("--within", asked.within, report.asks.metres),
        )
        if given and not known
    ]
    if idle:
        raise WrongUse(f"The report {report.name} has no use for {', '.join(idle)}. Leave it away.")


def _unknown_reader(session: Session, name: str) -> list[str]:
    """Say so where a paper is for somebody whom the records do not have: it then knows no wards and no meeting."""
    from models.queries.recipients import find_recipient

    if not name or find_recipient(session, name) is not None:
        return []
    return [f"The records have no “{name}”. The report names them as typed, without wards or a meeting of their own."]


def _long(report: Report, document: Document) -> list[str]:
    """Say that a paper is too long to be read through, and what would make it shorter."""
    from reports.length import length_words

    return [words] if (words := length_words(report, document)) else []


def _unprintable(document: Document) -> list[str]:
    """Say which characters a page cannot show, so that nobody sends a paper with marks in the place of names."""
    from reports.lost_characters import lost_words

    return [words] if (words := lost_words(document)) else []


def _form(asked: argparse.Namespace) -> str:
    """Return the format that was asked for, or that the file's name ends in; "" for that of a saved report."""
    if not asked.output:
        raise WrongUse("Say where the report goes: --output FILE, or --output - for stdout.")
    from reports.catalogue import FORMS

    ending = Path(asked.output).suffix[1:].lower()
    form: str = asked.format or (ending if ending in FORMS else "")
    if not form and not asked.saved:
        raise WrongUse(f"Say which form the report has: --format {', '.join(FORMS[:-1])} or {FORMS[-1]}.")
    return form
