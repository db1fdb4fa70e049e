"""Puts rows into the tables of the new book: those whose table is known, then those that only fit one."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from models.salvage.scanning import Row
from models.salvage.shapes import Shape

Fields = dict[str, Any]


class Placing:
    """Takes rows page by page and keeps count of what was saved."""

    def __init__(self, connection: Connection, shapes: dict[str, Shape]) -> None:
        self._connection, self._shapes = connection, shapes
        self._seen: dict[str, dict[int, int]] = defaultdict(dict)
        self._unsure: list[tuple[list[Shape], list[Row]]] = []
        self.saved: Counter[str] = Counter()
        self.from_history: Counter[str] = Counter()
        self.unplaced = 0
        """Rows that could be of more than one table, and that the history does not know."""

    def put(self, table: str, rows: list[Row]) -> None:
        """Put rows into the table they are known to be of; those of the search, which is made anew, are only known."""
        shape = self._shapes.get(table)
        for row in rows:
            if shape is None:
                self._seen[table][row[0]] = hash(row[1])
            elif shape.fits([row]):
                self._insert(shape, row)

    def find_home(self, rows: list[Row]) -> None:
        """Put rows of a page into whatever table they are of, if nobody has them yet.

        What fits none is of the search or of SQLite itself, and is made anew with the book.
        """
        for width in {len(values) for _number, values in rows}:
            new = [row for row in rows if len(row[1]) == width and not self._is_known(row)]
            homes = [shape for shape in self._shapes.values() if shape.fits(new)] if new else []
            if len(homes) == 1:
                self.put(homes[0].name, new)
            elif homes:
                self._unsure.append((homes, new))

    def settle(self) -> None:
        """Ask the history of which table the rows are that fit several; the others are told as not placed."""
        for homes, rows in self._unsure:
            for row in rows:
                shape = self._by_history(homes, row)
                if shape is None or not self._insert(shape, row):
                    self.unplaced += 1
        self._unsure.clear()

    def add_from_history(self) -> None:
        """Write records anew whose row is lost and whose newest state the history holds."""
        newest = self._connection.exec_driver_sql(
            "SELECT record_kind, record_id, after_image FROM change_entry WHERE id IN"
            " (SELECT max(id) FROM change_entry GROUP BY record_kind, record_id) AND after_image IS NOT NULL"
        ).all()
        for table, number, image in newest:
            shape = self._shapes.get(table)
            if shape is not None and number not in self._seen[table]:
                names = {column.name for column in shape.columns}
                fields = {name: value for name, value in json.loads(image).items() if name in names}
                if self._write(table, fields):
                    self._seen[table][number] = 0
                    self.from_history[table] += 1

    def lost(self) -> Counter[str]:
        """Return how many records the history knows, of each table, that are not in the new book."""
        alive = self._connection.exec_driver_sql(
            "SELECT record_kind, record_id FROM change_entry WHERE id IN"
            " (SELECT max(id) FROM change_entry GROUP BY record_kind, record_id) AND operation <> 'delete'"
        ).all()
        return Counter(table for table, number in alive if number not in self._seen[table])

    def _is_known(self, row: Row) -> bool:
        number, values = row
        mark = hash(values)
        return any(rows.get(number) == mark for rows in self._seen.values())

    def _by_history(self, homes: list[Shape], row: Row) -> Shape | None:
        for shape in homes:
            uid = shape.whole(row).get("uid")
            if (
                uid
                and self._connection.exec_driver_sql(
                    "SELECT 1 FROM change_entry WHERE record_kind = ? AND record_id = ? AND after_image LIKE ?",
                    (shape.name, row[0], f'%"{uid}"%'),
                ).first()
            ):
                return shape
        return None

    def _insert(self, shape: Shape, row: Row) -> bool:
        if row[0] in self._seen[shape.name]:
            return False
        done = self._write(shape.name, shape.whole(row))
        if done:
            self._seen[shape.name][row[0]] = hash(row[1])
            self.saved[shape.name] += 1
        return done

    def _write(self, table: str, fields: Fields) -> bool:
        """Write a row; tell whether the table takes it: its rules are those of any book."""
        names = ", ".join(f'"{name}"' for name in fields)
        marks = ", ".join("?" for _name in fields)
        try:
            words = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 - names of our own tables
            self._connection.exec_driver_sql(words, tuple(fields.values()))
        except DBAPIError:
            return False
        return True
