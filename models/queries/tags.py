"""Tags and themes: the tree, what a record carries, what carries a tag, and which partnerships cover a theme.

A tag shows to an audience when it and every theme above it do. A confidential tag is never printed unless somebody
asks for it by name (need N069): that is what `printable_tags` is for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.entities import Organisation, Tag, TagLink
from models.kinds import find_kind
from models.queries.audience import EVERYONE_OF_OURS, may_read
from models.queries.records import RecordName, Ref, find_names, readable_refs, table_of
from models.queries.sight import sees_record
from models.vocabulary import OrganisationKind, TagKind, Visibility


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag as lists show it, in the order of the tree."""

    id: int
    name: str
    kind: TagKind
    parent_id: int | None
    path: tuple[str, ...]
    """The names of the themes above it and its own, the widest first."""
    visibility: Visibility
    version: int

    @property
    def depth(self) -> int:
        """Return how deep in the tree it stands; 0 at the top."""
        return len(self.path) - 1


@dataclass(frozen=True, slots=True)
class ThemeCoverage:
    """How far the work takes up a theme: the partnerships that do, themselves or by an activity of theirs."""

    theme: TagRow
    partnerships: tuple[str, ...]
    activities: int

    @property
    def is_gap(self) -> bool:
        """Say whether no partnership takes it up."""
        return not self.partnerships


def list_tags(
    session: Session,
    kind: TagKind | None = None,
    *,
    audience: Visibility = EVERYONE_OF_OURS,
    with_archived: bool = False,
) -> tuple[TagRow, ...]:
    """Return the tags an audience may see, each under the theme it belongs to, by name."""
    rows = session.execute(
        select(Tag.id, Tag.name, Tag.kind, Tag.parent_id, Tag.visibility, Tag.version, Tag.archived_at).order_by(
            Tag.name_key, Tag.id
        )
    ).all()
    below: dict[int | None, list[Any]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    found: list[TagRow] = []
    waiting: list[tuple[Any, tuple[str, ...]]] = [(row, ()) for row in reversed(below.get(None, []))]
    while waiting:
        row, above = waiting.pop()
        if not may_read(audience, row.visibility) or (row.archived_at is not None and not with_archived):
            continue
        path = (*above, row.name)
        found.append(TagRow(row.id, row.name, row.kind, row.parent_id, path, row.visibility, row.version))
        waiting.extend((child, path) for child in reversed(below.get(row.id, [])))
    return tuple(row for row in found if kind is None or row.kind is kind)


def find_tags(
    session: Session, records: Collection[Ref], *, audience: Visibility = EVERYONE_OF_OURS
) -> Mapping[Ref, tuple[TagRow, ...]]:
    """Return the tags of records, those only that an audience may see on records it may read."""
    tags = {tag.id: tag for tag in list_tags(session, audience=audience)}
    found: dict[Ref, list[TagRow]] = {}
    allowed = readable_refs(session, records, audience)
    by_kind: dict[str, list[int]] = {}
    for kind, number in allowed:
        by_kind.setdefault(kind, []).append(number)
    for kind, ids in by_kind.items():
        links = select(TagLink.record_id, TagLink.tag_id).where(TagLink.record_kind == kind, TagLink.record_id.in_(ids))
        for record_id, tag_id in session.execute(links):
            if tag_id in tags:
                found.setdefault((kind, record_id), []).append(tags[tag_id])
    return {ref: tuple(sorted(rows, key=lambda tag: tag.path)) for ref, rows in found.items()}


def list_tags_of(
    session: Session, kind: str, record_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[TagRow, ...]:
    """Return the tags of one record."""
    ref = (find_kind(kind).table, record_id)
    return find_tags(session, [ref], audience=audience).get(ref, ())


def printable_tags(
    session: Session,
    records: Collection[Ref],
    *,
    audience: Visibility,
    asked_for: Collection[int] = (),
) -> Mapping[Ref, tuple[TagRow, ...]]:
    """Return the tags of records for a paper: confidential ones only where asked for by number and allowed to it."""
    found = find_tags(session, records, audience=audience)
    kept = {
        ref: tuple(tag for tag in tags if tag.visibility is not Visibility.CONFIDENTIAL or tag.id in asked_for)
        for ref, tags in found.items()
    }
    return {ref: tags for ref, tags in kept.items() if tags}


def tagged(
    session: Session, kind: str, tag_ids: Iterable[int], *, audience: Visibility = EVERYONE_OF_OURS, below: bool = True
) -> Select[Any]:
    """Return a subquery of the numbers of a kind's records that carry one of some tags or, unless told, one below.

    It goes where a list takes `among`. Tags the audience may not see find nothing.
    """
    tags = list_tags(session, audience=audience)
    wanted = {tag.id for tag in tags} & set(tag_ids)
    if below:
        wanted = _within(tags, wanted)
    return select(TagLink.record_id).where(
        TagLink.record_kind == find_kind(kind).table, TagLink.tag_id.in_(sorted(wanted))
    )


def list_tagged(
    session: Session, tag_id: int, kind: str | None = None, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[RecordName, ...]:
    """Return the records that carry a tag or one below it, by kind and name, without those put away."""
    tags = list_tags(session, audience=audience)
    wanted = _within(tags, {tag_id} & {tag.id for tag in tags})
    links = select(TagLink.record_kind, TagLink.record_id).where(TagLink.tag_id.in_(sorted(wanted))).distinct()
    if kind is not None:
        links = links.where(TagLink.record_kind == find_kind(kind).table)
    refs = [(row.record_kind, row.record_id) for row in session.execute(links)]
    return in_order(find_names(session, refs, audience=audience).values())


def in_order(names: Iterable[RecordName]) -> tuple[RecordName, ...]:
    """Return records by kind and name, without those put away."""
    shown = (name for name in names if not name.archived)
    return tuple(sorted(shown, key=lambda row: (row.kind, row.name.casefold(), row.id)))


def theme_coverage(session: Session, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[ThemeCoverage, ...]:
    """Return for every theme which partnerships take it up, those with none too; a theme takes in those below it."""
    themes = list_tags(session, TagKind.THEME, audience=audience)
    partnerships = _partnerships(session, audience)
    links = session.execute(
        select(TagLink.tag_id, TagLink.record_id).where(
            TagLink.record_kind == "organisation", TagLink.record_id.in_(list(partnerships))
        )
    ).all()
    activities = table_of("activity")
    acts = session.execute(
        select(TagLink.tag_id, activities.c.partnership_id)
        .join(activities, activities.c.id == TagLink.record_id)
        .where(
            TagLink.record_kind == "activity",
            activities.c.archived_at.is_(None),
            sees_record(activities, audience),
        )
    ).all()
    covered = []
    for theme in themes:
        within = _within(themes, {theme.id})
        numbers = {number for tag, number in links if tag in within}
        own_acts = [number for tag, number in acts if tag in within]
        numbers |= {number for number in own_acts if number in partnerships}
        names = tuple(sorted(partnerships[number] for number in numbers))
        covered.append(ThemeCoverage(theme, names, len(own_acts)))
    return tuple(covered)


def _within(tags: Sequence[TagRow], tag_ids: Iterable[int]) -> set[int]:
    """Return some tags and all below them."""
    within = set(tag_ids)
    for tag in tags:
        # The tree is in order, so a theme always stands before what belongs to it.
        if tag.parent_id in within:
            within.add(tag.id)
    return within


def _partnerships(session: Session, audience: Visibility) -> dict[int, str]:
    table = Organisation.__table__
    question = select(Organisation.id, Organisation.name).where(
        Organisation.kind == OrganisationKind.PARTNERSHIP,
        Organisation.archived_at.is_(None),
        sees_record(table, audience),
    )
    return {row.id: row.name for row in session.execute(question)}
