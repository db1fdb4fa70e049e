"""Forgetting again: whoever was erased and came back with a backup, an archive or a copy is erased once more.

And what an erasure does once its change is kept: the file is written anew, so that no page holds what was there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.actions.erasing.person import erase_person
from models.actions.erasing.told import Erased
from models.entities import Person
from models.erased_list import Forgotten, find_folder, forgotten_in, read_list, write_list
from models.kinds import KINDS
from models.queries.records import Ref, table_of
from models.server_roles import ServerRole
from models.store import Store
from resources.i18n import _, ngettext


def forget_again(store: Store) -> tuple[Erased, ...]:
    """Erase once more whom the list of a book names and the book holds; and complete the list from the book.

    It is asked at each opening and costs next to nothing where there is nobody to forget.
    """
    folder = find_folder(store.location)
    if folder is None or not may_forget(store):
        return ()
    write_list(store.engine, folder)
    done = tuple(_erase_again(store, number, one) for number, one in came_back(store))
    if done:
        write_anew(store)
    return done


def came_back(store: Store, *folders: Path) -> list[tuple[int, Forgotten]]:
    """Return whom the list beside a book names and the book still holds, by their number there.

    The lists of other `folders` count too, where it is asked what a book would forget that is put there.
    """
    listed: dict[str, Forgotten] = {}
    for folder in (find_folder(store.location), *folders):
        listed |= read_list(folder) if folder is not None else {}
    with store.read() as session:
        known = {one.uid for one in forgotten_in(session.connection())} if listed else set()
        return [
            (number, one)
            for uid, one in listed.items()
            if uid not in known and (number := session.scalar(select(Person.id).where(Person.uid == uid))) is not None
        ]


def told_again(done: Sequence[Erased]) -> str:
    """Say who was forgotten again, by what they are called now."""
    names = ", ".join(one.becomes for one in done)
    words = ngettext(
        "{n} person who had been erased was in this copy and was erased again: {names}.",
        "{n} people who had been erased were in this copy and were erased again: {names}.",
        len(done),
    )
    return words.format(n=len(done), names=names)


def finish_erasing(store: Store, *backups: Path) -> None:
    """Do what is to be done once an erasure is kept: write it into the lists, and the file anew.

    `backups` are folders of copies, whose list goes with them to another computer.
    """
    own = find_folder(store.location)
    write_list(store.engine, *([] if own is None else [own]), *backups)
    write_anew(store)


def may_forget(store: Store) -> bool:
    """Say whether we may erase in a book: on a server only administrators may."""
    return not store.read_only and store.server_role() in (None, ServerRole.ADMINISTRATOR)


def write_anew(store: Store) -> None:
    """Write a book anew, so that nothing of what was erased is left in a page or in what SQLite knows of its tables.

    On a server the rows are gone, and the server is asked to let go of their room; where we may not, it does by itself.
    """
    if store.on_server:
        with contextlib.suppress(DBAPIError), store.engine.connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            alone.execute(text("VACUUM ANALYZE"))
        return
    raw = store.engine.raw_connection()
    try:
        cursor = raw.cursor()
        # Samples of what stands in indexes, names among them, which help to plan questions.
        for table in ("sqlite_stat1", "sqlite_stat4"):
            there = cursor.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone()
            if there:
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        cursor.execute("VACUUM")
        cursor.execute("ANALYZE")
    finally:
        raw.close()


def _erase_again(store: Store, person_id: int, one: Forgotten) -> Erased:
    with store.write(_("Erase a person again, who came back with a copy"), is_step=False) as session:
        ticked = list(_refs(session, one.ticked))
        reason = _("Erased before, on {day}").format(day=one.erased_on.isoformat())
        return erase_person(session, person_id, one.erased_on, reason, ticked=ticked, number=one.number)


def _refs(session: Session, ticked: Iterable[tuple[str, str]]) -> Iterator[Ref]:
    for kind, uid in ticked:
        if kind in KINDS:
            table = table_of(kind)
            number = session.scalar(select(table.c.id).where(table.c.uid == uid))
            if number is not None:
                yield kind, number
