"""Commitments: nobody can be held to a promise without an owner, an observable result and a day.

A promise that lacks one of the three is kept as an aspiration; with all three it is open and can be kept or late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.base import utc_now
from models.entities import (
    OPEN_STATES,
    AgendaItem,
    Commitment,
    CommitmentState,
    CommitmentUpdate,
    Conversation,
    Decision,
    Event,
    Meeting,
    Organisation,
    Person,
    Priority,
)
from models.errors import WrongUse
from models.queries.parties import find_organisations_of
from models.validation import check_exists, check_order, check_version, get_record, required
from models.vocabulary import Visibility
from resources.i18n import _

CLOSING_STATES = (
    CommitmentState.KEPT,
    CommitmentState.KEPT_IN_PART,
    CommitmentState.LAPSED,
    CommitmentState.WITHDRAWN,
)
"""The ways in which a commitment ends."""


@dataclass(frozen=True, slots=True)
class CommitmentFields:
    """What a form says of a commitment. `version` is the one the form was opened on."""

    text: str
    made_on: date
    owner_person_id: int | None = None
    owner_organisation_id: int | None = None
    """Whose promise it is; left open, the owner's organisation on the day it was made."""
    to_person_id: int | None = None
    to_organisation_id: int | None = None
    observable_result: str = ""
    due_on: date | None = None
    meeting_id: int | None = None
    decision_id: int | None = None
    conversation_id: int | None = None
    event_id: int | None = None
    reference: str = ""
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None
    priority_id: int | None = None
    """The priority that the promise follows from."""
    agenda_item_id: int | None = None
    """The item of the agenda under which it was given."""


def missing_parts(fields: CommitmentFields) -> tuple[str, ...]:
    """Return in words what a promise lacks before anyone can be held to it; nothing when it has all three."""
    missing = []
    if fields.owner_person_id is None and fields.owner_organisation_id is None:
        missing.append(_("who does it"))
    if not fields.observable_result.strip():
        missing.append(_("what anyone will see once it is done"))
    if fields.due_on is None:
        missing.append(_("the day it is due"))
    return tuple(missing)


def make_commitment(session: Session, fields: CommitmentFields) -> int:
    """Write down a promise: open when it has owner, result and day, otherwise an aspiration."""
    state = CommitmentState.ASPIRATION if missing_parts(fields) else CommitmentState.OPEN
    commitment = Commitment(state=state)
    _write(session, commitment, fields)
    session.add(commitment)
    session.flush()
    return commitment.id


def edit_commitment(session: Session, commitment_id: int, fields: CommitmentFields) -> None:
    """Change a commitment; an aspiration that now has all three parts becomes open, no other may lose one."""
    commitment = _get(session, commitment_id)
    check_version(commitment, fields.version, _("commitment"))
    missing = missing_parts(fields)
    if missing and commitment.state is not CommitmentState.ASPIRATION:
        raise WrongUse(_lacking(missing))
    _write(session, commitment, fields)
    if not missing and commitment.state is CommitmentState.ASPIRATION:
        commitment.state = CommitmentState.OPEN
    check_order(fields.made_on, commitment.closed_on, _("Enter a day on or before the day it ended."))
    session.flush()


def promote_commitment(session: Session, commitment_id: int, on: date | None = None, said_by: str = "") -> None:
    """Make an aspiration a commitment that someone can be held to, or say what it still lacks.

    With `on` the day is kept, for how long it took to come from a wish to a promise.
    """
    commitment = _get(session, commitment_id)
    if commitment.state is not CommitmentState.ASPIRATION:
        raise WrongUse(_("This is an agreed commitment already."))
    missing = missing_parts(fields_of(session, commitment_id))
    if missing:
        raise WrongUse(_lacking(missing))
    commitment.state = CommitmentState.OPEN
    if on is not None:
        check_order(commitment.made_on, on, _("Enter a day on or after the day it was first said."))
        session.add(
            CommitmentUpdate(
                commitment_id=commitment_id,
                made_on=on,
                text=_("Agreed, with an owner, a result and a day."),
                state_after=CommitmentState.OPEN,
                said_by=said_by.strip(),
            )
        )
    session.flush()


def fields_of(session: Session, commitment_id: int) -> CommitmentFields:
    """Return what a form shows of a commitment, to be changed and given back to `edit_commitment`."""
    commitment = _get(session, commitment_id)
    return CommitmentFields(**{name: getattr(commitment, name) for name in CommitmentFields.__slots__})


def start_commitment(session: Session, commitment_id: int) -> None:
    """Say that work on an open commitment has begun."""
    commitment = _get(session, commitment_id)
    if commitment.state not in OPEN_STATES:
        raise WrongUse(_("Only an open commitment can be begun. Open it again first."))
    commitment.state = CommitmentState.IN_PROGRESS
    session.flush()


def keep_commitment(session: Session, commitment_id: int, on: date, note: str = "") -> None:
    """Say that a commitment was kept on a day, with the evidence where there is some."""
    close_commitment(session, commitment_id, CommitmentState.KEPT, on, note)


def keep_commitment_in_part(session: Session, commitment_id: int, on: date, note: str) -> None:
    """Say that a commitment was kept in part, and which part."""
    close_commitment(session, commitment_id, CommitmentState.KEPT_IN_PART, on, note)


def lapse_commitment(session: Session, commitment_id: int, on: date, note: str = "") -> None:
    """Say that a commitment came to nothing."""
    close_commitment(session, commitment_id, CommitmentState.LAPSED, on, note)


def withdraw_commitment(session: Session, commitment_id: int, on: date, note: str) -> None:
    """Say that a commitment was taken back, and why."""
    close_commitment(session, commitment_id, CommitmentState.WITHDRAWN, on, note)


def close_commitment(session: Session, commitment_id: int, state: CommitmentState, on: date, note: str = "") -> None:
    """End a commitment in one of the CLOSING_STATES; "kept in part" and "withdrawn" need their note."""
    if state not in CLOSING_STATES:
        raise WrongUse(_("Choose kept, kept in part, lapsed or withdrawn."))
    commitment = _get(session, commitment_id)
    commitment.referred_to_id = None
    if commitment.state is CommitmentState.ASPIRATION:
        raise WrongUse(
            _(
                "This is an aspiration: {missing} is not known, so it cannot be kept or broken. Put it away instead."
            ).format(missing=_listed(missing_parts(fields_of(session, commitment_id)) or (_("agreement"),)))
        )
    if state in (CommitmentState.KEPT_IN_PART, CommitmentState.WITHDRAWN):
        note = required(note, _("a note that says which part was kept, or why it was withdrawn"))
    check_order(commitment.made_on, on, _("Enter a day on or after the day the commitment was made."))
    commitment.state = state
    commitment.closed_on = on
    commitment.outcome_note = note.strip()
    session.flush()


def reopen_commitment(session: Session, commitment_id: int) -> None:
    """Open a commitment again that was ended; the journal keeps what was said of its end."""
    commitment = _get(session, commitment_id)
    if commitment.state not in (*CLOSING_STATES, CommitmentState.REFERRED):
        raise WrongUse(_("This commitment has not been ended, so there is nothing to open again."))
    commitment.state = CommitmentState.OPEN
    commitment.closed_on = commitment.referred_to_id = None
    commitment.outcome_on = commitment.outcome_judgement = None
    commitment.outcome_note = ""
    session.flush()


def archive_commitment(session: Session, commitment_id: int) -> None:
    """Put a commitment away: it leaves the lists and figures and can be brought back."""
    _get(session, commitment_id).archived_at = utc_now()
    session.flush()


def _get(session: Session, commitment_id: int) -> Commitment:
    """Return the commitment or say that there is none."""
    return get_record(session, Commitment, commitment_id, _("commitment"))


def _write(session: Session, commitment: Commitment, fields: CommitmentFields) -> None:
    """Put a form's values into the record after checking them."""
    text = required(fields.text, _("what is promised"))
    check_order(fields.made_on, fields.due_on, _("Enter a due day on or after the day the commitment was made."))
    check_exists(session, Person, fields.owner_person_id, _("person"))
    check_exists(session, Person, fields.to_person_id, _("person"))
    check_exists(session, Organisation, fields.owner_organisation_id, _("organisation"))
    check_exists(session, Organisation, fields.to_organisation_id, _("organisation"))
    check_exists(session, Meeting, fields.meeting_id, _("meeting"))
    check_exists(session, Decision, fields.decision_id, _("decision"))
    check_exists(session, Conversation, fields.conversation_id, _("conversation"))
    check_exists(session, Event, fields.event_id, _("event"))
    check_exists(session, Priority, fields.priority_id, _("priority"))
    check_exists(session, AgendaItem, fields.agenda_item_id, _("agenda item"))
    for name in CommitmentFields.__slots__:
        if name != "version":
            setattr(commitment, name, getattr(fields, name))
    commitment.text = text
    commitment.observable_result = fields.observable_result.strip()
    commitment.reference = fields.reference.strip()
    owner = fields.owner_person_id
    if owner is not None and fields.owner_organisation_id is None:
        commitment.owner_organisation_id = find_organisations_of(session, [owner], fields.made_on).get(owner)


def _lacking(missing: tuple[str, ...]) -> str:
    """Return the sentence that says what a commitment needs."""
    return _("An agreed commitment needs an owner, a result and a day. Enter {missing}.").format(
        missing=_listed(missing)
    )


def _listed(parts: tuple[str, ...]) -> str:
    """Return parts as "a, b and c"."""
    return parts[0] if len(parts) == 1 else _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])
