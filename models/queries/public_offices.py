"""Who holds which public office, from when to when, for open data: roles over time, of those public_offices.py lists.

Holders of elected offices, and members of our own boards, are named to everybody unless they are marked confidential;
members of other boards where their own record may be read (queries/audience.py). Those who left a board stay for the
twelve months that boards publish them, councillors for good. Nothing but the name of a person leaves.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, aliased

from models.chunks import in_chunks
from models.dates import months_after
from models.entities import Affiliation, Area, Organisation, Person, Post
from models.exchange.open_data.entries import Holding, OfficeHolder, OpenArea, OpenPost, PublicOffices, Since
from models.public_offices import Office, public_office
from models.queries.audience import may_name, may_read, nameable_to, readable
from models.queries.bodies import is_board
from models.queries.governors import MONTHS_BACK
from models.queries.open_organisations import find_open_organisations
from models.queries.ours import our_bodies
from models.vocabulary import Visibility

_parent = aliased(Organisation, name="parent")
_HELD = (
    select(
        Affiliation.uid,
        Affiliation.organisation_id,
        Affiliation.role,
        Affiliation.job_title,
        Affiliation.party,
        Affiliation.starts_on,
        Affiliation.starts_precision,
        Affiliation.ends_on,
        Affiliation.ends_precision,
        Person.uid.label("person_uid"),
        Person.display_name,
        Person.title,
        Person.given_name,
        Person.family_name,
        Person.post_nominals,
        Person.visibility,
        Organisation.kind,
        Organisation.body_kind,
        _parent.kind.label("parent_kind"),
        Affiliation.on_behalf_of_id,
        Affiliation.post_id,
        Affiliation.area_id,
    )
    .join(Person, Person.id == Affiliation.person_id)
    .join(Organisation, Organisation.id == Affiliation.organisation_id)
    .outerjoin(_parent, _parent.id == Organisation.parent_id)
    .where(Person.archived_at.is_(None))
    .order_by(Person.name_key, Person.id, Affiliation.starts_on.nulls_first(), Affiliation.id)
)


def find_public_offices(
    session: Session,
    organisation_ids: Sequence[int] | None = None,
    *,
    today: date,
    audience: Visibility = Visibility.PUBLIC,
) -> PublicOffices:
    """Return organisations, of those named or all, with the public offices held there and who held them."""
    places = find_open_organisations(session, organisation_ids, today=today, audience=audience)
    held = [row for row in _held(session, today, audience) if row.organisation_id in places]
    posts = _posts(session, {row.post_id for row in held}, audience)
    areas = _areas(session, {row.area_id for row in (*held, *posts.values())}, audience)
    uids = {number: one.uid for number, one in places.items()}
    known = set(uids.values())
    return PublicOffices(
        organisations=tuple(one if one.parent in known else replace(one, parent="") for one in places.values()),
        people=tuple({row.person_uid: _holder(row) for row in held}.values()),
        holdings=tuple(_holding(row, uids, posts, areas) for row in held),
        posts=tuple(_post(row, uids, areas) for row in posts.values()),
        areas=tuple(
            OpenArea(row.uid, row.name, row.kind.value.replace("_", " "), row.gss_code) for row in areas.values()
        ),
    )


def _held(session: Session, today: date, audience: Visibility) -> list[Any]:
    """Return the public offices whose holders are named to an audience."""
    rows = [(row, office) for row in session.execute(_HELD) if (office := _office(row)) is not None]
    councillors = {row.person_uid for row, office in rows if office is Office.ELECTED}
    ours = frozenset(our_bodies(session))
    since = months_after(today, -MONTHS_BACK)
    return [
        row
        for row, office in rows
        if (office is not Office.ON_COMMITTEE or row.person_uid in councillors)
        and (office is not Office.GOVERNING or row.ends_on is None or row.ends_on >= since)
        and _is_named(row, office, ours, audience)
    ]


def _office(row: Any) -> Office | None:
    return public_office(row.role, row.kind, row.parent_kind, is_board=is_board(row.body_kind))


def _is_named(row: Any, office: Office, ours: frozenset[int], audience: Visibility) -> bool:
    if office is Office.GOVERNING and row.organisation_id not in ours:
        return may_read(audience, row.visibility)
    return may_name(audience, row.visibility)


def _posts(session: Session, numbers: Collection[int | None], audience: Visibility) -> dict[int, Any]:
    """Return the seats that offices are held on, as far as they may be read."""
    statement = (
        select(Post.id, Post.uid, Post.organisation_id, Post.label, Post.role, Post.area_id)
        .where(Post.archived_at.is_(None), readable(Post, audience))
        .order_by(Post.id)
    )
    return _by_number(session, statement, Post.id.expression, numbers)


def _areas(session: Session, numbers: Collection[int | None], audience: Visibility) -> dict[int, Any]:
    """Return the wards that people are elected for, which are known to all like those who are elected."""
    statement = (
        select(Area.id, Area.uid, Area.name, Area.kind, Area.gss_code)
        .where(Area.archived_at.is_(None), Area.visibility.in_(nameable_to(audience)))
        .order_by(Area.id)
    )
    return _by_number(session, statement, Area.id.expression, numbers)


def _by_number(
    session: Session, statement: Select[*tuple[Any, ...]], key: ColumnElement[int], numbers: Collection[int | None]
) -> dict[int, Any]:
    wanted = sorted(number for number in numbers if number is not None)
    found: dict[int, Any] = {}
    for some in in_chunks(wanted):
        found |= {row.id: row for row in session.execute(statement.where(key.in_(some)))}
    return found


def _holder(row: Any) -> OfficeHolder:
    return OfficeHolder(row.person_uid, row.display_name, row.title, row.given_name, row.family_name, row.post_nominals)


def _holding(row: Any, uids: Mapping[int, str], posts: Mapping[int, Any], areas: Mapping[int, Any]) -> Holding:
    return Holding(
        uid=row.uid,
        person=row.person_uid,
        organisation=uids[row.organisation_id],
        role=row.role,
        label=row.job_title,
        post=_uid_of(posts, row.post_id),
        area=_uid_of(areas, row.area_id),
        party=row.party if _office(row) is Office.ELECTED else "",
        on_behalf_of=uids.get(row.on_behalf_of_id, ""),
        since=None if row.starts_on is None else Since(row.starts_on, row.starts_precision),
        until=None if row.ends_on is None else Since(row.ends_on - timedelta(days=1), row.ends_precision),
    )


def _post(row: Any, uids: Mapping[int, str], areas: Mapping[int, Any]) -> OpenPost:
    return OpenPost(row.uid, uids[row.organisation_id], row.label, row.role, _uid_of(areas, row.area_id))


def _uid_of(rows: Mapping[int, Any], number: int | None) -> str:
    return rows[number].uid if number is not None and number in rows else ""
