"""The server command: who may read, write and keep a book on a PostgreSQL server; the server itself enforces it.

What `liaison server users --json` gives as `data`:

    {"you": "administrator", "users": [{"name": "ada", "role": "editor", "can_log_in": true}]}
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from desktop.cli.new_passphrase import ask_twice
from desktop.cli.opening import book_of, first_line, open_book
from desktop.cli.output import Result, nothing_found, table
from models.errors import WrongUse

if TYPE_CHECKING:
    from models.store import Store

_LEAST_PASSWORD = 12


def run_server(asked: argparse.Namespace) -> Result:
    """Make the roles of a book, list who has which, give somebody one, or take it away."""
    from models.store import is_server

    if not is_server(book_of(asked)):
        raise WrongUse("Say which book on a server is meant: --book postgresql://name@server/database")
    if asked.what in ("grant", "revoke") and not asked.name:
        raise WrongUse(f"Say whom you mean: liaison server {asked.what} NAME")
    if asked.what in ("prepare", "users") and asked.name:
        raise WrongUse(f"liaison server {asked.what} is about everybody. Leave out “{asked.name}”.")
    with open_book(asked) as store:
        return _STEPS[asked.what](store, asked)


def _prepare(store: Store, _asked: argparse.Namespace) -> Result:
    from models.book_troubles import translated
    from models.server_roles import prepare

    with translated(store.location):
        prepare(store.engine)
    words = "Readers, editors and administrators are kept apart now, and nobody else may use the book. You are an "
    words += "administrator. Let others in: liaison server grant NAME editor"
    return Result(data=_told(store), words=[words])


def _users(store: Store, _asked: argparse.Namespace) -> Result:
    from models.server_roles import is_prepared

    data = _told(store)
    with store.read() as session:
        prepared = is_prepared(session.connection())
    columns = (("name", "Name"), ("role", "May"), ("can_log_in", "Can log in"))
    rows = [{**user, "can_log_in": "yes" if user["can_log_in"] else "no"} for user in data["users"]]
    words = nothing_found(rows)
    if not prepared:
        words.append(
            "This book has no roles yet: whoever owns its tables may do everything. See: liaison server prepare"
        )
    return Result(data=data, lines=table(rows, columns), words=words)


def _grant(store: Store, asked: argparse.Namespace) -> Result:
    from models.book_troubles import translated
    from models.server_roles import ServerRole, grant

    with translated(store.location):
        is_new = grant(store.engine, asked.name, ServerRole(asked.role), password=_password(asked))
    words = f"{asked.name} is {_A[asked.role]} of this book now."
    if is_new:
        words += " The server knows them from now on, by the password you gave."
    return Result(data={**_told(store), "new": is_new}, words=[words])


def _revoke(store: Store, asked: argparse.Namespace) -> Result:
    from models.book_troubles import translated
    from models.server_roles import revoke

    with translated(store.location):
        revoke(store.engine, asked.name)
    words = f"{asked.name} may use this book no longer. The server still knows the name."
    return Result(data=_told(store), words=[words])


_A = {"reader": "a reader", "editor": "an editor", "administrator": "an administrator"}
_STEPS = {"prepare": _prepare, "users": _users, "grant": _grant, "revoke": _revoke}


def _told(store: Store) -> dict[str, Any]:
    from models.server_roles import list_users

    with store.read() as session:
        users = list_users(session.connection())
    told = [{"name": user.name, "role": user.role, "can_log_in": user.can_log_in} for user in users]
    return {"you": store.server_role(), "users": told}


def _password(asked: argparse.Namespace) -> str | None:
    """Return the password for somebody new: from a file, or typed twice where somebody can type."""
    if not asked.new:
        return None
    if not asked.password_file:
        question = f"Password for {asked.name} (at least {_LEAST_PASSWORD} characters)"
        otherwise = "Give --password-file FILE with the password of somebody new."
        return ask_twice(question, otherwise, "passwords", _refuse_short)
    word = first_line(asked.password_file)
    _refuse_short(word)
    return word


def _refuse_short(word: str) -> None:
    if len(word) < _LEAST_PASSWORD:
        raise WrongUse(f"The password is too short. Use at least {_LEAST_PASSWORD} characters.")
