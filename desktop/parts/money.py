"""What a partnership lives on: its funding year by year, money it may get, and what members gave and gained."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, as_today, joined
from desktop.tokens import Tone
from models.actions.contributions import (
    BenefitFields,
    ContributionFields,
    archive_benefit,
    archive_contribution,
    create_benefit,
    create_contribution,
    edit_benefit,
    edit_contribution,
)
from models.actions.partnership_money import (
    FundingLineFields,
    OpportunityFields,
    archive_funding_line,
    archive_funding_opportunity,
    create_funding_line,
    create_funding_opportunity,
    edit_funding_line,
    edit_funding_opportunity,
)
from models.queries.contribution_ledger import BenefitRow, ContributionRow, list_benefits, list_contributions
from models.queries.partnership_money import FundingRow, OpportunityRow, list_funding_lines, list_funding_opportunities
from models.queries.partnerships import list_partnerships
from models.vocabulary import OpportunityState
from models.words import label
from reports.formatting import money
from resources.i18n import _, ngettext
from resources.i18n import marked as m

_LAST_DAY = date(9999, 12, 31)


def pounds(pence: int | None) -> str:
    """Return an amount in words, nothing where there is none."""
    return money(pence / 100) if pence else ""


def _funding(session: Session, owner: Owner, today: date) -> Sequence[FundingRow]:
    return list_funding_lines(session, partnership_id=owner.id)


def _funding_line(row: FundingRow) -> Line:
    in_kind = pounds(row.in_kind_pence)
    said = joined(
        f"{row.year_begins}–{(row.year_begins + 1) % 100:02d}",
        row.source,
        _("{amount} in kind").format(amount=in_kind) if in_kind else "",
        row.purpose,
    )
    words = joined(label(row.kind), pounds(row.amount_pence))
    return Line(row.id, words, said, _("Restricted") if row.is_restricted else "")


def _chances(session: Session, owner: Owner, today: date) -> Sequence[OpportunityRow]:
    rows = list_funding_opportunities(session, states=tuple(OpportunityState))
    own = [row for row in rows if row.partnership_id == owner.id]
    return (*own, *(row for row in rows if row.partnership_id is None))


def _partnerships(session: Session, owner: Owner, today: date) -> list[tuple[str, object]]:
    return [(row.name, row.id) for row in list_partnerships(session, as_at=today)]


def _chance_line(row: OpportunityRow) -> Line:
    said = joined(
        _("for no partnership yet") if row.partnership_id is None else "",
        row.source,
        pounds(row.amount_pence),
        _("closes {day}").format(day=day_words(row.closes_on)) if row.closes_on is not None else "",
        _("decision {day}").format(day=day_words(row.decision_on)) if row.decision_on is not None else "",
        row.note,
    )
    return Line(row.id, row.title, said, label(row.state))


def _contributions(session: Session, owner: Owner, today: date) -> Sequence[ContributionRow]:
    return tuple(reversed(list_contributions(session, owner.id, date.min, _LAST_DAY)))


def _contribution_line(row: ContributionRow) -> Line:
    hours = ngettext("{n} hour", "{n} hours", row.hours).format(n=row.hours) if row.hours else ""
    said = joined(row.organisation, row.person, day_words(row.given_on), pounds(row.amount_pence), hours)
    return Line(row.id, row.text, said, label(row.kind))


def _benefits(session: Session, owner: Owner, today: date) -> Sequence[BenefitRow]:
    return tuple(reversed(list_benefits(session, date.min, _LAST_DAY, partnership_id=owner.id)))


def _benefit_line(row: BenefitRow) -> Line:
    saved = pounds(row.saving_pence)
    said = joined(row.organisation, day_words(row.seen_on), row.evidence)
    return Line(row.id, row.text, said, _("{amount} saved").format(amount=saved) if saved else "", Tone.GOOD)


def _this_year(today: date) -> int:
    return today.year if today.month >= 9 else today.year - 1


def years(session: Session, owner: Owner) -> list[tuple[str, object]]:
    """Return the academic years one may mean, the latest first."""
    last = _this_year(date.today()) + 2  # noqa: DTZ011 - the user's calendar
    return [(f"{year}–{(year + 1) % 100:02d}", year) for year in range(last, last - 30, -1)]


FUNDING = Part(
    kind="funding_line",
    title=m("Funding"),
    nothing=m("Nothing known. Its funding each year, in money and in kind, and who gives it."),
    rows=_funding,
    line=_funding_line,
    add=m("Add a line…"),
    form=FundingLineFields,
    fields=(
        FieldSpec("kind", m("&Kind"), 6),
        FieldSpec("year_begins", m("Academic &year"), 6, options=years, start=_this_year),
        FieldSpec("amount_pence", m("&Amount"), 6, m("Enter the amount, like £1,250; £0 for help in kind only")),
        FieldSpec("in_kind_pence", m("Worth of help &in kind"), 6, m("Enter what it is worth; £0 for none")),
        FieldSpec("source_id", m("&From whom"), 6, kinds=("organisation",)),
        FieldSpec("is_restricted", m("For its &purpose only"), 6),
        FieldSpec("purpose", m("What f&or"), 12),
    ),
    create=create_funding_line,
    edit=edit_funding_line,
    remove=archive_funding_line,
    remove_words=m("Put away"),
    owner="partnership_id",
)

CHANCES = Part(
    kind="funding_opportunity",
    title=m("Funding it may apply for"),
    nothing=m("None noted. Grants to apply for, with the day they close and who decides when."),
    rows=_chances,
    line=_chance_line,
    add=m("Add a grant or fund…"),
    form=OpportunityFields,
    fields=(
        FieldSpec("title", m("&What it is"), 8, m("Enter what it is")),
        FieldSpec("state", m("Sta&te"), 4),
        FieldSpec("source_id", m("&From whom"), 6, kinds=("organisation",)),
        FieldSpec("amount_pence", m("&Amount"), 6),
        FieldSpec("closes_on", m("&Closes on"), 6, past=False),
        FieldSpec("decision_on", m("&Decision on"), 6, past=False),
        FieldSpec("partnership_id", m("For which &partnership"), 12, options_on=_partnerships, blank=m("None yet")),
        FieldSpec("note", m("&Note"), 12, lines=2),
    ),
    create=create_funding_opportunity,
    edit=edit_funding_opportunity,
    remove=archive_funding_opportunity,
    remove_words=m("Put away"),
    owner="partnership_id",
)

CONTRIBUTIONS = Part(
    kind="contribution",
    title=m("What members gave"),
    nothing=m("Nothing noted. Time, rooms, money: who brings what."),
    rows=_contributions,
    line=_contribution_line,
    add=m("Note a contribution…"),
    form=ContributionFields,
    fields=(
        FieldSpec("organisation_id", m("&Who gave it"), 6, m("Choose who gave it"), kinds=("organisation",)),
        FieldSpec("person_id", m("B&y whom there"), 6, kinds=("person",)),
        FieldSpec("text", m("Wh&at they gave"), 12, m("Enter what they gave")),
        FieldSpec("kind", m("&Kind"), 3),
        FieldSpec("given_on", m("W&hen"), 3, m("Enter when"), start=as_today),
        FieldSpec("amount_pence", m("A&mount"), 3),
        FieldSpec("hours", m("H&ours"), 3),
    ),
    create=create_contribution,
    edit=edit_contribution,
    remove=archive_contribution,
    remove_words=m("Put away"),
    owner="partnership_id",
)

BENEFITS = Part(
    kind="benefit",
    title=m("What members gained"),
    nothing=m("Nothing noted. What it was good for, with what shows it, and what it saved."),
    rows=_benefits,
    line=_benefit_line,
    add=m("Note a benefit…"),
    form=BenefitFields,
    fields=(
        FieldSpec("organisation_id", m("&Who gained"), 6, m("Choose who gained"), kinds=("organisation",)),
        FieldSpec("seen_on", m("W&hen"), 3, m("Enter when"), start=as_today),
        FieldSpec("saving_pence", m("What it sa&ved"), 3),
        FieldSpec("text", m("Wh&at they gained"), 12, m("Enter what they gained")),
        FieldSpec("evidence", m("What shows it"), 12),
    ),
    create=create_benefit,
    edit=edit_benefit,
    remove=archive_benefit,
    remove_words=m("Put away"),
    owner="partnership_id",
)
