"""Practitioners: who can be called on for what, and the time they gave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, as_today, joined
from desktop.tokens import Tone
from models.actions.practitioners import (
    PractitionerFields,
    PractitionerTimeFields,
    archive_practitioner,
    create_practitioner,
    edit_practitioner,
    edit_practitioner_time,
    record_practitioner_time,
    remove_practitioner_time,
)
from models.queries.practitioners import (
    PractitionerRow,
    PractitionerTimeRow,
    list_practitioner_time,
    list_practitioners,
)
from resources.i18n import _, ngettext
from resources.i18n import marked as m

_FIELDS = (
    FieldSpec("expertise", m("What they are &good at"), 12, m("Enter what they are good at"), lines=2),
    FieldSpec("phase", m("In which p&hase"), 6, hint=m("For example: Primary")),
    FieldSpec("days_a_year", m("&Days a year"), 6),
    FieldSpec("availability", m("When they can &come"), 12, hint=m("For example: Thursdays, not in May")),
)


def _of_person(session: Session, owner: Owner, today: date) -> Sequence[PractitionerRow]:
    return [row for row in list_practitioners(session, as_at=today) if row.person_id == owner.id]


def _all(session: Session, owner: Owner, today: date) -> Sequence[PractitionerRow]:
    return list_practitioners(session, as_at=today)


def _said(row: PractitionerRow) -> str:
    days = row.days_a_year
    return joined(
        row.phase,
        row.availability,
        ngettext("{n} day a year", "{n} days a year", days).format(n=days) if days is not None else "",
        _("{n} days given this year").format(n=row.days_given) if row.given else "",
    )


def _left(row: PractitionerRow) -> tuple[str, Tone]:
    if row.days_left is None:
        return "", Tone.PLAIN
    if row.is_used_up:
        return _("No days left"), Tone.SOON
    return _("{n} days left").format(n=row.days_left), Tone.GOOD


def _own_line(row: PractitionerRow) -> Line:
    return Line(row.id, row.expertise, _said(row), *_left(row))


def _line(row: PractitionerRow) -> Line:
    return Line(row.id, row.name, joined(row.expertise, _said(row)), *_left(row))


def _person(row: PractitionerRow) -> tuple[str, int]:
    return "person", row.person_id


def _entry(session: Session, owner: Owner, today: date) -> list[tuple[str, object]]:
    return [(row.expertise, row.id) for row in _of_person(session, owner, today)]


def _entries(session: Session, owner: Owner, today: date) -> list[tuple[str, object]]:
    return [(joined(row.name, row.expertise), row.id) for row in list_practitioners(session, as_at=today)]


def _time(session: Session, owner: Owner, today: date) -> Sequence[PractitionerTimeRow]:
    own = {row.id for row in _of_person(session, owner, today)}
    return [row for number in own for row in list_practitioner_time(session, date.min, today, practitioner_id=number)]


def _time_here(session: Session, owner: Owner, today: date) -> Sequence[PractitionerTimeRow]:
    return list_practitioner_time(session, date.min, today, organisation_id=owner.id)


def _hours(row: PractitionerTimeRow) -> str:
    return _("{n} hours").format(n=f"{row.hours.normalize():f}")


def _time_line(row: PractitionerTimeRow) -> Line:
    return Line(row.id, row.organisation, joined(day_words(row.given_on), row.what), _hours(row))


def _time_here_line(row: PractitionerTimeRow) -> Line:
    return Line(row.id, row.what or _hours(row), joined(day_words(row.given_on), _hours(row)))


def _place(row: PractitionerTimeRow) -> tuple[str, int]:
    return "organisation", row.organisation_id


_GIVEN = (
    FieldSpec("given_on", m("&When"), 6, m("Enter when"), start=as_today),
    FieldSpec("hours", m("&Hours"), 6, m("Enter how many hours")),
    FieldSpec("what", m("For wh&at"), 12),
)

PRACTITIONER = Part(
    kind="practitioner",
    title=m("Can be called on"),
    nothing=m("Not among those who help other schools. Say what they are good at, and they will be found."),
    rows=_of_person,
    line=_own_line,
    add=m("They can be called on…"),
    form=PractitionerFields,
    fields=_FIELDS,
    create=create_practitioner,
    edit=edit_practitioner,
    remove=archive_practitioner,
    remove_words=m("Put away"),
    owner="person_id",
    one=True,
    touches=("practitioner_time",),
)

PRACTITIONERS = Part(
    kind="practitioner",
    title=m("Who can be called on"),
    nothing=m("Nobody yet. Local practitioners with a day to give are the nearest help there is."),
    rows=_all,
    line=_line,
    add=m("Add somebody…"),
    form=PractitionerFields,
    fields=(FieldSpec("person_id", m("&Who"), 12, m("Choose the person"), kinds=("person",)), *_FIELDS),
    create=create_practitioner,
    edit=edit_practitioner,
    remove=archive_practitioner,
    remove_words=m("Put away"),
    owner="",
    opens=_person,
    touches=("practitioner_time", "person"),
)

TIME_GIVEN = Part(
    kind="practitioner_time",
    title=m("Time given"),
    nothing=m("None noted. What was given counts against the days they have."),
    rows=_time,
    line=_time_line,
    add=m("Note time given…"),
    form=PractitionerTimeFields,
    fields=(
        FieldSpec(
            *("practitioner_id", m("A&s what"), 6, m("Say first that they can be called on")),
            options_on=_entry,
            new_only=True,
        ),
        FieldSpec("organisation_id", m("&To whom"), 6, m("Choose the organisation"), kinds=("organisation",)),
        *_GIVEN,
    ),
    create=record_practitioner_time,
    edit=edit_practitioner_time,
    remove=remove_practitioner_time,
    owner="",
    opens=_place,
    touches=("practitioner",),
)

TIME_HERE = Part(
    kind="practitioner_time",
    title=m("Time practitioners gave here"),
    nothing=m("None noted. Who came to help, and for how long, shows what working together is worth."),
    rows=_time_here,
    line=_time_here_line,
    add=m("Note time given…"),
    form=PractitionerTimeFields,
    fields=(
        FieldSpec(
            *("practitioner_id", m("Who &came"), 12, m("Choose who came")),
            options_on=_entries,
            blank=m("Choose…"),
            new_only=True,
        ),
        *_GIVEN,
    ),
    create=record_practitioner_time,
    edit=edit_practitioner_time,
    remove=remove_practitioner_time,
    touches=("practitioner",),
)
