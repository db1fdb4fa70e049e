"""The report command: list the papers, or make one."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.opening import open_book
from desktop.cli.output import Result, counted, table
from desktop.cli.records import today
from models.errors import WouldOverwrite, WrongUse

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reports.document import Document
    from reports.parameters import Parameters
    from reports.report import Report

_SHOWN_CHARACTERS = 10


def run_report(asked: argparse.Namespace) -> Result:
    """List the papers, or make one."""
    return _list() if asked.name == "list" else _make(asked)


def _list() -> Result:
    from reports.catalogue import REPORTS

    rows = [{"name": report.name, "title": report.title, "audience": report.audience} for report in REPORTS]
    shown = [row | {"about": ", ".join(report.asks.about)} for row, report in zip(rows, REPORTS, strict=True)]
    columns = [("name", "Name"), ("title", "Title"), ("audience", "For"), ("about", "About one")]
    return Result(data=rows, lines=table(shown, columns))


def _make(asked: argparse.Namespace) -> Result:
    from reports.catalogue import build_report, find_report, print_document

    report = find_report(asked.name)
    _refuse_idle_choices(asked, report)
    form = _form(asked)
    target = None if asked.output == "-" else Path(asked.output)
    if target is None and asked.json:
        raise WrongUse("With --json the report needs a file: --output FILE.")
    if target is not None and target.exists() and not asked.force:
        raise WouldOverwrite(f"There is a file at {target} already. Add --force to replace it, or choose another name.")
    with open_book(asked) as store, store.read() as session:
        parameters = _parameters(asked, session, report)
        document = build_report(session, report, parameters)
        warnings = _unknown_reader(session, asked.recipient)
    if form == "pdf":
        warnings += _unprintable(document)
    if target is None:
        print_document(document, form, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return Result(warnings=warnings)
    print_document(document, form, target, replace=asked.force)
    data = {
        "report": report.name,
        "title": document.title,
        "file": os.fspath(target),
        "format": form,
        "from": parameters.first_day,
        "to": parameters.last_day,
        "as_at": parameters.as_at,
    }
    return Result(data=data, words=[f"{document.title}: written to {target}."], warnings=warnings)


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


def _unprintable(document: Document) -> list[str]:
    """Say which characters a page cannot show, so that nobody sends a paper with marks in the place of names."""
    from reports.pdf import unprintable

    lost = unprintable(document)
    if not lost:
        return []
    some = " ".join(lost[:_SHOWN_CHARACTERS]) + (" …" if len(lost) > _SHOWN_CHARACTERS else "")
    characters = counted(len(lost), "character", "characters")
    return [f"The page has a mark in the place of {characters} that its fonts do not have: {some}"]


def _form(asked: argparse.Namespace) -> str:
    """Return the format that was asked for, or that the file's name ends in."""
    if not asked.output:
        raise WrongUse("Say where the report goes: --output FILE, or --output - for stdout.")
    from reports.catalogue import FORMS

    ending = Path(asked.output).suffix[1:].lower()
    form: str = asked.format or (ending if ending in FORMS else "")
    if not form:
        raise WrongUse(f"Say which form the report has: --format {', '.join(FORMS[:-1])} or {FORMS[-1]}.")
    return form
