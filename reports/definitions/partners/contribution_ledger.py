"""The contribution and benefit ledger: who gives what to a partnership, in money and in kind, and who gains what.

It shows whether it is mutual: everything given and gained is listed, and the totals of the partners are the sums of
what is listed (needs N135, N076, N096).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from models.queries.audience import Shown
from models.queries.contribution_ledger import (
    BenefitRow,
    ContributionRow,
    LedgerRow,
    find_contribution_ledger,
    list_benefits,
    list_contributions,
)
from models.queries.partnership_money import FundingRow, list_funding_lines
from models.vocabulary import Visibility
from reports.definitions.partners.common import (
    AUDIENCE,
    CIRCULATION,
    find_partnership_row,
    pounds,
    usual_partnership,
    year_of,
)
from reports.definitions.partners.giving import (
    balance_words,
    benefits_table,
    contributions_table,
    funding_table,
    ledger_chart,
    ledger_table,
)
from reports.document import Block, Document, Facts, Heading, Tone, bullets, paragraph
from reports.formatting import money
from reports.parameters import Parameters
from reports.parts import (
    between,
    capital,
    circulation,
    count_words,
    find_ourselves,
    leaving_out,
    left_out_words,
    reason,
    shown_to,
)
from resources.i18n import _

usual = usual_partnership


def build(session: Session, parameters: Parameters) -> Document:
    """Return what each partner of a partnership gave and gained in a period, and the funding of its years."""
    audience = parameters.audience or AUDIENCE
    we, one = find_ourselves(session, parameters.as_at), find_partnership_row(session, parameters, audience)
    period = (parameters.first_day, min(parameters.last_day, parameters.as_at))
    rows = find_contribution_ledger(session, one.id, *period, audience=audience)
    given = shown_to(audience, lambda reader: list_contributions(session, one.id, *period, audience=reader))
    gained = shown_to(audience, lambda reader: list_benefits(session, *period, partnership_id=one.id, audience=reader))
    funding = _funding(session, one.id, parameters, audience)
    title = _("Contributions and benefits: {name}").format(name=one.name)
    return Document(
        title=title,
        subtitle=_("Between {period}").format(period=between(parameters)),
        as_at=parameters.as_at,
        author=we.school,
        subject=_("What each partner gave and gained"),
        reference=title,
        blocks=(
            paragraph(_lead(one.name, rows, parameters, given.left_out + gained.left_out), tone=Tone.LEAD),
            Facts(circulation(audience, CIRCULATION)),
            *_blocks(rows, given, gained, funding, audience),
        ),
        left_out=left_out_words(
            audience,
            (given.left_out, "contribution", "contributions"),
            (gained.left_out, "benefit", "benefits"),
            (funding.left_out, "line of funding", "lines of funding"),
        ),
    )


def _funding(session: Session, number: int, parameters: Parameters, audience: Visibility) -> Shown[FundingRow]:
    """Return the lines of funding of the academic years that the period touches."""
    years = range(year_of(parameters.first_day), year_of(min(parameters.last_day, parameters.as_at)) + 1)
    return shown_to(
        audience,
        lambda reader: [
            row
            for row in list_funding_lines(session, partnership_id=number, audience=reader)
            if row.year_begins in years
        ],
    )


def _lead(name: str, rows: Sequence[LedgerRow], parameters: Parameters, left_out: int) -> str:
    things = sum(row.contributions for row in rows)
    benefits = sum(row.benefits for row in rows)
    if not things and not benefits:
        if left_out:
            return _("There is nothing that may be shown here.")
        return _("Nothing given to {name} or gained from it is recorded between {period}.").format(
            name=name, period=between(parameters)
        )
    givers = sum(1 for row in rows if row.contributions)
    hours, pence = sum(row.hours for row in rows), sum(row.amount_pence for row in rows)
    saved = sum(row.saving_pence for row in rows)
    parts = [
        _("Between {period}, {givers} made {things} to {name}: {hours} and {money} in money.").format(
            period=between(parameters),
            givers=count_words(givers, "partner", "partners"),
            things=count_words(things, "contribution", "contributions"),
            name=name,
            hours=count_words(hours, "hour", "hours"),
            money=_money(pence),
        ),
        _("{benefits} recorded, with {money} saved.").format(
            benefits=capital(count_words(benefits, "benefit to partners is", "benefits to partners are")),
            money=_money(saved),
        ),
    ]
    if left_out:
        parts.append(_("What is not listed in this copy is not counted here."))
    return " ".join(parts)


def _money(pence: int) -> str:
    return money(pounds(pence) or 0)


def _blocks(
    rows: Sequence[LedgerRow],
    given: Shown[ContributionRow],
    gained: Shown[BenefitRow],
    funding: Shown[FundingRow],
    audience: Visibility,
) -> Iterator[Block]:
    why = reason(audience)
    yield Heading(_("Each partner"))
    if (chart := ledger_chart(rows)) is not None:
        yield chart
    yield ledger_table(rows, audience, given=given.left_out, gained=gained.left_out)
    if not (given.left_out or gained.left_out) and (balance := balance_words(rows)):
        yield bullets(*balance)
    yield Heading(_("What was given"))
    yield leaving_out(contributions_table(given.rows), given.left_out, "contribution", "contributions", why)
    yield Heading(_("What was gained"))
    yield leaving_out(benefits_table(gained.rows), gained.left_out, "benefit", "benefits", why)
    yield Heading(_("Funding"))
    yield paragraph(
        _(
            "Funding is recorded for whole academic years, contributions for a day. The same money may stand in both, "
            "so the two are not added together."
        )
    )
    yield leaving_out(funding_table(funding.rows), funding.left_out, "line of funding", "lines of funding", why)
