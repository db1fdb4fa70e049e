"""What is written for a line of a file of contacts: worked out when it was compared, done when it is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.exchange.incoming import Office, Place, Postal, Way
from models.queries.records import Ref
from models.vocabulary import OrganisationKind


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """An organisation: by its number, or by the key of the line that makes it."""

    id: int | None = None
    new: str = ""


@dataclass(frozen=True, slots=True)
class NewPlacePlan:
    """An organisation that is made because somebody of the file works there."""

    key: str
    place: Place
    kind: OrganisationKind
    urn: str = ""
    """Of the one institution of the register that it is: then it is adopted, with all the register knows."""


@dataclass(frozen=True, slots=True)
class NewRole:
    """A role to add."""

    place: PlaceRef
    office: Office
    ward_id: int | None = None
    """None with a ward in the office: the ward is made."""


@dataclass(frozen=True, slots=True)
class ChangedRole:
    """Days and words to write into a role that is there."""

    affiliation_id: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """What is written for a person; of somebody known only what is new."""

    names: Mapping[str, Any] = field(default_factory=dict)
    roles: tuple[NewRole | ChangedRole, ...] = ()
    ways: tuple[Way, ...] = ()
    postal: Postal = field(default_factory=Postal)
    note: str = ""
    tags: tuple[str, ...] = ()
    twin: str = ""
    """The fingerprint of an earlier line of the file that is about the same new person."""

    def __bool__(self) -> bool:
        return bool(self.names or self.roles or self.ways or self.postal or self.note or self.tags)


@dataclass(frozen=True, slots=True)
class OrganisationPlan:
    """What is written for an organisation that a file names for its own sake."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    kind: OrganisationKind | None = None
    ways: tuple[Way, ...] = ()
    tags: tuple[str, ...] = ()
    urn: str = ""
    is_made_above: bool = False
    """Whether people further up in the file have it made."""

    def __bool__(self) -> bool:
        return bool(self.values or self.ways or self.tags)


@dataclass(frozen=True, slots=True)
class ListPlan:
    """The members of a list: by the fingerprints of their lines or, where they are known, as records."""

    name: str
    group_id: int | None
    lines: tuple[str, ...] = ()
    refs: tuple[Ref, ...] = ()
