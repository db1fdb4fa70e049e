"""The partnerships of the sample book: what they are, who belongs, what they live on, what each brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models.base import Row
from models.entities import (
    Agreement,
    AgreementParty,
    Area,
    AreaKind,
    Benefit,
    BodyProfile,
    Contribution,
    Delegation,
    Event,
    FundingLine,
    FundingOpportunity,
    Organisation,
    OrganisationKind,
    OrganisationRelationship,
    PartnershipForm,
    PartnershipMembership,
    PartnershipProfile,
    PartnershipStage,
    PartnershipType,
    Person,
    RelationshipType,
    Service,
)
from models.partnership_types import PRESET_TYPES
from models.sample.book import Line, SampleBook, Values, number_or_none, read_lines
from models.sample.partnership_people import add_partnership_people
from models.text import sort_key
from models.vocabulary import (
    AgreementKind,
    AuthorityRelation,
    ContributionKind,
    FundingKind,
    LegalForm,
    MemberRole,
    OpportunityState,
    PartnershipStatus,
    Precision,
    ServiceKind,
    Stage,
    TimeOfDay,
    Visibility,
)

Reading = Callable[[str], object]


def add_partnerships(book: SampleBook) -> None:
    """Add the partnerships with all that hangs on them; wants the organisations, people and events."""
    _add_organisations(book)
    add_partnership_people(book)
    organisation = {"partnership_id": _number(book, Organisation), "member_id": _number(book, Organisation)}
    _fill(book, PartnershipForm, "forms", {**organisation, "form": LegalForm})
    _fill(book, PartnershipStage, "stages", {**organisation, "stage": Stage})
    _fill(
        book,
        PartnershipMembership,
        "members",
        {**organisation, "role": MemberRole, "starts_precision": Precision, "subscription_pence": number_or_none},
    )
    _fill(book, OrganisationRelationship, "links", {**_sides(book), "type": RelationshipType})
    _add_money(book)
    _add_agreements(book)
    _fill(book, Delegation, "delegations", {**_sides(book), "visibility": Visibility})


def _add_organisations(book: SampleBook) -> None:
    book.add(
        Area,
        {
            line["key"]: {
                "name": line["name"],
                "name_key": sort_key(line["name"]),
                "kind": AreaKind(line["kind"]),
                "visibility": Visibility.PUBLIC,
            }
            for line in read_lines("partnerships", "areas.csv")
        },
    )
    book.add(
        Organisation,
        {line["key"]: _organisation(book, line) for line in read_lines("partnerships", "organisations.csv")},
    )
    lines = read_lines("partnerships", "profiles.csv")
    presets = {preset.name: preset for preset in PRESET_TYPES}
    used = dict.fromkeys(line["type"] for line in lines)
    book.add(
        PartnershipType,
        {
            name: {
                "name": name,
                "name_key": sort_key(name),
                "is_preset": True,
                "is_historical": presets[name].is_historical,
            }
            for name in used
        },
    )
    book.add(PartnershipProfile, {line["key"]: _profile(book, line) for line in lines})
    book.add(
        BodyProfile,
        {
            "ssp": {
                "organisation_id": book.number(Organisation, "ssp"),
                "terms_of_reference": "Plans the festivals, agrees the budget, appoints the manager.",
                "quorum_number": 3,
            }
        },
    )


def _organisation(book: SampleBook, line: Line) -> Values:
    return {
        "name": line["name"],
        "name_key": sort_key(line["name"]),
        "short_name": line["short"],
        "kind": OrganisationKind(line["kind"]),
        "ward_id": book.maybe(Area, line["ward"]),
        "street": line["street"],
        "postcode": line["postcode"],
        "town": "Millbrook" if line["ward"] else "",
        "easting": int(line["easting"]),
        "northing": int(line["northing"]),
        "opened_on": book.days.optional(line["opened"]),
        "closed_on": book.days.optional(line["closed"]),
        "note": line["note"],
        "visibility": Visibility.PUBLIC,
        "source": "Sample records",
    }


def _profile(book: SampleBook, line: Line) -> Values:
    flags = [name for name in line if name.startswith("has_")] + ["employs_staff", "makes_contracts"]
    days = ("founded_on", "incorporated_on", "accounts_on", "review_on")
    words = ("purpose", "foundation_story", "company_number", "charity_number", "plan")
    return {
        **{name: line[name] for name in words},
        **{name: book.days.optional(line[name]) for name in days},
        **{name: line[name] == "1" for name in flags},
        "organisation_id": book.number(Organisation, line["key"]),
        "type_id": book.number(PartnershipType, line["type"]),
        "founded_precision": Precision(line["founded_precision"]),
        "inaugural_event_id": book.maybe(Event, line["inaugural_event_id"]),
        "status": PartnershipStatus(line["status"]),
        "authority_id": book.maybe(Organisation, line["authority_id"]),
        "authority_relation": AuthorityRelation(line["authority_relation"]),
        "area_id": book.maybe(Area, line["area_id"]),
    }


def _add_money(book: SampleBook) -> None:
    """Add funding, chances of money, contributions and benefits, and the services."""
    organisations = dict.fromkeys(
        ("partnership_id", "source_id", "organisation_id", "provider_id", "at_id"), _number(book, Organisation)
    )
    amounts = dict.fromkeys(("amount_pence", "saving_pence", "hours"), number_or_none)
    shared: dict[str, Reading] = {**organisations, **amounts, "visibility": Visibility}
    _fill(
        book,
        FundingLine,
        "funding",
        {
            **shared,
            "kind": FundingKind,
            "year_begins": lambda offset: book.days.year + int(offset),
            "in_kind_pence": int,
            "is_restricted": _flag,
        },
    )
    _fill(book, FundingOpportunity, "opportunities", {**shared, "state": OpportunityState})
    _fill(
        book,
        Contribution,
        "contributions",
        {**shared, "kind": ContributionKind, "person_id": _number(book, Person)},
    )
    _fill(book, Benefit, "benefits", shared)
    _fill(
        book,
        Service,
        "services",
        {
            **shared,
            "kind": ServiceKind,
            "time_of_day": lambda word: TimeOfDay(word) if word else None,
            "is_traded": _flag,
        },
    )


def _add_agreements(book: SampleBook) -> None:
    reading: dict[str, Reading] = {
        "kind": AgreementKind,
        "partnership_id": _number(book, Organisation),
        "visibility": Visibility,
    }
    lines = _fill(book, Agreement, "agreements", reading, besides=("parties",))
    book.add(
        AgreementParty,
        {
            f"{key}/{party}": {
                "agreement_id": book.number(Agreement, key),
                "organisation_id": book.number(Organisation, party),
            }
            for key, line in lines.items()
            for party in line["parties"].split()
        },
    )


def _number(book: SampleBook, kind: type[Row]) -> Reading:
    return lambda key: book.maybe(kind, key)


def _sides(book: SampleBook) -> dict[str, Reading]:
    return {"from_id": _number(book, Organisation), "to_id": _number(book, Organisation)}


def _flag(text: str) -> bool:
    return text == "1"


def _fill(
    book: SampleBook, entity: type[Row], file: str, reading: Mapping[str, Reading], besides: tuple[str, ...] = ()
) -> dict[str, Line]:
    """Add the lines of a file whose headings are the columns of a table; columns that end in `_on` are days."""
    lines = {f"{file}/{position}": line for position, line in enumerate(read_lines("partnerships", f"{file}.csv"))}

    def value(column: str, text: str) -> object:
        if column in reading:
            return reading[column](text)
        return book.days.optional(text) if column.endswith("_on") else text

    book.add(
        entity,
        {
            key: {column: value(column, text) for column, text in line.items() if column not in besides}
            for key, line in lines.items()
        },
    )
    return lines
