"""The network of institutions and partnerships: who is tied to whom on a day, those with fewest ties first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from operator import attrgetter

from sqlalchemy import String, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from models.entities import Organisation, OrganisationKind, OrganisationRelationship, RelationshipType
from models.many_rows import many_rows
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.belonging import GROUPING_KINDS, is_open, live_belongings
from models.queries.dated import valid_on
from models.queries.rows import maker, rows_of
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


def find_network(
    session: Session, *, as_at: date, ward_id: int | None = None, audience: Visibility = EVERYONE_OF_OURS
) -> Network:
    """Return the network of a day: every institution and grouping, and whoever is tied to one of them.

    With a ward, those that lie in it, and whoever is tied to one of these.
    """
    with many_rows():
        network = _network(session, as_at, audience)
    return network if ward_id is None else _around(session, network, ward_id)


def _around(session: Session, network: Network, ward_id: int) -> Network:
    """Return what of a network lies in a ward, and whoever is tied to that; ties between others are left out."""
    inside = frozenset(session.scalars(select(Organisation.id).where(Organisation.ward_id == ward_id)))
    edges = tuple(edge for edge in network.edges if edge.from_id in inside or edge.to_id in inside)
    pairs = {frozenset((edge.from_id, edge.to_id)) for edge in edges}
    ties = Counter(chain.from_iterable(pairs))
    nodes = [replace(node, ties=ties[node.id]) for node in network.nodes if node.id in inside or node.id in ties]
    return Network(tuple(sorted(nodes, key=attrgetter("ties"))), edges)


def _network(session: Session, as_at: date, audience: Visibility) -> Network:
    edges = _edges(session, as_at, audience)
    tied = {number for edge in edges for number in (edge.from_id, edge.to_id)}
    wanted = Organisation.kind.in_((OrganisationKind.INSTITUTION, *GROUPING_KINDS))
    statement = select(*_NODE).where(wanted, is_open(Organisation, as_at), readable(Organisation, audience))
    rows = rows_of(session, statement.order_by(Organisation.name_key, Organisation.id))
    alone, rest = ([row for row in rows if (row[0] in tied) is is_tied] for is_tied in (False, True))
    others = select(*_NODE).where(Organisation.id.in_(tied.difference(row[0] for row in rest)))
    rest += rows_of(session, others.order_by(Organisation.name_key, Organisation.id))
    pairs = {(edge.from_id, edge.to_id) for edge in edges}
    pairs = {(one, other) for one, other in pairs if one < other or (other, one) not in pairs}
    ties, parts = Counter(chain.from_iterable(pairs)), _parts(tied, pairs)
    make = maker(NetworkNode)
    nodes = [make(number, name, _KINDS[kind], ties[number], parts[number]) for number, name, kind in rest]
    nodes.sort(key=attrgetter("ties"))
    # Whoever nothing ties is a part alone: after all others, which are larger.
    last = max(parts.values(), default=0)
    isolated = [make(number, name, _KINDS[kind], 0, part) for part, (number, name, kind) in enumerate(alone, last + 1)]
    return Network((*isolated, *nodes), edges)


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
    make = maker(NetworkEdge)
    belonging = [make(*row, RelationshipType.MEMBER_OF) for row in rows_of(session, members)]
    return (*belonging, *(make(*row) for row in rows_of(session, links)))


def _parts(numbers: Collection[int], pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return for each node the number of its part, counted from the largest, 1."""
    above = {number: number for number in numbers}

    def root(number: int) -> int:
        while above[number] != number:
            above[number] = number = above[above[number]]
        return number

    for one, other in pairs:
        first, second = root(one), root(other)
        above[max(first, second)] = min(first, second)
    sizes = Counter(root(number) for number in numbers)
    order = {head: place for place, head in enumerate(sorted(sizes, key=lambda head: (-sizes[head], head)), start=1)}
    return {number: order[root(number)] for number in numbers}
