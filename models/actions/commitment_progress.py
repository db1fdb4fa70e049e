"""What happens to a commitment on its way: updates, referring it on, and the judgement of what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.commitments import close_commitment, promote_commitment, reopen_commitment, start_commitment
from models.entities import OPEN_STATES, Commitment, CommitmentState, CommitmentUpdate, Organisation
from models.errors import WrongUse
from models.validation import check_order, get_record, required
from models.vocabulary import Judgement
from resources.i18n import _

JUDGED_STATES = (CommitmentState.KEPT, CommitmentState.KEPT_IN_PART, CommitmentState.LAPSED)
"""The states of which something came, or did not, that can be judged."""


@dataclass(frozen=True, slots=True)
class UpdateFields:
    """What a form of an update holds; with `state_after` it also changes how the commitment stands."""

    made_on: date
    text: str
    state_after: CommitmentState | None = None
    said_by: str = ""
    meeting_id: int | None = None
    """The meeting at which it was reported."""
    version: int | None = None


def update_commitment(session: Session, commitment_id: int, fields: UpdateFields) -> int:
    """Note what was said of a commitment on a day; a state that goes with it is set by the same rules as by hand."""
    commitment = _check(session, commitment_id, fields)
    if fields.state_after is not None and fields.state_after is not commitment.state:
        change_state(session, commitment_id, fields.state_after, fields.made_on, fields.text)
    if commitment.reviewed_on is None or commitment.reviewed_on < fields.made_on:
        commitment.reviewed_on = fields.made_on
    return writing.create(session, CommitmentUpdate, fields, commitment_id=commitment_id)


def edit_update(session: Session, update_id: int, fields: UpdateFields) -> int:
    """Change the words or the day of an update; the state it brought stays."""
    update = get_record(session, CommitmentUpdate, update_id, _("update"))
    _check(session, update.commitment_id, fields)
    if fields.state_after is not update.state_after:
        raise WrongUse(_("The state an update brought stays as it is. Add a new update to change it."))
    return writing.edit(session, CommitmentUpdate, update_id, fields, _("update"))


def remove_update(session: Session, update_id: int) -> None:
    """Take out an update written down by mistake; the commitment stays as it stands."""
    writing.remove(session, CommitmentUpdate, update_id, _("update"))


def refer_commitment(session: Session, commitment_id: int, to_organisation_id: int, on: date, note: str) -> None:
    """Say that a commitment was referred on: who has it now, since when, and what they said to it."""
    commitment = get_record(session, Commitment, commitment_id, _("commitment"))
    get_record(session, Organisation, to_organisation_id, _("organisation"))
    if commitment.state not in OPEN_STATES:
        raise WrongUse(_("Only an open commitment can be referred on. Agree it or open it again first."))
    if to_organisation_id == commitment.owner_organisation_id:
        raise WrongUse(_("They have the commitment already. Choose the organisation that takes it over."))
    check_order(commitment.made_on, on, _("Enter a day on or after the day the commitment was made."))
    note = required(note, _("a note that says why it was referred on and whether they took it"))
    commitment.state, commitment.closed_on = CommitmentState.REFERRED, on
    commitment.referred_to_id, commitment.outcome_note = to_organisation_id, note
    session.flush()


def judge_outcome(session: Session, commitment_id: int, judgement: Judgement, on: date, note: str) -> None:
    """Say what came of a commitment that has ended: a judgement in three steps, with the words that bear it out."""
    commitment = get_record(session, Commitment, commitment_id, _("commitment"))
    if commitment.state not in JUDGED_STATES:
        raise WrongUse(_("The outcome is judged once a commitment was kept, kept in part or lapsed. End it first."))
    check_order(commitment.closed_on, on, _("Enter a day on or after the day the commitment ended."))
    commitment.outcome_note = required(note, _("what came of it, in words"))
    commitment.outcome_judgement, commitment.outcome_on = judgement, on
    session.flush()


def _check(session: Session, commitment_id: int, fields: UpdateFields) -> Commitment:
    commitment = get_record(session, Commitment, commitment_id, _("commitment"))
    required(fields.text, _("what was said"))
    check_order(commitment.made_on, fields.made_on, _("Enter a day on or after the day the commitment was made."))
    return commitment


def change_state(session: Session, commitment_id: int, state: CommitmentState, on: date, note: str) -> None:
    """Bring a commitment to a state by the action that does so, with all that it asks for."""
    match state:
        case CommitmentState.ASPIRATION:
            raise WrongUse(_("An agreed commitment cannot become an aspiration again. Withdraw it instead."))
        case CommitmentState.REFERRED:
            raise WrongUse(_("Say to whom it was referred: use “refer on”."))
        case CommitmentState.IN_PROGRESS:
            start_commitment(session, commitment_id)
        case CommitmentState.OPEN:
            commitment = get_record(session, Commitment, commitment_id, _("commitment"))
            if commitment.state is CommitmentState.ASPIRATION:
                promote_commitment(session, commitment_id)
            elif commitment.state is CommitmentState.IN_PROGRESS:
                commitment.state = CommitmentState.OPEN
            else:
                reopen_commitment(session, commitment_id)
        case _:
            close_commitment(session, commitment_id, state, on, note)
