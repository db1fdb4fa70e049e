"""Commands about records: log, list, search."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desktop.cli.list_columns import COLUMNS
from desktop.cli.lists import LISTS, audience_of
from desktop.cli.opening import open_book, read_stdin
from desktop.cli.output import Result, first_rows, one_more, table
from models.errors import WrongUse
from models.vocabulary import Visibility

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Row = dict[str, Any]


def today() -> date:
    """Return the day it is where the user is."""
    return datetime.now().astimezone().date()


def run_log(asked: argparse.Namespace) -> Result:
    """Write down a conversation with one person or organisation."""
    from models.actions.conversations import ConversationFields, log_conversation
    from models.queries.parties import resolve_party
    from models.vocabulary import Channel, Direction

    if asked.reply_by and asked.direction == "in":
        raise WrongUse("--reply-by is for what you sent: add --direction out.")
    with open_book(asked) as store:
        # After the passphrase, which may stand before it on the same stdin.
        note = read_stdin() if asked.note == "-" else asked.note
        with store.read() as session:
            party = resolve_party(session, asked.party)
        fields = ConversationFields(
            channel=Channel(asked.how),
            direction=Direction(asked.direction),
            happened_on=asked.date or today(),
            parties=(party,),
            subject=asked.about.strip(),
            note=note.strip(),
            reply_expected_by=asked.reply_by,
        )
        with store.write(f"Log a conversation with {party.name}") as session:
            number = log_conversation(session, fields)
    data = {
        "id": number,
        "kind": "conversation",
        "name": party.name,
        "person_id": party.person_id,
        "organisation_id": party.organisation_id,
        "date": fields.happened_on,
        "reply_by": fields.reply_expected_by,
    }
    warnings = []
    if fields.happened_on > today():
        warnings.append(f"{fields.happened_on.isoformat()} is still to come. If it is a slip: liaison undo")
    return Result(data=data, words=[f"Logged as conversation {number}, with {party.name}."], warnings=warnings)


def run_list(asked: argparse.Namespace) -> Result:
    """List records of one kind."""
    _refuse_what_does_not_fit(asked)
    kind = "partners" if asked.by_partner else asked.kind
    warnings: list[str] = []
    limit, asked.limit = asked.limit, one_more(asked.limit)
    with open_book(asked) as store, store.read() as session:
        now = asked.as_at or today()
        rows = LISTS[kind](session, asked, now) if kind in LISTS else _plain_list(session, asked, now, warnings)
    columns = [column for column in COLUMNS[kind] if asked.near or column[0] != "distance_m"]
    shown, words = first_rows(rows, limit)
    return Result(data=shown, lines=table(shown, columns), words=words, warnings=warnings)


_OWN = ("id", "kind", "urn", "easting", "northing", "ward", "distance_m")
"""What a list says to an audience of its own: not what was worked out from records that it may not read."""


def _plain_list(session: Session, asked: argparse.Namespace, now: date, warnings: list[str]) -> list[Row]:
    """Return the rows of one of the six lists, for an audience only those it may read, and of each what it may."""
    listing = _LISTS[asked.kind]
    audience = audience_of(asked)
    if audience is Visibility.CONFIDENTIAL:
        return listing(session, asked, now, warnings)
    from models.queries.records import find_names

    asked.limit = None
    rows = listing(session, asked, now, warnings)
    names = find_names(session, [(row["kind"], row["id"]) for row in rows], audience=audience)
    return [
        {key: row[key] for key in _OWN if key in row} | {"name": name.name, "date": name.on}
        for row in rows
        if (name := names.get((row["kind"], row["id"]))) is not None
    ]


_FITS = {
    "near": ("organisations", "events"),
    "overdue": ("commitments", "conversations", "data-requests", "breaches"),
    "unanswered": ("conversations", "organisations"),
    "not_contacted_since": ("organisations",),
    "by_partner": ("commitments",),
    "until": ("terms-ending", "feedback-due", "commitments"),
}


def _refuse_what_does_not_fit(asked: argparse.Namespace) -> None:
    if bool(asked.near) != bool(asked.within):
        raise WrongUse("Give --near and --within together, for example --near 107834 --within 1500.")
    for name, kinds in _FITS.items():
        if getattr(asked, name) and asked.kind not in kinds:
            option = "--" + name.replace("_", "-")
            raise WrongUse(f"{option} is for {' and '.join(kinds)}, not for {asked.kind}.")


def _place(session: Session, asked: argparse.Namespace, warnings: list[str]) -> tuple[int, int] | None:
    if not asked.near:
        return None
    from models.queries.register import locate

    place = locate(session, asked.near)
    if place.warning:
        warnings.append(place.warning)
    return round(place.point.easting), round(place.point.northing)


def _organisations(session: Session, asked: argparse.Namespace, now: date, warnings: list[str]) -> list[Row]:
    from models.queries.organisations import Near, OrganisationFilter, OrganisationSort, list_organisations

    wanted = OrganisationFilter(not_contacted_since=asked.not_contacted_since, unanswered=asked.unanswered)
    sort = OrganisationSort.NAME
    point = _place(session, asked, warnings)
    if point is not None:
        wanted = replace(wanted, near=Near(*point, asked.within))
        sort = OrganisationSort.DISTANCE
    page = list_organisations(session, wanted, today=now, limit=asked.limit, sort=sort)
    return [
        {
            "id": row.id,
            "kind": "organisation",
            "name": row.name,
            "type": row.type_words,
            "urn": row.urn,
            "easting": row.easting,
            "northing": row.northing,
            "ward": row.ward_name,
            "postcode": row.postcode,
            "distance_m": row.distance_m,
            "last_contact": row.last_contact_on,
            "awaiting_since": row.awaiting_since,
        }
        for row in page.rows
    ]


def _people(session: Session, asked: argparse.Namespace, now: date, warnings: list[str]) -> list[Row]:
    del warnings
    from models.queries.people import list_people

    page = list_people(session, today=now, limit=asked.limit)
    return [
        {
            "id": row.id,
            "kind": "person",
            "name": row.name,
            "roles": row.roles,
            "role": next(iter(row.roles), None),
            "email": row.email,
            "phone": row.phone,
            "last_contact": row.last_contact_on,
        }
        for row in page.rows
    ]


def _conversations(session: Session, asked: argparse.Namespace, now: date, warnings: list[str]) -> list[Row]:
    del warnings
    from models.queries.conversations import ConversationFilter, list_conversations

    wanted = ConversationFilter(unanswered=asked.unanswered, overdue_at=now if asked.overdue else None)
    page = list_conversations(session, wanted, limit=asked.limit)
    return [
        {
            "id": row.id,
            "kind": "conversation",
            "name": row.who,
            "date": row.happened_on,
            "how": row.channel,
            "direction": row.direction,
            "subject": row.subject or row.preview.partition("\n")[0][:80],
            "reply": row.reply_state,
            "reply_by": row.reply_expected_by,
        }
        for row in page.rows
    ]


def _meetings(session: Session, asked: argparse.Namespace, now: date, warnings: list[str]) -> list[Row]:
    del now, warnings
    from models.queries.meetings import list_meetings

    return [
        {
            "id": row.id,
            "kind": "meeting",
            "name": row.title,
            "body": row.body,
            "starts_at": row.starts_at,
            "place": row.place,
            "state": row.state,
            "minutes": row.minutes_state,
        }
        for row in list_meetings(session, limit=asked.limit).rows
    ]


def _commitments(session: Session, asked: argparse.Namespace, now: date, warnings: list[str]) -> list[Row]:
    del warnings
    from models.queries.commitments import list_commitments
    from models.vocabulary import CommitmentGroup

    groups: Iterable[CommitmentGroup] = [CommitmentGroup.LATE] if asked.overdue else CommitmentGroup
    rows: list[Row] = []
    for group in groups:
        left = None if asked.limit is None else asked.limit - len(rows)
        if left == 0:
            break
        rows += [
            {
                "id": row.id,
                "kind": "commitment",
                "name": row.text,
                "owner": row.owner_person or row.owner_organisation,
                "due": row.due_on,
                "state": row.state,
                "group": group,
                "result": row.observable_result,
            }
            for row in list_commitments(session, group, now, limit=left).rows
        ]
    return rows


def _events(session: Session, asked: argparse.Namespace, now: date, warnings: list[str]) -> list[Row]:
    del now
    from models.queries.events import EventFilter, list_events
    from models.queries.organisations import Near

    point = _place(session, asked, warnings)
    wanted = EventFilter(near=Near(*point, asked.within) if point else None)
    return [
        {
            "id": row.id,
            "kind": "event",
            "name": row.title,
            "host": row.host,
            "starts_at": row.starts_at,
            "place": row.place,
            "stage": row.stage,
            "easting": row.easting,
            "northing": row.northing,
        }
        for row in list_events(session, wanted, limit=asked.limit).rows
    ]


_LISTS: dict[str, Callable[[Session, argparse.Namespace, date, list[str]], list[Row]]] = {
    "organisations": _organisations,
    "people": _people,
    "conversations": _conversations,
    "meetings": _meetings,
    "commitments": _commitments,
    "events": _events,
}


def run_search(asked: argparse.Namespace) -> Result:
    """Find words in everything that was written down."""
    from models.search import search

    if not " ".join(asked.words).strip():
        raise WrongUse("Say which words to look for.")
    limit, asked.limit = asked.limit, one_more(asked.limit)
    with open_book(asked) as store, store.read() as session:
        hits = search(session, " ".join(asked.words), limit=asked.limit, audience=audience_of(asked))
    rows = [
        {"id": hit.id, "kind": hit.kind, "name": hit.title, "date": hit.on, "with": hit.hint, "snippet": hit.snippet}
        for hit in hits
    ]
    columns = [("kind", "Kind"), ("id", "No."), ("date", "Date"), ("name", "Name"), ("snippet", "Where it says so")]
    shown, words = first_rows(rows, limit)
    return Result(data=shown, lines=table(shown, columns), words=words)
