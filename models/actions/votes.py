"""How a decision was taken: proposer, seconder, votes, who stood apart and why, and what a chair decided between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.decisions import DecisionFields, record_decision
from models.actions.meetings import open_meeting
from models.entities import Decision, Dissent, Person
from models.errors import WrongUse
from models.validation import check_count, check_exists, check_order, get_record
from models.vocabulary import DecisionKind, DecisionOutcome, DissentKind
from resources.i18n import _

_LOST = (DecisionOutcome.REJECTED, DecisionOutcome.DEFERRED, DecisionOutcome.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class VoteFields:
    """What a form says of the vote on a decision."""

    proposer_id: int | None = None
    seconder_id: int | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    casting_vote: bool = False
    """The chair's second vote decided."""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class DissentFields:
    """What a form says of somebody who stood apart from a decision."""

    person_id: int
    kind: DissentKind
    reason: str = ""
    version: int | None = None


def record_vote(session: Session, decision_id: int, fields: VoteFields) -> int:
    """Write down who proposed and seconded a decision and how the votes fell; written anew it replaces what was."""
    decision = _open_decision(session, decision_id)
    for number in (fields.proposer_id, fields.seconder_id):
        check_exists(session, Person, number, _("person"))
    if fields.proposer_id is not None and fields.proposer_id == fields.seconder_id:
        raise WrongUse(_("Nobody seconds their own proposal. Choose somebody else as seconder."))
    check_count(fields.votes_for, _("the votes for"))
    check_count(fields.votes_against, _("the votes against"))
    check_count(fields.abstentions, _("the abstentions"))
    if fields.votes_for is not None and fields.votes_against is not None:
        _check_outcome(decision.outcome, fields.votes_for, fields.votes_against, casting=fields.casting_vote)
    elif fields.casting_vote:
        raise WrongUse(_("A casting vote decides between equal votes. Enter the votes for and against."))
    return writing.edit(session, Decision, decision_id, fields, _("decision"))


def record_dissent(session: Session, decision_id: int, fields: DissentFields) -> int:
    """Write down that a member voted against, abstained or dissented, with the reason they gave."""
    _open_decision(session, decision_id)
    check_exists(session, Person, fields.person_id, _("person"))
    there = select(Dissent.id).where(Dissent.decision_id == decision_id, Dissent.person_id == fields.person_id)
    if session.execute(there).first() is not None:
        raise WrongUse(_("This person’s dissent from this decision is written down already. Change it there."))
    return writing.create(session, Dissent, fields, decision_id=decision_id)


def edit_dissent(session: Session, dissent_id: int, fields: DissentFields) -> int:
    """Change what is written of somebody who stood apart from a decision."""
    _open_decision(session, get_record(session, Dissent, dissent_id, _("dissent")).decision_id)
    return writing.edit(session, Dissent, dissent_id, fields, _("dissent"))


def remove_dissent(session: Session, dissent_id: int) -> None:
    """Take out a dissent written down by mistake."""
    _open_decision(session, get_record(session, Dissent, dissent_id, _("dissent")).decision_id)
    writing.remove(session, Dissent, dissent_id, _("dissent"))


def record_chairs_action(session: Session, meeting_id: int, fields: DecisionFields, decided_on: date) -> int:
    """Write down, at the meeting it is reported to, what the chair decided alone since the meeting before it."""
    meeting = open_meeting(session, meeting_id)
    check_order(
        decided_on,
        meeting.starts_at.date(),
        _("A chair’s action is reported to a later meeting. Enter a day on or before the meeting’s."),
    )
    number = record_decision(session, meeting_id, fields)
    decision = get_record(session, Decision, number, _("decision"))
    decision.kind, decision.decided_on = DecisionKind.CHAIRS_ACTION, decided_on
    session.flush()
    return number


def _open_decision(session: Session, decision_id: int) -> Decision:
    """Return a decision whose meeting may still be changed."""
    decision = get_record(session, Decision, decision_id, _("decision"))
    open_meeting(session, decision.meeting_id)
    return decision


def _check_outcome(outcome: DecisionOutcome, votes_for: int, votes_against: int, *, casting: bool) -> None:
    """Refuse votes that do not give the outcome written down."""
    if casting and votes_for != votes_against:
        raise WrongUse(_("A casting vote decides between equal votes. Enter equal votes, or no casting vote."))
    lost = outcome in _LOST
    if votes_for > votes_against and outcome is DecisionOutcome.REJECTED:
        raise WrongUse(_("More voted for it than against, so it was not rejected. Change the outcome or the votes."))
    if not lost and (votes_for < votes_against or (votes_for == votes_against > 0 and not casting)):
        raise WrongUse(_("It did not have more votes for than against. Change the outcome or the votes."))
