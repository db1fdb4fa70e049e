"""The command `export`: records as one file in an open format.

What `liaison export FORMAT --json` gives as `data`:

    {"format": "vcard", "file": "heads.vcf", "audience": "internal", "count": 12, "left_out": 1, "bytes": 4210}

`count` is how many contacts, meetings and events, offers or offices held are in the file, `left_out` how many of those
asked for are above the audience, put away or gone.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.file_password import file_password
from desktop.cli.opening import open_book
from desktop.cli.output import Result, counted
from desktop.cli.records import today
from desktop.cli.sets import find_asked_set
from models.errors import CannotWrite, WouldOverwrite, WrongUse
from models.vocabulary import Visibility

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.exports.making import Wanted

_COUNTED = {
    "calendar": ("entry", "entries"),
    "popolo": ("office held", "offices held"),
    "open-referral": ("offer", "offers"),
    "events-jsonld": ("event", "events"),
}


def run_export(asked: argparse.Namespace) -> Result:
    """Write records as a file, which never has a password: these forms are plain text."""
    file_password(asked, asked.format)
    if asked.format == "exchange":
        from desktop.cli.partners import export_exchange

        return export_exchange(asked)
    if asked.format == "archive":
        from desktop.cli.archives import export_archive_to

        return export_archive_to(asked)
    from models.exports.making import make_export

    target = None if asked.output == "-" else Path(asked.output)
    if target is not None and target.exists() and not asked.force:
        raise WouldOverwrite(f"There is a file at {target} already. Add --force to replace it, or choose another name.")
    now = today()
    with open_book(asked) as store, store.read() as session:
        wanted = _wanted(session, asked, now)
        made = make_export(session, wanted, now)
    _write(target, made.data)
    warnings = list(made.remarks)
    if made.left_out:
        records = counted(made.left_out, "record", "records")
        warnings.append(f"{records} left out: not for “{wanted.for_whom.value}”, put away or gone.")
    if target is None:
        return Result(warnings=warnings)
    data = {
        "format": asked.format,
        "file": target,
        "audience": wanted.for_whom,
        "count": made.count,
        "left_out": made.left_out,
        "bytes": len(made.data),
    }
    count = counted(made.count, *_COUNTED.get(asked.format, ("contact", "contacts")))
    return Result(data=data, words=[f"{count}: written to {os.fspath(target)}."], warnings=warnings)


def _write(target: Path | None, data: bytes) -> None:
    from models.files import write_whole

    if target is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        write_whole(target, data)
    except OSError as error:
        raise CannotWrite(f"{target.name} could not be saved in {target.parent}. Choose another folder.") from error


def _wanted(session: Session, asked: argparse.Namespace, now: date) -> Wanted:
    """Return what was asked for."""
    from models.exports.formats import CONTACTS, Format
    from models.exports.making import Wanted

    form = Format(asked.format)
    audience = None if asked.audience is None else Visibility(asked.audience)
    if form in CONTACTS:
        return _contacts(session, asked, now, Wanted(form, audience))
    if form is Format.CALENDAR:
        return _calendar(session, asked, Wanted(form, audience))
    return _open_data(session, asked, Wanted(form, audience))


def _contacts(session: Session, asked: argparse.Namespace, now: date, wanted: Wanted) -> Wanted:
    from models.queries.mailing_sets import find_set, name_set

    found = find_asked_set(session, asked, now)
    if found is None:
        return replace(wanted, version=getattr(asked, "vcard_version", "3.0"))
    return replace(
        wanted,
        version=getattr(asked, "vcard_version", "3.0"),
        parties=find_set(session, found, now),
        list_name=name_set(session, found),
    )


def _calendar(session: Session, asked: argparse.Namespace, wanted: Wanted) -> Wanted:
    from models.exports.narrowing import narrowed_to
    from models.queries.calendar_entries import CalendarFilter

    calendar = CalendarFilter(
        meetings=asked.only != "events",
        events=asked.only != "meetings",
        first_day=asked.first_day,
        last_day=asked.last_day,
        held_by=_held_by(session, asked),
    )
    wanted = replace(wanted, calendar=calendar)
    return narrowed_to(wanted, asked.record) if asked.record else wanted


def _held_by(session: Session, asked: argparse.Namespace) -> tuple[int, ...] | None:
    """Return who holds what is wanted; None for anybody."""
    from models.queries.ours import our_bodies
    from models.queries.parties import resolve_party

    if asked.ours:
        ours = our_bodies(session)
        if not ours:
            raise WrongUse("The book does not say which school is ours. Choose it in Settings first.")
        return ours
    if getattr(asked, "held_by", ""):
        party = resolve_party(session, asked.held_by)
        if party.organisation_id is None:
            raise WrongUse(f"“{asked.held_by}” is a person. Give an organisation that holds meetings or events.")
        return (party.organisation_id,)
    return None


def _open_data(session: Session, asked: argparse.Namespace, wanted: Wanted) -> Wanted:
    from models.exports.narrowing import narrowed_to
    from models.queries.calendar_entries import CalendarFilter

    if asked.format == "events-jsonld":
        calendar = CalendarFilter(first_day=asked.first_day, last_day=asked.last_day)
        wanted = replace(wanted, calendar=calendar, organisation_ids=_held_by(session, asked))
    return narrowed_to(wanted, asked.record) if asked.record else wanted
