"""Restricting the processing of somebody's data (UK GDPR Article 18), and lifting that again.

The data is kept and not used: the person leaves lists, choosers, the search, mail and exports as one does who is put
away, and papers as one does who is confidential. They stand only in the data protection place, in what is held about
them, and where they took part in something, for ourselves. Nothing but lifting the restriction brings them back.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from models.base import utc_now
from models.entities import Person
from models.errors import WrongUse
from models.validation import get_record, required
from models.vocabulary import Visibility
from resources.i18n import _

_PUT_AWAY = "put_away"


def restrict_processing(session: Session, person_id: int, since: date, reason: str) -> None:
    """Take a person's data out of all use. Raises WrongUse without a reason, or where that is so already."""
    person = get_record(session, Person, person_id, _("person"))
    why = required(reason, _("why their data is not to be used"))
    if person.processing_restricted_on is not None:
        raise WrongUse(_("The use of this person’s data is restricted already."))
    before = [person.visibility.value] + ([_PUT_AWAY] if person.archived_at is not None else [])
    person.before_restriction = " ".join(before)
    person.processing_restricted_on, person.restriction_reason = since, why
    person.visibility = Visibility.CONFIDENTIAL
    person.archived_at = person.archived_at or utc_now()
    session.flush()


def lift_restriction(session: Session, person_id: int) -> None:
    """Have a person's data used again as before. Raises WrongUse where it is used already."""
    person = get_record(session, Person, person_id, _("person"))
    if person.processing_restricted_on is None:
        raise WrongUse(_("The use of this person’s data is not restricted."))
    level, *put_away = person.before_restriction.split() or [Visibility.INTERNAL.value]
    person.visibility = Visibility(level)
    if not put_away:
        person.archived_at = None
    person.processing_restricted_on, person.restriction_reason, person.before_restriction = None, "", ""
    session.flush()


def refuse_restricted(person: Person) -> None:
    """Refuse what would bring a person back into use while the restriction stands."""
    if person.processing_restricted_on is not None:
        raise WrongUse(
            _("The use of this person’s data is restricted. Lift that first, under Settings, Data protection.")
        )
