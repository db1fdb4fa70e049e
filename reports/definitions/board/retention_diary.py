"""The retention diary: whose records, and the notes of which school years, are due to be looked at; and what they lack.

Nothing is removed by it. The periods are defaults for the school's data protection officer to confirm; what people ask
about their own data stands in the diary of requests (requests_diary.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from models.queries.audience import Shown
from models.queries.incomplete_people import IncompletePerson, list_incomplete_people
from models.queries.retention import (
    NotesOfYear,
    PersonToReview,
    Schedule,
    list_notes_by_year,
    list_people_to_review,
    read_schedule,
)
from models.vocabulary import Visibility
from reports.definitions.board.common import AUDIENCE, CIRCULATION
from reports.document import Block, Column, Document, Facts, Heading, Kind, Table, Tone, bullets, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import capital, circulation, count_words, find_ourselves, leaving_out, left_out_words, reason
from resources.i18n import _

AHEAD = timedelta(days=90)
"""How far the diary looks ahead: about a term."""


def build(session: Session, parameters: Parameters) -> Document:
    """Return what is due to be looked at on a day, and in the term after it."""
    audience, as_at = parameters.audience or AUDIENCE, parameters.as_at
    we, until = find_ourselves(session, as_at), as_at + AHEAD
    people = _people(session, as_at, audience)
    years = list_notes_by_year(session, as_at, until, audience=audience)
    lacking = _lacking(session, audience)
    due = sum(row.due_on <= as_at for row in people.rows)
    why, day = reason(audience), long_date(as_at)
    return Document(
        title=_("Retention diary"),
        subtitle=_("What is due to be looked at on {day}, and by {until}").format(day=day, until=long_date(until)),
        as_at=as_at,
        author=we.school,
        subject=_("Records that may be kept for longer than they are needed"),
        reference=_("{school}: retention diary, {day}").format(school=we.school, day=day),
        blocks=(
            paragraph(_lead(due, len(people.rows) - due, len(years)), tone=Tone.LEAD),
            Facts(
                (
                    (_("As at"), as_at),
                    (_("People due now"), due),
                    (_("People due by {day}").format(day=long_date(until)), len(people.rows) - due),
                    (_("School years with notes to look at"), len(years)),
                    (_("People without a lawful basis or a source"), len(lacking.rows)),
                    *circulation(audience, CIRCULATION),
                )
            ),
            Heading(_("People")),
            leaving_out(_people_table(people.rows, as_at), people.left_out, "person", "people", why),
            Heading(_("Notes of old school years")),
            _years_table(years),
            Heading(_("What records of people lack")),
            leaving_out(_lacking_table(lacking.rows), lacking.left_out, "person", "people", why),
            Heading(_("The periods")),
            _periods(read_schedule(session)),
            paragraph(
                _(
                    "The school’s data protection officer confirms these periods. Signed minutes "
                    "are kept by the school for good and are not in this diary. Nothing is removed by itself."
                )
            ),
        ),
        left_out=left_out_words(audience, (people.left_out + lacking.left_out, "person", "people")),
    )


def _people(session: Session, as_at: date, audience: Visibility) -> Shown[PersonToReview]:
    rows = list_people_to_review(session, as_at, as_at + AHEAD, audience=audience)
    return Shown(rows, len(list_people_to_review(session, as_at, as_at + AHEAD)) - len(rows))


def _lacking(session: Session, audience: Visibility) -> Shown[IncompletePerson]:
    rows = list_incomplete_people(session, audience=audience)
    return Shown(rows, len(list_incomplete_people(session)) - len(rows))


def _lead(due: int, soon: int, years: int) -> str:
    people = count_words(due, "person is due to be looked at now", "people are due to be looked at now")
    more = count_words(soon, "more falls due", "more fall due")
    words = _("{people}, and {more} within about a term.").format(people=capital(people), more=more)
    if not years:
        return words
    notes = count_words(years, "old school year is due", "old school years are due")
    if due:
        return _("{words} The notes of {notes} too.").format(words=words, notes=notes)
    return _("{words} The notes of {notes}.").format(words=words, notes=notes)


def _people_table(rows: Sequence[PersonToReview], as_at: date) -> Table:
    return Table(
        key="people",
        title=_("People without a role, the longest due first"),
        sheet=_("People"),
        columns=(
            Column(_("Name"), weight=1.8, row_header=True),
            Column(_("Last role"), weight=2.6, unknown=_("Never recorded")),
            Column(_("Role ended on"), Kind.DATE, 1.4, unknown="–"),
            Column(_("Last contact"), Kind.DATE, 1.4, unknown=_("Never")),
            Column(_("Look at from"), Kind.DATE, 1.4),
            Column(_("State"), weight=0.8),
        ),
        rows=tuple(
            (
                row.name,
                row.last_role or None,
                row.role_ended_on,
                row.last_contact_on,
                row.due_on,
                _("Due") if row.due_on <= as_at else _("Soon"),
            )
            for row in rows
        ),
        empty=_("No record of a person is due to be looked at."),
    )


def _years_table(rows: Sequence[NotesOfYear]) -> Table:
    return Table(
        key="years",
        title=_("Notes of school years that are due, the oldest first"),
        sheet=_("School years"),
        columns=(
            Column(_("School year"), weight=2.0, row_header=True),
            Column(_("Conversations"), Kind.INTEGER, 1.2, total=True),
            Column(_("Meetings"), Kind.INTEGER, 1.2, total=True),
            Column(_("Look at from"), Kind.DATE, 1.6),
        ),
        rows=tuple((row.year.name, row.conversations, row.meetings, row.due_on) for row in rows),
        empty=_("No school year is so long past that its notes are due to be looked at."),
    )


def _lacking_table(rows: Sequence[IncompletePerson]) -> Table:
    return Table(
        key="lacking",
        title=_("People whose records do not say why we may keep them, where we know them from, or for how long"),
        sheet=_("Lacking"),
        columns=(
            Column(_("Name"), weight=3.0, row_header=True),
            Column(_("Lawful basis"), weight=1.4),
            Column(_("Source"), weight=1.4),
            Column(_("Time to keep"), weight=1.4),
        ),
        rows=tuple(
            (
                row.name,
                _("Not recorded") if row.lacks_basis else _("Recorded"),
                _("Not recorded") if row.lacks_source else _("Recorded"),
                _("Not recorded") if row.lacks_time else _("Recorded"),
            )
            for row in rows
        ),
        empty=_("No record of a person lacks a lawful basis, a source or a time to keep."),
    )


def _periods(schedule: Schedule) -> Block:
    none = _("no time is set.")
    people, quiet, notes = (
        none if not number else words.format(n=number)
        for number, words in (
            (schedule.months_after_role, _("{n} months after their last role ended.")),
            (
                schedule.months_without_contact,
                _("{n} months after the last real contact, or after they were entered."),
            ),
            (schedule.years_of_notes, _("{n} years after the school year they are of.")),
        )
    )
    return bullets(
        _("People: {words}").format(words=people),
        _("People who never had a role: {words}").format(words=quiet),
        _("Notes of conversations and meetings: {words}").format(words=notes),
    )
