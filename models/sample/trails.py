"""The trails of the sample book: priorities, what followed from them, what shows it, and what members signed."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Table, select, update

from models.base import Row
from models.entities import (
    Action,
    AgendaItem,
    Commitment,
    CommitmentState,
    CommitmentUpdate,
    Evidence,
    Meeting,
    MemberStatement,
    Organisation,
    Person,
    Priority,
)
from models.sample.book import SampleBook, Values, days_after, read_lines
from models.sample.meetings import MeetingsWriter
from models.vocabulary import ActionState, EvidenceKind, Judgement, StatementHeading, Visibility
from resources import path

Told = list[dict[str, Any]]


def read_trails() -> dict[str, Told]:
    """Return the trails of the sample, and what belongs to its events, as their file has them."""
    with path("sample", "trails.toml").open("rb") as file:
        return tomllib.load(file)


def add_trails(book: SampleBook, meetings: MeetingsWriter) -> None:
    """Add what leads from priorities to outcomes as it has come about by today; wants meetings and commitments."""
    told = read_trails()
    promises = _Promises(book)
    _add_priorities(book, meetings, told["priority"], promises)
    _add_actions(book, told["action"], promises)
    _add_given(book, meetings, told["given"])
    _add_evidence(book, told["evidence"], promises)
    rows: dict[str, Values] = {}
    for number, one in enumerate(told["update"]):
        said_on = days_after(promises.made_on(one["commitment"]), one["after"])
        if said_on <= book.days.today:
            rows[f"{number}"] = {
                "commitment_id": promises.number(one["commitment"]),
                "made_on": said_on,
                "text": one["text"],
                "said_by": one["by"],
            }
    book.add(CommitmentUpdate, rows)
    _judge(book, told, promises)
    _add_statements(book, told["statement"])


class _Promises:
    """The commitments of the sample by their words and whose they are: "Print the walking maps|lindley@walkcycle"."""

    def __init__(self, book: SampleBook) -> None:
        self._book = book
        self._keys = {f"{line['text']}|{line['owner']}": f"{n}" for n, line in enumerate(read_lines("commitments.csv"))}
        rows = book.session.execute(select(Commitment.id, Commitment.made_on, Commitment.closed_on)).all()
        self._rows = {row.id: row for row in rows}
        self.priorities: dict[int, int] = {}

    def number(self, words: str) -> int:
        """Return the number of a commitment."""
        return self._book.number(Commitment, self._keys[words])

    def made_on(self, words: str) -> date:
        """Return the day a commitment was made."""
        made_on: date = self._rows[self.number(words)].made_on
        return made_on

    def closed_on(self, words: str) -> date | None:
        """Return the day a commitment ended; None while it is open."""
        closed_on: date | None = self._rows[self.number(words)].closed_on
        return closed_on


def _add_priorities(book: SampleBook, meetings: MeetingsWriter, told: Told, promises: _Promises) -> None:
    """Add what was agreed to matter, from the minutes, and say which commitments follow from it."""
    rows: dict[str, Values] = {}
    for one in told:
        item = one["item"]
        meeting = book.number(Meeting, item.split(".")[0])
        body = book.session.execute(select(Meeting.organisation_id).where(Meeting.id == meeting)).scalar_one()
        rows[one["key"]] = {
            "text": one["text"],
            "organisation_id": body,
            "decision_id": meetings.decision(item),
            "agenda_item_id": book.number(AgendaItem, item),
            "meeting_id": meeting,
            "reference": meetings.reference(item),
            "agreed_on": book.days.on(item.split(".")[0]),
            "closed_on": None,
            "visibility": meetings.visibility(item.split(".")[0]),
        }
    book.add(Priority, rows)
    for one in told:
        for words in one["commitments"]:
            promises.priorities[promises.number(words)] = book.number(Priority, one["key"])
            _set(book, Commitment, promises.number(words), priority_id=book.number(Priority, one["key"]))


def _add_actions(book: SampleBook, told: Told, promises: _Promises) -> None:
    rows: dict[str, Values] = {}
    today = book.days.today
    for one in told:
        made_on = min(days_after(promises.made_on(one["commitment"]), one["after"]), today)
        done_on = days_after(promises.made_on(one["commitment"]), one["done"]) if "done" in one else None
        if done_on is not None and done_on > today:
            done_on = None
        number = promises.number(one["commitment"])
        rows[one["key"]] = {
            "text": one["text"],
            "owner_person_id": book.number(Person, one["owner"]),
            "commitment_id": number,
            "priority_id": promises.priorities.get(number),
            "made_on": made_on,
            "due_on": max(days_after(promises.made_on(one["commitment"]), one["due"]), made_on),
            "state": ActionState.OPEN if done_on is None else ActionState.DONE,
            "done_on": done_on,
            "times_carried": one.get("carried", 0),
            "outcome_note": one.get("outcome", "") if done_on else "",
            "visibility": Visibility.PARTNERS,
        }
    book.add(Action, rows)


def _add_given(book: SampleBook, meetings: MeetingsWriter, told: Told) -> None:
    """Add actions that a meeting gave to one person, with the minute they stand in."""
    rows: dict[str, Values] = {}
    today = book.days.today
    for one in told:
        meeting = one["item"].split(".")[0]
        made_on = book.days.on(meeting)
        done_on = days_after(made_on, one["done"]) if "done" in one else None
        is_done = done_on is not None and done_on <= today
        rows[one["key"]] = {
            "text": one["text"],
            "owner_person_id": book.number(Person, one["owner"]),
            "meeting_id": book.number(Meeting, meeting),
            "agenda_item_id": book.number(AgendaItem, one["item"]),
            "reference": meetings.reference(one["item"]),
            "made_on": made_on,
            "due_on": days_after(made_on, one["due"]),
            "state": ActionState.DONE if is_done else ActionState.OPEN,
            "done_on": done_on if is_done else None,
            "times_carried": one.get("carried", 0),
            "outcome_note": one.get("outcome", "") if is_done else "",
            "visibility": meetings.visibility(meeting),
        }
    book.add(Action, rows)


def _add_evidence(book: SampleBook, told: Told, promises: _Promises) -> None:
    actions = {one["key"]: one["commitment"] for one in read_trails()["action"]}
    rows: dict[str, Values] = {}
    for number, one in enumerate(told):
        words = one.get("commitment") or actions[one["action"]]
        seen_on = days_after(promises.made_on(words), one["after"])
        if seen_on > book.days.today:
            continue
        rows[f"{number}"] = {
            "commitment_id": promises.number(words) if "commitment" in one else None,
            "action_id": book.number(Action, one["action"]) if "action" in one else None,
            "kind": EvidenceKind(one["kind"]),
            "seen_on": seen_on,
            "text": one["text"],
            "witness": one.get("witness", ""),
            "link": one.get("link", ""),
            "visibility": Visibility.PARTNERS,
        }
    book.add(Evidence, rows)


def _judge(book: SampleBook, told: dict[str, Told], promises: _Promises) -> None:
    """Say what came of commitments that have ended, and which were referred on, as far as that is past."""
    for one in told["outcome"]:
        ended = promises.closed_on(one["commitment"])
        judged_on = days_after(promises.made_on(one["commitment"]), one["after"])
        if ended is not None and ended <= judged_on <= book.days.today:
            _set(
                book,
                Commitment,
                promises.number(one["commitment"]),
                outcome_judgement=Judgement(one["judgement"]),
                outcome_on=judged_on,
                outcome_note=one["note"],
            )
    for one in told["referred"]:
        on = days_after(promises.made_on(one["commitment"]), one["after"])
        if promises.closed_on(one["commitment"]) is None and on <= book.days.today:
            _set(
                book,
                Commitment,
                promises.number(one["commitment"]),
                state=CommitmentState.REFERRED,
                closed_on=on,
                referred_to_id=book.number(Organisation, one["to"]),
                outcome_note=one["note"],
            )


def _add_statements(book: SampleBook, told: Told) -> None:
    rows: dict[str, Values] = {
        f"{one['member']}/{one['heading']}": {
            "partnership_id": book.number(Organisation, "mlp"),
            "member_id": book.number(Organisation, one["member"]),
            "heading": StatementHeading(one["heading"]),
            "text": one["text"],
            "signed_on": book.days.on(one["signed"]) + timedelta(days=30) if "signed" in one else None,
            "review_on": book.days.on(one["review"]),
            "visibility": Visibility.PARTNERS,
        }
        for one in told
    }
    book.add(MemberStatement, rows)


def _set(book: SampleBook, entity: type[Row], number: int, **values: object) -> None:
    table = entity.__table__
    assert isinstance(table, Table)
    book.session.execute(update(table).where(table.c.id == number).values(**values))
