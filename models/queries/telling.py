"""How the word of an event reaches each organisation: an email where one is wanted and known, otherwise a letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.queries.audience import EVERYONE_OF_OURS
from models.queries.mail_addresses import list_mail_addresses
from models.queries.parties import Party
from models.queries.postal_addresses import PostalOrganisation, find_postal_organisations
from models.queries.promotions import Recipient
from models.queries.recipients import list_reach
from models.vocabulary import Channel, ContactWay, Visibility


@dataclass(frozen=True, slots=True)
class PlannedMessage:
    """What goes to one organisation, to whom there, and where."""

    organisation_id: int
    organisation: str
    person_id: int | None
    """Whom it is addressed to; None where nobody is known there, or they do not want to be written to."""
    person: str
    channel: Channel
    address: str
    """The email address, or the postal address as far as it is known."""

    @property
    def party(self) -> Party:
        """Return with whom the message is noted as a conversation."""
        return Party(self.person_id, self.organisation_id)


def plan_messages(
    session: Session,
    recipients: Sequence[Recipient],
    channel: Channel,
    *,
    today: date,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[PlannedMessage, ...]:
    """Return for each organisation how the word reaches it, in the order given: by letter, or by email where it can.

    An email goes to the contact there, else to the organisation's own address; a letter where there is neither. Who
    does not want to be reached that way is not named: the message goes to the organisation.
    """
    known = [one for one in recipients if one.contact_id is not None]
    people = [one.contact_id for one in known if one.contact_id is not None]
    numbers = [one.organisation_id for one in recipients]
    letters = {row.person_id: row for row in list_reach(session, people, ContactWay.LETTER, today=today)}
    post = find_postal_organisations(session, numbers, today=today, audience=audience)
    own: dict[int, str] = {}
    personal: dict[int, str] = {}
    if channel is Channel.EMAIL:
        pairs = [Party(one.contact_id, one.organisation_id) for one in known]
        rows = list_mail_addresses(session, pairs, today=today, audience=audience)
        personal = {row.party.organisation_id or 0: row.address for row in rows}
        bodies = list_mail_addresses(
            session, [Party(organisation_id=number) for number in numbers], today=today, audience=audience
        )
        own = {row.party.organisation_id or 0: row.address for row in bodies}
    planned = []
    for one in recipients:
        number, name = one.organisation_id, one.name
        refuses = one.contact_id is None or (one.contact_id in letters and letters[one.contact_id].is_refused)
        if personal.get(number):
            planned.append(PlannedMessage(number, name, one.contact_id, one.contact, Channel.EMAIL, personal[number]))
        elif own.get(number):
            planned.append(PlannedMessage(number, name, None, "", Channel.EMAIL, own[number]))
        else:
            whom = (None, "") if refuses else (one.contact_id, one.contact)
            planned.append(PlannedMessage(number, name, *whom, Channel.LETTER, _lines(post.get(number))))
    return tuple(planned)


def _lines(place: PostalOrganisation | None) -> str:
    return "\n".join(place.lines) if place is not None else ""
