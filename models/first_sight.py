"""The first sight of a book: what Home shows first, read from the file itself while SQLAlchemy is not imported yet.

Importing SQLAlchemy and the mapped tables takes longer than Python, Qt and the window together, so waiting for them
made the first list six times as slow as a bare window. Therefore the questions behind that list are asked here a
second time, in plain SQL; the rows, their words and their order are those of models/queries/home_rows.py. The book is
opened in earnest right after, and Home then asks models/queries/home.py, which alone decides what is true:
tests/models/test_first_sight.py holds both answers against each other on many books. Nothing else may be added here
that the first list can do without.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from models import book_file
from models.errors import AppError
from models.queries.home_rows import LINES, SOON, ToDo, ToDoKind, longest_due_first
from models.school_year import OWN_TERM_WITHIN, Term, term_words_of, usual_term_of
from models.settings import OUR_PERSON
from models.vocabulary import Channel
from models.words import party_name

_NUMBERS = """
SELECT count(*) FILTER (WHERE due_on < :today), count(*) FROM commitment
WHERE state IN ('open', 'in_progress') AND archived_at IS NULL AND due_on <= :until
"""
_COMMITMENTS = """
SELECT commitment.id, commitment.text, commitment.due_on, person.display_name, organisation.name, commitment.made_on,
    meeting.title, conversation.channel
FROM commitment
LEFT JOIN person ON person.id = commitment.owner_person_id
LEFT JOIN organisation ON organisation.id = commitment.owner_organisation_id
LEFT JOIN meeting ON meeting.id = commitment.meeting_id
LEFT JOIN conversation ON conversation.id = commitment.conversation_id
WHERE commitment.state IN ('open', 'in_progress') AND commitment.archived_at IS NULL AND commitment.due_on <= :until
ORDER BY commitment.due_on, commitment.id LIMIT :most
"""
_REPLIES = """
SELECT id, subject, reply_expected_by, happened_on, channel FROM conversation
WHERE {state} AND reply_expected_by <= :today AND happened_on <= :today AND archived_at IS NULL
ORDER BY reply_expected_by, id LIMIT :most
"""
_OWED = ("reply_state = 'awaiting'", "reply_state = 'received' AND replied_on > :today")
"""Apart, each is found by its own index."""
_CHASES = """
SELECT count(*) FROM conversation WHERE chases_id = :id AND happened_on <= :today AND archived_at IS NULL
"""
_PARTIES = """
SELECT person.display_name, organisation.name
FROM conversation_party AS party
LEFT JOIN person ON person.id = party.person_id
LEFT JOIN organisation ON organisation.id = party.organisation_id
WHERE party.conversation_id = :id
ORDER BY party.id
"""
_TERM = """
SELECT name, first_day, last_day FROM calendar_period
WHERE kind = 'term' AND first_day <= :today AND first_day > :long_ago
ORDER BY first_day DESC, id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class FirstSight:
    """What stands at the top of Home, and what the window says of the book around it."""

    is_example: bool
    read_only: bool
    is_empty: bool
    """Whether the book knows no organisation yet."""
    our_person: str
    term: str
    """Where in the school year today is: "Autumn term, week 12"."""
    late: int
    due_soon: int
    to_do: tuple[ToDo, ...]


def look(location: str, today: date, *, limit: int = LINES) -> FirstSight | None:
    """Return what is seen first of a book, with so many lines to do.

    None when that takes more than a look: a passphrase, a server, another schema, a file that is busy, damaged or not
    there. Whoever opens the book in earnest right after says what is wrong with it.
    """
    from sqlcipher3 import dbapi2

    path = Path(location)
    try:
        outside = book_file.look_at(path)
        if outside.encrypted:
            return None
        connection = book_file.connect(path, None, read_only=True, patience=0)
    except AppError:
        return None
    try:
        return _read(connection, today, limit, read_only=not outside.writable)
    except (dbapi2.Error, ValueError):
        return None
    finally:
        connection.close()


def _read(connection: Any, today: date, limit: int, *, read_only: bool) -> FirstSight | None:
    ask = connection.execute
    ask("BEGIN")
    if ask("PRAGMA application_id").fetchone() != (book_file.APPLICATION_ID,):
        return None
    about = ask("SELECT schema_version, is_example FROM book_info").fetchone()
    if about is None or about[0] != book_file.SCHEMA_VERSION:
        return None
    values = {"today": today.isoformat(), "until": (today + SOON).isoformat(), "most": limit}
    late, due = ask(_NUMBERS, values).fetchone()
    name = ask("SELECT value FROM setting WHERE key = ?", (OUR_PERSON.name,)).fetchone()
    lines = [*_commitments(ask(_COMMITMENTS, values)), *_replies(connection, values)]
    return FirstSight(
        is_example=bool(about[1]),
        read_only=read_only,
        is_empty=ask("SELECT 1 FROM organisation WHERE archived_at IS NULL LIMIT 1").fetchone() is None,
        our_person=OUR_PERSON.read(name[0] if name else None),
        term=_term(connection, today),
        late=late,
        due_soon=due - late,
        to_do=longest_due_first(lines, limit),
    )


def _commitments(rows: Any) -> Iterator[ToDo]:
    for number, text, due_on, person, body, made_on, meeting, channel in rows:
        kind, how = ToDoKind.COMMITMENT, Channel(channel) if channel is not None else None
        yield ToDo(kind, number, text, _day(due_on), person or body or "", _day(made_on), meeting, how)


def _replies(connection: Any, values: dict[str, object]) -> Iterator[ToDo]:
    ask = connection.execute
    for state in _OWED:
        for number, subject, due_on, happened_on, channel in ask(_REPLIES.format(state=state), values).fetchall():
            one = {**values, "id": number}
            who = ", ".join(party_name(*names) for names in ask(_PARTIES, one))
            (chases,) = ask(_CHASES, one).fetchone()
            kind, how = ToDoKind.REPLY, Channel(channel)
            yield ToDo(kind, number, subject, _day(due_on), who, _day(happened_on), channel=how, times_chased=chases)


def _term(connection: Any, today: date) -> str:
    values = {"today": today.isoformat(), "long_ago": (today - OWN_TERM_WITHIN).isoformat()}
    own = connection.execute(_TERM, values).fetchone()
    term = Term(own[0], _day(own[1]), _day(own[2])) if own is not None else usual_term_of(today)
    return term_words_of(term, today)


def _day(text: str) -> date:
    return date.fromisoformat(text)
