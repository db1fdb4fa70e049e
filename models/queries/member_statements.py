"""What members of a partnership signed up to under the four headings, what is lacking, and what is due for review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from models.entities import MemberStatement, Organisation
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.partnership_members import list_members
from models.queries.rows import fetch
from models.queries.sight import sees_record
from models.vocabulary import StatementHeading, Visibility

SOON = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A member's statement under one heading."""

    id: int
    partnership_id: int
    partnership: str
    member_id: int
    member: str
    heading: StatementHeading
    text: str
    signed_on: date | None
    review_on: date | None
    visibility: Visibility
    version: int

    def is_due(self, day: date) -> bool:
        """Say whether the statement is to be looked at again by a day."""
        return self.review_on is not None and self.review_on <= day


@dataclass(frozen=True, slots=True)
class MissingStatements:
    """The headings under which a member has signed nothing."""

    member_id: int
    member: str
    headings: tuple[StatementHeading, ...]


_MEMBER, _PARTNERSHIP = aliased(Organisation), aliased(Organisation)
_ROWS = (
    select(
        MemberStatement.id,
        MemberStatement.partnership_id,
        _PARTNERSHIP.name,
        MemberStatement.member_id,
        _MEMBER.name,
        MemberStatement.heading,
        MemberStatement.text,
        MemberStatement.signed_on,
        MemberStatement.review_on,
        MemberStatement.visibility,
        MemberStatement.version,
    )
    .join(_PARTNERSHIP, _PARTNERSHIP.id == MemberStatement.partnership_id)
    .join(_MEMBER, _MEMBER.id == MemberStatement.member_id)
    .where(MemberStatement.archived_at.is_(None))
)


def list_statements(
    session: Session,
    *,
    partnership_id: int | None = None,
    member_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[StatementRow, ...]:
    """Return the statements of a partnership or a member, by member and in the order of the headings."""
    statement = _ROWS.where(sees_record(MemberStatement, audience))
    if partnership_id is not None:
        statement = statement.where(MemberStatement.partnership_id == partnership_id)
    if member_id is not None:
        statement = statement.where(MemberStatement.member_id == member_id)
    rows = fetch(session, StatementRow, statement.order_by(_MEMBER.name_key, _MEMBER.id, MemberStatement.id))
    order = list(StatementHeading)
    places = {row.member_id: place for place, row in reversed(list(enumerate(rows)))}
    return tuple(sorted(rows, key=lambda row: (places[row.member_id], order.index(row.heading), row.id)))


def list_missing_statements(
    session: Session, partnership_id: int, as_at: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[MissingStatements, ...]:
    """Return the members of a partnership on a day that have not signed under every heading, and under which."""
    signed: dict[int, set[StatementHeading]] = {}
    for row in list_statements(session, partnership_id=partnership_id, audience=audience):
        if row.signed_on is not None and row.signed_on <= as_at:
            signed.setdefault(row.member_id, set()).add(row.heading)
    members = {
        row.member_id: row.member for row in list_members(session, partnership_id, as_at=as_at, audience=audience)
    }
    lacking = (
        MissingStatements(number, name, tuple(one for one in StatementHeading if one not in signed.get(number, ())))
        for number, name in members.items()
    )
    return tuple(row for row in lacking if row.headings)


def list_statements_due(
    session: Session, today: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[StatementRow, ...]:
    """Return the statements whose review is due by the next four weeks, the longest due first."""
    statement = _ROWS.where(MemberStatement.review_on <= today + SOON, sees_record(MemberStatement, audience))
    return tuple(fetch(session, StatementRow, statement.order_by(MemberStatement.review_on, MemberStatement.id)))


def count_statements_due(session: Session, today: date, *, audience: Visibility = EVERYONE_OF_OURS) -> int:
    """Return how many statements are due for review by today."""
    return session.execute(
        select(func.count())
        .select_from(MemberStatement)
        .where(
            MemberStatement.archived_at.is_(None),
            MemberStatement.review_on <= today,
            sees_record(MemberStatement, audience),
        )
    ).scalar_one()
