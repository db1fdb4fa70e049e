"""Changing what a partnership lives on: lines of funding by year, and chances of money to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.partnerships import get_partnership
from models.entities import FundingLine, FundingOpportunity
from models.errors import WrongUse
from models.validation import check_count, check_order, get_record, required
from models.vocabulary import FundingKind, OpportunityState, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class FundingLineFields:
    """What a form of a line of funding holds: from whom, in which academic year, how much and for what."""

    partnership_id: int
    kind: FundingKind
    year_begins: int
    amount_pence: int = 0
    in_kind_pence: int = 0
    source_id: int | None = None
    purpose: str = ""
    is_restricted: bool = False
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


@dataclass(frozen=True, slots=True)
class OpportunityFields:
    """What a form of a chance of money holds: who gives it, how much, and when it is decided."""

    title: str
    partnership_id: int | None = None
    source_id: int | None = None
    amount_pence: int | None = None
    closes_on: date | None = None
    decision_on: date | None = None
    state: OpportunityState = OpportunityState.SEEN
    note: str = ""
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


YEARS = range(1900, 2200)
MOST_PENCE = 10**15
"""Ten thousand billion pounds; what is more was surely mistyped."""


def check_pence(pence: int | None, what: str) -> None:
    """Refuse an amount below zero, or one that no school will ever see; None is not known."""
    check_count(pence, what)
    if pence is not None and pence > MOST_PENCE:
        raise WrongUse(_("Enter {what} in pounds and pence; this is too much.").format(what=what))


def create_funding_line(session: Session, fields: FundingLineFields) -> int:
    """Add a line of funding to a partnership and return its number."""
    _check_line(session, fields)
    return writing.create(session, FundingLine, fields)


def edit_funding_line(session: Session, line_id: int, fields: FundingLineFields) -> int:
    """Change a line of funding. Raises StaleRecord when the form is older than the record."""
    _check_line(session, fields)
    return writing.edit(session, FundingLine, line_id, fields, _("line of funding"))


def archive_funding_line(session: Session, line_id: int) -> None:
    """Put a line of funding away: it counts no longer."""
    writing.put_away(session, FundingLine, line_id, _("line of funding"))


def _check_line(session: Session, fields: FundingLineFields) -> None:
    get_partnership(session, fields.partnership_id)
    check_pence(fields.amount_pence, _("the amount"))
    check_pence(fields.in_kind_pence, _("what help in kind is worth"))
    if fields.year_begins not in YEARS:
        raise WrongUse(_("Enter the year in which the academic year begins, like 2026."))
    if fields.kind is FundingKind.IN_KIND and fields.amount_pence:
        raise WrongUse(_("Help in kind is no money. Enter what it is worth as help in kind, and no amount."))
    if not fields.amount_pence and not fields.in_kind_pence:
        raise WrongUse(_("Enter an amount, or what the help in kind is worth."))
    if fields.is_restricted:
        required(fields.purpose, _("what the restricted money is for"))


def create_funding_opportunity(session: Session, fields: OpportunityFields) -> int:
    """Add a chance of money and return its number."""
    _check_opportunity(session, fields)
    return writing.create(session, FundingOpportunity, fields)


def edit_funding_opportunity(session: Session, opportunity_id: int, fields: OpportunityFields) -> int:
    """Change a chance of money. Raises StaleRecord when the form is older than the record."""
    _check_opportunity(session, fields)
    return writing.edit(session, FundingOpportunity, opportunity_id, fields, _("funding opportunity"))


def set_opportunity_state(session: Session, opportunity_id: int, state: OpportunityState) -> int:
    """Say how far a chance of money has come."""
    get_record(session, FundingOpportunity, opportunity_id, _("funding opportunity")).state = state
    session.flush()
    return opportunity_id


def archive_funding_opportunity(session: Session, opportunity_id: int) -> None:
    """Put a chance of money away."""
    writing.put_away(session, FundingOpportunity, opportunity_id, _("funding opportunity"))


def _check_opportunity(session: Session, fields: OpportunityFields) -> None:
    required(fields.title, _("what the money is called"))
    check_pence(fields.amount_pence, _("the amount"))
    check_order(
        fields.closes_on,
        fields.decision_on,
        _("It would be decided before it closes. Enter a day of decision after the closing day."),
    )
    if fields.partnership_id is not None:
        get_partnership(session, fields.partnership_id)
