"""A book made of an archive: the same rows, the same history with its chain, the same attachments, on either database.

All of it is one transaction in a new, empty book: what is wrong with an archive leaves nothing behind.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, exists, insert, select, update
from sqlalchemy.exc import DataError, IntegrityError

from models import journal, journal_check, migrations
from models.archive.bare_tables import bare_tables, count_on
from models.archive.exporting import Step, no_step
from models.archive.references import check_references
from models.archive.shapes import BOOK, CONTENTS, Shape, shapes
from models.book_file import SCHEMA_VERSION
from models.book_troubles import translated
from models.errors import BadImport, BookLocked, BookNewer, WrongUse
from models.exchange.archive.descriptor import MOST_BYTES, read_head
from models.exchange.archive.shape import ATTACHMENTS, DESCRIPTOR, FIXED, Head
from models.exchange.archive.tables import TableReader, Values, trouble_in
from models.exchange.archive.unpacking import Archive, open_archive
from models.server_address import shown
from models.store import Store
from resources.i18n import _

_MOST_ROWS, _MOST_CHARACTERS = 1000, 4 * 1024 * 1024
"""What is written at once, whichever comes first."""
MOST_ATTACHMENT = 64 * 1024 * 1024
"""Bytes of one attached file; a book takes none as large."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came out of an archive."""

    rows: dict[str, int]
    """How many rows each table got."""
    attachments: int

    @property
    def whole(self) -> int:
        """How many rows there are in all."""
        return sum(self.rows.values())


class _OnlyTried(Exception):
    """Takes back what was only tried."""


def rebuild(store: Store, place: Path | BinaryIO, *, dry_run: bool = False, step: Step = no_step) -> Rebuilt:
    """Fill a new, empty book from an archive, or with `dry_run` try all of it and keep nothing.

    Raises WrongUse when the book holds anything, BookNewer for an archive of a newer program, and BadImport, with file,
    row and field, for whatever is wrong with the archive.
    """
    if store.read_only:
        raise BookLocked(
            _("{location} is open for reading only. Nothing was taken in.").format(location=store.location)
        )
    with open_archive(place) as archive, translated(store.location):
        head = read_head(archive.read(DESCRIPTOR, MOST_BYTES))
        _check_version(archive, head)
        _check_files(archive)
        archive.verify(lambda done, total: step(done, total * 4, _("Checking the archive")))
        work = _Rebuilding(archive, head, step)
        try:
            with migrations.writing(store.engine) as connection:
                journal.wait_for_turn(connection)
                _refuse_filled(connection, store.location)
                work.fill(connection)
                if dry_run:
                    raise _OnlyTried
        except _OnlyTried:
            pass
    return Rebuilt(work.rows, work.rows[CONTENTS])


def _check_version(archive: Archive, head: Head) -> None:
    """Refuse what another version of the program wrote: version 2 was the first that wrote archives."""
    if head.schema_version > SCHEMA_VERSION:
        raise BookNewer(
            _("“{archive}” was made by a newer version of Liaison Desk. Install the newer version to read it.").format(
                archive=archive.name
            )
        )
    if head.schema_version < SCHEMA_VERSION:
        words = _("“{archive}” says that it is of version {n}, which never wrote archives. Nothing was taken from it.")
        raise BadImport(words.format(archive=archive.name, n=head.schema_version))


def _check_files(archive: Archive) -> None:
    """Refuse an archive that has fewer tables than a book, or more."""
    ours = {shape.told.path for shape in shapes()}
    for path in sorted((ours | FIXED) - archive.sizes.keys()):
        raise trouble_in(path, _("the file is missing"))
    for path in sorted(archive.sizes.keys() - ours - FIXED):
        if not path.startswith(f"{ATTACHMENTS}/"):
            raise trouble_in(path, _("a book has no such table"))


def _refuse_filled(connection: Connection, location: str) -> None:
    for shape in shapes():
        if shape.told.name != BOOK and connection.scalar(select(exists(select(shape.table)))):
            raise WrongUse(
                _(
                    "{location} holds something already, and an archive is a whole book. Make a new book of it: "
                    "liaison new FILE --from-archive ARCHIVE"
                ).format(location=shown(location))
            )


class _Rebuilding:
    """The work on one archive."""

    def __init__(self, archive: Archive, head: Head, step: Step) -> None:
        self._archive, self._step = archive, step
        self._total = max(1, sum(head.rows.values()))
        self._done = 0
        self.rows: dict[str, int] = {}

    def fill(self, connection: Connection) -> None:
        """Write every row, and check what only the whole can show."""
        with bare_tables(connection):
            for shape in shapes():
                if shape.told.name == CONTENTS:
                    self.rows[CONTENTS] = self._take_attachments(connection, shape)
                elif shape.told.name == BOOK:
                    self.rows[BOOK] = self._say_what_it_is(connection, shape)
                else:
                    self.rows[shape.told.name] = self._take_table(connection, shape)
            self._tell(_("Checking"), done=self._total)
            check_references(connection, shapes())
            count_on(connection)
        problems = journal_check.verify(connection).problems
        if problems:
            raise trouble_in("data/change.csv", _("the history was altered ({words})").format(words=problems[0][:-1]))

    def _tell(self, words: str, *, done: int | None = None) -> None:
        # Checking the hashes counts as a quarter of the work.
        self._step(self._total + 3 * (self._done if done is None else done), 4 * self._total, words)

    def _take_table(self, connection: Connection, shape: Shape) -> int:
        """Write the rows of a table in batches and return how many."""
        names = [field.name for field in shape.told.fields]
        count = 0
        for batch in self._batches(shape):
            self._tell(shape.told.title)
            rows = [dict(zip(names, values, strict=True)) for _number, values in batch]
            try:
                with connection.begin_nested():
                    connection.execute(insert(shape.table), rows)
            except (IntegrityError, DataError):
                _find_refused(connection, shape, [number for number, _values in batch], rows)
                raise
            count += len(rows)
            self._done += len(rows)
        return count

    def _batches(self, shape: Shape) -> Iterator[list[tuple[int, Values]]]:
        batch: list[tuple[int, Values]] = []
        weighed = 0
        with self._archive.file(shape.told.path) as source:
            reader = TableReader(source, shape.told)
            for row in reader.rows():
                batch.append(row)
                if len(batch) >= _MOST_ROWS or reader.taken - weighed > _MOST_CHARACTERS:
                    yield batch
                    batch, weighed = [], reader.taken
        if batch:
            yield batch

    def _say_what_it_is(self, connection: Connection, shape: Shape) -> int:
        """Give the book the name for the wide world and the mark of an example that the archived one has."""
        names = [field.name for field in shape.told.fields]
        found = [dict(zip(names, values, strict=True)) for batch in self._batches(shape) for _number, values in batch]
        if len(found) != 1:
            raise trouble_in(shape.told.path, _("there must be one row, and there are {n}").format(n=len(found)))
        connection.execute(update(shape.table).values(uid=found[0]["uid"], is_example=found[0]["is_example"]))
        return 1

    def _take_attachments(self, connection: Connection, shape: Shape) -> int:
        """Write the attached files that the index names, each of which must have the hash it is called by."""
        left = {path for path in self._archive.sizes if path.startswith(f"{ATTACHMENTS}/")} - {shape.told.path}
        count = 0
        for batch in self._batches(shape):
            for number, (sha256, path, size, _name) in batch:
                self._tell(shape.told.title)
                if path not in left:
                    raise trouble_in(
                        shape.told.path, _("“file” names “{file}”, which is not there").format(file=path), number
                    )
                data = self._archive.read(str(path), MOST_ATTACHMENT)
                if hashlib.sha256(data).hexdigest() != sha256 or len(data) != size:
                    words = _("“sha256” or “size” is not that of “{file}”")
                    raise trouble_in(shape.told.path, words.format(file=path), number)
                connection.execute(insert(shape.table), [{"sha256": sha256, "data": data}])
                left.discard(str(path))
                count += 1
        if left:
            raise trouble_in(min(left), _("the file is not in the index of attached files"))
        return count


def _find_refused(connection: Connection, shape: Shape, numbers: list[int], rows: list[dict[str, Any]]) -> None:
    """Raise BadImport for the first row of a batch that the database refuses by itself."""
    for number, row in zip(numbers, rows, strict=True):
        try:
            with connection.begin_nested():
                connection.execute(insert(shape.table), [row])
        except (IntegrityError, DataError) as error:
            raise trouble_in(
                shape.told.path, _("{field} says what no row may say, or what another row says").format(
                    field=_field_of(error, shape)
                ), number
            ) from None  # fmt: skip


def _field_of(error: IntegrityError | DataError, shape: Shape) -> str:
    """Return the fields that a database's complaint names, as a sentence names them."""
    words = str(error.orig)
    named = [field.name for field in shape.told.fields if f".{field.name}" in words or f'_{field.name}"' in words]
    return " ".join(f"“{name}”" for name in named) or _("a field")
