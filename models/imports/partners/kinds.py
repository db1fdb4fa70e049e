"""What of a partnership is shared: its kinds of records in an order in which each points only to earlier ones.

Notes, conversations and judgements stay at home: what is not named here never leaves, whatever its visibility.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any, cast

from sqlalchemy import Date, DateTime, select
from sqlalchemy.orm import Session

from models.actions import events, meetings
from models.actions.affiliations import AffiliationFields, add_affiliation, edit_affiliation
from models.actions.contact_points import ContactPointFields, add_contact_point, edit_contact_point
from models.actions.organisations import OrganisationFields, create_organisation, edit_organisation
from models.actions.partnership_members import MembershipFields, add_membership, edit_membership
from models.actions.partnerships import PartnershipFields, create_partnership, edit_partnership
from models.actions.people import PersonFields, create_person, edit_person
from models.entities import (
    Affiliation,
    Commitment,
    ContactPoint,
    Event,
    Meeting,
    Organisation,
    PartnershipMembership,
    PartnershipProfile,
    Person,
)
from models.exchange.partner_file import Shared
from models.imports.partners.forms import Values, write_over
from models.imports.partners.promises import add_commitment, change_commitment
from models.queries.forms import find_form
from models.queries.records import table_of
from models.types import Choice
from models.vocabulary import Visibility
from resources.i18n import marked as m


@dataclass(frozen=True, slots=True)
class SharedKind:
    """A kind of record that is shared; `titles` are the untranslated words for its values."""

    key: str
    table: str
    entity: type[Any]
    titles: Mapping[str, str]
    add: Callable[[Session, Values], int]
    change: Callable[[Session, int, Values], object]
    refs: Mapping[str, str] = field(default_factory=dict)
    """By the columns that point to another record of the file, the table it stands in."""
    needed: frozenset[str] = frozenset()
    """What a record cannot be made without."""

    def taken(self, name: str, value: Shared) -> Any:
        """Return a value of the file as its column keeps it. Raises ValueError for what it cannot be."""
        column = table_of(self.table).c[name]
        if value is None or value == "":
            if isinstance(column.type, Choice) and not column.nullable:
                raise ValueError(value)
            return None if column.nullable else value
        if isinstance(column.type, DateTime):
            return datetime.fromisoformat(str(value)).replace(tzinfo=None)
        if isinstance(column.type, Date):
            return date.fromisoformat(str(value))
        if isinstance(column.type, Choice):
            return cast(type[StrEnum], column.type.enum_class)(str(value))
        if not isinstance(value, column.type.python_type):
            raise ValueError(value)
        return value


def given(value: Any) -> Shared:
    """Return a value of a record as the file has it."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    result: Shared = value
    return result


def _change_partnership(session: Session, number: int, values: Values) -> object:
    organisation = session.get_one(Organisation, number)
    form = find_form(
        session, "partnership_profile", _profile(session, number), PartnershipFields, name=organisation.name
    )
    own = {"website": organisation.website, "note": organisation.note, "short_name": organisation.short_name}
    return edit_partnership(session, number, replace(form, **{**own, **values}, visibility=organisation.visibility))


def _profile(session: Session, number: int) -> int:
    return session.scalars(select(PartnershipProfile.id).where(PartnershipProfile.organisation_id == number)).one()


_ADDRESS = {
    "street": m("Street"), "locality": m("Locality"), "town": m("Town"), "county": m("County"),
    "postcode": m("Postcode"), "website": m("Website"),
}  # fmt: skip
_TERM = {"starts_on": m("From"), "ends_on": m("Until")}
_WHEN = {"title": m("Title"), "starts_at": m("Starts"), "ends_at": m("Ends"), "place": m("Place")}

_KINDS = (
    SharedKind(
        "organisation",
        "organisation",
        Organisation,
        {"name": m("Name"), "kind": m("Kind"), "short_name": m("Short name"), **_ADDRESS},
        lambda session, values: create_organisation(session, OrganisationFields(**values)),
        write_over("organisation", OrganisationFields, edit_organisation),
        needed=frozenset({"name", "kind"}),
    ),
    SharedKind(
        "partnership",
        "organisation",
        Organisation,
        {"name": m("Name"), "short_name": m("Short name"), "website": m("Website")},
        lambda session, values: create_partnership(session, PartnershipFields(**values)),
        _change_partnership,
        needed=frozenset({"name"}),
    ),
    SharedKind(
        "person",
        "person",
        Person,
        {
            "title": m("Title"),
            "given_name": m("Given name"),
            "family_name": m("Family name"),
            "post_nominals": m("Letters after the name"),
            "known_as": m("Known as"),
        },
        lambda session, values: create_person(
            session, PersonFields(**{"family_name": "", **values}, visibility=Visibility.PARTNERS)
        ),
        write_over("person", PersonFields, edit_person),
    ),
    SharedKind(
        "affiliation",
        "affiliation",
        Affiliation,
        {"role": m("Role"), "job_title": m("Job title"), **_TERM, "term_ends_on": m("Term ends")},
        lambda session, values: add_affiliation(session, AffiliationFields(**values)),
        write_over("affiliation", AffiliationFields, edit_affiliation),
        refs={"person_id": "person", "organisation_id": "organisation"},
        needed=frozenset({"role", "person_id", "organisation_id"}),
    ),
    SharedKind(
        "contact_point",
        "contact_point",
        ContactPoint,
        {"kind": m("Kind"), "value": m("Address or number"), "label": m("Label")},
        lambda session, values: add_contact_point(session, ContactPointFields(**values)),
        write_over("contact_point", ContactPointFields, edit_contact_point),
        refs={"person_id": "person", "organisation_id": "organisation"},
        needed=frozenset({"kind", "value"}),
    ),
    SharedKind(
        "membership",
        "partnership_membership",
        PartnershipMembership,
        {"role": m("Role"), **_TERM, "end_reason": m("Reason")},
        lambda session, values: add_membership(session, MembershipFields(**values)),
        write_over("partnership_membership", MembershipFields, edit_membership),
        refs={"partnership_id": "organisation", "member_id": "organisation"},
        needed=frozenset({"partnership_id", "member_id"}),
    ),
    SharedKind(
        "meeting",
        "meeting",
        Meeting,
        {**_WHEN, "state": m("State"), "url": m("Web page"), "reference": m("Reference")},
        lambda session, values: meetings.create_meeting(
            session, meetings.MeetingFields(**values, visibility=Visibility.PARTNERS)
        ),
        write_over("meeting", meetings.MeetingFields, meetings.edit_meeting),
        refs={"organisation_id": "organisation"},
        needed=frozenset({"title", "starts_at"}),
    ),
    SharedKind(
        "event",
        "event",
        Event,
        {
            **_WHEN,
            "kind": m("Kind"),
            "stage": m("Stage"),
            "open_to": m("Who may come"),
            "access_note": m("Access"),
            "cost_pence": m("Cost in pence"),
        },
        lambda session, values: events.create_event(
            session, events.EventFields(**values, visibility=Visibility.PARTNERS)
        ),
        write_over("event", events.EventFields, events.edit_event),
        refs={"organisation_id": "organisation", "partnership_id": "organisation"},
        needed=frozenset({"title", "starts_at"}),
    ),
    SharedKind(
        "commitment",
        "commitment",
        Commitment,
        {
            "text": m("Commitment"),
            "observable_result": m("What anyone will see"),
            "made_on": m("Given"),
            "due_on": m("Due"),
            "reference": m("Reference"),
            "state": m("State"),
            "closed_on": m("Ended"),
        },
        add_commitment,
        change_commitment,
        refs={
            "owner_person_id": "person",
            "owner_organisation_id": "organisation",
            "to_person_id": "person",
            "to_organisation_id": "organisation",
            "meeting_id": "meeting",
        },
        needed=frozenset({"text", "made_on"}),
    ),
)

SHARED: Mapping[str, SharedKind] = {kind.key: kind for kind in _KINDS}
"""By the word of the file, in the order in which they are written."""
