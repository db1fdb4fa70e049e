"""Empty seats and terms of office that end within a year, of our own boards first: who appoints, and by when.

A seat that nobody noticed is empty is a voice that a board lacks; a term that ran out unseen puts decisions in doubt
(needs N026, N101).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from models.queries.audience import Shown
from models.queries.bodies import list_bodies_within
from models.queries.posts import PostRow, list_vacancies
from models.queries.terms_ending import TermEnding, list_terms_ending
from models.vocabulary import Visibility
from reports.definitions.board.common import AUDIENCE, CIRCULATION
from reports.document import Block, Column, Document, Facts, Heading, Kind, Table, Tone, numbered, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import (
    About,
    capital,
    circulation,
    count_words,
    find_about,
    find_ourselves,
    leaving_out,
    left_out_words,
    reason,
)
from resources.i18n import _

AHEAD = timedelta(days=365)
"""How far terms of office are looked ahead for."""


@dataclass(frozen=True, slots=True)
class _Found:
    audience: Visibility
    about: About | None
    day: date
    vacancies: Shown[PostRow]
    terms: Shown[TermEnding]
    ours: frozenset[int]
    """Which of the bodies are our own."""

    @property
    def empty_of_ours(self) -> int:
        return sum(row.vacant for row in self.vacancies.rows if row.organisation_id in self.ours)

    @property
    def empty(self) -> int:
        return sum(row.vacant for row in self.vacancies.rows)

    @property
    def over(self) -> int:
        return sum(row.is_over(self.day) for row in self.terms.rows)


def build(session: Session, parameters: Parameters) -> Document:
    """Return the vacancies on a day and the terms ending in the year after it, of all organisations or of one."""
    we = find_ourselves(session, parameters.as_at)
    found = _find(session, parameters, we.organisation_id)
    about, why, day = found.about, reason(found.audience), long_date(found.day)
    title = _("Vacancies and terms of office ending")
    if about:
        title = _("Vacancies and terms of office ending: {body}").format(body=about.name)
    vacancies = leaving_out(
        _vacancies_table(found.vacancies.rows), found.vacancies.left_out, "kind of seat", "kinds of seat", why
    )
    return Document(
        title=title,
        subtitle=_("On {day}, and in the twelve months after it").format(day=day),
        as_at=found.day,
        author=we.school,
        subject=_("Empty seats, and terms of office that end"),
        reference=_("Vacancies and terms of office, {day}").format(day=day),
        blocks=(
            paragraph(_lead(found), tone=Tone.LEAD),
            Facts(
                (
                    (
                        _("About"),
                        _("{body} and its bodies").format(body=about.name) if about else _("All boards we know"),
                    ),
                    (_("As at"), found.day),
                    (_("Empty seats"), found.empty),
                    (_("Terms ending by {day}").format(day=long_date(found.day + AHEAD)), len(found.terms.rows)),
                    (_("Of these already over"), found.over),
                    *circulation(found.audience, CIRCULATION),
                )
            ),
            *_recommendations(found),
            Heading(_("Empty seats")),
            vacancies,
            Heading(_("Terms of office")),
            leaving_out(_terms_table(found), found.terms.left_out, "term of office", "terms of office", why),
        ),
        left_out=left_out_words(
            found.audience,
            (found.vacancies.left_out, "kind of seat", "kinds of seat"),
            (found.terms.left_out, "term of office", "terms of office"),
        ),
    )


def _find(session: Session, parameters: Parameters, we: int | None) -> _Found:
    audience, day = parameters.audience or AUDIENCE, parameters.as_at
    about = find_about(session, parameters, audience)
    within = None if about is None else {row.id for row in list_bodies_within(session, about.ref[1])}

    def seats(readers: Visibility) -> tuple[PostRow, ...]:
        rows = list_vacancies(session, as_at=day, audience=readers)
        return tuple(row for row in rows if within is None or row.organisation_id in within)

    def terms(readers: Visibility) -> tuple[TermEnding, ...]:
        rows = list_terms_ending(session, day, day + AHEAD, audience=readers)
        return tuple(row for row in rows if within is None or row.organisation_id in within)

    vacancies, ending = seats(audience), terms(audience)
    ours = frozenset(() if we is None else (row.id for row in list_bodies_within(session, we)))
    return _Found(
        audience,
        about,
        day,
        Shown(
            tuple(sorted(vacancies, key=lambda row: row.organisation_id not in ours)),
            len(seats(Visibility.CONFIDENTIAL)) - len(vacancies),
        ),
        Shown(
            tuple(sorted(ending, key=lambda row: row.organisation_id not in ours)),
            len(terms(Visibility.CONFIDENTIAL)) - len(ending),
        ),
        ours,
    )


def _lead(found: _Found) -> str:
    seats = capital(count_words(found.empty, "seat is empty", "seats are empty"))
    coming = len(found.terms.rows) - found.over
    terms = count_words(coming, "term of office ends", "terms of office end")
    if found.vacancies.left_out or found.terms.left_out:
        # What is left out is not denied: it may be ours.
        return _("Of what may be listed here, {seats}, and {terms} within twelve months.").format(
            seats=seats[:1].lower() + seats[1:], terms=terms
        )
    if found.empty and found.about is None:
        number = found.empty_of_ours or _("none")
        seats = _("{seats}, {number} of them on our own boards").format(seats=seats, number=number)
    words = _("{seats}, and {terms} within twelve months.").format(seats=seats, terms=terms)
    if not found.over:
        return words
    over = capital(count_words(found.over, "term is over with its holder", "terms are over with their holders"))
    return _("{words} {over} still in office.").format(words=words, over=over)


def _recommendations(found: _Found) -> list[Block]:
    """Return what our board is asked to do about its own; nothing where all is in order there."""
    terms = [row.is_over(found.day) for row in found.terms.rows if row.organisation_id in found.ours]
    asked = []
    if found.empty_of_ours:
        asked.append(_("Note the empty seats of our boards, and ask those who appoint to fill them."))
    if any(terms):
        asked.append(
            _("Note the terms on our boards that are over, and agree for each whether its holder is appointed again.")
        )
    if not all(terms):
        asked.append(_("Note the terms on our boards that end, and agree when elections and nominations begin."))
    if not asked:
        return []
    return [Heading(_("Recommendations")), paragraph(_("The board is asked to:")), numbered(*asked)]


def _vacancies_table(rows: Sequence[PostRow]) -> Table:
    return Table(
        key="vacancies",
        title=_("Seats that nobody holds, our own boards first"),
        sheet=_("Vacancies"),
        columns=(
            Column(_("Body"), weight=2.4, row_header=True),
            Column(_("Seat"), weight=1.8),
            Column(_("Category"), weight=1.3, unknown="–"),
            Column(_("Appointed by"), weight=2.0, unknown=_("Not recorded")),
            Column(_("Empty"), Kind.INTEGER, 0.7, total=True),
            Column(_("Of seats"), Kind.INTEGER, 0.8, total=True),
            Column(_("Empty since"), Kind.DATE, 1.5, unknown=_("Not recorded"), note=_("At the earliest")),
        ),
        rows=tuple(
            (
                row.organisation,
                row.name,
                capital(row.category) or None,
                capital(row.appointing_body) or None,
                row.vacant,
                row.seats,
                row.vacant_since,
            )
            for row in rows
        ),
        empty=_("No seat is empty."),
    )


def _terms_table(found: _Found) -> Table:
    return Table(
        key="terms",
        title=_("Terms of office that end within twelve months, or are over"),
        sheet=_("Terms"),
        columns=(
            Column(_("Name"), weight=1.9, row_header=True),
            Column(_("Body"), weight=2.2),
            Column(_("Role"), weight=1.4),
            Column(_("Category"), weight=1.2, unknown="–"),
            Column(_("Appointed by"), weight=1.9, unknown=_("Not recorded")),
            Column(_("Term ends"), Kind.DATE, 1.4),
            Column(_("State"), weight=0.9),
        ),
        rows=tuple(
            (
                row.person,
                row.organisation,
                row.role,
                capital(row.category) or None,
                capital(row.appointing_body) or None,
                row.term_ends_on,
                _("Over") if row.is_over(found.day) else _("Ends"),
            )
            for row in found.terms.rows
        ),
        empty=_("No term of office ends within twelve months."),
    )
