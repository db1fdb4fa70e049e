"""Open asks of you: what a councillor, a ward’s councillors or a body still has to answer (needs N024, N043).

Whoever it is of, when it was asked, when the answer is due and how long it has been open; then what was answered in
the period, so that nobody is pressed for what they have done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from models.queries.audience import EVERYONE_OF_OURS, Shown
from models.queries.councillor_asks import Asked, list_asked
from models.queries.ward_councillors import Councillor, list_councillors_of_wards
from models.vocabulary import Visibility
from reports.definitions.councillors.parts import CIRCULATION, answers_table, named, open_table, open_words
from reports.document import Block, Column, Document, Facts, Heading, Kind, Table, Tone, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import About, circulation, count_words, find_about, find_ourselves, left_out_words, ward_name
from resources.i18n import _

AUDIENCE = Visibility.PARTNERS
SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class _Findings:
    councillors: tuple[Councillor, ...]
    body: About | None
    still_open: Shown[Asked]
    ended: Shown[Asked]

    @property
    def who(self) -> dict[int, Councillor]:
        return {one.person_id: one for one in self.councillors}


def build(session: Session, parameters: Parameters) -> Document:
    """Return what is open on a day with a councillor, the members of a body, the councillors of a ward, or with all."""
    audience, as_at = parameters.audience or AUDIENCE, parameters.as_at
    we, about, ward = (
        find_ourselves(session, as_at),
        find_about(session, parameters, audience),
        ward_name(session, parameters),
    )
    found = _find(session, parameters, about, audience)
    name = about.name if about else _("the councillors of {ward}").format(ward=ward) if ward else _("councillors")
    day = long_date(as_at)
    body = found.body.name if found.body else ""
    return Document(
        title=_("Open asks of {name}").format(name=name),
        subtitle=_("As they stood on {day}").format(day=day),
        as_at=as_at,
        author=we.school,
        subject=_("What is asked of councillors, since when, and what was answered"),
        reference=_("{school}: open asks, {day}").format(school=we.school, day=day),
        blocks=(
            paragraph(_lead(found, as_at), tone=Tone.LEAD),
            Facts(
                (
                    (_("To"), _to(found, about)),
                    *(((_("Ward"), ward),) if ward else ()),
                    (_("As at"), as_at),
                    *circulation(audience, CIRCULATION),
                )
            ),
            paragraph(_("Whom to answer: "), *we.reach),
            *_people(found, as_at),
            Heading(_("What is open")),
            open_table(found.still_open.rows, found.who, as_at, found.still_open.left_out, audience, body),
            Heading(_("What was answered")),
            answers_table(found.ended.rows, found.who, parameters, found.ended.left_out, audience, body),
        ),
        left_out=left_out_words(
            audience,
            (found.still_open.left_out + found.ended.left_out, "line of what was asked", "lines of what was asked"),
        ),
    )


def _find(session: Session, parameters: Parameters, about: About | None, audience: Visibility) -> _Findings:
    """Return who is asked and what, as far as the readers may see it."""
    kind, number = about.ref if about else ("", 0)
    person_id, body_id = (number if kind == "person" else None), (number if kind == "organisation" else None)
    first, as_at = parameters.first_day, parameters.as_at
    councillors = list_councillors_of_wards(
        session, as_at, ward_id=parameters.ward_id, person_id=person_id, body_id=body_id, audience=audience
    )
    people = [one.person_id for one in councillors]
    if person_id is not None and not people:
        people = [person_id]
    rows, every = (
        list_asked(session, people, first, as_at, body_id=body_id, audience=reader)
        for reader in (audience, EVERYONE_OF_OURS)
    )
    still_open = _by_councillor([row for row in rows if row.is_open], councillors)
    ended = tuple(row for row in rows if not row.is_open and _is_in(row, parameters))
    return _Findings(
        councillors,
        about if body_id is not None else None,
        Shown(still_open, sum(row.is_open for row in every) - len(still_open)),
        Shown(ended, sum(not row.is_open and _is_in(row, parameters) for row in every) - len(ended)),
    )


def _is_in(row: Asked, parameters: Parameters) -> bool:
    """Say whether something ended by the last day of the period; the day of some answers is not recorded."""
    return row.ended_on is None or row.ended_on <= parameters.last_day


def _by_councillor(rows: Sequence[Asked], councillors: Sequence[Councillor]) -> tuple[Asked, ...]:
    """Return what is open councillor by councillor in their order, what is asked of the body itself at the end."""
    places = {one.person_id: place for place, one in enumerate(councillors)}
    return tuple(sorted(rows, key=lambda row: places.get(row.person_id or 0, len(places))))


def _to(found: _Findings, about: About | None) -> str:
    if about is not None:
        return about.name
    if not found.councillors:
        return _("The councillors: none is recorded")
    return named(found.councillors) if len(found.councillors) <= 6 else _("All councillors in the records")


def _lead(found: _Findings, as_at: date) -> str:
    rows = found.still_open.rows
    if not rows and found.still_open.left_out:
        return _("There is nothing that may be shown here.")
    words = open_words(rows, as_at)
    soon = sum(row.due_on is not None and as_at <= row.due_on <= as_at + SOON for row in rows)
    if soon:
        words += " " + _("{things} due in the next {n} days.").format(
            things=_first(count_words(soon, "answer is", "answers are")), n=SOON.days
        )
    if oldest := max((row.days_open(as_at) or 0 for row in rows), default=0):
        words += " " + _("The oldest was asked {days} ago.").format(days=count_words(oldest, "day", "days"))
    return words


def _first(words: str) -> str:
    return words[:1].upper() + words[1:]


def _people(found: _Findings, as_at: date) -> list[Block]:
    """Return each councillor with how much is open, how much late, and for how long; of one alone nothing."""
    if len(found.councillors) == 1:
        return []
    of_each: dict[int, list[Asked]] = {one.person_id: [] for one in found.councillors}
    for row in found.still_open.rows:
        if row.person_id in of_each:
            of_each[row.person_id].append(row)
    table = Table(
        key="councillors",
        title=_("Councillors and what is open with each"),
        sheet=_("Councillors"),
        columns=(
            Column(_("Councillor"), weight=2.4, row_header=True),
            Column(_("Ward"), weight=1.6, unknown="–"),
            Column(
                _("Party"), weight=1.6, unknown=_("Not recorded"), note=_("Political group for this term of office")
            ),
            Column(_("Open"), Kind.INTEGER, 0.8, total=True),
            Column(_("Of these late"), Kind.INTEGER, 0.9, total=True),
            Column(_("Next answer due"), Kind.DATE, 1.6, unknown=_("None"), note=_("The earliest that is not late")),
            Column(_("Longest open, in days"), Kind.INTEGER, 1.1, unknown="–"),
        ),
        rows=tuple(
            (
                one.name,
                ", ".join(one.wards) or None,
                one.party or None,
                len(rows),
                sum(row.is_late(as_at) for row in rows),
                min((row.due_on for row in rows if row.due_on and row.due_on >= as_at), default=None),
                max((days for row in rows if (days := row.days_open(as_at)) is not None), default=None),
            )
            for one in found.councillors
            for rows in [of_each[one.person_id]]
        ),
        empty=_("The records have no councillor."),
    )
    return [Heading(_("With whom it is open")), table]
