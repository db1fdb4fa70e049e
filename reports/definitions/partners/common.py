"""What the papers for partners share: which partnership is likeliest, who may have a copy, days and years in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from models.errors import WrongUse
from models.precise_dates import PreciseDate
from models.queries.belonging import GROUPING_KINDS
from models.queries.partnership_members import list_memberships_of
from models.queries.partnerships import PartnershipFilter, PartnershipRow, find_partnership_rows, list_partnerships
from models.school_year import academic_year_of
from models.settings import OUR_ORGANISATION, get_setting
from models.vocabulary import Judgement, OrganisationKind, Precision, Visibility
from models.words import label
from reports.formatting import beginning, long_date
from reports.parameters import Parameters, Ref
from reports.parts import capital, find_about
from reports.pictures.picture import in_words
from resources.i18n import _
from resources.i18n import marked as m

_LONGEST = 70

AUDIENCE = Visibility.PARTNERS
"""The partners themselves."""

CIRCULATION = {
    Visibility.PUBLIC: m("May be published."),
    Visibility.PARTNERS: m("For partners. Not for publication."),
    Visibility.INTERNAL: m("For our own use. Partners get a copy of their own."),
    Visibility.CONFIDENTIAL: m("Confidential. Only for those who may read everything."),
}
"""Who may have a copy of a paper for partners."""


def usual_partnership(session: Session, parameters: Parameters) -> Ref | None:
    """Return the partnership with most members that we belong to, one of its own before clusters; else any such."""
    audience = parameters.audience or AUDIENCE
    live = PartnershipFilter(GROUPING_KINDS, live_only=True)
    rows = list_partnerships(session, as_at=parameters.as_at, where=live, audience=audience)
    ours = get_setting(session, OUR_ORGANISATION)
    memberships = list_memberships_of(session, ours, as_at=parameters.as_at) if ours is not None else ()
    own = {row.partnership_id for row in memberships}
    likeliest = min(
        rows,
        key=lambda row: (
            row.id not in own,
            row.kind is not OrganisationKind.PARTNERSHIP,
            -row.members,
            row.name,
            row.id,
        ),
        default=None,
    )
    return None if likeliest is None else ("organisation", likeliest.id)


def is_partnership(session: Session, parameters: Parameters, audience: Visibility) -> PartnershipRow | None:
    """Return the partnership, cluster, federation or trust a paper is about; None where it is about another record."""
    about = find_about(session, parameters, audience)
    if about is None:
        return None
    number = about.ref[1]
    row = find_partnership_rows(session, [number], as_at=parameters.as_at, audience=audience).get(number)
    return row if row is not None and row.kind in GROUPING_KINDS else None


def find_partnership_row(session: Session, parameters: Parameters, audience: Visibility) -> PartnershipRow:
    """Return the partnership a paper is about. Raises WrongUse where the record chosen is no partnership."""
    row = is_partnership(session, parameters, audience)
    if row is None:
        raise WrongUse(_("This organisation is no partnership, cluster, federation or trust. Choose one that is."))
    return row


def pounds(pence: int | None) -> Decimal | None:
    """Return an amount in pounds; None where it is not known."""
    return None if pence is None else Decimal(pence) / 100


def some_pounds(pence: int | None) -> Decimal | None:
    """Return an amount in pounds; None also for nothing, where a table should show that no money was given."""
    return pounds(pence) if pence else None


def year_words(begins: int) -> str:
    """Return the academic year that begins in a calendar year: "2026 to 2027"."""
    return academic_year_of(date(begins, 9, 1)).name


def year_of(day: date) -> int:
    """Return the calendar year in which the academic year of a day begins."""
    return academic_year_of(day).first_day.year


def precise(day: date | None, precision: Precision) -> date | str | None:
    """Return a day as exactly as it is known: a date, or words like "autumn 2023"."""
    if day is None or precision is Precision.DAY:
        return day
    return capital(PreciseDate(day, precision).words())


def until(ends_on: date | None, precision: Precision) -> date | str | None:
    """Return the last day of something, of which the first day after is kept."""
    return precise(None if ends_on is None else ends_on - timedelta(days=1), precision)


def since_words(day: date | None, precision: Precision) -> str:
    """Return a day for a sentence: "1 September 2023" or "autumn 2023"; "" where it is not known."""
    return PreciseDate(day, precision).words() if day is not None else ""


def names_words(names: Sequence[str]) -> str:
    """Return names one after the other, told apart although some of them hold a comma."""
    return "; ".join(names)


def bar_name(name: str) -> str:
    """Return a name as it stands before a bar: one that would fill the page is cut, the table has it whole."""
    return beginning(in_words(name), _LONGEST)


def next_look(day: date | None, as_at: date) -> date | str | None:
    """Return the day on which something is looked at next; in words where it has passed and nobody has looked."""
    return day if day is None or day >= as_at else _("{day} (passed)").format(day=long_date(day))


def judged(judgement: Judgement | None, on: date | None, as_at: date) -> Judgement | None:
    """Return how something was judged by a day; None where nobody had judged it then."""
    return judgement if on is None or on <= as_at else None


def judgement_words(judgement: Judgement | None) -> str | None:
    """Return a judgement in words, which need no colour to be read."""
    return None if judgement is None else label(judgement)
