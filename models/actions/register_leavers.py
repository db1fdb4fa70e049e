"""Members of groups that a newer file of the register names no more at all, and so belong to none.

A file may be an extract: of one authority, of one trust, of academies alone. What it leaves out is only gone where it
speaks of the member's surroundings: of the same group in the same authority, or of most members of groups of that type
there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import RegisterInstitution, RegisterMembership

Key = tuple[str, str, date | None]
"""URN, group and day of joining, as the register tells memberships apart."""


@dataclass(frozen=True, slots=True)
class MembersBefore:
    """The open memberships that the register had before a file was read: with the type of group and the authority."""

    rows: tuple[tuple[str, str, date | None, str, str | None], ...]

    def gone(self, seen: Collection[object]) -> list[object]:
        """Return the keys of those whose members a file with these keys names no more."""
        keys = cast(Collection[Key], seen)
        urns, groups = {key[0] for key in keys}, {key[1] for key in keys}
        named = [row for row in self.rows if row[0] in urns]
        authorities = {row[4] for row in named}
        there, still = Counter(row[3:] for row in self.rows), Counter(row[3:] for row in named)
        most = {where for where, count in there.items() if 2 * still[where] >= count}
        return [
            row[:3]
            for row in self.rows
            if row[0] not in urns and (row[3:] in most or (row[1] in groups and row[4] in authorities))
        ]


def members_before(session: Session) -> MembersBefore:
    """Return what the register has now."""
    member, school = RegisterMembership, RegisterInstitution
    question = (
        select(member.urn, member.group_uid, member.joined_on, member.group_type, school.la_code)
        .outerjoin(school, school.urn == member.urn)
        .where(member.left_on.is_(None))
    )
    return MembersBefore(tuple((row[0], row[1], row[2], row[3], row[4]) for row in session.execute(question)))
