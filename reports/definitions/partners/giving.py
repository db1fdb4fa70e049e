"""What partners give and gain, as tables that several papers share: the ledger, each thing given, each gain, funding.

Contributions are dated and are told as they were given; lines of funding belong to academic years. The same money may
stand in both, so nothing here adds the one to the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.queries.audience import EVERYONE_OF_OURS
from models.queries.contribution_ledger import BenefitRow, ContributionRow, LedgerRow
from models.queries.partnership_money import FundingRow, FundingTotal
from models.vocabulary import ContributionKind, Visibility
from models.words import label
from reports.charts import describe_chart
from reports.definitions.partners.common import bar_name, names_words, pounds, some_pounds, year_words
from reports.document import Chart, ChartKind, Column, Kind, Series, Table
from reports.parts import leaving_out, reason
from resources.i18n import _

MOST_DRAWN = 25
"""Partners in a chart: more would not be read."""


def ledger_table(
    rows: Sequence[LedgerRow], audience: Visibility = EVERYONE_OF_OURS, *, given: int = 0, gained: int = 0
) -> Table:
    """Return both sides of each partner: what it gave, by kind, and what it gained.

    `given` and `gained` are how many contributions and benefits a copy for an audience leaves out.
    """
    if not _gave_or_gained(rows):
        # Nothing but zeros would deny what is left out, and tells nothing where nothing is.
        rows = ()
    table = Table(
        key="ledger",
        title=_("What each partner gave and gained"),
        sheet=_("Ledger"),
        columns=(
            Column(_("Partner"), weight=2.8, row_header=True),
            *(
                Column(label(kind), Kind.INTEGER, 0.8, total=True, note=_("Contributions of this kind"))
                for kind in ContributionKind
            ),
            Column(_("Hours given"), Kind.INTEGER, 0.8, total=True),
            Column(_("Money given"), Kind.MONEY, 1.0, total=True),
            Column(_("Benefits"), Kind.INTEGER, 0.8, total=True, note=_("Benefits to it on record")),
            Column(_("Money saved"), Kind.MONEY, 1.0, total=True, note=_("By buying or using something together")),
        ),
        rows=tuple(
            (
                row.organisation,
                *(row.brought[kind] for kind in ContributionKind),
                row.hours,
                pounds(row.amount_pence),
                row.benefits,
                pounds(row.saving_pence),
            )
            for row in rows
        ),
        empty=_("Nothing that a partner gave or gained is recorded for this period."),
    )
    table = leaving_out(table, given, "contribution", "contributions", reason(audience))
    return leaving_out(table, gained, "benefit", "benefits", reason(audience))


def _gave_or_gained(rows: Sequence[LedgerRow]) -> list[LedgerRow]:
    return [row for row in rows if row.contributions or row.benefits]


def ledger_chart(rows: Sequence[LedgerRow]) -> Chart | None:
    """Return how many things each partner gave and gained, those with most first; None where there is too little."""
    known = _gave_or_gained(rows)
    if len(known) < 2:
        return None
    drawn = sorted(known, key=lambda row: (-row.contributions - row.benefits, row.organisation))[:MOST_DRAWN]
    chart = Chart(
        key="gave-and-gained",
        title=_("Contributions and benefits of each partner"),
        categories=tuple(bar_name(row.organisation) for row in drawn),
        series=(
            Series(_("Contributions"), tuple(float(row.contributions) for row in drawn)),
            Series(_("Benefits"), tuple(float(row.benefits) for row in drawn)),
        ),
        alt="",
        kind=ChartKind.ACROSS,
        value_title=_("How many are on record"),
    )
    return replace(chart, alt=describe_chart(chart, _("the table “{title}”").format(title=ledger_table(rows).title)))


def balance_words(rows: Sequence[LedgerRow]) -> list[str]:
    """Return in sentences who only gave, who only gained, and of whom nothing is; none where nothing is of anyone."""
    if not _gave_or_gained(rows):
        return []
    told = (
        (_("Gave, with no gain recorded: {names}."), [row.organisation for row in rows if row.only_gives]),
        (
            _("Gained, with nothing given recorded: {names}."),
            [row.organisation for row in rows if row.only_gets],
        ),
        (
            _("Nothing given or gained recorded: {names}."),
            [row.organisation for row in rows if not row.contributions and not row.benefits],
        ),
    )
    return [words.format(names=names_words(names)) for words, names in told if names]


def contributions_table(rows: Sequence[ContributionRow], *, whose: bool = True, where: Sequence[str] = ()) -> Table:
    """Return each thing given, the newest first; `where` names the partnership of each row where there are several."""
    columns = [Column(_("Day"), Kind.DATE, 1.4), Column(_("What was given"), weight=3.0, row_header=True)]
    columns += [Column(_("By"), weight=2.2)] if whose else [Column(_("Who"), weight=1.6, unknown=_("Not named"))]
    columns += [Column(_("To"), weight=2.0)] if where else []
    columns += [
        Column(_("Kind"), weight=1.1),
        Column(_("Hours"), Kind.INTEGER, 0.7, total=True, unknown="–"),
        Column(_("Money"), Kind.MONEY, 0.9, total=True, unknown="–"),
    ]
    return Table(
        key="given",
        title=_("Each contribution"),
        sheet=_("Given"),
        columns=tuple(columns),
        rows=tuple(
            (
                row.given_on,
                row.text,
                *((_giver(row),) if whose else (row.person or None,)),
                *((where[place],) if where else ()),
                label(row.kind),
                row.hours,
                pounds(row.amount_pence),
            )
            for place, row in enumerate(rows)
        ),
        empty=_("No contribution is recorded for this period."),
        note=_("A dash means that no hours or no money are recorded for it.") if rows else "",
    )


def _giver(row: ContributionRow) -> str:
    return f"{row.organisation} ({row.person})" if row.person else row.organisation


def benefits_table(rows: Sequence[BenefitRow], *, whose: bool = True, where: bool = False) -> Table:
    """Return each gain, the newest first, with what shows it."""
    columns = [Column(_("Day"), Kind.DATE, 1.4), Column(_("Benefit"), weight=3.0, row_header=True)]
    columns += [Column(_("To"), weight=2.2)] if whose else []
    columns += [Column(_("From"), weight=2.0)] if where else []
    columns += [
        Column(_("What shows it"), weight=2.0, unknown=_("Nothing yet")),
        Column(_("Saved"), Kind.MONEY, 0.9, total=True, unknown="–"),
    ]
    return Table(
        key="gained",
        title=_("Each benefit"),
        sheet=_("Gained"),
        columns=tuple(columns),
        rows=tuple(
            (
                row.seen_on,
                row.text,
                *((row.organisation,) if whose else ()),
                *((row.partnership,) if where else ()),
                row.evidence or None,
                pounds(row.saving_pence),
            )
            for row in rows
        ),
        empty=_("No benefit is recorded for this period."),
    )


def funding_table(rows: Sequence[FundingRow], *, key: str = "funding", title: str = "") -> Table:
    """Return the lines of funding of some academic years, the newest year first."""
    return Table(
        key=key,
        title=title or _("Money and help in kind, by academic year"),
        sheet=_("Funding"),
        columns=(
            Column(_("Year"), weight=1.6),
            Column(_("From"), weight=2.2, row_header=True, unknown=_("Not named")),
            Column(_("Kind"), weight=1.4),
            Column(_("For what"), weight=2.2, unknown=_("Not recorded")),
            Column(_("Restricted"), Kind.YES_NO, 0.9, note=_("It may be used for its purpose only")),
            Column(_("Money"), Kind.MONEY, 1.0, total=True, unknown="–"),
            Column(_("In kind"), Kind.MONEY, 1.0, total=True, unknown="–", note=_("What help is reckoned to be worth")),
        ),
        rows=tuple(
            (
                year_words(row.year_begins),
                row.source or None,
                label(row.kind),
                row.purpose or None,
                row.is_restricted,
                some_pounds(row.amount_pence),
                some_pounds(row.in_kind_pence),
            )
            for row in rows
        ),
        empty=_("No money and no help in kind is recorded for this time."),
    )


def kinds_of_funding_table(totals: Sequence[FundingTotal], year_begins: int) -> Table:
    """Return what came of each kind in an academic year."""
    return Table(
        key="kinds_of_funding",
        title=_("What it lives on in {year}, by kind").format(year=year_words(year_begins)),
        sheet=_("Kinds of funding"),
        columns=(
            Column(_("Kind"), weight=2.8, row_header=True),
            Column(_("Lines"), Kind.INTEGER, 0.8, total=True, note=_("How many sums or kinds of help are recorded")),
            Column(_("Money"), Kind.MONEY, 1.2, total=True),
            Column(_("Of it restricted"), Kind.MONEY, 1.2, total=True, note=_("May be used for its purpose only")),
            Column(_("In kind"), Kind.MONEY, 1.2, total=True, note=_("What help is reckoned to be worth")),
        ),
        rows=tuple(
            (
                label(total.kind),
                total.lines,
                pounds(total.amount_pence),
                pounds(total.restricted_pence),
                pounds(total.in_kind_pence),
            )
            for total in totals
        ),
        empty=_("No money and no help in kind is recorded for {year}.").format(year=year_words(year_begins)),
    )
