"""The five blocks of the partnership profile, each as what is known of it and what is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.queries.agreements import AgreementRow, DelegationRow, list_agreements, list_delegations
from models.queries.aims import PurposeBalance, find_purpose_balance
from models.queries.audience import Shown, may_read
from models.queries.measures import MeasureRow, list_measures
from models.queries.partnership_detail import PartnershipDetail, find_partnership
from models.queries.partnership_history import LegalFormRow, StageRow
from models.queries.partnership_members import MembershipRow
from models.queries.partnership_money import FundingRow, FundingYear, list_funding_lines
from models.queries.partnership_people import StaffRow, list_partnership_staff
from models.queries.partnership_plans import PartnershipPlan, find_partnership_plan
from models.vocabulary import Visibility
from models.words import label
from reports.definitions.partners.common import (
    names_words,
    next_look,
    pounds,
    precise,
    since_words,
    until,
    year_of,
    year_words,
)
from reports.definitions.partners.giving import funding_table
from reports.definitions.partners.members import find_members, members_table
from reports.document import Block, Column, Facts, Heading, Kind, Table, bullets, paragraph
from reports.formatting import long_date, yes_no
from reports.parts import capital, leaving_out, reason, shown_to
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything the profile says, read in one session."""

    as_at: date
    audience: Visibility
    detail: PartnershipDetail
    plan: PartnershipPlan
    balance: PurposeBalance
    """How many activities of the academic year so far serve each aim."""
    measures: tuple[MeasureRow, ...]
    members: Shown[MembershipRow]
    funding: Shown[FundingRow]
    """The lines of the years that had begun by the day, the newest first."""
    staff: tuple[StaffRow, ...]
    agreements: Shown[AgreementRow]
    delegations: Shown[DelegationRow]

    @property
    def years(self) -> tuple[FundingYear, ...]:
        """Return what it lived on in the years that had begun."""
        return tuple(year for year in self.detail.funding.years if year.year_begins <= year_of(self.as_at))

    @property
    def year(self) -> FundingYear | None:
        """Return what it lives on in the academic year of the day."""
        return next((year for year in self.years if year.year_begins == year_of(self.as_at)), None)


def find_profile(session: Session, number: int, as_at: date, audience: Visibility) -> Profile:
    """Return everything the profile of a partnership says to its readers."""
    begun = date(year_of(as_at), 9, 1)

    def lines(reader: Visibility) -> list[FundingRow]:
        rows = list_funding_lines(session, partnership_id=number, audience=reader)
        return [row for row in rows if row.year_begins <= begun.year]

    return Profile(
        as_at,
        audience,
        find_partnership(session, number, as_at=as_at, audience=audience),
        find_partnership_plan(session, number, as_at=as_at, audience=audience),
        find_purpose_balance(session, number, begun, as_at, audience=audience),
        list_measures(session, as_at=as_at, partnership_id=number, audience=audience),
        find_members(session, number, as_at, audience),
        shown_to(audience, lines),
        list_partnership_staff(session, number, as_at=as_at, audience=audience),
        shown_to(
            audience,
            lambda reader: list_agreements(session, as_at=as_at, organisation_id=number, audience=reader),
        ),
        shown_to(
            audience,
            lambda reader: list_delegations(session, as_at=as_at, organisation_id=number, audience=reader),
        ),
    )


def _nothing() -> str:
    return _("Not recorded")


def foundation(found: Profile) -> Iterator[Block]:
    """Return where it comes from."""
    one = found.detail.foundation
    event = one.inaugural_event
    if event and one.inaugural_on:
        event = _("{event}, {day}").format(event=event, day=long_date(one.inaugural_on))
    yield Heading(_("Foundation"))
    yield Facts(
        (
            (_("Founded"), capital(since_words(one.founded_on, one.founded_precision)) or _nothing()),
            (_("Years at work"), _nothing() if one.years_old is None else one.years_old),
            (_("Convened by"), ", ".join(one.convenors) or _nothing()),
            (_("Inaugural event"), event or _nothing()),
        )
    )
    yield paragraph(one.story or _("How it came about is not recorded."))


def aims(found: Profile) -> Iterator[Block]:
    """Return what it is for, what is done for each aim, and its plan."""
    one = found.detail.aims
    yield Heading(_("Aims"))
    yield paragraph(one.purpose or _("Its purpose is not recorded."))
    standing = [
        (aim, times) for aim, times in found.balance.by_aim if aim.closed_on is None or aim.closed_on > found.as_at
    ]
    yield Table(
        key="aims",
        title=_("Aims, and what is done for each"),
        sheet=_("Aims"),
        columns=(
            Column(_("Number"), Kind.INTEGER, 0.7),
            Column(_("Aim"), weight=3.6, row_header=True),
            Column(_("Shared goal"), weight=2.4, unknown="–", note=_("A goal that other partnerships share")),
            Column(_("Activities this year"), Kind.INTEGER, 1.0, total=True),
            Column(_("Outcomes"), Kind.INTEGER, 1.0, total=True, note=_("Measured or judged")),
            Column(_("Reached"), Kind.INTEGER, 0.9, total=True, note=_("How many of these outcomes are reached")),
        ),
        rows=tuple((aim.number, aim.text, aim.goal or None, times, *_shown(found, aim.id)) for aim, times in standing),
        empty=_("No aim is recorded. Aims would stand here with what is done for each."),
    )
    yield from _plan(found)


def _shown(found: Profile, aim_id: int) -> tuple[int, int]:
    """Return how many outcomes an aim has, and how many are reached."""
    rows = [row for row in found.measures if row.aim_id == aim_id]
    return len(rows), sum(bool(row.is_reached) for row in rows)


def _plan(found: Profile) -> Iterator[Block]:
    if not may_read(found.audience, Visibility.PARTNERS):
        yield paragraph(_("Its plan is for the partners and not in this copy."))
        return
    plan = found.plan
    last = plan.reviews[0] if plan.reviews else None
    reviewed = _("Not yet, as far as the records go")
    if last is not None:
        reviewed = _("{day}: {judgement}. {findings}").format(
            day=long_date(last.reviewed_on), judgement=label(last.judgement), findings=last.findings
        )
    yield Facts(
        (
            (_("Plan"), plan.plan or _nothing()),
            (_("Last reviewed"), reviewed),
            (_("Next review"), next_look(plan.review_on, found.as_at) or _("No day is set")),
        )
    )


def status(found: Profile) -> Iterator[Block]:
    """Return what it is: kind, stage, model, legal forms, and how it stands to the local authority."""
    one = found.detail.status
    row = one.row
    yield Heading(_("Status"))
    yield Facts(
        (
            (_("Kind"), row.type or label(row.kind)),
            (_("Status"), label(row.status)),
            (_("Stage"), label(row.stage) if row.stage else _nothing()),
            (_("Model"), label(row.model) if row.model else _nothing()),
            (_("Local authority"), row.authority or _nothing()),
            (_("Relation to it"), label(row.authority_relation)),
            (_("Company number"), one.company_number or _nothing()),
            (_("Charity number"), one.charity_number or _nothing()),
            (_("Incorporated"), one.incorporated_on or _nothing()),
        )
    )
    if one.lacks:
        yield bullets(*one.lacks)
    yield _history(
        "forms",
        _("Legal forms"),
        _("Legal form"),
        [(label(form.form), form, "" if form.is_current else form.end_reason) for form in one.forms],
        _("No legal form is recorded."),
    )
    yield _history(
        "stages",
        _("Stages"),
        _("Stage"),
        [(label(stage.stage), stage, stage.why) for stage in one.stages],
        _("No stage is recorded: pilot, project, alliance or integration."),
    )


def _history(
    key: str, title: str, head: str, rows: Sequence[tuple[str, LegalFormRow | StageRow, str]], empty: str
) -> Table:
    """Return what it was from when to when, and why that ended or began."""
    return Table(
        key=key,
        title=title,
        columns=(
            Column(head, weight=2.4, row_header=True),
            Column(_("From"), Kind.DATE, 1.4, unknown=_("Not recorded")),
            Column(_("Until"), Kind.DATE, 1.4, unknown=_("Not recorded")),
            Column(_("Why"), weight=3.0, unknown="–"),
        ),
        rows=tuple(
            (
                name,
                precise(row.starts_on, row.starts_precision),
                _("Now") if row.is_current else until(row.ends_on, row.ends_precision),
                why or None,
            )
            for name, row, why in rows
        ),
        empty=empty,
    )


def funding(found: Profile) -> Iterator[Block]:
    """Return what it lived on, year by year, and from whom."""
    yield Heading(_("Funding"))
    table = Table(
        key="years",
        title=_("What it lived on, by academic year"),
        sheet=_("Years"),
        columns=(
            Column(_("Academic year"), weight=2.0, row_header=True),
            Column(_("Lines"), Kind.INTEGER, 0.8, total=True, note=_("How many sums or kinds of help are recorded")),
            Column(_("Money"), Kind.MONEY, 1.2, total=True),
            Column(_("Of it restricted"), Kind.MONEY, 1.2, total=True, note=_("May be used for its purpose only")),
            Column(_("In kind"), Kind.MONEY, 1.2, total=True, note=_("What help is reckoned to be worth")),
        ),
        rows=tuple(
            (
                year_words(year.year_begins),
                sum(total.lines for total in year.totals),
                pounds(year.amount_pence),
                pounds(year.restricted_pence),
                pounds(year.in_kind_pence),
            )
            for year in found.years
        ),
        empty=_("No money and no help in kind is recorded."),
    )
    yield leaving_out(table, found.funding.left_out, "line of funding", "lines of funding", reason(found.audience))
    if found.funding.rows:
        yield funding_table(found.funding.rows, title=_("Each sum and each kind of help"))


def governance(found: Profile) -> Iterator[Block]:
    """Return who runs it and by what rules."""
    one, why = found.detail.governance, reason(found.audience)
    yield Heading(_("Governance"))
    yield members_table(found.members, found.audience)
    yield _seats(found)
    yield Table(
        key="governance",
        title=_("What governance needs, and whether it is there"),
        sheet=_("Governance"),
        columns=(
            Column(_("What"), weight=1.8, row_header=True),
            Column(_("There"), Kind.YES_NO, 0.7),
            Column(_("What is known"), weight=3.6),
            Column(_("Day"), Kind.DATE, 1.4, unknown="–"),
        ),
        rows=tuple((label(line.part), line.is_met, line.words, line.on) for line in one.lines),
        empty=_("It is not at work on this day, so nothing is asked of its governance."),
    )
    accounts = one.accounts_on if one.accounts_on and one.accounts_on <= found.as_at else None
    yield Facts(
        (
            (_("Employs staff"), yes_no(one.employs_staff)),
            (_("Makes contracts"), yes_no(one.makes_contracts)),
            (_("Last accounts made up to"), accounts or _nothing()),
        )
    )
    if found.staff:
        yield _staff(found)
    yield leaving_out(_agreements(found), found.agreements.left_out, "agreement", "agreements", why)
    yield leaving_out(_delegations(found), found.delegations.left_out, "delegation", "delegations", why)


def _seats(found: Profile) -> Table:
    return Table(
        key="authority",
        title=_("Seats of the local authority"),
        sheet=_("Authority"),
        columns=(
            Column(_("Seat"), weight=2.2, row_header=True),
            Column(_("Authority"), weight=2.2, unknown=_("Not recorded")),
            Column(_("Held by"), weight=1.8, unknown=_("Not named")),
            Column(_("Votes"), Kind.YES_NO, 0.7),
            Column(_("Since"), Kind.DATE, 1.4, unknown=_("Not recorded")),
        ),
        rows=tuple(
            (
                seat.seat,
                seat.authority or None,
                _("Vacant") if seat.is_vacant else seat.holder or None,
                seat.votes,
                seat.since,
            )
            for seat in found.detail.governance.authority_presence
        ),
        empty=_("No seat of a local authority is recorded."),
    )


def _staff(found: Profile) -> Table:
    return Table(
        key="staff",
        title=_("Who works for it"),
        sheet=_("Staff"),
        columns=(
            Column(_("Role"), weight=2.4, row_header=True),
            Column(_("Name"), weight=2.4),
            Column(_("Since"), Kind.DATE, 1.4, unknown=_("Not recorded")),
        ),
        rows=tuple((row.role, row.name, precise(row.starts_on, row.starts_precision)) for row in found.staff),
    )


def _agreements(found: Profile) -> Table:
    return Table(
        key="agreements",
        title=_("Agreements, the next date first"),
        sheet=_("Agreements"),
        columns=(
            Column(_("Agreement"), weight=2.8, row_header=True),
            Column(_("Kind"), weight=1.6),
            Column(_("Parties"), weight=2.6, unknown=_("Not recorded")),
            Column(_("Since"), Kind.DATE, 1.3, unknown=_("Not recorded")),
            Column(_("Looked at next"), Kind.DATE, 1.3, unknown=_("No day set"), note=_("Its review or renewal")),
        ),
        rows=tuple(
            (
                row.title,
                label(row.kind),
                names_words([name for _number, name in row.parties]) or None,
                precise(row.starts_on, row.starts_precision),
                next_look(row.next_on, found.as_at),
            )
            for row in found.agreements.rows
        ),
        empty=_("No agreement is recorded: memorandum, service level agreement, protocol or contract."),
    )


def _delegations(found: Profile) -> Table:
    return Table(
        key="delegations",
        title=_("Responsibilities handed over"),
        sheet=_("Delegations"),
        columns=(
            Column(_("Responsibility"), weight=2.8, row_header=True),
            Column(_("From"), weight=2.0),
            Column(_("To"), weight=2.0),
            Column(_("Since"), Kind.DATE, 1.3, unknown=_("Not recorded")),
            Column(_("Looked at next"), Kind.DATE, 1.3, unknown=_("No day set")),
        ),
        rows=tuple(
            (
                row.responsibility,
                row.from_name,
                row.to_name,
                precise(row.starts_on, row.starts_precision),
                next_look(row.review_on, found.as_at),
            )
            for row in found.delegations.rows
        ),
        empty=_("No responsibility is recorded as handed to it or by it."),
    )
