"""What leaves the records for everybody to read, before it takes the form of one format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from models.vocabulary import EventStage, Precision


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number by which others know an organisation, and whose number it is (org-id.guide where it has a code)."""

    scheme: str
    kind: str
    number: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is: the lines of its address, and on the globe where that is known."""

    lines: tuple[str, ...] = ()
    town: str = ""
    county: str = ""
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None
    uprn: str = ""

    def __bool__(self) -> bool:
        return bool(self.lines or self.town or self.postcode or self.latitude is not None)


@dataclass(frozen=True, slots=True)
class OpenOrganisation:
    """An organisation as everybody may know it."""

    uid: str
    name: str
    short_name: str
    kind: str
    """What it is, in small words: "primary school", "area committee"."""
    parent: str = ""
    """The uid of what it is a part of, where that leaves as well."""
    opened_on: date | None = None
    closed_on: date | None = None
    website: str = ""
    email: str = ""
    phone: str = ""
    spot: Spot = Spot()
    identifiers: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Since:
    """A date and how exactly it is known."""

    day: date
    precision: Precision

    @property
    def text(self) -> str:
        """Return the date as far as it is known: "2026-09-01", "2026-09", "2026"."""
        if self.precision is Precision.DAY:
            return self.day.isoformat()
        return f"{self.day:%Y}" if self.precision is Precision.YEAR else f"{self.day:%Y-%m}"


@dataclass(frozen=True, slots=True)
class OpenArea:
    """A ward or another area that somebody is elected for."""

    uid: str
    name: str
    kind: str
    gss_code: str


@dataclass(frozen=True, slots=True)
class OpenPost:
    """A seat that somebody holds."""

    uid: str
    organisation: str
    label: str
    role: str
    area: str = ""


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """Somebody who holds a public office: their name, and nothing else of them."""

    uid: str
    name: str
    prefix: str
    given: str
    family: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Holding:
    """That somebody holds an office from a day to a day."""

    uid: str
    person: str
    organisation: str
    role: str
    label: str = ""
    post: str = ""
    area: str = ""
    party: str = ""
    on_behalf_of: str = ""
    since: Since | None = None
    until: Since | None = None
    """The last day."""


@dataclass(frozen=True, slots=True)
class PublicOffices:
    """Organisations, and who holds which office there."""

    organisations: tuple[OpenOrganisation, ...]
    people: tuple[OfficeHolder, ...]
    holdings: tuple[Holding, ...]
    posts: tuple[OpenPost, ...] = ()
    areas: tuple[OpenArea, ...] = ()


@dataclass(frozen=True, slots=True)
class CommunityOffer:
    """What an organisation offers to the community."""

    uid: str
    organisation: OpenOrganisation
    name: str
    description: str
    at: OpenOrganisation
    """Where it is offered."""
    when: str = ""
    """At which time of day, in words."""
    since: date | None = None
    until: date | None = None
    """The last day."""
    is_charged: bool = False
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenEvent:
    """An event that everybody may know of; times are those of England."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime | None
    stage: EventStage
    kind: str
    place: str
    spot: Spot
    open_to: str
    cost_pence: int | None
    host: OpenOrganisation | None
