"""Changing people: making, editing, putting away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.base import utc_now
from models.contact_ways import contact_way, refused_ways
from models.entities import Event, Person
from models.errors import WrongUse
from models.validation import check_exists, check_version, get_record
from models.vocabulary import ContactWay, Visibility
from resources.i18n import _
from resources.i18n import marked as m

LAWFUL_BASES = ("public_task", "legitimate_interests", "consent", "legal_obligation", "contract", "vital_interests")
"""UK GDPR Article 6."""


@dataclass(frozen=True, slots=True)
class PersonFields:
    """What a form of a person holds."""

    family_name: str
    given_name: str = ""
    title: str = ""
    post_nominals: str = ""
    known_as: str = ""
    preferred_channel: str = ""
    interests: str = ""
    lawful_basis: str = ""
    data_source: str = ""
    first_met_on: date | None = None
    first_met_event_id: int | None = None
    introduced_by_id: int | None = None
    note: str = ""
    source: str = ""
    verified_on: date | None = None
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None
    biography: str | None = None
    """None leaves what is there, as it does for the two below."""
    pronouns: str | None = None
    do_not_contact: tuple[ContactWay, ...] | None = None
    """Ways by which this person does not want to be reached."""


_TEXTS = ("known_as", "preferred_channel", "interests", "data_source", "note", "source")
_AS_THEY_ARE = ("first_met_on", "first_met_event_id", "introduced_by_id", "verified_on", "visibility", "lawful_basis")


def create_person(session: Session, fields: PersonFields) -> int:
    """Add a person and return their number."""
    person = new_person(session, fields)
    session.flush()
    return person.id


def new_person(session: Session, fields: PersonFields) -> Person:
    """Return a person that is written with the next flush, so that many are written at once."""
    person = Person()
    _write(session, person, fields)
    session.add(person)
    return person


def edit_person(session: Session, person_id: int, fields: PersonFields) -> int:
    """Change the fields of a person. Raises StaleRecord when the form is older than the record."""
    person = get_record(session, Person, person_id, _("person"))
    check_version(person, fields.version, _("person"))
    _write(session, person, fields)
    session.flush()
    return person_id


def archive_person(session: Session, person_id: int) -> int:
    """Put a person away: they leave the lists and choosers, their history stays."""
    get_record(session, Person, person_id, _("person")).archived_at = utc_now()
    session.flush()
    return person_id


def _write(session: Session, person: Person, fields: PersonFields) -> None:
    given, family = fields.given_name.strip(), fields.family_name.strip()
    if not given and not family:
        raise WrongUse(_("Enter a family name or a given name."))
    if fields.lawful_basis and fields.lawful_basis not in LAWFUL_BASES:
        raise WrongUse(_("Choose one of the six lawful bases for keeping the record, or leave it open."))
    check_exists(session, Event, fields.first_met_event_id, _("event"))
    check_exists(session, Person, fields.introduced_by_id, _("person"))
    if fields.introduced_by_id is not None and fields.introduced_by_id == person.id:
        raise WrongUse(_("Nobody introduces themselves. Choose who introduced them, or leave it open."))
    person.rename(fields.title.strip(), given, family, fields.post_nominals.strip())
    for field in _TEXTS:
        setattr(person, field, getattr(fields, field).strip())
    for field in _AS_THEY_ARE:
        setattr(person, field, getattr(fields, field))
    if fields.biography is not None:
        person.biography = fields.biography.strip()
    if fields.pronouns is not None:
        person.pronouns = fields.pronouns.strip()
    if fields.do_not_contact is not None:
        _refuse_ways(person, fields.do_not_contact)
    elif contact_way(person.preferred_channel) in refused_ways(person.do_not_contact or ""):
        raise WrongUse(_(_REFUSED).format(name=person.display_name))


def set_contact_preferences(
    session: Session, person_id: int, *, likes: ContactWay | None, refuses: Iterable[ContactWay] = ()
) -> int:
    """Say how somebody likes to be reached, and by which ways they do not want to be reached at all."""
    person = get_record(session, Person, person_id, _("person"))
    person.preferred_channel = "" if likes is None else likes.value
    _refuse_ways(person, refuses)
    session.flush()
    return person_id


_REFUSED = m("{name} does not want to be reached that way. Choose another way, or take the refusal out first.")


def _refuse_ways(person: Person, ways: Iterable[ContactWay]) -> None:
    refused = set(ways)
    if contact_way(person.preferred_channel) in refused:
        raise WrongUse(_(_REFUSED).format(name=person.display_name))
    person.do_not_contact = ",".join(way.value for way in ContactWay if way in refused)
