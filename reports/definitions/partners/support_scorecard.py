"""The scorecard of a local authority's support: six strands as those it supports rate them, year by year.

The six strands are those by which partnerships say whether their authority helps (needs N061, N063 to N067). A copy for
others has the figures; what was said with a score was said to us and stays with us.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from models.errors import WrongUse
from models.queries.audience import Shown, may_read
from models.queries.belonging import AUTHORITY_KINDS
from models.queries.organisations import find_organisation_row
from models.queries.support_ratings import (
    LACKING_BELOW,
    SCORES,
    StrandScore,
    SupportRatingRow,
    SupportScorecard,
    SupportTrend,
    find_support_scorecard,
    list_support_ratings,
    list_support_trends,
)
from models.vocabulary import Visibility
from models.words import label
from reports.charts import describe_chart
from reports.definitions.partners.common import AUDIENCE, CIRCULATION, names_words, year_words
from reports.document import (
    Block,
    Chart,
    ChartKind,
    Column,
    Document,
    Facts,
    Heading,
    Kind,
    Series,
    Table,
    Tone,
    paragraph,
)
from reports.formatting import decimal, listed, long_date
from reports.parameters import Parameters, Ref
from reports.parts import (
    circulation,
    count_words,
    find_about,
    find_ourselves,
    leaving_out,
    left_out_words,
    reason,
    shown_to,
)
from resources.i18n import _

YEARS = 5
"""So many academic years stand beside each other."""


def usual(session: Session, parameters: Parameters) -> Ref | None:
    """Return the authority that was rated last, of those the one with most ratings."""
    rows = list_support_ratings(session, as_at=parameters.as_at, audience=parameters.audience or AUDIENCE)
    newest = [row for row in rows if row.year_begins == rows[0].year_begins]
    counts = [row.authority_id for row in newest]
    return ("organisation", max(counts, key=lambda one: (counts.count(one), -one))) if counts else None


@dataclass(frozen=True, slots=True)
class Scores:
    """Everything the scorecard says."""

    as_at: date
    audience: Visibility
    name: str
    ratings: Shown[SupportRatingRow]
    card: SupportScorecard | None
    """Of the newest year that was rated by the day; None where none was."""
    trends: tuple[SupportTrend, ...]

    @property
    def of_year(self) -> tuple[SupportRatingRow, ...]:
        """Return the ratings of the newest year."""
        return tuple(row for row in self.ratings.rows if self.card and row.year_begins == self.card.year_begins)


def build(session: Session, parameters: Parameters) -> Document:
    """Return how the support of a local authority was rated by a day, strand by strand."""
    audience, as_at = parameters.audience or AUDIENCE, parameters.as_at
    we, about = find_ourselves(session, as_at), find_about(session, parameters, audience)
    found = _find(session, about.ref[1] if about else 0, about.name if about else "", as_at, audience)
    title = _("Support of the local authority: {name}").format(name=found.name)
    day = long_date(as_at)
    return Document(
        title=title,
        subtitle=_("As at {day}").format(day=day),
        as_at=as_at,
        author=we.school,
        subject=_("How a local authority’s support is rated, by strand"),
        reference=_("{title}, {day}").format(title=title, day=day),
        blocks=(
            paragraph(_lead(found), tone=Tone.LEAD),
            Facts((*_raters(found), *circulation(audience, CIRCULATION))),
            *_blocks(found),
        ),
        left_out=left_out_words(audience, (found.ratings.left_out, "rating", "ratings")),
    )


def _find(session: Session, number: int, name: str, as_at: date, audience: Visibility) -> Scores:
    ratings = shown_to(
        audience, lambda reader: list_support_ratings(session, authority_id=number, as_at=as_at, audience=reader)
    )
    row = find_organisation_row(session, number, today=as_at)
    if not ratings.rows and (row is None or row.kind not in AUTHORITY_KINDS):
        raise WrongUse(_("This organisation is no local authority, and nobody has rated its support. Choose another."))
    if not ratings.rows:
        return Scores(as_at, audience, name, ratings, None, ())
    year = ratings.rows[0].year_begins
    return Scores(
        as_at,
        audience,
        name,
        ratings,
        find_support_scorecard(session, number, year, as_at=as_at, audience=audience),
        list_support_trends(session, number, year - YEARS + 1, year, as_at=as_at, audience=audience),
    )


def _lead(found: Scores) -> str:
    card = found.card
    if card is None or card.average is None:
        if found.ratings.left_out:
            return _("There is nothing that may be shown here.")
        return _("Nobody had rated the support of {name} by {day}.").format(name=found.name, day=long_date(found.as_at))
    rated = [one for one in card.strands if one.average is not None]
    best, least = max(rated, key=_average), min(rated, key=_average)
    words = _("In {year}, {raters} rated the support of {name} at {average} of 5 on average.").format(
        year=year_words(card.year_begins),
        raters=count_words(card.raters, "organisation", "organisations"),
        name=found.name,
        average=decimal(card.average, 1),
    )
    if best is not least:
        words += " " + _("Highest: {best} ({high}). Lowest: {least} ({low}).").format(
            best=_begun(best), high=decimal(_average(best), 1), least=_begun(least), low=decimal(_average(least), 1)
        )
    if lacking := [_begun(one) for one in card.strands if one.is_lacking]:
        words += " " + _("Rated below the middle of the scale: {strands}.").format(strands=listed(lacking))
    return words


def _average(score: StrandScore) -> float:
    return score.average or 0.0


def _begun(score: StrandScore) -> str:
    """Return a strand for the middle of a sentence."""
    words = label(score.strand)
    return words[:1].lower() + words[1:]


def _raters(found: Scores) -> tuple[tuple[str, str], ...]:
    if found.card is None:
        return ()
    names = dict.fromkeys(sorted(row.rater for row in found.of_year))
    return (
        (_("Year"), year_words(found.card.year_begins)),
        (_("Rated by"), names_words(list(names))),
        (_("Scale"), _("From {least} (lowest) to {most} (highest)").format(least=SCORES[0], most=SCORES[-1])),
    )


def _blocks(found: Scores) -> Iterator[Block]:
    yield Heading(_("The six strands"))
    table = _strands(found)
    chart = _chart(found, table)
    if chart is not None:
        yield chart
    yield leaving_out(table, found.ratings.left_out, "rating", "ratings", reason(found.audience))
    yield Heading(_("Year by year"))
    yield _years(found)
    if may_read(found.audience, Visibility.INTERNAL):
        yield Heading(_("What was said"))
        yield _comments(found)
    yield Heading(_("How this is reckoned"))
    yield paragraph(
        _(
            "Each organisation rates each strand once a year. The average of a strand is that of its scores; the "
            "average of all is that of the strands. A strand below {middle} is called lacking."
        ).format(middle=LACKING_BELOW)
    )


def _strands(found: Scores) -> Table:
    strands = found.card.strands if found.card else ()
    changes = {trend.strand: _change(trend) for trend in found.trends}
    return Table(
        key="strands",
        title=_("How many gave which score, by strand"),
        sheet=_("Strands"),
        columns=(
            Column(_("Strand"), weight=3.4, row_header=True),
            *(
                Column(_("Score {n}").format(n=score), Kind.INTEGER, 0.7, note=_("How many gave this score"))
                for score in SCORES
            ),
            Column(_("Raters"), Kind.INTEGER, 0.8),
            Column(_("Average"), Kind.DECIMAL, 0.9, unknown=_("Not rated")),
            Column(_("Change"), Kind.DECIMAL, 0.9, unknown="–", note=_("Against the year before")),
            Column(_("In words"), weight=1.7),
        ),
        rows=tuple(
            (
                label(one.strand),
                *one.counts,
                one.raters,
                None if one.average is None else round(one.average, 1),
                changes.get(one.strand),
                _words(one),
            )
            for one in strands
        ),
        empty=_("Nobody has rated it yet. The six strands would stand here with their scores."),
    )


def _words(score: StrandScore) -> str:
    if score.average is None:
        return _("Not rated")
    return _("Lacking") if score.is_lacking else _("Not lacking")


def _change(trend: SupportTrend) -> float | None:
    """Return by how much a strand's average changed against the year before; None where one of them is not known."""
    (_first, before), (_last, now) = trend.averages[-2:]
    return None if before is None or now is None else round(round(now, 1) - round(before, 1), 1)


def _chart(found: Scores, table: Table) -> Chart | None:
    """Return the averages of the strands beside those of the year before; None where nothing was rated."""
    if found.card is None or not any(one.average is not None for one in found.card.strands):
        return None
    trends = [trend for trend in found.trends if trend.averages[-1][1] is not None]
    places = (-2, -1) if all(trend.averages[-2][1] is not None for trend in trends) else (-1,)
    chart = Chart(
        key="strands-chart",
        title=_("Average score of each strand"),
        categories=tuple(label(trend.strand) for trend in trends),
        series=tuple(
            Series(
                year_words(trends[0].averages[place][0]),
                tuple(round(trend.averages[place][1] or 0.0, 1) for trend in trends),
            )
            for place in places
        ),
        alt="",
        kind=ChartKind.ACROSS,
        value_title=_("Average of the scores from 1 to 5"),
    )
    where = _("the tables “{title}” and “{other}”").format(title=table.title, other=_years(found).title)
    return replace(chart, alt=describe_chart(chart, where))


def _years(found: Scores) -> Table:
    years = _rated_years(found.trends)
    return Table(
        key="years",
        title=_("Average of each strand, by academic year"),
        sheet=_("Years"),
        columns=(
            Column(_("Strand"), weight=3.4, row_header=True),
            *(Column(year_words(year), Kind.DECIMAL, 1.0, unknown=_("Not rated")) for year in years),
        ),
        rows=tuple(
            (
                label(trend.strand),
                *(None if mean is None else round(mean, 1) for year, mean in trend.averages if year in years),
            )
            for trend in found.trends
            if years
        ),
        empty=_("No year has been rated yet."),
    )


def _rated_years(trends: Sequence[SupportTrend]) -> list[int]:
    """Return the years from the first that was rated to the last."""
    rated = [year for trend in trends for year, mean in trend.averages if mean is not None]
    return list(range(min(rated), max(rated) + 1)) if rated else []


def _comments(found: Scores) -> Table:
    said = [row for row in found.of_year if row.comment]
    return Table(
        key="said",
        title=_("What was said with the scores"),
        sheet=_("Said"),
        columns=(
            Column(_("Who"), weight=2.2, row_header=True),
            Column(_("Strand"), weight=2.2),
            Column(_("Score"), Kind.INTEGER, 0.7),
            Column(_("What was said"), weight=4.0),
        ),
        rows=tuple((row.rater, label(row.strand), row.score, row.comment) for row in said),
        empty=_("Nobody said anything with a score."),
    )
