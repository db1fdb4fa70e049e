"""Changing, emptying and removing the rows of an erasure, each noted as it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Table, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from models.actions.erasing.places import EMPTIED, JSON_TEXTS, REMOVED, masked_columns
from models.actions.erasing.told import Deed, Done
from models.base import utc_now
from models.chunks import in_chunks
from models.entities import Affiliation
from models.kinds import KINDS
from models.masking import Masker
from models.queries.merging import pointing_at
from models.queries.records import Ref, table_of
from models.text import sort_key


class Rows:
    """The rows that an erasure touches."""

    def __init__(self, session: Session, masker: Masker, today: date) -> None:
        self.session, self.masker, self.today = session, masker, today
        self.done: Done = Counter()
        self.touched: set[Ref] = set()
        """Rows that said something of the person: the history keeps no earlier state of them."""

    def change(self, ref: Ref, values: dict[str, Any], deed: str) -> None:
        """Give columns of a row other values."""
        table = table_of(ref[0])
        stamped = {"version": table.c.version + 1, "updated_at": utc_now(), "updated_by": self._actor()}
        self.session.execute(update(table).where(table.c.id == ref[1]).values(**values, **stamped))
        if ref not in self.touched:
            self.done[Deed(deed), ref[0] if deed in (Deed.EMPTIED, Deed.MASKED) else ""] += 1
        self.touched.add(ref)

    def mask(self, ref: Ref, *, letters: bool = False) -> None:
        """Take the name out of all words of a row."""
        table = table_of(ref[0])
        row = self.session.execute(select(table).where(table.c.id == ref[1])).mappings().one_or_none()
        if row is None:
            # It was removed before.
            return
        masked = {
            name: new
            for name in masked_columns(table)
            if (old := row[name]) and (new := self._masked(table, name, str(old), letters=letters)) != old
        }
        if masked and "name_key" in table.c and "name" in masked:
            masked["name_key"] = sort_key(masked["name"])
        if masked:
            self.change(ref, masked, Deed.MASKED)

    def remove_theirs(self, person_id: int) -> None:
        """Remove what is about the person alone, with all that stands on it."""
        for table, column in pointing_at("person"):
            if table.name in REMOVED:
                condition = table.c[column] == person_id
                if column == "record_id":
                    condition = and_(condition, table.c.record_kind == "person")
                self.remove(table, self.session.scalars(select(table.c.id).where(condition)).all())
        pairs = table_of("distinct_pair")
        of_them = or_(pairs.c.first_id == person_id, pairs.c.second_id == person_id)
        told_apart = select(pairs.c.id).where(pairs.c.record_kind == "person", of_them)
        self.remove(pairs, self.session.scalars(told_apart).all())

    def remove(self, table: Table, numbers: Collection[int], deed: Deed = Deed.REMOVED) -> None:
        """Remove rows, and what stands on them."""
        if not numbers:
            return
        for kind in KINDS.values():
            if kind.on_record and kind.table != "merge_record":
                on = table_of(kind.table)
                for some in in_chunks(sorted(numbers)):
                    standing = select(on.c.id).where(on.c.record_kind == table.name, on.c.record_id.in_(some))
                    self.remove(on, self.session.scalars(standing).all())
        self._let_go(table, numbers)
        for some in in_chunks(sorted(numbers)):
            self.session.execute(delete(table).where(table.c.id.in_(some)))
        self.done[deed, table.name if deed is Deed.REMOVED else ""] += len(numbers)
        self.touched |= {(table.name, number) for number in numbers}

    def _let_go(self, table: Table, numbers: Collection[int]) -> None:
        """Have rows that stay no longer point to rows that go: a meeting keeps that somebody declared an interest."""
        for other, column in pointing_at(table.name):
            if column != "record_id" and other is not table:
                for some in in_chunks(sorted(numbers)):
                    pointing = self.session.scalars(select(other.c.id).where(other.c[column].in_(some))).all()
                    for number in pointing:
                        self.change((other.name, number), {column: None}, Deed.EMPTIED)

    def empty_theirs(self, tied: Iterable[Ref]) -> None:
        """Empty the rows that stay of what they say about the person; roles that still run end today."""
        for ref in sorted(tied):
            columns = EMPTIED.get(ref[0])
            if columns is None:
                continue
            table = table_of(ref[0])
            row = self.session.execute(select(table).where(table.c.id == ref[1])).mappings().one_or_none()
            if row is None:
                continue
            values: dict[str, Any] = {name: "" for name in columns if row[name]}
            if ref[0] == Affiliation.__tablename__:
                values |= _ended(row, self.today)
            if values:
                self.change(ref, values, Deed.EMPTIED)

    def _masked(self, table: Table, name: str, text: str, *, letters: bool) -> str:
        if (table.name, name) in JSON_TEXTS:
            return self.masker.mask_json(text)
        return self.masker.mask(text, letters=letters)

    def _actor(self) -> str:
        return str(self.session.info.get("actor", ""))


def _ended(row: Any, today: date) -> dict[str, Any]:
    values: dict[str, Any] = {"is_best_contact": False} if row["is_best_contact"] else {}
    if row["ends_on"] is None or row["ends_on"] > today:
        values |= {"ends_on": max(today, row["starts_on"] or today)}
    return values
