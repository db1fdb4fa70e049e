"""Links between organisations that ended, and why; what an institution was before and became; changes of status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import Organisation, OrganisationRelationship, RelationshipType, StatusChange
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.dated import valid_on
from models.queries.rows import fetch
from models.vocabulary import Precision, Visibility
from models.words import label


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link between two organisations, read "from ... to"."""

    id: int
    from_id: int
    from_name: str
    type: RelationshipType
    to_id: int
    to_name: str
    starts_on: date | None
    starts_precision: Precision
    ends_on: date | None
    ends_precision: Precision
    end_reason: str
    """Why it is no longer so; blank while it is, or where nobody said."""
    note: str
    version: int

    @property
    def words(self) -> str:
        """Return the link as a sentence without its dates: "The Faculty: places students at: Canal Lane"."""
        return f"{self.from_name}: {label(self.type).lower()}: {self.to_name}"


_link = OrganisationRelationship
_from = aliased(Organisation, name="link_from")
_to = aliased(Organisation, name="link_to")


def _links(audience: Visibility) -> Select[*tuple[Any, ...]]:
    return (
        select(
            _link.id,
            _from.id.label("from_id"),
            _from.name.label("from_name"),
            _link.type,
            _to.id.label("to_id"),
            _to.name.label("to_name"),
            _link.starts_on,
            _link.starts_precision,
            _link.ends_on,
            _link.ends_precision,
            _link.end_reason,
            _link.note,
            _link.version,
        )
        .join(_from, _from.id == _link.from_id)
        .join(_to, _to.id == _link.to_id)
        .where(
            _from.archived_at.is_(None), _to.archived_at.is_(None), readable(_from, audience), readable(_to, audience)
        )
    )


def list_links(
    session: Session,
    *,
    as_at: date,
    types: Sequence[RelationshipType] = (),
    organisation_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[LinkRow, ...]:
    """Return the links that hold on a day, by the names of both: of some types, of one organisation, or all."""
    statement = _narrowed(_links(audience).where(valid_on(_link, as_at)), types, organisation_id)
    return tuple(fetch(session, LinkRow, statement.order_by(_from.name_key, _to.name_key, _link.id)))


def list_lapsed_links(
    session: Session,
    *,
    today: date,
    types: Sequence[RelationshipType] = (),
    organisation_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[LinkRow, ...]:
    """Return the links that ended and were not taken up again, with the reason, the latest ended first.

    "Why does the Faculty no longer place students with us?" is answered by the types and the organisation.
    """
    again = aliased(OrganisationRelationship, name="again")
    back = exists().where(
        again.from_id == _link.from_id,
        again.to_id == _link.to_id,
        again.type == _link.type,
        again.id != _link.id,
        valid_on(again, today),
    )
    statement = _narrowed(_links(audience).where(_link.ends_on <= today, ~back), types, organisation_id)
    return tuple(fetch(session, LinkRow, statement.order_by(_link.ends_on.desc(), _from.name_key, _link.id)))


def _narrowed(
    statement: Select[*tuple[Any, ...]], types: Sequence[RelationshipType], organisation_id: int | None
) -> Select[*tuple[Any, ...]]:
    if types:
        statement = statement.where(_link.type.in_(types))
    if organisation_id is not None:
        statement = statement.where(or_(_link.from_id == organisation_id, _link.to_id == organisation_id))
    return statement


@dataclass(frozen=True, slots=True)
class LineageRow:
    """What an institution was before or became, with the day of the change where it is known."""

    organisation_id: int
    name: str
    is_before: bool
    """Whether it came before; otherwise after."""
    on: date | None
    steps: int
    """1 for the one directly before or after."""


def list_lineage(
    session: Session, organisation_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[LineageRow, ...]:
    """Return the predecessors of an institution, the furthest first, and then its successors, through all changes.

    A link is read as it is written: "X successor of Y" and "Y predecessor of X" both say that Y came before X.
    """
    kinds = (RelationshipType.PREDECESSOR, RelationshipType.SUCCESSOR)
    before: dict[int, dict[int, tuple[str, date | None]]] = {}
    after: dict[int, dict[int, tuple[str, date | None]]] = {}
    for row in fetch(session, LinkRow, _links(audience).where(_link.type.in_(kinds)).order_by(_link.id)):
        old, new = (row.from_id, row.from_name), (row.to_id, row.to_name)
        if row.type is RelationshipType.SUCCESSOR:
            old, new = new, old
        before.setdefault(new[0], {})[old[0]] = old[1], row.starts_on
        after.setdefault(old[0], {})[new[0]] = new[1], row.starts_on
    earlier = _walk(before, organisation_id, is_before=True)
    return (*reversed(earlier), *_walk(after, organisation_id, is_before=False))


def _walk(links: dict[int, dict[int, tuple[str, date | None]]], start: int, *, is_before: bool) -> list[LineageRow]:
    found: dict[int, LineageRow] = {}
    waiting = [(start, 0)]
    while waiting:
        number, steps = waiting.pop(0)
        for other, (name, on) in links.get(number, {}).items():
            if other not in found and other != start:
                found[other] = LineageRow(other, name, is_before, on, steps + 1)
                waiting.append((other, steps + 1))
    return list(found.values())


@dataclass(frozen=True, slots=True)
class StatusChangeRow:
    """That an institution changed what it is on a day."""

    id: int
    organisation_id: int
    organisation: str
    changed_on: date
    status_before: str
    status_after: str
    note: str
    source: str
    version: int


def list_status_changes(
    session: Session,
    *,
    organisation_id: int | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[StatusChangeRow, ...]:
    """Return changes of status, the latest first: of one institution or of all, in a period or ever."""
    c = StatusChange
    where = [readable(Organisation, audience), Organisation.archived_at.is_(None)]
    if organisation_id is not None:
        where.append(c.organisation_id == organisation_id)
    if first_day is not None:
        where.append(c.changed_on >= first_day)
    if last_day is not None:
        where.append(c.changed_on <= last_day)
    statement = (
        select(
            c.id,
            c.organisation_id,
            Organisation.name,
            c.changed_on,
            c.status_before,
            c.status_after,
            c.note,
            c.source,
            c.version,
        )
        .join(Organisation, Organisation.id == c.organisation_id)
        .where(and_(*where))
        .order_by(c.changed_on.desc(), Organisation.name_key, c.id.desc())
    )
    return tuple(fetch(session, StatusChangeRow, statement))


def find_status_on(session: Session, organisation_id: int, day: date) -> str:
    """Return what an institution was on a day by its changes of status; blank where none tells.

    Before the first change it is what that change says was before.
    """
    changes = list_status_changes(session, organisation_id=organisation_id)
    done = [change for change in changes if change.changed_on <= day]
    return done[0].status_after if done else changes[-1].status_before if changes else ""
