"""Councillors as Popolo writes them (popoloproject.com): people, organisations and memberships with their dates.

Memberships may stand beside people and organisations or within them; wards are areas, posts or the memberships' own;
terms are dates of a membership or of the event it belongs to. Whatever is no membership of a council or a committee
of it, such as that of a party, is not read.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from models.errors import BadImport
from models.exchange.councillors.rows import CouncilList, CouncillorRow, Term, party_of, wards_of
from models.exchange.json_files import Json, members, read_json, text
from models.exchange.names.councillors import understand_councillor
from models.text import sort_key
from resources.i18n import _, ngettext

_Object = dict[str, Json]

_PARTIES = frozenset({"party", "parties", "political party", "group", "faction"})
_SEATS = frozenset({"councillor", "cllr", "councilor", "member", "ward councillor", "city councillor", "alderman", ""})
"""Roles that are a seat on a council, folded; other roles are offices besides."""

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?")
_PHONES = frozenset({"phone", "voice", "cell", "mobile", "tel", "telephone"})


def read_popolo(path: Path) -> CouncilList:
    """Return the councillors of a Popolo file, one row for each council of each person. Raises BadImport."""
    found = read_json(path)
    people = members(found, "persons") or _listed(found)
    if not people:
        words = _("“{name}” is not a Popolo file of people: it has no list of “persons”.")
        raise BadImport(words.format(name=path.name))
    return _Reader(found).read(people)


def _listed(found: Json) -> list[_Object]:
    """Return people who stand in a list by themselves, as answers of services give them."""
    inside = (
        next((found[name] for name in ("results", "result") if name in found), None)
        if isinstance(found, dict)
        else found
    )
    listed = [one for one in inside if isinstance(one, dict)] if isinstance(inside, list) else []
    return listed if any(members(one, "memberships") for one in listed) else []


class _Reader:
    """One file, with everything in it by its id."""

    def __init__(self, found: Json) -> None:
        self._organisations = {text(one, "id"): one for one in members(found, "organizations")}
        self._areas = {text(one, "id"): one for one in members(found, "areas")}
        self._events = {text(one, "id"): one for one in members(found, "events")}
        inside = [post for one in self._organisations.values() for post in members(one, "posts")]
        self._posts = {text(one, "id"): one for one in (*members(found, "posts"), *inside)}
        self._memberships: dict[str, list[_Object]] = {}
        for one in members(found, "memberships"):
            self._memberships.setdefault(text(one, "person_id"), []).append(one)
        for organisation in self._organisations.values():
            for one in members(organisation, "memberships"):
                linked = {"organization_id": organisation.get("id"), **one}
                self._memberships.setdefault(text(one, "person_id"), []).append(linked)

    def read(self, people: list[_Object]) -> CouncilList:
        """Return a row for each council of each person; whoever has no seat anywhere is told by number."""
        rows: list[CouncillorRow] = []
        elsewhere = 0
        for number, person in enumerate(people, 1):
            seats = list(self._seats(number, person))
            rows += seats
            elsewhere += not seats
        remarks = []
        if elsewhere:
            words = ngettext(
                "{count} person has no seat on a council and was not read.",
                "{count} people have no seat on a council and were not read.",
                elsewhere,
            )
            remarks.append(words.format(count=elsewhere))
        return CouncilList(_("Popolo, people and their offices"), rows, wards_of(rows), remarks, is_of_serving=False)

    def _seats(self, number: int, person: _Object) -> Iterator[CouncillorRow]:
        by_council: dict[str, list[_Object]] = {}
        for one in (*self._memberships.get(text(person, "id"), ()), *members(person, "memberships")):
            organisation = self._organisation_of(one)
            if organisation is not None and sort_key(text(organisation, "classification")) not in _PARTIES:
                council, membership = self._at_council(organisation, one)
                by_council.setdefault(council, []).append(membership)
        for council, memberships in by_council.items():
            yield self._row(number, person, council, memberships)

    def _at_council(self, organisation: _Object, membership: _Object) -> tuple[str, _Object]:
        """Return the council a membership is of; one of a committee is an office at the council it belongs to."""
        parent = self._organisations.get(text(organisation, "parent_id"))
        if parent is None or "committee" not in sort_key(text(organisation, "classification")):
            return text(organisation, "name"), membership
        role = f"{self._role(membership) or _('Member')}, {text(organisation, 'name')}"
        return text(parent, "name"), {**membership, "role": role}

    def _organisation_of(self, membership: _Object) -> _Object | None:
        within = membership.get("organization")
        return within if isinstance(within, dict) else self._organisations.get(text(membership, "organization_id"))

    def _row(self, number: int, person: _Object, council: str, memberships: list[_Object]) -> CouncillorRow:
        given = text(person, "name") or f"{text(person, 'given_name')} {text(person, 'family_name')}".strip()
        name = understand_councillor(given)
        prefix, letters = text(person, "honorific_prefix"), text(person, "honorific_suffix")
        row = CouncillorRow(
            number,
            given,
            f"{name.title} {prefix}".strip() if prefix and prefix not in name.title else name.title,
            text(person, "given_name") or name.first_name,
            text(person, "family_name") or name.last_name,
            name.honours or letters,
            name.is_vacancy,
            name.is_certain,
            council=council,
            email=self._email(person, memberships),
            phones=tuple(self._phones(person, memberships)),
            page=next((text(link, "url") for link in members(person, "links") if text(link, "url")), ""),
            key=text(person, "id"),
        )
        seats = [one for one in memberships if sort_key(self._role(one)) in _SEATS]
        row.posts = tuple(dict.fromkeys(role for one in memberships if one not in seats and (role := self._role(one))))
        row.terms = tuple(term for one in seats if (term := self._term(one, row.notes)) is not None)
        for one in seats or memberships:
            row.ward = row.ward or self._ward(one)
            row.party = row.party or self._party(one)
        return row

    def _role(self, membership: _Object) -> str:
        post = self._post(membership)
        return text(membership, "role") or text(post, "role") or text(post, "label") or text(membership, "label")

    def _post(self, membership: _Object) -> _Object:
        within = membership.get("post")
        return within if isinstance(within, dict) else self._posts.get(text(membership, "post_id"), {})

    def _ward(self, membership: _Object) -> str:
        post = self._post(membership)
        for holder in (membership, post):
            within = holder.get("area")
            area = within if isinstance(within, dict) else self._areas.get(text(holder, "area_id"), {})
            if name := text(area, "name"):
                return name
        return text(post, "label") if sort_key(text(post, "role")) in _SEATS and text(post, "role") else ""

    def _party(self, membership: _Object) -> str:
        within = membership.get("on_behalf_of")
        party = within if isinstance(within, dict) else self._organisations.get(text(membership, "on_behalf_of_id"), {})
        name = text(party, "name")
        return "" if sort_key(name) in ("unknown", "none", "not known") else party_of(name)

    def _term(self, membership: _Object, notes: list[str]) -> Term | None:
        event = self._events.get(text(membership, "legislative_period_id"), {})
        begun = text(membership, "start_date") or text(event, "start_date")
        ended = text(membership, "end_date") or text(event, "end_date")
        term = Term(_day(begun, notes, is_last=False), _day(ended, notes, is_last=True))
        return term if term.starts_on or term.ends_on else None

    def _email(self, person: _Object, memberships: list[_Object]) -> str:
        return next(
            (value for kind, value in self._contacts(person, memberships) if kind == "email"), text(person, "email")
        )

    def _phones(self, person: _Object, memberships: list[_Object]) -> Iterator[str]:
        return (value for kind, value in self._contacts(person, memberships) if kind in _PHONES)

    @staticmethod
    def _contacts(person: _Object, memberships: list[_Object]) -> Iterator[tuple[str, str]]:
        """Give ways to reach somebody, those of their office first; never an address, which may be a home."""
        for holder in (*memberships, person):
            for one in members(holder, "contact_details"):
                if value := text(one, "value"):
                    yield text(one, "type").casefold(), value


def _day(written: str, notes: list[str], *, is_last: bool) -> date | None:
    """Return a day that may be written as a year or a month: its first or, for an end, its last day, and noted."""
    if not written:
        return None
    found = _DAY.fullmatch(written)
    try:
        if found is None:
            raise ValueError
        year, month = int(found[1]), int(found[2] or (12 if is_last else 1))
        day = int(found[3] or (calendar.monthrange(year, month)[1] if is_last else 1))
        made = date(year, month, day)
    except ValueError:
        notes.append(_("A date of the term of office was left out: “{text}” is no day.").format(text=written[:40]))
        return None
    if not found[3]:
        notes.append(_("The file has “{text}” for a day; the nearest was taken.").format(text=written))
    return made
