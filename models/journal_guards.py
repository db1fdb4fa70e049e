"""Whether the triggers are there that write the history and keep it as it is: without them it would look whole.

Whoever takes them away can change records that nobody is told of, and put them back; that is seen in the records
themselves (journal_records.py). Whoever leaves them away has the program itself write nothing down from then on.
"""

from __future__ import annotations

import re

from sqlalchemy import Connection, text

from models.journal import trigger_ddl
from resources.i18n import ngettext

_MADE = re.compile(r'CREATE TRIGGER (\w+) .*?ON "?(\w+)"?', re.S)
_FUNCTION = re.compile(r"CREATE OR REPLACE FUNCTION (\w+)\(\).*?\$\$(.*)\$\$", re.S)
_AFTER_EACH_CHANGE, _BEFORE_EACH_CHANGE = 29, 27
"""What PostgreSQL notes of when a trigger works: for each row that is written, or is to be changed or deleted."""


def missing_guards(connection: Connection) -> list[str]:
    """Return a sentence if a trigger of the journal is not there, or is not the one that the program made."""
    on_server = connection.dialect.name == "postgresql"
    wanted, found = (_on_server if on_server else _in_file)(connection)
    altered = sorted({table for table, name in wanted if found.get((table, name)) != wanted[table, name]})
    if not altered:
        return []
    words = ngettext(
        "What writes changes of {tables} into the history was altered: some may be missing from it.",
        "What writes changes of {n} tables into the history was altered, {tables} among them: "
        "some may be missing from it.",
        len(altered),
    )
    return [words.format(n=len(altered), tables=altered[0])]


_Guards = dict[tuple[str, str], object]
"""What a trigger is like, by its table and its name."""


def _in_file(connection: Connection) -> tuple[_Guards, _Guards]:
    wanted: _Guards = {}
    for statement in trigger_ddl("sqlite"):
        made = _MADE.match(statement)
        if made is not None:
            wanted[made[2], made[1]] = statement
    there = text("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
    return wanted, {(table, name): sql for table, name, sql in connection.execute(there)}


def _on_server(connection: Connection) -> tuple[_Guards, _Guards]:
    bodies, wanted = {}, {}
    for statement in trigger_ddl("postgresql"):
        function, made = _FUNCTION.search(statement), _MADE.match(statement)
        if function is not None:
            bodies[function[1]] = function[2]
        elif made is not None:
            writes = made[1] == "journal_row"
            body = bodies["journal_write" if writes else "journal_guard"]
            wanted[made[2], made[1]] = (_AFTER_EACH_CHANGE if writes else _BEFORE_EACH_CHANGE, body)
    there = text(
        "SELECT c.relname, t.tgname, t.tgtype, p.prosrc FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid "
        "JOIN pg_proc AS p ON p.oid = t.tgfoid WHERE c.relnamespace = current_schema()::regnamespace "
        "AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL"
    )
    found = {(table, name): (when, body) for table, name, when, body in connection.execute(there)}
    return dict(wanted), dict(found)
