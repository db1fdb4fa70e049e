"""Evidence pack on a partnership for an assessor from outside: its capacity to change things, and what proves it.

What is missing is said before anybody asks (need N071). Every figure ties to its table below; nothing that is later
than the period is in it.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from reports.definitions.partners.common import AUDIENCE, CIRCULATION, find_partnership_row, usual_partnership
from reports.definitions.partners.evidence_pack.findings import Findings, find_evidence
from reports.definitions.partners.evidence_pack.sections import at_a_glance, proofs, sections
from reports.document import Document, Facts, Heading, Tone, bullets, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import between, capital, circulation, count_words, find_ourselves, left_out_words
from resources.i18n import _

usual = usual_partnership


def build(session: Session, parameters: Parameters) -> Document:
    """Return the evidence of a partnership for a period, as things stood on its last day."""
    audience = parameters.audience or AUDIENCE
    we, one = find_ourselves(session, parameters.as_at), find_partnership_row(session, parameters, audience)
    found = find_evidence(session, one.id, parameters, audience)
    title, pack = _("Evidence pack: {name}").format(name=one.name), found.pack
    days = _("{first} to {last}").format(first=long_date(pack.first_day), last=long_date(pack.last_day))
    lacks = (bullets(*pack.lacks),) if pack.lacks else (paragraph(_("Nothing that an assessor would look for.")),)
    return Document(
        title=title,
        subtitle=days,
        as_at=parameters.as_at,
        author=we.school,
        subject=_("What shows that a partnership can bring about change"),
        reference=_("{title}, {days}").format(title=title, days=days),
        blocks=(
            paragraph(_lead(found, parameters), tone=Tone.LEAD),
            Facts(((_("Time"), days), *circulation(audience, CIRCULATION))),
            Heading(_("What there is, at a glance")),
            at_a_glance(found),
            Heading(_("What is still missing")),
            *lacks,
            *sections(found),
            *proofs(found),
        ),
        left_out=left_out_words(audience, *found.left_out_counts),
    )


def _lead(found: Findings, parameters: Parameters) -> str:
    pack = found.pack
    whole = sum(chain.is_whole for chain in pack.chains)
    had = _("Between {days} {name} had {members}, and {activities} for {aims}.")
    if not pack.aims:
        had = _("Between {days} {name} had {members}, and {activities}. It has no aims on record.")
    parts = [
        had.format(
            days=between(parameters),
            name=pack.partnership,
            members=count_words(len({row.member_id for row in pack.members}), "member", "members"),
            activities=count_words(len(pack.chains), "activity", "activities"),
            aims=count_words(len(pack.aims), "aim", "aims"),
        ),
        capital(
            _("{pieces} what came of activities, outcomes, benefits and reviews.").format(
                pieces=count_words(pack.pieces, "piece of evidence shows", "pieces of evidence show")
            )
        ),
    ]
    if pack.chains:
        parts.append(
            _("Of the activities, {whole} can be followed whole from need to evidence.").format(
                whole=whole or _("none")
            )
        )
    if pack.lacks:
        missing = count_words(len(pack.lacks), "thing is", "things are")
        parts.append(_("{missing} missing that an assessor would look for.").format(missing=missing))
    if any(count for count, _one, _several in found.left_out_counts):
        parts.append(_("What is not listed in this copy is not counted here."))
    return " ".join(parts)
