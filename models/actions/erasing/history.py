"""Taking the person out of the history: earlier states of what named them, and the words of steps."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from models.actions.erasing.outside import names_them
from models.actions.erasing.rows import Rows
from models.actions.erasing.search import Search
from models.actions.erasing.told import Deed
from models.base import Base
from models.blanking import blank, reword
from models.chunks import in_chunks
from models.entities import Change, ChangeEntry
from models.naming import Naming
from models.queries.held import BY_OTHER_NAME
from models.queries.rows_naming import NamingRows

_entry = Base.metadata.tables[ChangeEntry.__tablename__]
_change = Base.metadata.tables[Change.__tablename__]


def forget_history(rows: Rows, found: Search) -> tuple[dict[int, str], set[int]]:
    """Empty the states that tell of the person; return the changes that got other words with their new hashes.

    With them come the entries that were emptied: the history says of each empty one which erasure did it.
    """
    connection = rows.session.connection()
    entries = {*_of_touched(rows), *_naming(rows, found)}
    if entries:
        rows.done[Deed.STATE, ""] = blank(connection, sorted(entries))
    resealed = {}
    for number, label, reason in _worded(rows, found):
        resealed[number] = reword(connection, number, rows.masker.mask(label), rows.masker.mask(reason))
        rows.done[Deed.WORDS, ""] += 1
    return resealed, entries


def _of_touched(rows: Rows) -> Iterator[int]:
    """Yield the sealed entries of the rows that were emptied, masked or removed."""
    by_kind: dict[str, list[int]] = {}
    for kind, number in rows.touched:
        by_kind.setdefault(kind, []).append(number)
    for kind, numbers in by_kind.items():
        for some in in_chunks(sorted(numbers)):
            yield from rows.session.scalars(
                select(_entry.c.id).where(
                    _entry.c.record_kind == kind, _entry.c.record_id.in_(some), _entry.c.digest.is_not(None)
                )
            )


def _naming(rows: Rows, found: Search) -> Iterator[int]:
    """Yield the entries that name them, of rows that may be gone or say something else by now."""
    images = [_entry.c.before_image, _entry.c.after_image]
    ways = dict(NamingRows.of(found.namer).find(rows.session, _entry, images))
    sure = {number for number, way in ways.items() if way.is_sure or way is Naming.INITIAL}
    doubtful = set(ways) - sure
    for other in found.others:
        by_other = dict(NamingRows.of(other).find(rows.session, _entry, images))
        sure |= {number for number, way in by_other.items() if way is Naming.NAME}
        doubtful |= {number for number, way in by_other.items() if way in BY_OTHER_NAME}
    yield from sure
    for some in in_chunks(sorted(doubtful - sure)):
        refs = select(_entry.c.id, _entry.c.record_kind, _entry.c.record_id).where(_entry.c.id.in_(some))
        yield from (number for number, kind, record in rows.session.execute(refs) if (kind, record) in found.tied)


def _worded(rows: Rows, found: Search) -> list[tuple[int, str, str]]:
    """Return the changes whose words name them."""
    numbers = {
        number
        for namer in (found.namer, *found.others)
        for number, _way in NamingRows.of(namer).find(rows.session, _change, [_change.c.label, _change.c.reason])
    }
    worded: list[tuple[int, str, str]] = []
    for some in in_chunks(sorted(numbers)):
        asked = select(_change.c.id, _change.c.label, _change.c.reason).where(_change.c.id.in_(some))
        worded += [(row.id, row.label, row.reason) for row in rows.session.execute(asked)
                   if names_them(rows.masker, row.label, row.reason)]  # fmt: skip
    return worded
