"""A pasted list of people, judged row by row before anything is written: new, known already, or what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.entities import AttendanceStatus, Organisation
from models.exchange.pasted import LONGEST_CELL, PastedPerson
from models.queries.duplicates import find_alike_people
from models.text import sort_key
from resources.i18n import _

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_STATUSES = {
    AttendanceStatus.PRESENT: ("present", "yes", "y", "attended", "x", "p", "there", "true", "1"),
    AttendanceStatus.APOLOGIES: ("apologies", "apology", "sent apologies", "apols"),
    AttendanceStatus.ABSENT: ("absent", "no", "n", "did not attend", "a", "false", "0"),
    AttendanceStatus.EXPECTED: ("expected", "invited", "coming"),
}
_BY_WORDS = {words: status for status, known in _STATUSES.items() for words in known}


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    KNOWN = "known"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Judged:
    """A row of a pasted list with what becomes of it."""

    person: PastedPerson
    verdict: Verdict
    words: str
    """Why, in a sentence."""
    person_id: int | None = None
    """Who it is, where they are known."""
    organisation_id: int | None = None
    status: AttendanceStatus | None = None


def judge_people(
    session: Session,
    people: Sequence[PastedPerson],
    *,
    attending: bool = False,
    step: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[Judged, ...]:
    """Judge each row: who is known is told by name, email, phone and organisation, as when one person is entered.

    With `attending` a row says who was at a meeting, so that its status is looked at too.
    """
    organisations = _organisations(session, {person.organisation for person in people if person.organisation})
    found: list[Judged] = []
    seen: dict[tuple[str, str], int] = {}
    for done, person in enumerate(people):
        step(done, len(people))
        judged = _judge(session, person, organisations, attending=attending)
        key = (sort_key(person.name), person.email.casefold())
        if judged.verdict is not Verdict.PROBLEM and key in seen:
            words = _("The same as row {number}: it is left out.").format(number=seen[key])
            judged = Judged(person, Verdict.PROBLEM, words)
        seen.setdefault(key, person.number)
        found.append(judged)
    return tuple(found)


def _judge(session: Session, person: PastedPerson, organisations: dict[str, list[int]], *, attending: bool) -> Judged:
    problem = _problem(person, organisations, attending=attending)
    if problem:
        return Judged(person, Verdict.PROBLEM, problem)
    places = organisations.get(sort_key(person.organisation), [])
    place = places[0] if places else None
    status = _BY_WORDS.get(sort_key(person.status)) if attending and person.status else None
    contacts = [one for one in (person.email, person.phone, person.mobile) if one]
    alike = find_alike_people(session, person.given, person.family, organisation_id=place, contacts=contacts, limit=2)
    if not alike:
        return Judged(person, Verdict.NEW, _("Not in the book yet."), None, place, status)
    best = alike[0]
    if len(alike) > 1 and len(alike[1].reasons) == len(best.reasons):
        words = _("May be {first} or {second}: choose by hand.").format(first=best.name, second=alike[1].name)
        return Judged(person, Verdict.PROBLEM, words)
    reasons = _(" and ").join(best.reasons)
    words = _("{name} is in the book: {reasons}.").format(name=best.name, reasons=reasons)
    return Judged(person, Verdict.KNOWN, words, best.id, place, status)


def _problem(person: PastedPerson, organisations: dict[str, list[int]], *, attending: bool) -> str:
    """Return in words why a row cannot be taken; nothing when it can."""
    if person.is_too_long:
        return _("A cell of this row holds more than {most} letters. Shorten it, or import the list as a file.").format(
            most=f"{LONGEST_CELL:,}"
        )
    if not person.given and not person.family:
        return _("There is no name in this row.")
    if person.email and not _EMAIL.fullmatch(person.email):
        return _("“{email}” is no email address.").format(email=person.email[:60])
    for number in (person.phone, person.mobile):
        if number and sum(map(str.isdigit, number)) < 3:
            return _("“{number}” is no phone number.").format(number=number[:60])
    if person.organisation and not attending:
        places = organisations.get(sort_key(person.organisation), [])
        if not places:
            return _("No organisation is called “{name}”. Add it first.").format(name=person.organisation[:60])
        if len(places) > 1:
            return _("Several organisations are called “{name}”.").format(name=person.organisation[:60])
    if person.role and not person.organisation and not attending:
        return _("A role needs an organisation. Say which column holds it, or leave the role out.")
    if attending and person.status and sort_key(person.status) not in _BY_WORDS:
        return _("“{words}” does not say whether they came. Write present, apologies or absent.").format(
            words=person.status[:40]
        )
    return ""


def _organisations(session: Session, names: set[str]) -> dict[str, list[int]]:
    """Return the organisations of some names, folded: one statement for thousands."""
    keys, found = sorted({sort_key(name) for name in names} - {""}), dict[str, list[int]]()
    for some in in_chunks(keys):
        rows = session.execute(
            select(Organisation.name_key, Organisation.id)
            .where(Organisation.name_key.in_(some), Organisation.archived_at.is_(None))
            .order_by(Organisation.id)
        )
        for key, number in rows:
            found.setdefault(key, []).append(number)
    return found


def count_verdicts(judged: Sequence[Judged]) -> tuple[int, int, int]:
    """Return how many rows are new, known and left out."""
    counts = {verdict: sum(one.verdict is verdict for one in judged) for verdict in Verdict}
    return counts[Verdict.NEW], counts[Verdict.KNOWN], counts[Verdict.PROBLEM]
