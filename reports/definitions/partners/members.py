"""Who belongs to a partnership, as a table that its papers share, and the words that count them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from models.queries.audience import Shown, may_read
from models.queries.partnership_members import MembershipRow, list_members
from models.vocabulary import Visibility
from models.words import label
from reports.definitions.partners.common import pounds, precise
from reports.document import Cell, Column, Kind, Table
from reports.parts import leaving_out, reason, shown_to
from resources.i18n import _


def find_members(session: Session, partnership_id: int, as_at: date, audience: Visibility) -> Shown[MembershipRow]:
    """Return the memberships of a day, and how many a copy leaves out."""
    return shown_to(audience, lambda reader: list_members(session, partnership_id, as_at=as_at, audience=reader))


def of_each(rows: Sequence[MembershipRow]) -> dict[int, list[MembershipRow]]:
    """Return the memberships of each member together: one may be host and member at once."""
    found: dict[int, list[MembershipRow]] = {}
    for row in rows:
        found.setdefault(row.member_id, []).append(row)
    return found


def role_words(rows: Sequence[MembershipRow]) -> str:
    """Return the roles that a member has, each once."""
    roles = dict.fromkeys(row.role for row in rows)
    named = [label(role) for role in roles]
    return ", ".join([named[0], *(name.lower() for name in named[1:])])


def members_table(found: Shown[MembershipRow], audience: Visibility) -> Table:
    """Return who belongs to a partnership, by role and name, each once."""
    # What each pays is told among the partners, like the rest of their money, and to nobody else.
    subscribes = may_read(audience, Visibility.PARTNERS) and any(row.subscription_pence for row in found.rows)
    columns = [
        Column(_("Member"), weight=3.2, row_header=True),
        Column(_("Role"), weight=1.4),
        Column(_("Member since"), Kind.DATE, 1.5, unknown=_("Not recorded")),
    ]
    if subscribes:
        columns.append(Column(_("Subscription a year"), Kind.MONEY, 1.2, total=True, unknown=_("None")))
    table = Table(
        key="members",
        title=_("Members, by role"),
        sheet=_("Members"),
        columns=tuple(columns),
        rows=tuple(_cells(rows, subscribes=subscribes) for rows in of_each(found.rows).values()),
        empty=_("No member is recorded. They would stand here with their roles and since when they belong."),
    )
    return leaving_out(table, found.left_out, "membership", "memberships", reason(audience))


def _cells(rows: Sequence[MembershipRow], *, subscribes: bool) -> tuple[Cell, ...]:
    first = min(rows, key=lambda row: row.starts_on or date.max)
    cells: tuple[Cell, ...] = (
        first.member,
        role_words(rows),
        precise(first.starts_on, first.starts_precision),
    )
    paid = [row.subscription_pence for row in rows if row.subscription_pence is not None]
    return (*cells, pounds(sum(paid)) if paid else None) if subscribes else cells
