"""The command `history`: who changed what and when, in sentences, on the screen or in a file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.file_password import another_way, file_password
from desktop.cli.lists import audience_of
from desktop.cli.opening import open_book
from desktop.cli.output import Result, counted, table
from desktop.cli.records import today
from models.errors import CannotWrite, WouldOverwrite, WrongUse

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.queries.history import HistoryRow
    from models.queries.told_history import ToldChange
    from reports.document import Document

    Pair = tuple[HistoryRow, ToldChange]

_SHOWN, _PAGE = 50, 500
_FORMS = ("csv", "xlsx")


def run_history(asked: argparse.Namespace) -> Result:
    """List who changed what and when, newest first; of one record in sentences."""
    if asked.field and asked.record is None:
        raise WrongUse("Say of which record the field is: --record KIND:ID.")
    if asked.output:
        return _export(asked)
    if asked.format or asked.force or asked.password_file:
        raise WrongUse("Say where the history goes: --output FILE, or --output - for stdout.")
    with open_book(asked) as store, store.read() as session:
        found, field = _find(session, asked, asked.limit or _SHOWN)
    data = [_plain(row, told, field) for row, told in found]
    if asked.record is not None:
        return Result(data=data, lines=[sentence for _row, told in found for sentence in told.sentences])
    lines = table(data, [("id", "No."), ("at", "When (UTC)"), ("actor", "Who"), ("kind", ""), ("label", "What")])
    return Result(data=data, lines=lines)


def _find(session: Session, asked: argparse.Namespace, limit: int | None) -> tuple[list[Pair], str]:
    """Return the changes that are asked for with their sentences, and the field's name where one is asked for."""
    from models.queries.history import list_history
    from models.queries.told_history import field_of, tell_rows

    audience = audience_of(asked)
    field = field_of(asked.record[0], asked.field) if asked.field else ""
    found: list[Pair] = []
    before: int | None = None
    while limit is None or len(found) < limit:
        page = list_history(
            session,
            record=asked.record,
            before_id=before,
            limit=limit if limit is not None and not field else _PAGE,
            as_at=asked.as_at,
            audience=audience,
        )
        rows = {row.id: row for row in page.rows}
        told = tell_rows(session, page.rows, field=field, audience=audience)
        found += [(rows[one.id], one) for one in told if one.sentences or not field]
        if page.next_key is None:
            break
        before = int(str(page.next_key[0]))
    return found[:limit], field


def _plain(row: HistoryRow, told: ToldChange, field: str) -> dict[str, object]:
    return {
        "id": row.id,
        "at": row.at.isoformat(timespec="seconds") + "Z",
        "actor": row.actor,
        "label": row.label,
        "reason": row.reason,
        "kind": row.kind,
        "sentences": list(told.sentences),
        "records": [
            {
                "record": f"{changed.kind}:{changed.id}",
                "operation": changed.operation,
                "fields": {
                    name: {"before": before, "after": after}
                    for name, before, after in changed.fields
                    if field in ("", name)
                },
            }
            for changed in row.rows
        ],
    }


def _export(asked: argparse.Namespace) -> Result:
    """Write the history to a file or to stdout, a line for each sentence."""
    from models.files import write_atomically
    from reports.lists import print_list

    target = None if asked.output == "-" else Path(asked.output)
    ending = target.suffix[1:].lower() if target is not None else ""
    form = asked.format or (ending if ending in _FORMS else "")
    if not form:
        raise WrongUse("Say which form the history has: --format csv or --format xlsx.")
    if target is None and asked.json:
        raise WrongUse("With --json the history needs a file: --output FILE.")
    if target is not None and target.exists() and not asked.force:
        raise WouldOverwrite(f"There is a file at {target} already. Add --force to replace it, or choose another name.")
    password = file_password(asked, form)
    with open_book(asked) as store, store.read() as session:
        found, _field = _find(session, asked, asked.limit)
    document = _document(asked, found)
    if target is None:
        print_list(document, form, sys.stdout.buffer, password)
        sys.stdout.buffer.flush()
        return Result(warnings=another_way(password))
    try:
        write_atomically(target, lambda file: print_list(document, form, file, password))
    except OSError as error:
        raise CannotWrite(f"{target.name} could not be saved in {target.parent}. Choose another folder.") from error
    words = f"{counted(len(found), 'change', 'changes')}: written to {target}."
    return Result(
        data={"file": target, "format": form, "changes": len(found)}, words=[words], warnings=another_way(password)
    )


def _document(asked: argparse.Namespace, found: list[Pair]) -> Document:
    """Return the history as a list of one table: a row for each sentence, or for a change that has none its words."""
    from reports.document import Column, Kind
    from reports.lists import list_document

    columns = (
        Column("No.", Kind.INTEGER, row_header=True),
        Column("When (UTC)", Kind.DATETIME),
        Column("Who"),
        Column("Step", weight=2),
        Column("Reason"),
        Column("What was changed", weight=4),
    )
    rows = [
        (row.id, row.at, row.actor, row.label, row.reason, sentence)
        for row, told in found
        for sentence in told.sentences or ("",)
    ]
    narrowed = [f"record {asked.record[0]}:{asked.record[1]}"] if asked.record else []
    narrowed += [f"field {asked.field}"] if asked.field else []
    narrowed += [f"up to {asked.as_at.isoformat()}"] if asked.as_at else []
    narrowed += [f"for {asked.audience}"] if asked.audience else []
    return list_document("History", columns, rows, as_at=asked.as_at or today(), narrowed=narrowed)
