"""Whether the history is whole: each entry gives its digest, each change its hash, and each links to the one before."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, select

from models.base import Base
from models.entities import Change, ChangeEntry, ChangeKind
from models.journal import FIRST_HASH, digest_of, link
from models.journal_guards import missing_guards
from models.journal_records import altered_records
from resources.i18n import _

_change: Table = Base.metadata.tables[Change.__tablename__]
_entry: Table = Base.metadata.tables[ChangeEntry.__tablename__]
_ERASURE = "erasure"
"""The table whose rows keep the hashes of changes that got other words (blanking.py)."""
AT_START = 200
"""Changes that are checked each time a book is opened; all of them on demand."""

_Entries = tuple[int, list[str], list[str]]
"""The number of a change, the digests of its entries in order, and a sentence for each that does not give its own."""


@dataclass(frozen=True, slots=True)
class _Erasures:
    """What the erasures of a book did to its history, as the history itself has it from each of them."""

    resealed: dict[int, str]
    """The hashes of the changes that got other words."""
    emptied: tuple[tuple[int, int], ...]
    """The entries that were emptied, from number to number."""
    changes: frozenset[int]
    """The changes that erased somebody, which keep nothing of what they did."""

    def emptied_entry(self, entry: int, change: int) -> bool:
        """Say whether an erasure tells that it emptied an entry."""
        return change in self.changes or any(first <= entry <= last for first, last in self.emptied)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a walk along the chain found."""

    changes: int
    """How many were walked over."""
    head: str
    """The hash of the newest change: written down elsewhere, it proves that nothing before it was altered."""
    problems: tuple[str, ...]


def verify(connection: Connection, newest: int | None = None) -> Checked:
    """Walk the chain, all of it or the `newest` changes, and tell of each change that does not agree with it.

    What writes the history down is looked at too, however little of it is walked; with all of it, each record as well.
    """
    last = connection.execute(select(_change.c.id, _change.c.hash).order_by(_change.c.id.desc()).limit(1)).one_or_none()
    altered = altered_records(connection) if newest is None else []
    if last is None:
        left = _left(_entries_by_change(connection, 0, _erasures(connection)), None)
        return Checked(0, FIRST_HASH, (*left, *missing_guards(connection), *altered))
    after = max(0, last.id - newest) if newest is not None else 0
    before = connection.scalar(select(_change.c.hash).where(_change.c.id == after)) if after else FIRST_HASH
    count, problems = 0, []
    for problem in _walk(connection, after, before or ""):
        if problem:
            problems.append(problem)
        else:
            count += 1
    return Checked(count, last.hash, (*problems, *missing_guards(connection), *altered))


def find_head(connection: Connection) -> str:
    """Return the hash of the newest step, which stands for all before it.

    What only notes a fact is passed over: that a paper was made does not make the next copy of it another one.
    """
    steps = select(_change.c.hash).where(_change.c.kind != ChangeKind.NOTED)
    return connection.scalar(steps.order_by(_change.c.id.desc()).limit(1)) or FIRST_HASH


def find_change_of(connection: Connection, beginning: str) -> tuple[int, datetime] | None:
    """Return the change whose hash begins so, as a paper printed it, and when it was made; None where there is none."""
    asked = select(_change.c.id, _change.c.at).where(_change.c.hash.startswith(beginning.lower(), autoescape=True))
    row = connection.execute(asked.order_by(_change.c.id).limit(1)).one_or_none()
    return None if row is None else (row.id, row.at)


def _walk(connection: Connection, after: int, previous: str) -> Iterator[str]:
    """Yield "" for each change walked over, and before that a sentence for each thing wrong with it."""
    erasures = _erasures(connection)
    entries = _entries_by_change(connection, after, erasures)
    waiting = next(entries, None)
    expected_id = after + 1
    for row in connection.execute(select(_change).where(_change.c.id > after).order_by(_change.c.id)):
        if row.id != expected_id:
            yield _("The journal misses change {number}.").format(number=expected_id)
        digests: list[str] = []
        if waiting is not None and waiting[0] < row.id:
            yield _without_change(waiting[0])
            while waiting is not None and waiting[0] < row.id:
                waiting = next(entries, None)
        if waiting is not None and waiting[0] == row.id:
            digests = waiting[1]
            yield from waiting[2]
            waiting = next(entries, None)
        sealed = link(dict(row._mapping), digests)
        if row.previous_hash != previous or sealed not in (row.hash, erasures.resealed.get(row.id)):
            words = _("Change {number} does not agree with the changes around it: the journal was altered.")
            yield words.format(number=row.id)
        previous, expected_id = row.hash, row.id + 1
        yield ""
    yield from _left(entries, waiting)


def _left(entries: Iterator[_Entries], waiting: _Entries | None) -> Iterator[str]:
    """Yield a sentence where rows are left over that belong to no change."""
    waiting = waiting or next(entries, None)
    if waiting is not None:
        yield _without_change(waiting[0])


def _without_change(number: int) -> str:
    return _("The journal holds rows of change {number}, which is missing.").format(number=number)


def _erasures(connection: Connection) -> _Erasures:
    """Return what erasures did to the history; what cannot be read gives nothing, and leaves a doubt."""
    asked = select(_entry.c.change_id, _entry.c.after_image).where(
        _entry.c.record_kind == _ERASURE, _entry.c.after_image.is_not(None)
    )
    resealed: dict[int, str] = {}
    emptied: list[tuple[int, int]] = []
    changes = set()
    for change, image in connection.execute(asked.order_by(_entry.c.id)):
        changes.add(change)
        with contextlib.suppress(ValueError, AttributeError, KeyError, TypeError):
            told = json.loads(image)
            resealed |= {int(number): value for number, value in json.loads(told["resealed"]).items()}
            emptied += [(int(first), int(last)) for first, last in json.loads(told["emptied"])]
    return _Erasures(resealed, tuple(emptied), frozenset(changes))


def _entries_by_change(connection: Connection, after: int, erasures: _Erasures) -> Iterator[_Entries]:
    """Yield each change with its digests in order and what is wrong with its entries."""
    number: int | None = None
    digests: list[str] = []
    wrong: list[str] = []
    wanted = select(_entry).where(_entry.c.change_id > after).order_by(_entry.c.change_id, _entry.c.id)
    for entry in connection.execute(wanted.execution_options(yield_per=500)):
        if number is not None and entry.change_id != number:
            yield number, digests, wrong
            digests, wrong = [], []
        number = entry.change_id
        digests.append(entry.digest or "")
        if entry.before_image is None and entry.after_image is None:
            if not erasures.emptied_entry(entry.id, entry.change_id):
                words = _("Entry {entry} of change {number} was emptied, and no erasure tells of it.")
                wrong.append(words.format(entry=entry.id, number=entry.change_id))
        elif entry.digest != digest_of(*entry[2:7]):
            words = _("Entry {entry} of change {number} was altered.")
            wrong.append(words.format(entry=entry.id, number=entry.change_id))
    if number is not None:
        yield number, digests, wrong
