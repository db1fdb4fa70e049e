"""Making the answer to somebody who asks what is held about them, once somebody has looked through it.

A PDF to read, a workbook beside it, and the same as JSON for those who want to take it elsewhere. What names other
people goes out without their names, except where whoever looked through it said so for a record.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.files import write_whole
from models.queries.held import Held, HeldRow
from models.queries.held_redacting import read_redactor
from models.queries.records import find_names
from models.settings import OUR_ORGANISATION, get_setting
from models.store import Store
from reports.document import Document
from reports.held import HeldAnswer, held_document
from reports.supplementary import rights, supplementary_facts


@dataclass(frozen=True, slots=True)
class RequestDays:
    """The days of the request that is answered."""

    asked_on: date
    identity_on: date | None
    due_on: date


@dataclass(frozen=True, slots=True)
class Pack:
    """An answer that is ready to be written."""

    document: Document
    name: str
    as_at: date
    rows: tuple[HeldRow, ...]
    """What goes out, without the names of others."""


def make_pack(
    store: Store,
    held: Held,
    ticked: Sequence[HeldRow],
    days: RequestDays,
    today: date,
    with_names: Collection[tuple[str, int]] = (),
) -> Pack:
    """Return the answer with the rows that were ticked; of `with_names`, by kind and number, the others stay named."""
    with store.read() as session:
        ours = get_setting(session, OUR_ORGANISATION)
        names = find_names(session, [("organisation", ours)]) if ours is not None else {}
        rows = tuple(read_redactor(session, held.person_id, ticked).rows(ticked, with_names))
        facts, told = supplementary_facts(session, held.person_id), rights(session)
    hidden = sum(one != before for one, before in zip(rows, ticked, strict=True))
    answer = HeldAnswer(
        held.name,
        next((found.name for found in names.values()), ""),
        days.asked_on,
        days.identity_on,
        days.due_on,
        today,
        len(held.rows) - len(rows),
        hidden,
        tuple(facts),
        tuple(told),
    )
    return Pack(held_document(answer, rows), held.name, today, rows)


def files_of(target: Path, password: str = "") -> list[Path]:
    """Return the files of an answer: plain data can have no password, so with one it is not among them."""
    endings = (".pdf", ".xlsx") if password else (".pdf", ".xlsx", ".json")
    return [target.with_suffix(ending) for ending in endings]


def write_pack(pack: Pack, target: Path, check: Callable[[], None] | None = None, password: str = "") -> list[Path]:
    """Write the PDF, the workbook and the JSON file beside it; return where. Raises OSError where that cannot be.

    With a `password` the first two open only with it, and the third is not written.
    """
    from reports.catalogue import print_document

    files = files_of(target, password)
    for file in files:
        if check is not None:
            check()
        form = file.suffix[1:]
        if form == "json":
            write_whole(file, _as_json(pack))
        else:
            print_document(pack.document, form, file, replace=True, password=password)
    return files


def _as_json(pack: Pack) -> bytes:
    records = [
        {
            "record": row.word,
            "number": row.id,
            "day": row.on.isoformat() if row.on is not None else None,
            "tie": row.tie.value,
            "why": row.why,
            "says": [{"what": what, "words": words} for what, words in row.says],
        }
        for row in pack.rows
    ]
    content = {"about": pack.name, "as_at": pack.as_at.isoformat(), "records": records}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
