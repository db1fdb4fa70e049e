"""The role a row gives somebody: in the program's words and the local ones, a councillor's ward, its dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from models.exchange.contact_tables.cells import Cells, first_text
from models.exchange.contact_tables.dates import day_of, understand_cell_date
from models.exchange.contact_tables.holding import WORDS, Holds
from models.exchange.incoming import Office
from models.exchange.names.found import NameFound
from models.exchange.role_words import understand_role
from models.roles import COUNCILLOR
from resources.i18n import _

_COUNCILLOR = re.compile(
    r"(?:county |city |town |parish |borough |district |ward )?(?:councillor|cllr)\b[\s,:(–-]+(?:for )?([^()]+?)\)?",
    re.IGNORECASE,
)
_MORE = frozenset(
    {Holds.STARTS, Holds.ENDS, Holds.TERM_ENDS, Holds.APPOINTED_BY, Holds.PARTY, Holds.WARD, Holds.DEPARTMENT}
)
"""What a list may say of a role besides."""
_BETWEEN_ROLES = re.compile(r"\s*(?:[/;\n&]|\band\b)\s*")


@dataclass(slots=True)
class RoleReader:
    """Reads roles and their dates, as the dates of this table are written."""

    order: str
    since_1904: bool

    def offices(self, cells: Cells, heading_role: str, people: Sequence[NameFound], doubts: list[str]) -> list[Office]:
        """Return the role of each of the people, "" where the row gives none."""
        given = first_text(cells, Holds.ROLE)
        if len(people) == 1 and not people[0].post and cells.keys().isdisjoint(_MORE):
            # Most lists say no more than the role.
            role, local, ward = _understood(given or heading_role)
            return [Office(role, local, ward=ward)]
        parts = [part for part in _BETWEEN_ROLES.split(given) if part]
        shared = len(people) > 1 and len(parts) == len(people)
        starts, ends, term = (self._day(cells, holds, doubts) for holds in (Holds.STARTS, Holds.ENDS, Holds.TERM_ENDS))
        found = []
        for place, person in enumerate(people):
            words = parts[place] if shared else given
            own = words or heading_role or person.post or _by_title(cells, person)
            role, local, ward = _understood(own)
            local = ", ".join(part for part in (local, *_more(cells, person, own)) if part)
            office = Office(
                role, local, starts, ends + timedelta(days=1) if ends else None, term,
                first_text(cells, Holds.APPOINTED_BY), first_text(cells, Holds.PARTY),
                first_text(cells, Holds.WARD) or ward,
            )  # fmt: skip
            found.append(office)
            if not role and (starts or ends or term):
                doubts.append(_("The row has dates of a role and no role; they were left out."))
        if shared:
            doubts.append(_("“{text}” was taken as one role for each of them.").format(text=given))
        return found

    def _day(self, cells: Cells, holds: Holds, doubts: list[str]) -> date | None:
        """Return the day in a column of dates; one that is known less exactly, or not at all, is told."""
        for column, text in cells.get(holds, ()):
            found = understand_cell_date(text, self.order, since_1904=self.since_1904)
            if found.trouble:
                doubts.append(f"{column.heading or _(WORDS[holds])}: {found.trouble}")
            day = day_of(found.date)
            if day is None and found.date is not None:
                words = _("{heading}: “{text}” is not known to the day; it was left out.")
                doubts.append(words.format(heading=column.heading or _(WORDS[holds]), text=text))
            return day
        return None

    def date_words(self, text: str, doubts: list[str], heading: str) -> str:
        """Return a date as it is said, or as it is given where it is none."""
        found = understand_cell_date(text, self.order, since_1904=self.since_1904)
        if found.trouble:
            doubts.append(f"{heading}: {found.trouble}")
            return text
        return found.date.words() if found.date is not None else ""


def _by_title(cells: Cells, person: NameFound) -> str:
    """Return the office that a title tells where a party or a ward stands beside the name."""
    has_seat = Holds.PARTY in cells or Holds.WARD in cells
    return COUNCILLOR if has_seat and person.title.lower().startswith(("cllr", "councillor")) else ""


def _more(cells: Cells, person: NameFound, own: str) -> tuple[str, ...]:
    """Return what else says something about the post: the department, and the post in the name's own cell."""
    post = person.post if person.post and person.post.casefold() not in own.casefold() else ""
    return post, first_text(cells, Holds.DEPARTMENT)


@lru_cache(maxsize=2048)
def _understood(own: str) -> tuple[str, str, str]:
    """Return role, local words and ward of a role as given."""
    if not own:
        return "", "", ""
    councillor = _COUNCILLOR.fullmatch(own)
    if councillor:
        return COUNCILLOR, own, councillor[1].strip()
    role, local = understand_role(own)
    return role, local, ""
