"""Changing people: making, editing, putting away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions.restriction import refuse_restricted
from models.actions.writing import add_many
from models.base import utc_now
from models.contact_ways import contact_way, refused_ways
from models.entities import Event, Person
from models.errors import WrongUse
from models.validation import check_exists, check_version, get_record
from models.vocabulary import ContactWay, LawfulBasis, Visibility
from resources.i18n import _

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
_LEFT_ALONE = ("biography", "pronouns")
_BLANK = {"biography": "", "pronouns": "", "do_not_contact": ""}
"""What somebody new has of what a form may leave alone."""
_AS_THEY_ARE = ("first_met_on", "first_met_event_id", "introduced_by_id", "verified_on", "visibility", "lawful_basis")


def create_person(session: Session, fields: PersonFields) -> int:
    """Add a person and return their number."""
    person = Person(**_values(session, fields, None))
    session.add(person)
    session.flush()
    return person.id


def add_people(session: Session, many: Iterable[PersonFields]) -> Sequence[int]:
    """Add many people at once and return their numbers in their order; the rules are the same."""
    return add_many(session, Person, [_values(session, fields, None) for fields in many])


def edit_person(session: Session, person_id: int, fields: PersonFields) -> int:
    """Change the fields of a person. Raises StaleRecord when the form is older than the record."""
    person = get_record(session, Person, person_id, _("person"))
    refuse_restricted(person)
    check_version(person, fields.version, _("person"))
    for name, value in _values(session, fields, person).items():
        setattr(person, name, value)
    session.flush()
    return person_id


def archive_person(session: Session, person_id: int) -> int:
    """Put a person away: they leave the lists and choosers, their history stays."""
    get_record(session, Person, person_id, _("person")).archived_at = utc_now()
    session.flush()
    return person_id


def _values(session: Session, fields: PersonFields, person: Person | None) -> dict[str, object]:
    """Return what a form says of somebody there or new, as it is kept; refuse what cannot be."""
    given, family = fields.given_name.strip(), fields.family_name.strip()
    if not given and not family:
        raise WrongUse(_("Enter a family name or a given name."))
    if fields.lawful_basis and fields.lawful_basis not in set(LawfulBasis):
        raise WrongUse(_("Choose one of the seven lawful bases for keeping the record, or leave it open."))
    check_exists(session, Event, fields.first_met_event_id, _("event"))
    check_exists(session, Person, fields.introduced_by_id, _("person"))
    if person is not None and fields.introduced_by_id == person.id:
        raise WrongUse(_("Nobody introduces themselves. Choose who introduced them, or leave it open."))
    values: dict[str, object] = {
        **Person.named(fields.title.strip(), given, family, fields.post_nominals.strip()),
        **{field: getattr(fields, field).strip() for field in _TEXTS},
        **{field: getattr(fields, field) for field in _AS_THEY_ARE},
        **(_BLANK if person is None else {}),
        **{field: text.strip() for field in _LEFT_ALONE if (text := getattr(fields, field)) is not None},
    }
    refused = fields.do_not_contact
    if refused is not None:
        values["do_not_contact"] = _joined(refused)
    elif person is not None:
        refused = refused_ways(person.do_not_contact)
    _refuse_liked(str(values["display_name"]), fields.preferred_channel, refused or ())
    return values


def set_contact_preferences(
    session: Session, person_id: int, *, likes: ContactWay | None, refuses: Iterable[ContactWay] = ()
) -> int:
    """Say how somebody likes to be reached, and by which ways they do not want to be reached at all."""
    person = get_record(session, Person, person_id, _("person"))
    person.preferred_channel = "" if likes is None else likes.value
    refused = tuple(refuses)
    _refuse_liked(person.display_name, person.preferred_channel, refused)
    person.do_not_contact = _joined(refused)
    session.flush()
    return person_id


def _refuse_liked(name: str, liked: str, refused: Collection[ContactWay]) -> None:
    """Refuse that somebody likes best to be reached by a way that they do not want."""
    if refused and contact_way(liked) in refused:
        words = _("{name} does not want to be reached that way. Choose another way, or take the refusal out first.")
        raise WrongUse(words.format(name=name))


def _joined(ways: Collection[ContactWay]) -> str:
    return ",".join(way.value for way in ContactWay if way in ways)
