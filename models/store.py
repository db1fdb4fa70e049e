"""The one door to the records: sessions to read, sessions to write, the journal, and the notice of changes."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.orm import Session, configure_mappers

from models import blanking, book_file, journal, known_books, known_heads, migrations
from models import undo as steps
from models.base import Row, utc_now
from models.book_check import check_book
from models.book_making import discard, explained, make_book, reach_book
from models.book_troubles import translated
from models.calling_off import watching
from models.changes import Changes
from models.cleaning import keepable
from models.commit_doubt import Doubt
from models.encryption import BookKey
from models.entities import BookInfo, ChangeKind, map_all
from models.errors import BookGone, BookLocked, NothingToUndo, PassphraseInDoubt
from models.journal_check import AT_START, Checked, find_change_of, verify
from models.room import check_room_for
from models.server_address import is_server, shown
from models.server_roles import ServerRole, find_logins, own_role
from models.who import Signing
from resources.i18n import _

__all__ = ["AT_START", "Listener", "Store", "discard", "is_server", "mark_unjournalled", "shown"]

Listener = Callable[[Changes], None]
_LARGE = 1000
"""Records of a change after which SQLite looks anew at how its tables have grown; a server does so by itself."""


class _Rehearsed(Exception):
    """Takes back what was only tried."""


class Store(Signing):
    """An open record book, a file of ours or a PostgreSQL database."""

    def __init__(self, engine: Engine, location: str, *, key: BookKey | None = None, read_only: bool = False) -> None:
        super().__init__()
        self._engine, self._key = engine, key
        self._writing = threading.Lock()
        self._listeners: list[Listener] = []
        self._has_written = False
        self.location = location
        self.read_only = read_only
        self.guard: Callable[[], None] | None = None
        """Asked before each change, in whatever thread; raises BookLocked where somebody else has the book by now."""
        self.keeper: Callable[[str], Path | None] | None = None
        """Makes a checked copy before larger work, in the folder that whoever opened the book knows of."""

    # --- opening and making -------------------------------------------------------------------------------------

    @classmethod
    def open(
        cls,
        location: str | Path,
        passphrase: str | None = None,
        *,
        read_only: bool = False,
        upgrade: bool = True,
        backups: Iterable[Path] = (),
    ) -> Store:
        """Open a record book by its path or its PostgreSQL address, bringing an older schema up to date.

        Without `upgrade` an older book is left as it is and BookOlder raised: to bring it up to date takes a while.
        Raises BookNotFound, WrongPassphrase, BookDamaged, BookLocked or BookNewer, each with its sentence.
        """
        reached = reach_book(location, passphrase, read_only=read_only)
        store = cls(reached.engine, reached.location, key=reached.key, read_only=reached.read_only)
        try:
            store._bring_up_to_date(upgrade=upgrade)
        except PassphraseInDoubt as trouble:
            raise explained(trouble, reached, passphrase, backups) from None
        if store.on_server:
            store.login, store.others = find_logins(store.engine)
            store.read_only = store.read_only or store.server_role() in (None, ServerRole.READER)
        else:
            known_books.remember(Path(reached.location), reached.key)
        return store

    def _bring_up_to_date(self, *, upgrade: bool) -> None:
        """Rebuild an older book, or refuse one that is too new or damaged; what does not open is let go of."""
        try:
            with translated(self.location):
                aside = None if self.on_server else self._set_aside
                migrations.bring_up_to_date(
                    self._engine, shown(self.location), read_only=self.read_only, set_aside=aside, upgrade=upgrade
                )
        except BaseException:
            self._engine.dispose()
            raise

    def _set_aside(self) -> None:
        """Keep a checked copy of an older book beside it, before anything in it is changed."""
        from models.backup import back_up

        check_room_for(self.location)
        words = f"before version {migrations.VERSION}"
        back_up(self, Path(self.location).parent, datetime.now(), words)  # noqa: DTZ005 - the user's clock

    @classmethod
    def create(cls, location: str | Path, passphrase: str | None = None, *, is_example: bool = False) -> Store:
        """Make a new, empty record book; without a passphrase it is kept in plain form, on purpose.

        Raises WouldOverwrite when something is there already.
        """
        make_book(location, passphrase, is_example=is_example)
        return cls.open(location, passphrase)

    def close(self) -> None:
        """Close every connection to the book."""
        if self._has_written:
            known_heads.note_head(self._engine, shown(self.location))
        if not self.read_only and not self.on_server:
            book_file.tidy(self._engine)
        self._engine.dispose()

    @property
    def on_server(self) -> bool:
        """Say whether the book is a PostgreSQL database."""
        return is_server(self.location)

    @property
    def encrypted(self) -> bool:
        """Say whether the book is a file locked with a passphrase."""
        return self._key is not None

    # --- the one data path ----------------------------------------------------------------------------------------

    @contextmanager
    def read(self, called_off: Callable[[], bool] | None = None) -> Iterator[Session]:
        """Give a session to ask questions with; nothing changed in it is kept.

        With `called_off`, which must be quick, a long question to a file is given up soon after it says so. Raises
        Stopped then.
        """
        with translated(self.location), self._engine.connect() as connection, connection.begin() as transaction:
            session = Session(bind=connection, autoflush=False)
            watched = nullcontext() if called_off is None or self.on_server else watching(connection, called_off)
            try:
                with watched:
                    yield session
            finally:
                session.close()
                transaction.rollback()

    @contextmanager
    def write(self, label: str, *, reason: str = "", is_step: bool = True) -> Iterator[Session]:
        """Give a session to change records with; `label` is the user's words for it and becomes the undo text.

        What is no step is in the journal like all else, but Undo and Redo pass over it: a note that a file went out.
        Everything done in it is kept and journalled together, or nothing is; then every listener is told once.
        Raises StaleRecord when someone else changed a record meanwhile, BookLocked when the book cannot be written.
        """
        kind = ChangeKind.DO if is_step else ChangeKind.NOTED
        with self._transaction(label, reason, kind=kind) as (_connection, session):
            yield session

    @contextmanager
    def rehearse(self) -> Iterator[Session]:
        """Give a session in which changes are tried by the rules that hold for them; nothing of it is kept or told."""
        try:
            with self._transaction("", "") as (_connection, session):
                yield session
                raise _Rehearsed
        except _Rehearsed:
            return

    def get_ready(self) -> None:
        """Map all tables now, in whatever thread, so that the first change need not: it takes a quarter of a second.

        Whoever asks or writes meanwhile waits at most for the room that is being mapped: Python imports a module once,
        and SQLAlchemy maps and configures under a lock of its own.
        """
        map_all()
        configure_mappers()

    def undo(self) -> str:
        """Take back the newest change that stands and return its words. Raises NothingToUndo, StaleRecord."""
        with self._stepping(ChangeKind.UNDO) as (connection, step):
            steps.take_back(connection, step)
        return step.label

    def redo(self) -> str:
        """Make the change again that was taken back last and return its words. Raises NothingToUndo, StaleRecord."""
        with self._stepping(ChangeKind.REDO) as (connection, step):
            steps.make_again(connection, step)
        return step.label

    def take_back(self, change_id: int) -> str:
        """Take back one change of any age and return its words; what was done since and does not touch it stays.

        Raises NothingToUndo when it does not stand any more, StaleRecord when a record it changed was changed since.
        """
        with self.read() as session:
            step = steps.standing_step(session.connection(), change_id)
        if step is None:
            raise NothingToUndo(_("This change was taken back already."))
        with self._transaction(step.label, "", kind=ChangeKind.UNDO, target_id=step.id) as (connection, _session):
            steps.take_back(connection, step)
        return step.label

    def undo_label(self) -> str | None:
        """Return the words of the change that `undo` would take back."""
        with self.read() as session:
            step = steps.last_step(session.connection(), self._own)
        return step.label if step else None

    def redo_label(self) -> str | None:
        """Return the words of the change that `redo` would make again."""
        with self.read() as session:
            step = steps.next_step(session.connection(), self._own)
        return step.label if step else None

    @property
    def _own(self) -> frozenset[str] | None:
        """Whose changes undo works on: on a server each person's own, in a file all."""
        return self.own_names if self.on_server else None

    @contextmanager
    def _stepping(self, kind: ChangeKind) -> Iterator[tuple[Connection, steps.Step]]:
        with self.read() as session:
            find = steps.last_step if kind is ChangeKind.UNDO else steps.next_step
            step = find(session.connection(), self._own)
        if step is None:
            back = kind is ChangeKind.UNDO
            raise NothingToUndo(
                _("There is no change to take back.") if back else _("There is no change to make again.")
            )
        with self._transaction(step.label, "", kind=kind, target_id=step.id) as (connection, _session):
            yield connection, step

    @contextmanager
    def _transaction(
        self, label: str, reason: str, *, kind: ChangeKind = ChangeKind.DO, target_id: int | None = None
    ) -> Iterator[tuple[Connection, Session]]:
        self._check_writable()
        self._check_there()
        if self.guard is not None:
            self.guard()
        if kind is not ChangeKind.NOTED:
            # A note is one row of a table that is mapped when it is asked for: the rest would take longer than it.
            map_all()
        doubt = Doubt(self._engine)
        with self._writing, translated(self.location), doubt.settled():
            # The check at the start may have found damage while this waited.
            self._check_writable()
            engine = self._engine.execution_options(liaison_write=True)
            with engine.connect() as connection, connection.begin():
                number = journal.begin(connection)
                session = Session(bind=connection, join_transaction_mode="create_savepoint", expire_on_commit=False)
                session.info["unjournalled"] = set()
                session.info["actor"] = self.actor
                event.listen(session, "before_flush", self._stamp)
                try:
                    yield connection, session
                    session.commit()
                finally:
                    session.close()
                head = journal.ChangeHead(utc_now(), self.actor, keepable(label), keepable(reason), kind, target_id)
                records = journal.close(connection, number, head)
                if "forgets" in session.info:
                    blanking.blank_change(connection, number, but=session.info["forgets"])
                if records and self.on_server:
                    doubt.seal(number, head)
        self._has_written = self._has_written or bool(records)
        if not self.on_server and (len(records) >= _LARGE or session.info["unjournalled"]):
            # Otherwise the questions that follow an import are planned for the empty tables of before.
            book_file.tidy(self._engine)
        records |= {(table, 0) for table in session.info["unjournalled"]}
        if records:
            changes = Changes(label, records, kind is not ChangeKind.NOTED)
            for listener in tuple(self._listeners):
                listener(changes)

    def _check_writable(self) -> None:
        if self.read_only:
            raise BookLocked(
                _("{location} is open for reading only, so this change was not made.").format(location=self.location)
            )

    def _check_there(self) -> None:
        """Refuse to write where the file is gone: it would still take everything, and nobody would find it again."""
        if not self.on_server and not os.path.isfile(self.location):
            raise BookGone(
                _(
                    "{location} is no longer there: it was moved, or a stick was taken out. Nothing was saved now; "
                    "what you saved before is in the file. Put it back and save again."
                ).format(location=self.location)
            )

    def _stamp(self, session: Session, _context: object, _instances: object) -> None:
        """Write who and when into every record that the session made or changed."""
        now = utc_now()
        for row in session.new:
            if isinstance(row, Row):
                row.created_by = row.updated_by = self.actor
                row.created_at = row.updated_at = now
        for row in session.dirty:
            if isinstance(row, Row) and session.is_modified(row):
                row.updated_by, row.updated_at = self.actor, now

    # --- listening, checking --------------------------------------------------------------------------------------

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have a listener told of every change after its commit, in the thread that made it; returns the way out."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def schema_version(self) -> int:
        """Return the version of the book's schema."""
        with self.read() as session:
            return session.scalars(select(BookInfo.schema_version)).one()

    def server_role(self) -> ServerRole | None:
        """Return what the server lets whoever opened the book do; None for a file."""
        if not self.on_server:
            return None
        with self.read() as session:
            return own_role(session.connection())

    def is_example(self) -> bool:
        """Say whether the book holds the invented records of the sample school."""
        with self.read() as session:
            return session.scalars(select(BookInfo.is_example)).one()

    def check(self) -> list[str]:
        """Check the whole book and return a sentence for each problem; an empty list is a sound book."""
        with self.read() as session:
            connection = session.connection()
            return check_book(connection, is_file=not self.on_server, encrypted=self.encrypted)

    @property
    def key(self) -> BookKey | None:
        """The key of the file, for the rooms of models that look after whole books."""
        return self._key

    def uid(self) -> str:
        """Return the lasting name of the book, which its copies bear too."""
        with self.read() as session:
            return session.scalars(select(BookInfo.uid)).one()

    def prepare_for(self, why: str) -> Path | None:
        """See to it that there is room, and have a copy kept, before work that changes much ("before import").

        Returns where the copy lies; None where none is kept, as of a book on a server.
        Raises NoRoom, or what prevents the copy; nothing is changed then.
        """
        check_room_for(self.location)
        return self.keeper(why) if self.keeper is not None else None

    def connect_alike(self, path: Path) -> Any:
        """Return a DB-API connection that only reads another file with this book's key, as its copies have."""
        return book_file.connect(path, self._key, read_only=True)

    def note_copy(self, path: Path) -> None:
        """Have a finished copy known as locked with this book's key."""
        known_books.remember_beside(path, self._key)

    def verify_history(self, newest: int | None = None) -> Checked:
        """Check the chain of the history, all of it or the newest changes, and that it ends no earlier than it did."""
        with self.read() as session:
            return known_heads.judged(verify(session.connection(), newest), session.connection(), shown(self.location))

    def find_change_of(self, beginning: str) -> tuple[int, datetime] | None:
        """Return the change whose hash begins as a paper printed it, and when it was made (UTC)."""
        with self.read() as session:
            return find_change_of(session.connection(), beginning)

    def connect_copy(self, path: Path) -> Any:
        """Return a DB-API connection to a new file with this book's key and salt, for a backup."""
        return book_file.connect(path, self._key, create=True)

    @contextmanager
    def standing_by(self) -> Iterator[None]:
        """Have whoever wants to write wait, as while the file is checked."""
        with self._writing:
            yield

    @property
    def engine(self) -> Engine:
        """The engine, for the rooms of models that copy or check whole books."""
        return self._engine


def mark_unjournalled(session: Session, table: str) -> None:
    """Have listeners told that a table changed which the journal does not cover (the register)."""
    session.info["unjournalled"].add(table)
