"""Who may do what with a book on a PostgreSQL server: readers, editors, administrators, kept apart by the server.

Each book has three roles of its own, named after its database. People are made members of one; the program asks the
server what they may do and never decides it. An editor may write records, and only add to the journal: what stands in
it can be changed by nobody but administrators, who also own the tables and bring the book up to date.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, Engine, text

from models.base import Base
from models.errors import WrongUse
from resources.i18n import _

LONGEST_NAME = 63
"""Bytes that PostgreSQL allows a name."""
_JOURNAL = ("change", "change_entry")
_SEALED_LATER = "digest"
"""The one column of the journal that is written after its row."""
_ADMINISTRATORS_OWN = ("book_info", "erasure")
"""What the book says of itself, and whom it had to forget: only administrators may write there, or could erase."""


class ServerRole(StrEnum):
    """What somebody may do with a book, each all that the one before may."""

    READER = "reader"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class ServerUser:
    """Somebody who may use the book, the highest of their roles, and whether they can log in."""

    name: str
    role: ServerRole
    can_log_in: bool


# --- asking ---------------------------------------------------------------------------------------------------------


def own_role(connection: Connection) -> ServerRole | None:
    """Return what whoever is connected may do with the book, None for nothing; by what the tables let them do."""
    owns = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('book_info')"
    if connection.scalar(text(owns)):
        return ServerRole.ADMINISTRATOR
    may = text("SELECT has_table_privilege(CAST(to_regclass(:table) AS oid), :what)")
    if connection.scalar(may, {"table": "change", "what": "INSERT"}):
        return ServerRole.EDITOR
    return ServerRole.READER if connection.scalar(may, {"table": "book_info", "what": "SELECT"}) else None


def find_logins(engine: Engine) -> tuple[str, frozenset[str]]:
    """Return the name by which the server lets us in, and those by which it lets in others."""
    with engine.connect() as connection:
        own = str(connection.scalar(text("SELECT session_user")))
        every = connection.scalars(text("SELECT rolname FROM pg_roles WHERE rolcanlogin"))
        return own, frozenset(map(str, every)) - {own}


def is_prepared(connection: Connection) -> bool:
    """Say whether the roles of the book are there."""
    return all(_exists(connection, name) for name in _names(connection).values())


def list_users(connection: Connection) -> list[ServerUser]:
    """Return who may use the book by its roles, by name; whoever runs the whole server may besides."""
    ours = _names(connection)
    found: dict[str, ServerUser] = {}
    members = text(
        "SELECT member.rolname, member.rolcanlogin FROM pg_auth_members AS link "
        "JOIN pg_roles AS member ON member.oid = link.member JOIN pg_roles AS held ON held.oid = link.roleid "
        "WHERE held.rolname = :held ORDER BY 1"
    )
    for role in ServerRole:
        for name, can_log_in in connection.execute(members, {"held": ours[role]}):
            if name not in ours.values():
                found[name] = ServerUser(name, role, can_log_in)
    return [found[name] for name in sorted(found)]


# --- setting up -----------------------------------------------------------------------------------------------------


def prepare(engine: Engine) -> None:
    """Make the three roles and give each what it may do; whoever does this becomes an administrator.

    It may be done again at any time. Nobody else may use the book afterwards until they are granted a role.
    """
    with engine.connect() as connection, connection.begin():
        names = _names(connection)
        for name in names.values():
            if not _exists(connection, name):
                _run(connection, f"CREATE ROLE {_quoted(name)} NOLOGIN")
            elif connection.scalar(text("SELECT rolcanlogin FROM pg_roles WHERE rolname = :name"), {"name": name}):
                words = _("The server knows somebody called {name}, which is to be a role of this book. Rename them.")
                raise WrongUse(words.format(name=name))
        me = connection.scalar(text("SELECT current_user"))
        if not connection.scalar(
            text("SELECT pg_has_role(:role, 'MEMBER')"), {"role": names[ServerRole.ADMINISTRATOR]}
        ):
            _run(
                connection, f"GRANT {_quoted(names[ServerRole.ADMINISTRATOR])} TO {_quoted(str(me))} WITH ADMIN OPTION"
            )
        for statement in _on_the_whole(connection):
            _run(connection, statement)
        for statement in _on_each_table(connection):
            _run(connection, statement)


def renew(connection: Connection) -> None:
    """Give the roles of a prepared book what they may do with tables that were made anew; nothing where there are none.

    Done in the transaction that makes the tables, by whoever may.
    """
    administrator = _names(connection)[ServerRole.ADMINISTRATOR]
    if is_prepared(connection) and connection.scalar(
        text("SELECT pg_has_role(:role, 'MEMBER')"), {"role": administrator}
    ):
        for statement in _on_each_table(connection):
            _run(connection, statement)


def grant(engine: Engine, name: str, role: ServerRole, *, password: str | None = None) -> bool:
    """Let somebody use the book in one role and no higher one; with a password, as somebody new to the server.

    Returns whether they were new. Raises WrongUse where nobody of the name is known and no password was given.
    """
    with engine.connect() as connection, connection.begin():
        names = _prepared_names(connection)
        if name in names.values():
            raise WrongUse(_("{name} is a role of the book itself. Name a person.").format(name=name))
        is_new = not _exists(connection, name)
        if is_new:
            if not password:
                raise WrongUse(
                    _("The server knows nobody called {name}. Give a password for them to make them known.").format(
                        name=name
                    )
                )
            _run(connection, f"CREATE ROLE {_quoted(name)} LOGIN PASSWORD {_scrambled(connection, name, password)}")
        _let_go(connection, name, names)
        pass_on = " WITH ADMIN OPTION" if role is ServerRole.ADMINISTRATOR else ""
        _run(connection, f"GRANT {_quoted(names[role])} TO {_quoted(name)}{pass_on}")
    return is_new


def revoke(engine: Engine, name: str) -> None:
    """Let somebody use the book no longer; the server still knows them. Raises WrongUse for somebody unknown."""
    with engine.connect() as connection, connection.begin():
        names = _prepared_names(connection)
        known = {user.name: user for user in list_users(connection)}
        if name not in known:
            raise WrongUse(_("{name} may not use this book anyway. See: liaison server users").format(name=name))
        administrators = [user for user in known.values() if user.role is ServerRole.ADMINISTRATOR]
        if [user.name for user in administrators] == [name]:
            raise WrongUse(
                _("{name} is the only administrator of this book. Make somebody else one first.").format(name=name)
            )
        _let_go(connection, name, names)


def _let_go(connection: Connection, name: str, names: dict[ServerRole, str]) -> None:
    for held in names.values():
        if _is_member(connection, name, held):
            _run(connection, f"REVOKE {_quoted(held)} FROM {_quoted(name)}")


# --- what each role may do ------------------------------------------------------------------------------------------


def _on_the_whole(connection: Connection) -> Iterator[str]:
    """Yield what is said of the database and its schema: nothing is everybody's."""
    reader, editor, administrator = (_quoted(name) for name in _names(connection).values())
    database = _quoted(str(connection.scalar(text("SELECT current_database()"))))
    schema = _schema(connection)
    yield f"REVOKE ALL ON DATABASE {database} FROM PUBLIC"
    yield f"REVOKE ALL ON SCHEMA {schema} FROM PUBLIC"
    yield f"GRANT CONNECT ON DATABASE {database} TO {reader}"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {reader}"
    yield f"GRANT USAGE, CREATE ON SCHEMA {schema} TO {administrator}"
    yield f"GRANT {reader} TO {editor}"
    # With the right to let others in and out.
    yield f"GRANT {editor}, {reader} TO {administrator} WITH ADMIN OPTION"


def _on_each_table(connection: Connection) -> Iterator[str]:
    """Yield what is said of tables, their numbers and functions: whose they are, and who may do what with them."""
    reader, editor, administrator = (_quoted(name) for name in _names(connection).values())
    schema = _schema(connection)
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
    for table in connection.execute(text(tables)).scalars().all():
        name = f"{schema}.{_quoted(table)}"
        yield f"ALTER TABLE {name} OWNER TO {administrator}"
        yield f"REVOKE ALL ON {name} FROM PUBLIC, {reader}, {editor}"
        yield f"GRANT SELECT ON {name} TO {reader}"
        if table in _JOURNAL:
            yield f"GRANT INSERT ON {name} TO {editor}"
        elif table not in _ADMINISTRATORS_OWN:
            yield f"GRANT INSERT, UPDATE, DELETE ON {name} TO {editor}"
    yield from _on_signing(f"{schema}.{_quoted(Base.metadata.tables['change'].name)}")
    entry = f"{schema}.{_quoted(Base.metadata.tables['change_entry'].name)}"
    yield f"GRANT UPDATE ({_SEALED_LATER}) ON {entry} TO {editor}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {editor}"
    functions = (
        "SELECT p.oid::regprocedure::text FROM pg_proc AS p WHERE p.pronamespace = current_schema()::regnamespace "
        "AND NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY 1"
    )
    for function in connection.execute(text(functions)).scalars().all():
        yield f"ALTER FUNCTION {function} OWNER TO {administrator}"


def _on_signing(change: str) -> Iterator[str]:
    """Yield what has editors sign each change with the name by which the server let them in (`who.Signing`).

    Administrators, whose table it is, are not asked: they bring in whole books with the changes of others.
    """
    signed = "actor = session_user OR right(actor, length(session_user) + 3) = ' (' || session_user || ')'"
    yield f"ALTER TABLE {change} ENABLE ROW LEVEL SECURITY"
    for name, what in (("read_all", "SELECT USING (true)"), ("signed", f"INSERT WITH CHECK ({signed})")):
        yield f"DROP POLICY IF EXISTS {name} ON {change}"
        yield f"CREATE POLICY {name} ON {change} FOR {what}"


# --- names ----------------------------------------------------------------------------------------------------------


def role_name(database: str, role: ServerRole) -> str:
    """Return what the server calls a role of a book: the roles of all its databases share one list."""
    name = f"{database}_{role.value}"
    if len(name.encode()) <= LONGEST_NAME:
        return name
    return f"liaison_{hashlib.sha256(database.encode()).hexdigest()[:16]}_{role.value}"


def _names(connection: Connection) -> dict[ServerRole, str]:
    database = str(connection.scalar(text("SELECT current_database()")))
    return {role: role_name(database, role) for role in ServerRole}


def _prepared_names(connection: Connection) -> dict[ServerRole, str]:
    if not is_prepared(connection):
        raise WrongUse(_("This book has no roles yet. Make them first: liaison server prepare"))
    return _names(connection)


def _exists(connection: Connection, name: str) -> bool:
    return bool(connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name}))


def _is_member(connection: Connection, name: str, held: str) -> bool:
    asked = text(
        "SELECT 1 FROM pg_auth_members WHERE member = (SELECT oid FROM pg_roles WHERE rolname = :name) "
        "AND roleid = (SELECT oid FROM pg_roles WHERE rolname = :held)"
    )
    return bool(connection.scalar(asked, {"name": name, "held": held}))


def _schema(connection: Connection) -> str:
    return _quoted(str(connection.scalar(text("SELECT current_schema()"))))


def _scrambled(connection: Connection, name: str, password: str) -> str:
    """Return a password as the server keeps it, so that it never hears the password itself nor logs it."""
    raw = connection.connection.dbapi_connection
    assert raw is not None
    scrambled: str = raw.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
    return "'" + scrambled.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _run(connection: Connection, statement: str) -> None:
    # The percent sign is the driver's own mark.
    connection.exec_driver_sql(statement.replace("%", "%%"))
