"""Checking a whole book: every page of the file, where rows point to, and the chain of the journal."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from models import journal_check
from resources.i18n import _
from resources.i18n import marked as m

_CHECKS = (
    ("cipher_integrity_check", m("A page of the file was altered: {0}.")),
    ("quick_check", m("The file is damaged: {0}.")),
    ("foreign_key_check", m("Row {1} of {0} points to a row of {2} that is not there.")),
)


def check_book(connection: Connection, *, is_file: bool, encrypted: bool) -> list[str]:
    """Return a sentence for each problem of a book; what cannot be read at all is a problem too, not an error."""
    problems = _check_file(connection, encrypted=encrypted) if is_file else []
    try:
        return problems + list(journal_check.verify(connection).problems)
    except DatabaseError as error:
        return [*problems, _unreadable_part(error)]


def _check_file(connection: Connection, *, encrypted: bool) -> list[str]:
    problems: list[str] = []
    for pragma, words in _CHECKS if encrypted else _CHECKS[1:]:
        try:
            rows = connection.exec_driver_sql(f"PRAGMA {pragma}").all()
        except DatabaseError as error:
            problems.append(_unreadable_part(error))
        else:
            problems += [_(words).format(*row) for row in rows if row[0] != "ok"]
    return problems


def _unreadable_part(error: DatabaseError) -> str:
    """Return the sentence for a part that the database cannot read; a book that is only busy is no damage."""
    if "locked" in str(error.orig):
        raise error
    words = _("A part of the file cannot be read ({trouble}). Restore your newest backup.")
    return words.format(trouble=error.orig)
