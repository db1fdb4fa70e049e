"""Commands about the register: importing its files, and adopt."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.opening import open_book
from desktop.cli.output import Result, counted, table
from desktop.cli.reference_data import take_reference
from models.errors import WrongUse

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.actions.register import RegisterImport

_SHOWN = 20
"""Rejected rows told in words; `--json` gives all."""


def import_gias(asked: argparse.Namespace) -> Result:
    """Read a file of Get Information about Schools into the register."""
    coming = take_reference(asked, "gias", "Reading the file", {})
    done: RegisterImport = coming.detail
    data = {
        "file": Path(asked.file).name,
        "encoding": coming.recognised.encoding,
        "found": done.found,
        "added": done.added,
        "changed": done.changed,
        "unchanged": done.unchanged,
        "doubtful": 0,
        "closed": done.closed,
        "rejected": [asdict(item) for item in done.rejected],
        "removed": done.removed,
        "kind": done.kind,
        "register_date": done.extract_on,
        "dry_run": asked.dry_run,
    }
    added, removed = (
        counted(number, *(("would be", "would be") if asked.dry_run else ("was", "were")))
        for number in (done.added, done.removed)
    )
    closed = f" ({done.closed:,} of them closed)" if done.closed else ""
    words = [
        f"{counted(done.found, 'row', 'rows')} of {done.kind.value} found: {added} added, {done.changed:,} changed"
        f"{closed}, {done.unchanged:,} the same, {done.rejected_count:,} rejected."
    ]
    if done.removed:
        words.append(f"{removed} removed from the register: the file no longer has them.")
    errors = [item.reason for item in done.rejected[:_SHOWN]]
    if done.rejected_count > _SHOWN:
        errors.append(f"… and {done.rejected_count - _SHOWN:,} more rejected rows: --json lists them all.")
    warnings = [*coming.recognised.remarks, *(item.text for item in done.warnings)]
    return Result(data, words=words, warnings=warnings, errors=errors, exit_code=1 if done.rejected_count else 0)


def run_adopt(asked: argparse.Namespace) -> Result:
    """Bring institutions from the register into the records."""
    from models.actions.adoption import adopt
    from models.queries.register import RegisterFilter, count_register, find_in_register, locate

    if not (asked.urn or asked.authority or asked.ward or asked.near):
        raise WrongUse("Say which institutions to adopt: --urn, --authority, --ward, or --near with --within.")
    if bool(asked.near) != bool(asked.within):
        raise WrongUse("Give --near and --within together, for example --near “LS6 2AB” --within 1500.")
    warnings: list[str] = []
    with open_book(asked) as store:
        with store.read() as session:
            if not count_register(session):
                raise WrongUse("There is no register in this book yet. Import one first: liaison import gias FILE")
            place = locate(session, asked.near) if asked.near else None
            if place and place.warning:
                warnings.append(place.warning)
            wanted = RegisterFilter(
                urns=tuple(asked.urn),
                authority=asked.authority,
                ward=asked.ward,
                near=place.point if place else None,
                metres=asked.within or 0,
                open_only=asked.status == "open",
            )
            found = find_in_register(session, wanted)
            if not found:
                raise WrongUse(_nothing_like(session, asked))
        missing = [urn for urn in asked.urn if urn not in {row.urn for row in found}]
        with store.write(_label(found[0].name, len(found))) as session:
            done = adopt(session, [row.urn for row in found], datetime.now().astimezone().date())
    distances, near = {row.urn: row.distance_m for row in found}, bool(asked.near)
    rows = [
        {
            "id": row.organisation_id,
            "kind": "organisation",
            "name": row.name,
            "urn": row.urn,
            "distance_m": distances[row.urn],
        }
        for row in sorted(done.added, key=lambda row: distances[row.urn] or 0)
    ]
    already = [
        {"id": row.organisation_id, "kind": "organisation", "name": row.name, "urn": row.urn} for row in done.already
    ]
    warnings += [f"The register has no institution with the URN {urn} in what was asked for." for urn in missing]
    warnings += done.questions
    return Result(
        data={"adopted": rows, "already": already, "missing": missing, "questions": list(done.questions)},
        lines=table(rows, [("id", "No."), ("urn", "URN"), ("name", "Name"), *([("distance_m", "Metres")] * near)]),
        words=[f"{len(rows):,} added to your records, {counted(len(already), 'was', 'were')} there already."],
        warnings=warnings,
        exit_code=1 if missing else 0,
    )


def _label(name: str, count: int) -> str:
    return f"Add {name}" if count == 1 else f"Add {count:,} institutions from the register"


def _nothing_like(session: Session, asked: argparse.Namespace) -> str:
    """Return the sentence on why the register has nothing that was asked for, with the names that come near."""
    from models.queries.register import list_register_authorities, list_register_wards

    by_name = (
        ("authority", asked.authority, list_register_authorities),
        ("ward", asked.ward, list_register_wards),
    )
    for what, typed, names_of in by_name:
        names = [name for name, _count in names_of(session)] if typed else []
        if typed and typed.strip().lower() not in map(str.lower, names):
            return f"The register has no {what} called “{typed}”. {_perhaps(typed, names)}"
    if asked.urn and not (asked.authority or asked.ward or asked.near):
        return f"The register has no institution with the URN {' or '.join(asked.urn)}. Check the number."
    return "The register has no institution like that. Ask for less at once, or use --status all."


def _perhaps(typed: str, names: Sequence[str]) -> str:
    """Return what to do about a name that is not there: the names that hold it or look like it, if any."""
    key = typed.strip().lower()
    like = [name for name in names if key and key in name.lower()]
    # A slip in the first word of a long name is near the beginning of the name, not near the whole of it.
    beginnings = {part.lower(): name for name in names for part in (name[: len(key) + 1], name)}
    like = like or list(dict.fromkeys(beginnings[part] for part in get_close_matches(key, beginnings, 3)))
    return f"Did you mean {' or '.join(like[:3])}?" if like else "Check the name."
