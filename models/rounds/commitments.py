"""Commitments as a sheet: the promise, who keeps it, by when, how it stands and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from models.actions.commitment_progress import change_state
from models.actions.commitments import (
    CLOSING_STATES,
    CommitmentFields,
    close_commitment,
    edit_commitment,
    fields_of,
    make_commitment,
)
from models.entities import Commitment, Organisation, Person
from models.errors import WrongUse
from models.rounds.columns import ColumnKind, Editing, Round, RoundColumn, RoundRow, Source, Wanted
from models.vocabulary import CommitmentState, Visibility
from models.words import party_name
from resources.i18n import _
from resources.i18n import marked as m

LAYOUT = (
    RoundColumn("text", m("Commitment"), m("What is promised."), required=True, wide=3.0),
    RoundColumn("owner_person_id", m("Owner"), m("Who does it."), choices=Source.PEOPLE, wide=1.6),
    RoundColumn(
        "owner_organisation", m("For"), m("Whose promise it is; it follows the owner."), editing=Editing.NEVER, wide=1.6
    ),
    RoundColumn("to", m("To"), m("To whom it was promised."), editing=Editing.NEVER, wide=1.6),
    RoundColumn(
        "observable_result", m("What will be seen"), m("What anyone will see once it is done."), wide=2.2
    ),
    RoundColumn("made_on", m("Made"), m("The day it was promised; for new rows today where it is empty."),
                ColumnKind.DAY, Editing.NEW),
    RoundColumn("due_on", m("Due"), m("The day by which it is to be kept."), ColumnKind.DAY),
    RoundColumn(
        "state", m("State"), m("How it stands. Kept, kept in part, lapsed and withdrawn need the day it ended."),
        choices=CommitmentState,
        offered=(CommitmentState.OPEN, CommitmentState.IN_PROGRESS, *CLOSING_STATES),
    ),
    RoundColumn("closed_on", m("Ended"), m("The day it was kept, lapsed or withdrawn."), ColumnKind.DAY),
    RoundColumn(
        "outcome_note", m("What came of it"), m("Needed for kept in part and withdrawn, welcome for the others."),
        wide=2.0,
    ),
    RoundColumn("reference", m("Reference"), m("The minute reference, where it is on record."), ColumnKind.CODE),
)  # fmt: skip
_FORM = ("text", "owner_person_id", "observable_result", "due_on", "reference")


def _fetch(session: Session, where: ColumnElement[bool], today: date) -> Iterable[RoundRow]:
    del today
    own, whose, to, to_person = Commitment, aliased(Organisation), aliased(Organisation), aliased(Person)
    question = (
        select(
            *(own.id, own.uid, own.version, own.text, own.owner_person_id, whose.name, to_person.display_name, to.name),
            *(
                own.observable_result,
                own.made_on,
                own.due_on,
                own.state,
                own.closed_on,
                own.outcome_note,
                own.reference,
            ),
        )
        .outerjoin(whose, whose.id == own.owner_organisation_id)
        .outerjoin(to, to.id == own.to_organisation_id)
        .outerjoin(to_person, to_person.id == own.to_person_id)
        .where(where)
        .order_by(own.due_on.nulls_last(), own.id)
    )
    for number, uid, version, text, owner, whose_name, person, place, *rest in session.execute(question):
        yield RoundRow(number, uid, version, text, (text, owner, whose_name, party_name(person, place), *rest))


def _change(session: Session, number: int, wanted: Wanted) -> None:
    changed = wanted.form(*_FORM)
    if changed:
        form = fields_of(session, number)
        if "owner_person_id" in changed:
            # It becomes the promise of the new owner's organisation.
            form = replace(form, owner_organisation_id=None)
        edit_commitment(session, number, replace(form, **changed))
    if not wanted.form("state", "closed_on", "outcome_note"):
        return
    state, ended, note = (wanted.whole[key] for key in ("state", "closed_on", "outcome_note"))
    if state in CLOSING_STATES:
        if ended is None:
            raise WrongUse(_("Enter the day it ended in the column “{title}”.").format(title=_("Ended")))
        if ended > wanted.today:
            raise WrongUse(_("It cannot have ended after today. Enter the day it ended."))
        close_commitment(session, number, state, ended, note)
    elif "state" in wanted.changed and state is not None:
        change_state(session, number, state, wanted.today, note)
    elif wanted.changed.get("closed_on") or wanted.changed.get("outcome_note"):
        raise WrongUse(_("It has not ended. Choose in the column “{title}” how it did.").format(title=_("State")))


def _add(session: Session, wanted: Wanted) -> int:
    whole = wanted.whole
    number = make_commitment(
        session, CommitmentFields(made_on=whole["made_on"] or wanted.today, **{key: whole[key] for key in _FORM})
    )
    if whole["state"] not in (None, CommitmentState.OPEN):
        _change(session, number, replace(wanted, changed=wanted.form("state", "closed_on", "outcome_note")))
    return number


def _twin(session: Session, wanted: Wanted) -> bool:
    """Say whether the same person owes the same by the same day."""
    whole = wanted.whole
    question = select(Commitment.id).where(
        Commitment.text == str(whole["text"]).strip(),
        Commitment.owner_person_id.is_not_distinct_from(whole["owner_person_id"]),
        Commitment.due_on.is_not_distinct_from(whole["due_on"]),
        Commitment.archived_at.is_(None),
    )
    return session.execute(question.limit(1)).first() is not None


COMMITMENTS = Round(
    "commitments",
    "commitment",
    m("Commitments"),
    LAYOUT,
    Commitment,
    _fetch,
    _change,
    (Commitment.archived_at.is_(None),),
    Commitment.visibility == Visibility.CONFIDENTIAL,
    _add,
    _twin,
)
