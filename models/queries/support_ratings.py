"""How partnerships rate their local authority's support: six strands, counts and averages, and how that changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.entities import Organisation, SupportRating
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, may_read, readable
from models.queries.rows import fetch
from models.queries.sight import sees_record
from models.vocabulary import SupportStrand, Visibility
from models.words import label
from resources.i18n import _

SCORES = (1, 2, 3, 4, 5)
LACKING_BELOW = 3
"""An average below this is a strand that partnerships find lacking."""

_Rater = aliased(Organisation, name="rater")
_Authority = aliased(Organisation, name="authority")


@dataclass(frozen=True, slots=True)
class SupportRatingRow:
    """How one rater rates one strand in a year."""

    id: int
    rater_id: int
    rater: str
    authority_id: int
    authority: str
    year_begins: int
    strand: SupportStrand
    score: int
    rated_on: date
    comment: str
    """"" to an audience outside our own office: a score may be told, what was said with it was said to us."""
    version: int


@dataclass(frozen=True, slots=True)
class StrandScore:
    """One strand of a scorecard."""

    strand: SupportStrand
    counts: tuple[int, ...]
    """How many gave 1, 2, 3, 4 and 5."""
    comments: tuple[tuple[str, str], ...]
    """Who said what."""

    @property
    def raters(self) -> int:
        """Return how many rated the strand."""
        return sum(self.counts)

    @property
    def average(self) -> float | None:
        """Return the mean score; None where nobody rated the strand."""
        if not self.raters:
            return None
        return sum(score * times for score, times in zip(SCORES, self.counts, strict=True)) / self.raters

    @property
    def is_lacking(self) -> bool:
        """Say whether the strand is rated below the middle of the scale."""
        return self.average is not None and self.average < LACKING_BELOW

    @property
    def words(self) -> str:
        """Return the strand with its average in words."""
        if self.average is None:
            return _("{strand}: not rated").format(strand=label(self.strand))
        return _("{strand}: {average:.1f} of 5").format(strand=label(self.strand), average=self.average)


@dataclass(frozen=True, slots=True)
class SupportScorecard:
    """A local authority's support as rated in a year, the six strands in their order."""

    authority_id: int
    authority: str
    year_begins: int
    strands: tuple[StrandScore, ...]
    raters: int

    def of(self, strand: SupportStrand) -> StrandScore:
        """Return one strand."""
        return next(one for one in self.strands if one.strand is strand)

    @property
    def average(self) -> float | None:
        """Return the mean of the strands' averages; None where none was rated."""
        known = [one.average for one in self.strands if one.average is not None]
        return sum(known) / len(known) if known else None


@dataclass(frozen=True, slots=True)
class SupportTrend:
    """A strand's averages year by year, None for a year without ratings."""

    strand: SupportStrand
    averages: tuple[tuple[int, float | None], ...]

    @property
    def change(self) -> float | None:
        """Return by how much the average changed from the first to the last rated year; None with fewer than two."""
        known = [average for _year, average in self.averages if average is not None]
        return known[-1] - known[0] if len(known) > 1 else None


def list_support_ratings(
    session: Session,
    *,
    authority_id: int | None = None,
    rater_id: int | None = None,
    first_year: int | None = None,
    last_year: int | None = None,
    as_at: date | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[SupportRatingRow, ...]:
    """Return the ratings of a local authority or by a rater, the newest year first; years by their September.

    With a day only what had been rated by then.
    """
    one = SupportRating
    statement = (
        select(
            *(one.id, one.rater_id, _Rater.name, one.authority_id, _Authority.name, one.year_begins, one.strand),
            *(one.score, one.rated_on, one.comment, one.version),
        )
        .join(_Rater, _Rater.id == one.rater_id)
        .join(_Authority, _Authority.id == one.authority_id)
        .where(sees_record(one, audience), readable(_Rater, audience), readable(_Authority, audience))
        .order_by(one.year_begins.desc(), _Authority.name_key, _Rater.name_key, one.id)
    )
    if authority_id is not None:
        statement = statement.where(one.authority_id == authority_id)
    if rater_id is not None:
        statement = statement.where(one.rater_id == rater_id)
    if first_year is not None:
        statement = statement.where(one.year_begins >= first_year)
    if last_year is not None:
        statement = statement.where(one.year_begins <= last_year)
    if as_at is not None:
        statement = statement.where(one.rated_on <= as_at)
    rows = fetch(session, SupportRatingRow, statement)
    if not may_read(audience, Visibility.INTERNAL):
        rows = [replace(row, comment="") for row in rows]
    return tuple(rows)


def find_support_scorecard(
    session: Session,
    authority_id: int,
    year_begins: int,
    *,
    as_at: date | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> SupportScorecard:
    """Return how a local authority's support was rated in an academic year, strand by strand; with a day, by then."""
    rows = list_support_ratings(
        session,
        authority_id=authority_id,
        first_year=year_begins,
        last_year=year_begins,
        as_at=as_at,
        audience=audience,
    )
    name = _name_of(session, authority_id, audience)
    strands = tuple(_score(strand, [row for row in rows if row.strand is strand]) for strand in SupportStrand)
    return SupportScorecard(authority_id, name, year_begins, strands, len({row.rater_id for row in rows}))


def list_support_trends(
    session: Session,
    authority_id: int,
    first_year: int,
    last_year: int,
    *,
    as_at: date | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[SupportTrend, ...]:
    """Return each strand's averages from one academic year to another, by the years they begin in.

    With a day only what had been rated by then.
    """
    rows = list_support_ratings(
        session,
        authority_id=authority_id,
        first_year=first_year,
        last_year=last_year,
        as_at=as_at,
        audience=audience,
    )
    years = range(first_year, last_year + 1)
    return tuple(
        SupportTrend(
            strand,
            tuple(
                (year, _score(strand, [row for row in rows if (row.strand, row.year_begins) == (strand, year)]).average)
                for year in years
            ),
        )
        for strand in SupportStrand
    )


def _score(strand: SupportStrand, rows: list[SupportRatingRow]) -> StrandScore:
    counts = tuple(sum(row.score == score for row in rows) for score in SCORES)
    return StrandScore(strand, counts, tuple((row.rater, row.comment) for row in rows if row.comment))


def _name_of(session: Session, authority_id: int, audience: Visibility) -> str:
    named = select(Organisation.name).where(Organisation.id == authority_id, readable(Organisation, audience))
    name = session.scalar(named)
    if name is None:
        raise WrongUse(_("There is no local authority number {number}. Choose another.").format(number=authority_id))
    return name
