"""What is said of a partnership in words: its heading, its overview in five blocks, its governance beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desktop.forms.dated import day_words, span_words
from desktop.tokens import Tone
from desktop.widgets.cards import Fact
from models.queries.last_contact import find_last_contacts
from models.queries.partnership_detail import Foundation, PartnershipDetail, Status
from models.queries.partnership_members import OverlapRow, list_overlap
from models.queries.partnership_money import FundingYear
from models.queries.partnership_risk import PartnershipRisk, list_partnership_risks
from models.words import label
from reports.formatting import money, yes_no
from resources.i18n import _, ngettext

Groups = list[tuple[str, list[Fact]]]
Session = Any
_A_YEAR = timedelta(days=365)


def heading_line(known: PartnershipDetail) -> str:
    """Return type, status, stage and members of a partnership in one line."""
    row = known.status.row
    members = ngettext("{n} member", "{n} members", row.members).format(n=f"{row.members:,}")
    said = [row.type or label(row.kind), label(row.status), label(row.stage) if row.stage else "", members]
    if row.founded_on is not None:
        said.append(_("founded {day}").format(day=day_words(row.founded_on, row.founded_precision)))
    return " · ".join(part for part in said if part)


@dataclass(frozen=True, slots=True)
class Risks:
    """What puts a partnership at risk: who alone holds its contacts, who is in many, whom we hear nothing from."""

    keys: PartnershipRisk | None
    """None for one whose contacts are not looked at, as a trust that is an employer itself."""
    overlap: tuple[OverlapRow, ...]
    members: int
    silent: tuple[str, ...]
    """Members without any contact in the year."""


def find_risks(session: Session, known: PartnershipDetail, today: date) -> Risks:
    """Return what puts a partnership at risk on a day."""
    keys = list_partnership_risks(session, today=today, at_risk_only=False, partnership_id=known.id)
    overlap = list_overlap(session, as_at=today, partnership_id=known.id)
    members = list({row.member_id: row for row in known.governance.members if row.is_current}.values())
    lasts = find_last_contacts(session, [row.member_id for row in members], today) if members else {}
    since = today - _A_YEAR
    silent = [row.member for row in members if row.member_id not in lasts or lasts[row.member_id].on < since]
    return Risks(keys[0] if keys else None, overlap, len(members), tuple(silent))


def risk_group(risks: Risks) -> tuple[str, list[Fact]]:
    """Return the risks in words, the good news too."""
    facts = []
    if risks.keys is not None:
        facts.append(_held_by(_("Whom we know there"), risks.keys.people, risks.keys.only_person))
        facts.append(_held_by(_("Who of us speaks with them"), risks.keys.our_people, risks.keys.our_only_person))
    if risks.overlap:
        names = ", ".join(f"{row.name} ({len(row.partnerships)})" for row in risks.overlap)
        facts.append(Fact(_("Members in three partnerships or more"), names, tone=Tone.SOON))
    if risks.members:
        heard = risks.members - len(risks.silent)
        words = _("{n} of {all} in the last 12 months").format(n=heard, all=risks.members)
        quiet = _("Nothing from {names}").format(names=", ".join(risks.silent)) if risks.silent else ""
        facts.append(Fact(_("Members we were in touch with"), words, quiet, Tone.SOON if quiet else Tone.PLAIN))
    return _("What it depends on"), facts


def _held_by(words: str, people: int, only: str) -> Fact:
    if people == 0:
        return Fact(words, _("Nobody"), tone=Tone.LATE)
    if people == 1:
        return Fact(words, only or _("One person"), _("One person only: nobody could take over"), Tone.SOON)
    return Fact(words, ngettext("{n} person", "{n} people", people).format(n=people))


def overview_groups(known: PartnershipDetail) -> Groups:
    """Return the five blocks: foundation, aims, status, funding, governance."""
    blocks = (
        (_("Foundation"), _foundation(known.foundation)),
        (_("Aims"), _aims(known)),
        (_("Status"), _status(known.status)),
        (_("Funding"), _funding(known.funding.years)),
        (_("Governance"), _governance(known)),
    )
    return [(title, facts or [Fact("", _("Nothing is known of this yet."))]) for title, facts in blocks]


def fact_groups(known: PartnershipDetail) -> Groups:
    """Return what governance needs and whether it is there, and what is missing."""
    groups: Groups = []
    if known.governance.lines:
        groups.append(
            (
                _("Governance"),
                [
                    Fact(
                        label(line.part),
                        _("In place") if line.is_met else _("Missing"),
                        line.words,
                        Tone.GOOD if line.is_met else Tone.SOON,
                        pill=True,
                    )
                    for line in known.governance.lines
                ],
            )
        )
    missing = [Fact("", words, tone=Tone.SOON) for words in known.status.lacks]
    missing += [Fact("", _("{block}: nothing is known yet").format(block=block)) for block in known.empty_blocks]
    if missing:
        groups.append((_("Still to find out"), missing))
    presence = [
        Fact(one.authority, one.holder or _("Nobody sits there now"), one.seat)
        for one in known.governance.authority_presence
    ]
    if presence:
        groups.append((_("The local authority in it"), presence))
    return groups or [(_("Governance"), [Fact("", _("Nothing is missing."))])]


def _foundation(block: Foundation) -> list[Fact]:
    facts = []
    if block.founded_on is not None:
        age = ""
        if block.years_old is not None:
            age = ngettext("{n} year ago", "{n} years ago", block.years_old).format(n=block.years_old)
        facts.append(Fact(_("Founded"), day_words(block.founded_on, block.founded_precision), age))
    if block.convenors:
        facts.append(Fact(_("Convened by"), ", ".join(block.convenors)))
    if block.inaugural_event:
        day = day_words(block.inaugural_on) if block.inaugural_on is not None else ""
        facts.append(Fact(_("First event"), block.inaugural_event, day))
    if block.story:
        facts.append(Fact(_("How it came about"), block.story))
    return facts


def _aims(known: PartnershipDetail) -> list[Fact]:
    block = known.aims
    facts = [Fact(_("What it is for"), block.purpose)] if block.purpose else []
    facts += [Fact(_("Aim {n}").format(n=number), text) for number, text in enumerate(block.aims, 1)]
    if block.plan:
        facts.append(Fact(_("Plan"), block.plan))
    if block.review_on is not None:
        facts.append(Fact(_("Next review"), day_words(block.review_on)))
    return facts


def _status(block: Status) -> list[Fact]:
    row = block.row
    facts = [Fact(_("Status"), label(row.status))]
    facts += [Fact(_("Type"), row.type)] if row.type else []
    facts += [Fact(_("Stage"), label(row.stage))] if row.stage is not None else []
    facts += [Fact(_("Service model"), label(row.model))] if row.model is not None else []
    if row.authority:
        facts.append(Fact(_("Local authority"), row.authority, label(row.authority_relation)))
    for form in block.forms:
        when = span_words(form.starts_on, form.ends_on, form.starts_precision, form.ends_precision)
        facts.append(Fact(_("Legal form"), label(form.form), when))
    if block.company_number:
        facts.append(Fact(_("Company number"), block.company_number))
    if block.charity_number:
        facts.append(Fact(_("Charity number"), block.charity_number))
    return facts


def _funding(years: tuple[FundingYear, ...]) -> list[Fact]:
    facts = []
    for year in years:
        note = []
        if year.restricted_pence:
            note.append(_("{amount} restricted").format(amount=money(year.restricted_pence / 100)))
        if year.in_kind_pence:
            note.append(_("{amount} in kind").format(amount=money(year.in_kind_pence / 100)))
        words = f"{year.year_begins}–{(year.year_begins + 1) % 100:02d}"
        facts.append(Fact(words, money(year.amount_pence / 100), ", ".join(note)))
    return facts


def _governance(known: PartnershipDetail) -> list[Fact]:
    block = known.governance
    if block.is_empty:
        return []
    facts = [
        Fact(_("Employs staff"), yes_no(block.employs_staff)),
        Fact(_("Makes contracts itself"), yes_no(block.makes_contracts)),
    ]
    if block.accounts_on is not None:
        facts.append(Fact(_("Accounts made up to"), day_words(block.accounts_on)))
    return facts
