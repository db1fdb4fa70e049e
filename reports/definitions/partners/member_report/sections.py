"""The parts of the member report, each made of what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.queries.member_statements import StatementRow
from models.queries.partnership_members import MembershipRow
from models.queries.partnership_money import SubscriptionRow
from models.vocabulary import StatementHeading
from models.words import label
from reports.definitions.partners.activities_table import activities_table
from reports.definitions.partners.common import (
    AUDIENCE,
    names_words,
    next_look,
    pounds,
    precise,
    until,
    year_of,
    year_words,
)
from reports.definitions.partners.giving import (
    balance_words,
    benefits_table,
    contributions_table,
    kinds_of_funding_table,
    ledger_chart,
    ledger_table,
)
from reports.definitions.partners.member_report.findings import Findings
from reports.definitions.partners.members import role_words
from reports.document import Block, Cell, Column, Heading, Kind, Table, bullets, paragraph
from reports.formatting import listed
from reports.parts import leaving_out, reason
from reports.tables import commitments_table
from resources.i18n import _


def belonging(found: Findings) -> Iterator[Block]:
    """Return who belongs to the partnership, or to what the member belongs, and what it pays."""
    yield Heading(_("Where it belongs") if found.is_of_one else _("Members"))
    year = year_words(year_of(found.as_at))
    owed = {row.membership_id: row for row in found.subscriptions}
    of_each: dict[tuple[int, int], list[MembershipRow]] = {}
    for row in found.memberships:
        of_each.setdefault((row.partnership_id, row.member_id), []).append(row)
    yield Table(
        key="belonging",
        title=_("Memberships, and subscriptions of {year}").format(year=year),
        sheet=_("Memberships"),
        columns=(
            Column(_("Partnership") if found.is_of_one else _("Member"), weight=2.8, row_header=True),
            Column(_("Role"), weight=1.4),
            Column(_("Since"), Kind.DATE, 1.4, unknown=_("Not recorded")),
            Column(_("Until"), Kind.DATE, 1.2, unknown=_("Now")),
            Column(_("Subscription"), Kind.MONEY, 1.0, total=True, unknown=_("None")),
            Column(_("Paid"), Kind.MONEY, 0.9, total=True, unknown="–"),
            Column(_("To pay"), Kind.MONEY, 0.9, total=True, unknown="–"),
        ),
        rows=tuple(
            (
                rows[0].partnership if found.is_of_one else rows[0].member,
                role_words(rows),
                precise(rows[0].starts_on, rows[0].starts_precision),
                None if rows[0].is_current else until(rows[0].ends_on, rows[0].ends_precision),
                *_paid([owed[row.id] for row in rows if row.id in owed]),
            )
            for rows in of_each.values()
        ),
        empty=_("It belonged to no partnership in this period.") if found.is_of_one else _("No member is recorded."),
    )


def _paid(rows: Sequence[SubscriptionRow]) -> tuple[Cell, Cell, Cell]:
    """Return what should be paid, what was, and what is still to come; nothing known where nothing is asked for."""
    if not rows:
        return None, None, None
    due, paid = sum(row.due_pence for row in rows), rows[0].paid_pence
    return pounds(due), pounds(paid), pounds(max(0, due - paid))


def gave(found: Findings) -> Iterator[Block]:
    """Return what was given."""
    yield Heading(_("What it gave") if found.is_of_one else _("What members gave and gained"))
    if not found.is_of_one:
        if (chart := ledger_chart(found.ledger)) is not None:
            yield chart
        given, gained = found.given.left_out, found.gained.left_out
        yield ledger_table(found.ledger, AUDIENCE, given=given, gained=gained)
        if not (given or gained) and (balance := balance_words(found.ledger)):
            yield bullets(*balance)
    whose = found.given_to if found.is_of_one else ()
    table = contributions_table(found.given.rows, whose=not found.is_of_one, where=whose)
    yield leaving_out(table, found.given.left_out, "contribution", "contributions", reason(AUDIENCE))


def gained(found: Findings) -> Iterator[Block]:
    """Return what was gained."""
    if found.is_of_one:
        yield Heading(_("What it gained"))
    table = benefits_table(found.gained.rows, whose=not found.is_of_one, where=found.is_of_one)
    yield leaving_out(table, found.gained.left_out, "benefit", "benefits", reason(AUDIENCE))


def activities(found: Findings) -> Iterator[Block]:
    """Return what was done together."""
    yield Heading(_("Activities"))
    table = activities_table(found.activities.rows, found.as_at, several=found.is_of_one)
    yield leaving_out(table, found.activities.left_out, "activity", "activities", reason(AUDIENCE))


def expected(found: Findings) -> Iterator[Block]:
    """Return what is expected: what was signed, what was not, what was promised, and what was agreed."""
    yield Heading(_("What is expected of it") if found.is_of_one else _("What is expected of members"))
    yield _statements(found)
    if found.missing:
        yield _unsigned(found)
    if found.is_of_one:
        yield _promised(found)
    yield _agreements(found)


def _unsigned(found: Findings) -> Table:
    """Return who has not signed under which headings."""
    return Table(
        key="unsigned",
        title=_("What is not signed yet"),
        sheet=_("Not signed"),
        columns=(
            Column(_("Partnership") if found.is_of_one else _("Member"), weight=3.0, row_header=True),
            Column(_("Headings"), weight=5.0),
        ),
        rows=tuple(
            (
                name if found.is_of_one else row.member,
                _("Under none of the headings")
                if len(row.headings) == len(StatementHeading)
                else _("Not under: {headings}").format(headings=listed([label(one).lower() for one in row.headings])),
            )
            for name, row in found.missing
        ),
    )


def _promised(found: Findings) -> Table:
    """Return what the member promised, to anybody."""
    table = commitments_table(
        found.promised.rows,
        "promised",
        _("Promised"),
        _("Promises open on the last day, and those that ended in the period"),
        _("No promise was open or ended in the period."),
        closing=True,
    )
    return leaving_out(table, found.promised.left_out, "promise", "promises", reason(AUDIENCE))


def _agreements(found: Findings) -> Table:
    """Return what was agreed, and when it is looked at next."""
    table = Table(
        key="agreements",
        title=_("Agreements, the next date first"),
        sheet=_("Agreements"),
        columns=(
            Column(_("Agreement"), weight=2.6, row_header=True),
            Column(_("Kind"), weight=2.0),
            Column(_("Partnership"), weight=2.2, unknown="–"),
            Column(_("Looked at next"), Kind.DATE, 1.4, unknown=_("No day set"), note=_("Its review or renewal")),
        ),
        rows=tuple(
            (row.title, label(row.kind), row.partnership or None, next_look(row.next_on, found.as_at))
            for row in found.agreements.rows
        ),
        empty=_("No agreement is recorded."),
    )
    return leaving_out(table, found.agreements.left_out, "agreement", "agreements", reason(AUDIENCE))


def _statements(found: Findings) -> Table:
    table = Table(
        key="statements",
        title=_("What was signed up to, by heading"),
        sheet=_("Statements"),
        columns=(
            Column(_("Partnership") if found.is_of_one else _("Member"), weight=1.9, row_header=True),
            Column(_("Heading"), weight=1.4),
            Column(_("What was signed up to"), weight=3.6),
            Column(_("Signed on"), Kind.DATE, 1.3, unknown=_("Not yet")),
            Column(_("Looked at next"), Kind.DATE, 1.3, unknown=_("No day set")),
        ),
        rows=tuple(
            (
                row.partnership if found.is_of_one else row.member,
                label(row.heading),
                row.text,
                row.signed_on if _is_signed(row, found) else None,
                next_look(row.review_on, found.as_at),
            )
            for row in found.statements.rows
        ),
        empty=_("Nothing was signed: what a member commits to, shares, builds and welcomes would stand here."),
    )
    return leaving_out(table, found.statements.left_out, "statement", "statements", reason(AUDIENCE))


def _is_signed(row: StatementRow, found: Findings) -> bool:
    return row.signed_on is not None and row.signed_on <= found.as_at


def money(found: Findings) -> Iterator[Block]:
    """Return what the partnership lives on in the year; nothing in the report of one member."""
    if found.is_of_one:
        return
    yield Heading(_("Funding"))
    table = kinds_of_funding_table(found.funding.totals if found.funding else (), year_of(found.as_at))
    yield leaving_out(table, found.funding_left_out, "line of funding", "lines of funding", reason(AUDIENCE))


def same_for_all(found: Findings) -> Iterator[Block]:
    """Return that nobody is told more than the others, and who they are."""
    yield Heading(_("Who gets this report"))
    if found.is_of_one:
        yield paragraph(_("It holds nothing that other members may not read. Each may have the same of every one."))
        return
    names = list(dict.fromkeys(row.member for row in found.memberships))
    words = _("Every member gets this same report: {names}.").format(names=names_words(names))
    yield paragraph(words if names else _("Every member gets this same report."))
