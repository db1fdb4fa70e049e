"""Who may do what with a book on a server, said from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from tests.books import new_database
from tests.desktop.cli.running import PASSPHRASE, ask, run
from tests.postgres_server import PostgresServer

__all__ = ["new_database"]


@pytest.fixture
def url(postgres_server: PostgresServer, new_database: str) -> Iterator[str]:
    name = postgres_server.new_database(new_database)
    yield postgres_server.url(name)
    postgres_server.drop_database(name)
    with psycopg.connect(host=str(postgres_server.folder), user="liaison", dbname="postgres", autocommit=True) as one:
        roles = one.execute("SELECT rolname FROM pg_roles WHERE rolname = 'joan' OR rolname LIKE %s", (f"{name}_%",))
        for (role,) in roles.fetchall():
            one.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


def of(url: str, who: str) -> str:
    return make_url(url).set(username=who).render_as_string(hide_password=False)


def test_somebody_is_let_in_and_out_again(url: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE + "\n")
    assert "liaison server prepare" in run("--book", url, "server", "users").err
    assert ask(url, "server", "prepare") == {"you": "administrator", "users": []}
    assert run("--book", url, "server", "grant", "joan").code == 2
    short = tmp_path / "short.txt"
    short.write_text("joan")
    assert "too short" in run("--book", url, "server", "grant", "joan", "--new", "--password-file", short).err
    told = ask(url, "server", "grant", "joan", "reader", "--new", "--password-file", secret)
    joan = {"name": "joan", "role": "reader", "can_log_in": True}
    assert told == {"you": "administrator", "users": [joan], "new": True}
    theirs = of(url, "joan")
    assert ask(theirs, "info")["read_only"] is True
    refused = run("--book", theirs, "undo")
    assert refused.code in (1, 4)
    assert run("--book", theirs, "server", "grant", "joan", "administrator").code == 4
    assert ask(url, "server", "grant", "joan", "editor")["users"] == [{**joan, "role": "editor"}]
    assert ask(theirs, "info")["read_only"] is False
    assert "joan  editor" in run("--book", url, "server", "users").text
    ask(url, "server", "revoke", "joan")
    assert "You may not open" in run("--book", theirs, "info").err


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["server", "grant"], "Say whom you mean"),
        (["server", "users", "joan"], "Leave out"),
        (["server", "revoke", "joan"], "liaison server prepare"),
    ],
)
def test_what_is_missing_is_said(url: str, typed: list[str], words: str) -> None:
    told = run("--book", url, *typed)
    assert (told.code, words in told.err) == (2, True), told.err


def test_a_file_has_no_roles(book: Path) -> None:
    assert "--book postgresql://" in run("--book", book, "server", "users").err
