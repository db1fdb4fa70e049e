"""The partnership profile in exactly five blocks: foundation, aims, status, funding, governance (need N104).

What is known stands beside what is not: a block of which nothing is recorded says so, and what governance or the legal
form should have and has not is listed.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.queries.partnership_detail import PartnershipDetail
from models.vocabulary import PartnershipStatus
from models.words import label
from reports.definitions.partners.common import (
    AUDIENCE,
    CIRCULATION,
    find_partnership_row,
    pounds,
    since_words,
    usual_partnership,
    year_words,
)
from reports.definitions.partners.profile.blocks import aims, foundation, funding, status
from reports.definitions.partners.profile.findings import Profile, find_profile
from reports.definitions.partners.profile.governance import governance
from reports.document import Document, Facts, Tone, paragraph
from reports.formatting import listed, long_date, money
from reports.parameters import Parameters
from reports.parts import circulation, count_words, find_ourselves, left_out_words
from resources.i18n import _

usual = usual_partnership


def build(session: Session, parameters: Parameters) -> Document:
    """Return what is known of a partnership on a day, in its five blocks."""
    audience, as_at = parameters.audience or AUDIENCE, parameters.as_at
    we, one = find_ourselves(session, as_at), find_partnership_row(session, parameters, audience)
    found = find_profile(session, one.id, as_at, audience)
    day = long_date(as_at)
    title = _("Partnership profile: {name}").format(name=one.name)
    return Document(
        title=title,
        subtitle=_("As at {day}").format(day=day),
        as_at=as_at,
        author=we.school,
        subject=_("A partnership: foundation, aims, status, funding and governance"),
        reference=_("{title}, {day}").format(title=title, day=day),
        blocks=(
            paragraph(_lead(found), tone=Tone.LEAD),
            Facts(circulation(audience, CIRCULATION)),
            *foundation(found),
            *aims(found),
            *status(found),
            *funding(found),
            *governance(found),
        ),
        left_out=left_out_words(
            audience,
            (found.members.left_out, "membership", "memberships"),
            (found.funding.left_out, "line of funding", "lines of funding"),
            (found.agreements.left_out, "agreement", "agreements"),
            (found.delegations.left_out, "delegation", "delegations"),
        ),
    )


def _lead(found: Profile) -> str:
    """Return the partnership in a few sentences."""
    detail = found.detail
    row, since = detail.status.row, since_words(detail.foundation.founded_on, detail.foundation.founded_precision)
    kind = row.type or label(row.kind)
    members = count_words(row.members, "member", "members")
    if row.status is not PartnershipStatus.ACTIVE:
        kind = _("{kind} ({status})").format(kind=kind, status=label(row.status).lower())
    first = _("{kind} with {members}").format(kind=kind, members=members)
    if since:
        first = _("{words}, founded {since}").format(words=first, since=since)
    if row.stage:
        first = _("{words}, at the stage “{stage}”").format(words=first, stage=label(row.stage).lower())
    words = [first + "."]
    if year := found.year:
        lives = _("In {year} it has {money} in money and {kind} in kind").format(
            year=year_words(year.year_begins),
            money=money(pounds(year.amount_pence) or 0),
            kind=money(pounds(year.in_kind_pence) or 0),
        )
        words.append(
            _("{words}, as far as this copy may tell.").format(words=lives) if found.funding.left_out else f"{lives}."
        )
    return " ".join([*words, _gaps(found.whole)]).strip()


def _gaps(detail: PartnershipDetail) -> str:
    """Return which blocks hold nothing, and what governance lacks."""
    words = []
    if empty := detail.empty_blocks:
        words.append(_("Nothing is recorded of its {blocks}.").format(blocks=listed([one.lower() for one in empty])))
    missing = [label(line.part).lower() for line in detail.governance.lines if not line.is_met]
    if missing and not detail.governance.is_empty:
        words.append(_("Its governance lacks: {parts}.").format(parts=listed(missing)))
    return " ".join(words)
