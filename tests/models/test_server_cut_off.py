"""A server that goes away and comes back: nothing saved is lost, nothing is saved twice, and trying again works."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Connection, event, func, select
from sqlalchemy.exc import OperationalError

from models.actions.organisations import OrganisationFields, create_organisation
from models.entities import Organisation
from models.errors import BookNotFound
from models.store import Store
from models.vocabulary import OrganisationKind
from tests.books import new_database
from tests.postgres_server import PostgresServer

__all__ = ["new_database"]


class Cut:
    """A book on a server, and a hand on the cable."""

    def __init__(self, server: PostgresServer, database: str) -> None:
        self.server, self.database = server, database
        self.store = Store.open(server.url(database))

    def cut(self) -> None:
        """End every connection to the book, as a server does that restarts."""
        with psycopg.connect(host=str(self.server.folder), user="liaison", dbname="postgres", autocommit=True) as one:
            ended = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
            one.execute(ended, (self.database,))

    def add(self, name: str, *, and_then: str = "") -> None:
        with self.store.write(f"Add {name}") as session:
            create_organisation(session, OrganisationFields(name, OrganisationKind.INSTITUTION))
            if and_then == "cut":
                self.cut()

    def names(self) -> list[str]:
        with self.store.read() as session:
            return list(session.scalars(select(Organisation.name).order_by(Organisation.id)))


@pytest.fixture
def book(postgres_server: PostgresServer, new_database: str) -> Iterator[Cut]:
    made = Cut(postgres_server, postgres_server.new_database(new_database))
    yield made
    made.store.close()
    postgres_server.drop_database(made.database)


def test_what_was_idle_when_the_server_restarted_goes_on(book: Cut) -> None:
    book.add("Elm Lane")
    book.cut()
    assert book.names() == ["Elm Lane"]
    book.cut()
    book.add("Oak Hill")
    assert book.names() == ["Elm Lane", "Oak Hill"]
    assert book.store.check() == []


def test_a_change_that_was_cut_off_is_told_and_can_be_made_again(book: Cut) -> None:
    told = []
    book.store.subscribe(told.append)
    for _time in range(3):
        with pytest.raises(BookNotFound, match="What you typed is still here"):
            book.add("Elm Lane", and_then="cut")
    assert (told, book.names()) == ([], [])
    book.add("Elm Lane")
    assert (len(told), book.names()) == (1, ["Elm Lane"])
    assert book.store.check() == []


def cut_while_keeping(book: Cut, *, kept: bool) -> None:
    """Have the next change lose its connection as it is kept: just after that, or just before."""

    @event.listens_for(book.store.engine, "commit", once=True)
    def break_off(connection: Connection) -> None:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        if kept:
            raw.commit()
        book.cut()
        raise OperationalError("COMMIT", {}, psycopg.OperationalError("server closed the connection unexpectedly"))


def test_a_change_whose_answer_was_lost_is_not_made_twice(book: Cut) -> None:
    told = []
    book.store.subscribe(told.append)
    cut_while_keeping(book, kept=True)
    book.add("Elm Lane")
    assert (len(told), book.names()) == (1, ["Elm Lane"])
    with book.store.read() as session:
        assert session.scalar(select(func.count()).select_from(Organisation)) == 1
    assert book.store.undo() == "Add Elm Lane"
    assert book.store.check() == []


def test_a_change_that_was_not_kept_is_not_claimed_to_be(book: Cut) -> None:
    book.add("Oak Hill")
    cut_while_keeping(book, kept=False)
    with pytest.raises(BookNotFound, match="so this was not done"):
        book.add("Elm Lane")
    assert book.names() == ["Oak Hill"]
    book.add("Elm Lane")
    assert book.store.check() == []
