"""How a local authority's support is rated by those it supports, and what an independent school gives to others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from desktop.forms.dated import day_words
from desktop.parts.money import pounds
from desktop.parts.spec import Line, Owner, Part, Session, joined
from desktop.tokens import Tone
from models.errors import WrongUse
from models.queries.activities import ActivityRow
from models.queries.public_benefit import GivenRow, find_public_benefit
from models.queries.support_ratings import StrandScore, find_support_scorecard, list_support_ratings
from models.school_year import academic_year_of
from models.words import label
from resources.i18n import _, ngettext
from resources.i18n import marked as m


class Scored(NamedTuple):
    """A strand of an authority's support in the latest year that was rated."""

    place: int
    year_begins: int
    score: StrandScore


def _scored(session: Session, owner: Owner, today: date) -> Sequence[Scored]:
    rows = list_support_ratings(session, authority_id=owner.id, last_year=academic_year_of(today).first_day.year)
    if not rows:
        return ()
    year = rows[0].year_begins
    card = find_support_scorecard(session, owner.id, year)
    return [Scored(place, year, score) for place, score in enumerate(card.strands, 1)]


def _scored_line(row: Scored) -> Line:
    score = row.score
    year = f"{row.year_begins}–{(row.year_begins + 1) % 100:02d}"
    if score.average is None:
        return Line(row.place, label(score.strand), year, _("Not rated"))
    said = joined(
        year,
        ngettext("rated by {n}", "rated by {n}", score.raters).format(n=score.raters),
        *(f"{who}: {comment}" for who, comment in score.comments),
    )
    words = _("{average} of 5").format(average=f"{score.average:.1f}")
    return Line(row.place, label(score.strand), said, words, Tone.SOON if score.is_lacking else Tone.GOOD)


def _given(session: Session, owner: Owner, today: date) -> Sequence[ActivityRow | GivenRow]:
    try:
        benefit = find_public_benefit(session, owner.id, academic_year_of(today).first_day, today)
    except WrongUse:
        # No independent school.
        return ()
    return (*benefit.activities, *benefit.given)


def _given_line(row: ActivityRow | GivenRow) -> Line:
    if isinstance(row, ActivityRow):
        shown = _("Evidence kept") if row.evidence else _("Nothing shows it yet")
        return Line(row.id, row.title, joined(row.partnership, row.outcome or row.output), shown)
    hours = ngettext("{n} hour", "{n} hours", row.hours).format(n=row.hours) if row.hours else ""
    said = joined(row.partnership, day_words(row.given_on), pounds(row.amount_pence), hours)
    return Line(-row.id, row.text, said, label(row.kind))


def _where(row: ActivityRow | GivenRow) -> tuple[str, int] | None:
    return ("activity", row.id) if isinstance(row, ActivityRow) else ("contribution", row.id)


SCORECARD = Part(
    kind="support_rating",
    name="scorecard",
    title=m("How its support is rated"),
    nothing=m("Nobody has rated it yet."),
    rows=_scored,
    line=_scored_line,
    hides=True,
)

PUBLIC_BENEFIT = Part(
    kind="contribution",
    name="public_benefit",
    title=m("Public benefit this academic year"),
    nothing=m("Nothing is noted this academic year."),
    rows=_given,
    line=_given_line,
    hides=True,
    opens=_where,
    touches=("activity", "evidence", "reach"),
)
