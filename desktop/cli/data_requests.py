"""The request command: what people ask about their data, the time it takes, the answer."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from desktop.cli.opening import open_book
from desktop.cli.output import Result
from desktop.cli.records import today
from desktop.cli.whom import person_named
from models.errors import WrongUse

if TYPE_CHECKING:
    from models.queries.subject_requests import SubjectRequestRow
    from models.store import Store

_ONLY = {
    "add": ("person", "asker", "asked", "identity_asked", "identity_checked", "acknowledged", "how"),
    "extend": ("why",),
    "answer": ("why", "outcome", "sent", "how"),
    "reopen": (),
}
"""The options that each of the four has a use for, besides the day."""
_OPTIONS = {"asker": "--by"}


def run_request(asked: argparse.Namespace) -> Result:
    """Note a request, more time, or the answer; say how its clock stands."""
    from models.queries.subject_requests import find_kept_request

    _refuse_what_does_not_fit(asked)
    with open_book(asked) as store:
        number = _STEPS[asked.what](store, asked)
        with store.read() as session:
            row = find_kept_request(session, number, today())
    data = {
        "id": row.id,
        "kind": "subject_request",
        "name": row.asked,
        "who": row.who,
        "right": row.subject_right,
        "received_on": row.received_on,
        "due_on": row.due_on,
        "state": row.state,
        "answered_on": row.answered_on,
        "outcome": row.outcome,
    }
    return Result(data=data, words=[_said(row)])


def _add(store: Store, asked: argparse.Namespace) -> int:
    from models.actions.subject_requests import SubjectRequestFields, create_request
    from models.vocabulary import Channel, SubjectRight

    person = None
    if asked.person:
        with store.read() as session:
            person = person_named(session, asked.person)
    fields = SubjectRequestFields(
        received_on=asked.date or today(),
        subject_right=SubjectRight(asked.right),
        asked=asked.asked,
        person_id=person,
        name=asked.asker,
        channel=Channel(asked.how) if asked.how else None,
        identity_asked_on=asked.identity_asked,
        identity_checked_on=asked.identity_checked,
        acknowledged_on=asked.acknowledged,
    )
    with store.write("Note a data protection request") as session:
        return create_request(session, fields)


def _extend(store: Store, asked: argparse.Namespace) -> int:
    from models.actions.subject_requests import extend_request

    with store.write("More time for a data protection request") as session:
        extend_request(session, asked.number, asked.date or today(), asked.why)
    return int(asked.number)


def _answer(store: Store, asked: argparse.Namespace) -> int:
    from models.actions.subject_requests import AnswerFields, answer_request
    from models.vocabulary import Channel, RequestOutcome

    if not asked.outcome:
        raise WrongUse("Say how it ended: --outcome in_full, in_part, nothing_held, refused or withdrawn.")
    how = Channel(asked.how) if asked.how else None
    fields = AnswerFields(asked.date or today(), RequestOutcome(asked.outcome), asked.sent, how, asked.why)
    with store.write("Answer a data protection request") as session:
        answer_request(session, asked.number, fields)
    return int(asked.number)


def _reopen(store: Store, asked: argparse.Namespace) -> int:
    from models.actions.subject_requests import reopen_request

    with store.write("Open a data protection request again") as session:
        reopen_request(session, asked.number)
    return int(asked.number)


_STEPS = {"add": _add, "extend": _extend, "answer": _answer, "reopen": _reopen}


def _said(row: SubjectRequestRow) -> str:
    from models.vocabulary import RequestState, SubjectRight
    from models.words import label
    from reports.formatting import long_date

    if row.answered_on is not None and row.outcome is not None:
        late = ", late" if row.is_late(row.answered_on) else ""
        return f"Request {row.id} is answered{late}: {label(row.outcome)}, {long_date(row.answered_on)}."
    if row.state is RequestState.ACKNOWLEDGED:
        return f"Complaint {row.id} is acknowledged. Answer it without undue delay."
    if row.subject_right is SubjectRight.COMPLAINT:
        return f"Complaint {row.id} has to be acknowledged by {long_date(row.due_on)}."
    stopped = " The clock stands still until they answer." if row.state is RequestState.STOPPED else ""
    return f"The answer to request {row.id} is due by {long_date(row.due_on)}.{stopped}"


def _refuse_what_does_not_fit(asked: argparse.Namespace) -> None:
    """Refuse an option that the step has no use for: it would be ignored without a word."""
    if (asked.what == "add") == (asked.number is not None):
        raise WrongUse(
            "A new request has no number yet. Leave it away."
            if asked.what == "add"
            else f"Say which request: liaison request {asked.what} N. To see them: liaison list data-requests"
        )
    for name in sorted({name for names in _ONLY.values() for name in names} - set(_ONLY[asked.what])):
        if getattr(asked, name):
            option = _OPTIONS.get(name, "--" + name.replace("_", "-"))
            raise WrongUse(f"“request {asked.what}” has no use for {option}. Leave it away.")
