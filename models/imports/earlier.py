"""What earlier imports made of the same lines: the same line again is nothing new, and a key leads to its record."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.chunks import in_chunks
from models.entities import ImportLine, MergeRecord
from models.queries.records import Ref, table_of

_UID = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:@[\w.-]*)?(?:/.*)?$", re.IGNORECASE)
"""The lasting name of a record, as the keys of our own files end with it."""


class Earlier:
    """The records that lines of earlier batches became, as far as they are there still."""

    def __init__(
        self, session: Session, fingerprints: Collection[str], keys: Collection[str], own: Collection[str] = ()
    ) -> None:
        """Read them; a key that ends in the lasting name of one of our records of the kinds `own` means that record.

        What left this book by a file of ours comes home so.
        """
        by_print = dict(_lines(session, ImportLine.fingerprint, fingerprints))
        by_key = dict(_ours(session, keys, own)) | dict(_lines(session, ImportLine.key, keys))
        now = _as_they_are_now(session, {*by_print.values(), *by_key.values()})
        self._by_print = {text: now[ref] for text, ref in by_print.items() if ref in now}
        self._by_key = {text: now[ref] for text, ref in by_key.items() if ref in now}

    def record_of_line(self, fingerprint: str) -> Ref | None:
        """Return the record that the very same line became."""
        return self._by_print.get(fingerprint)

    def record_of_key(self, key: str) -> Ref | None:
        """Return the record that a line with the same key became."""
        return self._by_key.get(key) if key else None


def _lines(session: Session, column: InstrumentedAttribute[str], wanted: Collection[str]) -> Iterator[tuple[str, Ref]]:
    """Yield what each text led to, the newest last, so that it counts."""
    texts = sorted({text for text in wanted if text})
    for some in in_chunks(texts):
        question = select(column, ImportLine.record_kind, ImportLine.record_id).where(
            column.in_(some), ImportLine.record_id.is_not(None)
        )
        for text, kind, number in session.execute(question.order_by(ImportLine.id)):
            if number is not None:
                yield text, (kind, number)


def _ours(session: Session, keys: Collection[str], kinds: Collection[str]) -> Iterator[tuple[str, Ref]]:
    """Yield our records whose lasting names stand in keys."""
    by_uid = {found[1].lower(): key for key in keys if (found := _UID.search(key)) is not None}
    uids = sorted(by_uid)
    for kind in kinds:
        table = table_of(kind)
        for some in in_chunks(uids):
            question = select(table.c.uid, table.c.id).where(table.c.uid.in_(some))
            yield from ((by_uid[uid], (kind, number)) for uid, number in session.execute(question))


def _as_they_are_now(session: Session, refs: Collection[Ref]) -> dict[Ref, Ref]:
    """Return the record that each is now: itself, or the one it was merged with; those that are gone are left out."""
    here = _here(session, refs)
    gone = {ref for ref in refs if ref not in here}
    merged = {
        (kind, old): (kind, kept)
        for kind, old, kept in (
            session.execute(select(MergeRecord.record_kind, MergeRecord.gone_id, MergeRecord.record_id)) if gone else ()
        )
        if (kind, old) in gone
    }
    kept_ones = _here(session, set(merged.values()))
    return {ref: ref for ref in here} | {ref: kept for ref, kept in merged.items() if kept in kept_ones}


def _here(session: Session, refs: Collection[Ref]) -> frozenset[Ref]:
    """Return those records that are there and not put away."""
    found: set[Ref] = set()
    for kind in sorted({kind for kind, _number in refs}):
        table = table_of(kind)
        numbers = sorted(number for one, number in refs if one == kind)
        for some in in_chunks(numbers):
            question = select(table.c.id).where(table.c.id.in_(some))
            if "archived_at" in table.c:
                question = question.where(table.c.archived_at.is_(None))
            found.update((kind, number) for number in session.scalars(question))
    return frozenset(found)
