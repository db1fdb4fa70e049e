"""Councillors of a list as people who come in: council, terms and other offices, and never their home."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from models.exchange.councillors.rows import CouncillorRow, Term
from models.exchange.incoming import IncomingPerson, Office, Place, Postal, Way
from models.exchange.phone_kinds import phone_kind
from models.exchange.role_words import understand_role
from models.geography import normalise_postcode
from models.precise_dates import PreciseDate
from models.roles import COUNCIL_LEADER, COUNCILLOR
from models.text import sort_key
from models.vocabulary import ContactPointKind, OrganisationKind
from resources.i18n import _

_PARLIAMENT = Place("House of Commons", kind=OrganisationKind.GOVERNMENT)
_NICKNAME = re.compile(r"[(\[\"“]([^\W\d_]{2,20})[)\]\"”]")
_LEADERS = frozenset({"leader", "leader of the council", "leader of council", "council leader"})


def person_of(row: CouncillorRow, as_at: date, council: str = "", *, is_serving: bool = True) -> IncomingPerson:
    """Return a councillor as somebody who comes in.

    `council` is what it is called where the list does not say; `is_serving` tells that the list is of those who serve,
    so that a term that should be over is told and not ended.
    """
    council = row.council or council
    remarks = list(row.notes)
    known_as, doubts = _nickname(row, remarks)
    place = Place(council, kind=OrganisationKind.COUNCIL) if council else Place()
    person = IncomingPerson(
        row.number,
        row.given,
        _key(row, council),
        row.cells or (row.given, row.ward, row.party, row.email),
        refusal=_refusal(row),
        place=place if row.role == COUNCILLOR else _PARLIAMENT,
    )
    if person.refusal:
        return person
    offices = (*_seats(row, as_at, remarks, is_serving=is_serving), *_other_offices(row))
    return replace(
        person,
        remarks=tuple(remarks),
        doubts=doubts,
        title=row.title if row.role == COUNCILLOR else row.title.removeprefix("Cllr").strip(),
        given_name=row.first_name,
        family_name=row.last_name,
        post_nominals=row.honours,
        known_as=known_as,
        offices=offices,
        ways=tuple(_ways(row)),
        postal=_postal(row.address),
    )


def _refusal(row: CouncillorRow) -> str:
    if row.refusal:
        return row.refusal
    if row.is_vacancy:
        return _("The seat is vacant.") if row.given else _("The name is blank.")
    is_name = row.last_name and not any(map(str.isdigit, f"{row.first_name}{row.last_name}"))
    return "" if is_name else _("“{given}” is not the name of a person.").format(given=row.given)


def _nickname(row: CouncillorRow, remarks: list[str]) -> tuple[str, tuple[str, ...]]:
    """Return what somebody is called besides, and the doubts that are left of how the name was understood."""
    if row.is_certain:
        return "", ()
    found = _NICKNAME.search(row.given)
    if found is not None and row.first_name and not re.search(r"&|\band\b", row.given):
        remarks.append(_("“{name}” was taken as what they are called.").format(name=found[1]))
        return found[1], ()
    return "", (_("Look at the name: “{given}” can be understood in several ways.").format(given=row.given),)


def _key(row: CouncillorRow, council: str) -> str:
    """Return what tells this councillor from all others: a number alone means nothing outside its council."""
    if not row.key:
        return ""
    return f"councillor:{row.site or sort_key(council)}:{row.key}"


def _seats(row: CouncillorRow, as_at: date, remarks: list[str], *, is_serving: bool) -> tuple[Office, ...]:
    """Return an office for each term, the first term first; one whose end is not known ends where the next begins."""
    terms = sorted(set(row.terms), key=lambda term: (term.starts_on or date.min, term.ends_on or date.max))
    office = Office(row.role, party=row.party, ward=row.ward)
    if not terms:
        return (office,)
    made = []
    for term, following in zip(terms, [*terms[1:], None], strict=True):
        if term.starts_on is not None and term.ends_on is not None and term.ends_on < term.starts_on:
            remarks.append(_("The dates of a term of office were left out: it ends before it begins."))
            made.append(office)
        elif following is not None:
            made.append(replace(office, starts_on=term.starts_on, ends_on=_end_before(term, following)))
        else:
            made.append(_last_seat(office, term, as_at, remarks, is_serving=is_serving))
    return tuple(dict.fromkeys(made))


def _end_before(term: Term, following: Term) -> date | None:
    """Return the first day after a term that another one follows: never later than that one begins."""
    over = _day_after(term.ends_on) if term.ends_on is not None else following.starts_on
    if over is None or following.starts_on is None:
        return over
    return max(min(over, following.starts_on), term.starts_on or date.min)


def _last_seat(office: Office, term: Term, as_at: date, remarks: list[str], *, is_serving: bool) -> Office:
    last = term.ends_on
    if last is not None and last < as_at:
        if not is_serving:
            return replace(office, starts_on=term.starts_on, ends_on=_day_after(last))
        words = _("The list still names them, though the term was to end on {day}.")
        remarks.append(words.format(day=PreciseDate(last).words()))
    return replace(office, starts_on=term.starts_on, term_ends_on=last)


def _day_after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _other_offices(row: CouncillorRow) -> tuple[Office, ...]:
    offices = []
    for post in dict.fromkeys(row.posts):
        if sort_key(post) in ("councillor", "cllr", "member"):
            continue
        role, local = (COUNCIL_LEADER, "") if sort_key(post) in _LEADERS else understand_role(post)
        offices.append(Office(role[:1].upper() + role[1:], local))
    return tuple(offices)


def _ways(row: CouncillorRow) -> Sequence[Way]:
    ways = [Way(ContactPointKind.EMAIL, row.email, _("Council"))] if row.email else []
    ways += [Way(phone_kind(number), number) for number in row.phones]
    return [*ways, Way(ContactPointKind.WEB, row.page, _("Council"))] if row.page else ways


def _postal(lines: Sequence[str]) -> Postal:
    """Return the address of their place of work; its last line is the postcode where it is one."""
    code = normalise_postcode(lines[-1]) if lines else None
    return Postal(tuple(lines[:-1]), postcode=code) if code else Postal(tuple(lines))
