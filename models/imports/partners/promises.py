"""How a commitment that a partner shares stands: kept, late, withdrawn; brought about by the same actions as by hand.

What came of it in words stays at home; where an end needs a note, it says whose word it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.actions.commitment_progress import change_state
from models.actions.commitments import (
    CLOSING_STATES,
    CommitmentFields,
    edit_commitment,
    fields_of,
    make_commitment,
    missing_parts,
)
from models.entities import Commitment, CommitmentState
from models.errors import WrongUse
from models.imports.partners.forms import write_over
from models.validation import check_order, get_record
from models.vocabulary import Visibility
from resources.i18n import _

_STANDING = ("state", "closed_on")


def add_commitment(session: Session, values: Mapping[str, Any]) -> int:
    """Write down a commitment of a partner as it stands there."""
    form = {name: value for name, value in values.items() if name not in _STANDING}
    number = make_commitment(session, CommitmentFields(**form, visibility=Visibility.PARTNERS))
    _bring_about(session, number, values)
    return number


def change_commitment(session: Session, number: int, values: Mapping[str, Any]) -> None:
    """Write what a partner changed of a commitment, and how it stands now."""
    form = {name: value for name, value in values.items() if name not in _STANDING}
    if form:
        write_over("commitment", CommitmentFields, edit_commitment)(session, number, form)
    _bring_about(session, number, values)


def _bring_about(session: Session, number: int, values: Mapping[str, Any]) -> None:
    commitment = get_record(session, Commitment, number, _("commitment"))
    state: CommitmentState = values.get("state") or commitment.state
    on: date | None = values.get("closed_on") or commitment.closed_on
    if state is CommitmentState.REFERRED and commitment.state is not state:
        raise WrongUse(_("They referred it on, and not to whom is shared. Ask them, and refer it on by hand."))
    if state is not commitment.state and not _is_out_of_reach(session, commitment, state):
        if state in CLOSING_STATES and on is None:
            raise WrongUse(_("They do not say on which day it ended."))
        change_state(session, number, state, on or commitment.made_on, _("So says the partner’s file."))
    elif commitment.closed_on is not None and on is not None:
        check_order(commitment.made_on, on, _("Enter a day on or after the day the commitment was made."))
        commitment.closed_on = on
    session.flush()


def _is_out_of_reach(session: Session, commitment: Commitment, state: CommitmentState) -> bool:
    """Say whether it stays as it is here: being a wish there changes nothing, nor being agreed without an owner."""
    if state is CommitmentState.ASPIRATION:
        return True
    is_wish = commitment.state is CommitmentState.ASPIRATION
    return is_wish and state not in CLOSING_STATES and bool(missing_parts(fields_of(session, commitment.id)))
