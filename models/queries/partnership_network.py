"""The network of institutions and partnerships: who is tied to whom on a day, those with fewest ties first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from sqlalchemy import String, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from models.entities import Organisation, OrganisationKind, OrganisationRelationship, RelationshipType
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.belonging import GROUPING_KINDS, is_open, live_belongings
from models.queries.dated import valid_on
from models.queries.rows import many_rows
from models.vocabulary import Visibility

_From = aliased(Organisation, name="tied_from")
_To = aliased(Organisation, name="tied_to")

_NODE = (Organisation.id, Organisation.name, type_coerce(Organisation.kind, String))
_KINDS = {kind.value: kind for kind in OrganisationKind}

NOT_TIES = (RelationshipType.PREDECESSOR, RelationshipType.SUCCESSOR, RelationshipType.MEMBER_OF)
"""Links that are no ties between two that work today, or that the memberships tell already."""


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """An institution, a partnership, or another that is tied to one."""

    id: int
    name: str
    kind: OrganisationKind
    ties: int
    """How many others it is tied to, each once."""
    part: int
    """The number of the part of the network it is in, the largest first; within a part all can be reached."""

    @property
    def is_isolated(self) -> bool:
        """Say whether nothing ties it to anybody."""
        return self.ties == 0


@dataclass(frozen=True, slots=True)
class NetworkEdge:
    """A tie: a membership (`type` is member of), or a link between two organisations."""

    from_id: int
    to_id: int
    type: RelationshipType


@dataclass(frozen=True, slots=True)
class Network:
    """The nodes, isolated ones first, then by how few ties they have; and the ties."""

    nodes: tuple[NetworkNode, ...]
    edges: tuple[NetworkEdge, ...]

    @property
    def isolated(self) -> tuple[NetworkNode, ...]:
        """Return the nodes that nothing ties to anybody."""
        return tuple(node for node in self.nodes if node.is_isolated)


def find_network(session: Session, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS) -> Network:
    """Return the network of a day: every institution and grouping, and whoever is tied to one of them."""
    with many_rows():
        return _network(session, as_at, audience)


def _network(session: Session, as_at: date, audience: Visibility) -> Network:
    edges = _edges(session, as_at, audience)
    tied = {number for edge in edges for number in (edge.from_id, edge.to_id)}
    wanted = Organisation.kind.in_((OrganisationKind.INSTITUTION, *GROUPING_KINDS))
    rows = session.execute(
        select(*_NODE)
        .where(wanted, is_open(Organisation, as_at), readable(Organisation, audience))
        .order_by(Organisation.name_key, Organisation.id)
    ).all()
    others = sorted(tied - {row.id for row in rows})
    more = select(*_NODE).where(Organisation.id.in_(others))
    rows = [*rows, *session.execute(more.order_by(Organisation.name_key, Organisation.id))]
    pairs = {frozenset((edge.from_id, edge.to_id)) for edge in edges}
    ties = Counter(number for pair in pairs for number in pair)
    parts = _parts([number for number, _name, _kind in rows], pairs)
    nodes = [NetworkNode(number, name, _KINDS[kind], ties[number], parts[number]) for number, name, kind in rows]
    return Network(tuple(sorted(nodes, key=attrgetter("ties"))), edges)


def _edges(session: Session, as_at: date, audience: Visibility) -> tuple[NetworkEdge, ...]:
    pairs = live_belongings(as_at, audience)
    members = select(pairs.c.member_id, pairs.c.partnership_id).order_by(pairs.c.partnership_id, pairs.c.member_id)
    link = OrganisationRelationship
    kinds = (OrganisationKind.INSTITUTION, *GROUPING_KINDS)
    links = (
        select(link.from_id, link.to_id, link.type)
        .join(_From, _From.id == link.from_id)
        .join(_To, _To.id == link.to_id)
        .where(
            valid_on(link, as_at),
            link.type.not_in(NOT_TIES),
            or_(_From.kind.in_(kinds), _To.kind.in_(kinds)),
            *(is_open(side, as_at) for side in (_From, _To)),
            *(readable(side, audience) for side in (_From, _To)),
        )
        .order_by(link.from_id, link.to_id, link.type)
    )
    belonging = [NetworkEdge(*row, RelationshipType.MEMBER_OF) for row in session.execute(members)]
    return (*belonging, *(NetworkEdge(*row) for row in session.execute(links)))


def _parts(numbers: list[int], pairs: set[frozenset[int]]) -> dict[int, int]:
    """Return for each node the number of its part, counted from the largest, 1."""
    above = {number: number for number in numbers}

    def root(number: int) -> int:
        while above[number] != number:
            above[number] = number = above[above[number]]
        return number

    for one, *other in pairs:
        if other:
            above[root(one)] = root(other[0])
    sizes = Counter(root(number) for number in numbers)
    order = {head: place for place, head in enumerate(sorted(sizes, key=lambda head: (-sizes[head], head)), start=1)}
    return {number: order[root(number)] for number in numbers}
