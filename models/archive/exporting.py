"""A whole book written as an archive, row by row, so that the largest takes no more memory than the smallest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import ColumnElement, Connection, Text, collate, func, select
from sqlalchemy.orm import InstrumentedAttribute

from models.archive.shapes import CONTENTS, Shape, shapes
from models.archive.snapshot import standing_still
from models.book_file import SCHEMA_VERSION
from models.book_troubles import translated
from models.entities import Attachment, AttachmentContent
from models.errors import CannotWrite, WouldOverwrite
from models.exchange.archive.descriptor import describe
from models.exchange.archive.naming import attachment_path
from models.exchange.archive.packing import Packing, folder_packing, zip_packing
from models.exchange.archive.readme import write_readme
from models.exchange.archive.shape import DESCRIPTOR, README, Head
from models.exchange.archive.tables import Values, write_table
from models.files import write_atomically, write_folder
from models.store import Store
from models.types import CleanText
from resources.i18n import _

ZIP = ".zip"
_AT_ONCE = 250
"""Rows that are held at a time; some are as long as the text of an attachment."""

Step = Callable[[int, int, str], None]
"""Hears how many rows of how many are done, and in which table; leaves by an exception to stop the work."""


@dataclass(frozen=True, slots=True)
class Exported:
    """An archive that was written."""

    place: Path
    rows: dict[str, int]
    """How many rows each table has."""
    attachments: int

    @property
    def whole(self) -> int:
        """How many rows there are in all."""
        return sum(self.rows.values())


def no_step(_done: int, _total: int, _words: str) -> None:
    """Hear nothing and go on."""


def export_archive(store: Store, place: Path, *, force: bool = False, step: Step = no_step) -> Exported:
    """Write everything in a book to an archive: a zip where the name ends so, else a folder.

    It is there whole or not at all, and it is not encrypted. Raises WouldOverwrite when something is there already,
    unless `force` is given; a folder with anything but an archive in it is never replaced.
    """
    if place.exists() and not force:
        raise WouldOverwrite(_("There is something at {place} already. Choose another name.").format(place=place))
    with translated(store.location), standing_still(store) as connection:
        work = _Export(connection, step)
        try:
            if place.suffix.lower() == ZIP:
                write_atomically(place, lambda file: work.into(zip_packing(file)))
            else:
                write_folder(place, lambda folder: work.into(folder_packing(folder)), replaces=DESCRIPTOR)
        except OSError as error:
            words = _("{name} could not be saved in {folder}. Choose another folder.")
            raise CannotWrite(words.format(name=place.name, folder=place.parent)) from error
    return Exported(place, work.rows, work.attachments)


def export_into(store: Store, file: BinaryIO, *, step: Step = no_step) -> Exported:
    """Write everything in a book as a zip into an open file, which may have no name."""
    with translated(store.location), standing_still(store) as connection:
        work = _Export(connection, step)
        work.into(zip_packing(file))
    return Exported(Path(), work.rows, work.attachments)


class _Export:
    """The work on one archive."""

    def __init__(self, connection: Connection, step: Step) -> None:
        self._connection, self._step = connection, step
        self._shapes = shapes()
        self.rows = {one.told.name: self._count(one) for one in self._shapes}
        self.attachments = self.rows[CONTENTS]
        self._done, self._total = 0, sum(self.rows.values())

    def _count(self, shape: Shape) -> int:
        return self._connection.scalar(select(func.count()).select_from(shape.table)) or 0

    def into(self, opening: AbstractContextManager[Packing]) -> None:
        """Write every file of the archive."""
        head = Head(SCHEMA_VERSION, self.rows)
        tables = [one.told for one in self._shapes]
        with opening as packing:
            packing.add(README, write_readme(tables, head, self.attachments))
            for shape in self._shapes:
                # Attached files go before their index: a zip is written one file after the other.
                batches = self._contents(packing) if shape.told.name == CONTENTS else self._batches(shape)
                with packing.file(shape.told.path) as target:
                    write_table(target, shape.told, self._watched(shape, batches))
            packing.add(DESCRIPTOR, describe(tables, head, packing.written))

    def _watched(self, shape: Shape, batches: Iterable[Sequence[Values]]) -> Iterator[Sequence[Values]]:
        for rows in batches:
            self._step(self._done, self._total, shape.told.title)
            yield rows
            self._done += len(rows)

    def _batches(self, shape: Shape) -> Iterator[Sequence[Values]]:
        """Yield the rows of a table in order."""
        columns = [shape.table.c[field.name] for field in shape.told.fields]
        question = select(*columns).order_by(self._in_order(shape.table.c[shape.told.key]))
        for rows in self._connection.execute(question.execution_options(yield_per=_AT_ONCE)).partitions():
            yield [tuple(row) for row in rows]

    def _in_order(self, key: ColumnElement[Any] | InstrumentedAttribute[str]) -> ColumnElement[Any]:
        """Return a key as both databases sort it alike: texts letter by letter, whatever the language of a server."""
        by_letter = self._connection.dialect.name == "postgresql" and isinstance(key.type, CleanText | Text)
        return collate(key, "C") if by_letter else key.expression

    def _contents(self, packing: Packing) -> list[list[Values]]:
        """Write the attached files, one at a time, and return the rows of their index."""
        size = func.length(AttachmentContent.data)
        name = select(Attachment.name).where(Attachment.sha256 == AttachmentContent.sha256)
        first = func.coalesce(name.order_by(Attachment.id).limit(1).scalar_subquery(), "")
        listed = select(AttachmentContent.sha256, size, first).order_by(self._in_order(AttachmentContent.sha256))
        index: list[Values] = []
        for sha256, length, called in self._connection.execute(listed).all():
            self._step(self._done, self._total, called)
            data = select(AttachmentContent.data).where(AttachmentContent.sha256 == sha256)
            path = attachment_path(sha256, called)
            packing.add(path, self._connection.scalar(data) or b"")
            index.append((sha256, path, length, called))
        return [index]
