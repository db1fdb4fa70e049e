"""On a server the database itself keeps readers, editors and administrators apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url, select, text

from models.actions.erasing.person import erase_person
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.people import PersonFields, create_person
from models.archive.exporting import export_archive
from models.archive.rebuilding import rebuild
from models.book_troubles import translated
from models.entities import Change, Organisation, Person
from models.errors import AppError, BookLocked, NothingToUndo, WrongUse
from models.server_roles import ServerRole, grant, list_users, prepare, revoke, role_name
from models.store import Store
from models.vocabulary import OrganisationKind
from tests.books import new_database
from tests.postgres_server import PostgresServer

__all__ = ["new_database"]

PASSWORD = "four plain words here"


class Server:
    """A prepared book on a server and who may use it."""

    def __init__(self, server: PostgresServer, database: str) -> None:
        self.server, self.database = server, database
        self.store = Store.open(server.url(database))

    def name(self, who: str) -> str:
        """Return a name that no other test has: people are known to the whole server."""
        return f"{who} of {self.database}"

    def url(self, who: str) -> str:
        url = make_url(self.server.url(self.database)).set(username=self.name(who))
        return url.render_as_string(hide_password=False)

    def let(self, who: str, role: ServerRole) -> None:
        grant(self.store.engine, self.name(who), role, password=PASSWORD)

    def raw(self, who: str) -> psycopg.Connection[tuple[object, ...]]:
        folder = str(self.server.folder)
        return psycopg.connect(host=folder, dbname=self.database, user=self.name(who), autocommit=True)

    def users(self) -> dict[str, ServerRole]:
        with self.store.read() as session:
            return {
                user.name.removesuffix(f" of {self.database}"): user.role for user in list_users(session.connection())
            }


@pytest.fixture
def server(postgres_server: PostgresServer, new_database: str) -> Iterator[Server]:
    made = Server(postgres_server, postgres_server.new_database(new_database))
    with made.store.write("Begin") as session:
        create_organisation(session, OrganisationFields("Elm Lane", OrganisationKind.INSTITUTION))
    prepare(made.store.engine)
    for role in ServerRole:
        made.let(role.value, role)
    yield made
    made.store.close()
    postgres_server.drop_database(made.database)
    with psycopg.connect(postgres_server.url("postgres").replace("+psycopg", ""), autocommit=True) as connection:
        ours = (f"%{made.database}%",)
        roles = connection.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE %s", ours)
        for (name,) in roles.fetchall():
            connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def rename(store: Store, name: str) -> None:
    with store.write("Rename") as session:
        session.get_one(Organisation, 1).rename(name)


def test_a_reader_reads_and_the_program_knows_before_anything_is_tried(server: Server) -> None:
    store = Store.open(server.url("reader"))
    assert (store.server_role(), store.read_only) == (ServerRole.READER, True)
    with store.read() as session:
        assert session.get_one(Organisation, 1).name == "Elm Lane"
    with pytest.raises(BookLocked):
        rename(store, "Oak Hill")
    # Whatever the program thinks, the server does not let it.
    store.read_only = False
    with pytest.raises(BookLocked, match=r"You may read postgresql.* and not change it"):
        rename(store, "Oak Hill")
    store.close()


def test_an_editor_writes_undoes_and_is_found_by_search(server: Server) -> None:
    store = Store.open(server.url("editor"))
    assert (store.server_role(), store.read_only) == (ServerRole.EDITOR, False)
    rename(store, "Oak Hill")
    with store.write("Add") as session:
        create_person(session, PersonFields("Okafor", given_name="Ada"))
    assert store.undo() == "Add"
    assert store.undo() == "Rename"
    assert store.redo() == "Rename"
    with store.read() as session:
        assert session.get_one(Organisation, 1).name == "Oak Hill"
    assert store.check() == []
    store.close()


def test_whatever_name_somebody_chooses_the_history_has_that_of_their_login(server: Server) -> None:
    store = Store.open(server.url("editor"))
    store.actor = "The Head"
    rename(store, "Oak Hill")
    store.actor = server.name("editor")
    with store.write("Add") as session:
        person = create_person(session, PersonFields("Okafor", given_name="Ada"))
    login = server.name("editor")
    with store.read() as session:
        assert session.scalars(select(Change.actor).order_by(Change.id.desc()).limit(2)).all() == [
            login,
            f"The Head ({login})",
        ]
        assert session.get_one(Organisation, 1).updated_by == f"The Head ({login})"
        assert session.get_one(Person, person).created_by == login
    assert store.undo() == "Add"
    assert store.verify_history().problems == ()
    store.close()


def test_nobody_takes_back_what_somebody_else_did_by_choosing_their_name(server: Server) -> None:
    theirs = Store.open(server.url("administrator"))
    editor = Store.open(server.url("editor"))
    for chosen in (server.name("administrator"), "The Head"):
        theirs.actor = chosen
        rename(theirs, f"Oak Hill, says {chosen}")
        assert theirs.undo_label() == "Rename"
        with theirs.read() as session:
            signed = session.scalars(select(Change.actor).order_by(Change.id.desc()).limit(1)).one()
        editor.actor = signed
        assert editor.undo_label() is None
        with pytest.raises(NothingToUndo):
            editor.undo()
    rename(editor, "Elm Hill")
    assert editor.undo() == "Rename", "one's own is still there"
    assert theirs.undo() == "Rename"
    theirs.close()
    editor.close()


@pytest.mark.parametrize("actor", ["administrator", "The Head", "The Head (administrator)", "editor ", "", "%"])
def test_an_editor_who_signs_as_somebody_else_is_refused_by_the_server(server: Server, actor: str) -> None:
    add = (
        "INSERT INTO change (id, at, actor, label, kind, previous_hash, hash) "
        "SELECT id + 1, at, %s, label, kind, hash, md5(hash) FROM change ORDER BY id DESC LIMIT 1"
    )
    for name in (actor, actor.replace("administrator", server.name("administrator"))):
        with server.raw("editor") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(add.encode(), (name,))
    with server.raw("editor") as connection:
        connection.execute(add.encode(), (f"The Head ({server.name('editor')})",))
        assert connection.execute("SELECT count(*) FROM change").fetchone() == (2,)


EDITOR_MAY_NOT = (
    "DELETE FROM change",
    "UPDATE change SET actor = 'somebody else'",
    "UPDATE change_entry SET after_image = NULL",
    "UPDATE change_entry SET digest = 'x'",
    "DELETE FROM change_entry",
    "TRUNCATE change_entry CASCADE",
    "ALTER TABLE change_entry DISABLE TRIGGER USER",
    "ALTER TABLE organisation DISABLE TRIGGER USER",
    "ALTER TABLE organisation ADD COLUMN more text",
    "DROP TRIGGER journal_row ON organisation",
    "DROP TABLE organisation",
    "CREATE TABLE mine (id int)",
    "CREATE OR REPLACE FUNCTION journal_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
    "UPDATE book_info SET schema_version = 99",
    "SET session_replication_role = replica",
    # Whom the book had to forget stays forgotten.
    "DELETE FROM erasure",
    "UPDATE erasure SET emptied = '[[1, 99]]', resealed = '{}'",
    "INSERT INTO erasure (uid, person_id, person_uid, number, erased_on, reason, created_at, updated_at) "
    "VALUES ('u', 1, 'u', 1, '2026-11-23', 'x', now(), now())",
    # A table, function or place of one's own, in the way of the book's.
    "CREATE TEMP TABLE change_entry (id int)",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION pg_temp.json() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE VIEW mine AS SELECT 1",
    "CREATE TRIGGER mine BEFORE INSERT ON organisation FOR EACH ROW EXECUTE FUNCTION journal_guard()",
    "CREATE RULE mine AS ON INSERT TO change_entry DO INSTEAD NOTHING",
    "CREATE EVENT TRIGGER mine ON ddl_command_start EXECUTE FUNCTION journal_guard()",
    "CREATE EXTENSION dblink",
    # Somebody else's rights.
    "ALTER TABLE organisation OWNER TO CURRENT_USER",
    "ALTER FUNCTION journal_guard() OWNER TO CURRENT_USER",
    "DROP FUNCTION journal_write() CASCADE",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "ALTER DATABASE {database} OWNER TO CURRENT_USER",
    "SET ROLE {administrator}",
    "SET SESSION AUTHORIZATION liaison",
    "GRANT {administrator} TO CURRENT_USER",
    "REASSIGN OWNED BY {administrator} TO CURRENT_USER",
    # Files and programs of the server.
    "COPY organisation TO '/tmp/organisations'",
    "COPY organisation FROM PROGRAM 'id'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT lo_import('/etc/passwd')",
    # The numbers and the inside of the journal.
    "SELECT setval('change_entry_id_seq', 1)",
    "ALTER SEQUENCE change_entry_id_seq RESTART",
    "UPDATE change_entry SET digest = NULL",
    "UPDATE change SET label = 'x' WHERE set_config('liaison.change', '1', false) = '1'",
    "INSERT INTO change (id, at, actor, label, kind, previous_hash, hash) "
    "SELECT id, at, 'me', label, kind, previous_hash, hash FROM change ON CONFLICT (id) DO UPDATE SET actor = 'me'",
    # A change that nobody opened the history for.
    "UPDATE organisation SET name = 'Oak', version = version + 1",
    "DELETE FROM organisation",
)


@pytest.mark.parametrize("statement", EDITOR_MAY_NOT)
def test_an_editor_only_adds_to_the_journal_and_changes_no_table(server: Server, statement: str) -> None:
    named = {"database": server.database, "administrator": role_name(server.database, ServerRole.ADMINISTRATOR)}
    for word, name in named.items():
        statement = statement.replace(f"{{{word}}}", f'"{name}"')
    kinds = (psycopg.errors.InsufficientPrivilege, psycopg.errors.RaiseException, psycopg.errors.NotNullViolation)
    for who in ("editor", "reader"):
        with server.raw(who) as connection, pytest.raises(kinds):
            connection.execute(statement.encode())
    assert server.store.check() == []


def test_a_reader_writes_to_no_table_and_reads_nothing_of_the_server(server: Server) -> None:
    with server.raw("reader") as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").fetchall()
        assert len(tables) > 100
        for (table,) in tables:
            for what in (f'DELETE FROM "{table}"', f'TRUNCATE "{table}"', f'INSERT INTO "{table}" DEFAULT VALUES'):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(what.encode())
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT rolpassword FROM pg_authid")


def test_an_editor_who_forges_a_change_is_noticed(server: Server) -> None:
    """What editors add to the journal by hand they can add; that it was not the program is told."""
    with server.raw("editor") as connection, connection.transaction():
        connection.execute("SELECT set_config('liaison.change', '1', true)")
        connection.execute("UPDATE organisation SET name = 'Forged', version = version + 1")
    assert any("change 1 was altered" in problem for problem in server.store.verify_history().problems)


def test_only_an_administrator_erases_and_an_editor_is_told_so(server: Server) -> None:
    with server.store.write("Add") as session:
        person = create_person(session, PersonFields("Okafor", given_name="Ada"))
    editor = Store.open(server.url("editor"))
    with pytest.raises(BookLocked, match=r"administrator"), editor.write("Erase a person", is_step=False) as session:
        erase_person(session, person, date(2026, 11, 23), "Ada asked")
    editor.close()
    administrator = Store.open(server.url("administrator"))
    with administrator.write("Erase a person", is_step=False) as session:
        erase_person(session, person, date(2026, 11, 23), "Ada asked")
    assert administrator.verify_history().problems == ()
    administrator.close()


def test_an_administrator_may_change_the_tables_and_fill_the_book(server: Server, tmp_path, new_database: str) -> None:
    store = Store.open(server.url("administrator"))
    assert store.server_role() is ServerRole.ADMINISTRATOR
    with store.engine.connect() as connection, connection.begin():
        connection.execute(text("ALTER TABLE organisation ADD COLUMN more text"))
        connection.execute(text("ALTER TABLE organisation DROP COLUMN more"))
    # The search tables are made anew when an archive comes in: editors may go on writing to them.
    place = tmp_path / "a.zip"
    export_archive(store, place)
    other = Server(server.server, server.server.new_database(new_database))
    prepare(other.store.engine)
    other.let("clerk", ServerRole.ADMINISTRATOR)
    other.let("ada", ServerRole.EDITOR)
    clerk, ada = Store.open(other.url("clerk")), Store.open(other.url("ada"))
    with pytest.raises(AppError, match="Only an administrator"):
        rebuild(ada, place)
    rebuild(clerk, place)
    rename(ada, "Oak Hill")
    for one in (store, clerk, ada, other.store):
        one.close()
    other.server.drop_database(other.database)


def test_nobody_else_may_even_look(server: Server) -> None:
    with psycopg.connect(server.server.url("postgres").replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f'CREATE ROLE "{server.name("stranger")}" LOGIN')
    with pytest.raises(BookLocked, match="You may not open postgresql"):
        Store.open(server.url("stranger"))


def test_roles_are_given_changed_and_taken_away(server: Server) -> None:
    engine = server.store.engine
    assert server.users() == {role.value: role for role in ServerRole}
    for taken in ServerRole:
        with pytest.raises(WrongUse, match="role of the book itself"):
            grant(engine, role_name(server.database, taken), ServerRole.READER)
    server.let("editor", ServerRole.READER)
    assert server.users()["editor"] is ServerRole.READER
    assert Store.open(server.url("editor")).read_only
    revoke(engine, server.name("editor"))
    assert "editor" not in server.users()
    with pytest.raises(BookLocked):
        Store.open(server.url("editor"))
    with pytest.raises(WrongUse, match="anyway"):
        revoke(engine, server.name("editor"))
    with pytest.raises(WrongUse, match="only administrator"):
        revoke(engine, server.name("administrator"))
    with pytest.raises(WrongUse, match="knows nobody"):
        grant(engine, server.name("new"), ServerRole.READER)
    prepare(engine)
    rename(server.store, "Ash Grove")


def test_an_administrator_lets_others_in_and_out_and_nobody_else_does(server: Server) -> None:
    with server.store.engine.connect() as connection, connection.begin():
        connection.execute(text(f'CREATE ROLE "{server.name("known")}" LOGIN'))
    store = Store.open(server.url("administrator"))
    for role in (ServerRole.READER, ServerRole.EDITOR, ServerRole.ADMINISTRATOR):
        grant(store.engine, server.name("known"), role)
        assert server.users()["known"] is role
    with pytest.raises(BookLocked, match="whoever runs the server"), translated(store.location):
        grant(store.engine, server.name("nobody"), ServerRole.READER, password=PASSWORD)
    revoke(store.engine, server.name("known"))
    store.close()
    for who in ("editor", "reader"):
        theirs = Store.open(server.url(who))
        with pytest.raises(BookLocked, match="Only an administrator"), translated(theirs.location):
            grant(theirs.engine, server.name("known"), ServerRole.READER)
        theirs.close()


def test_the_server_never_hears_the_password(server: Server) -> None:
    with server.store.engine.connect() as connection:
        kept = connection.scalar(
            text("SELECT rolpassword FROM pg_authid WHERE rolname = :name"), {"name": server.name("editor")}
        )
    assert kept.startswith("SCRAM-SHA-256$")
    assert PASSWORD not in (server.server.folder / "log").read_text(errors="replace")


def test_names_that_are_hard_to_quote(server: Server) -> None:
    for name in ('o"neil; DROP TABLE organisation', "100%s", "Zoë 🎻"):
        grant(server.store.engine, server.name(name), ServerRole.READER, password=PASSWORD)
        assert server.users()[name] is ServerRole.READER
        assert Store.open(server.url(name)).read_only
    with server.store.read() as session:
        assert session.get_one(Organisation, 1)


def test_long_names_of_databases_have_roles_of_their_own() -> None:
    long, longer = "x" * 60, "x" * 61
    names = {role_name(database, role) for database in (long, longer, "elm") for role in ServerRole}
    assert len(names) == 9
    assert max(len(name) for name in names) <= 63


def test_a_book_without_roles_says_so(postgres_server: PostgresServer, new_database: str) -> None:
    name = postgres_server.new_database(new_database)
    store = Store.open(postgres_server.url(name))
    assert (store.server_role(), store.read_only) == (ServerRole.ADMINISTRATOR, False)
    with pytest.raises(WrongUse, match="liaison server prepare"):
        grant(store.engine, "ada", ServerRole.READER, password=PASSWORD)
    store.close()
    postgres_server.drop_database(name)
