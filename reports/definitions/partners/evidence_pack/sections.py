"""The sections of the evidence pack: what is there at a glance, then each kind of proof with its table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.queries.evidence_pack import EvidencePack
from models.words import label
from reports.definitions.partners.common import judgement_words, names_words
from reports.definitions.partners.evidence_pack.findings import Findings
from reports.definitions.partners.giving import benefits_table, ledger_table
from reports.definitions.partners.members import members_table
from reports.definitions.partners.outcomes_tables import aims_table, evidenced_table, measured_table
from reports.definitions.partners.reach_table import reach_table
from reports.document import Block, Cell, Column, Heading, Kind, Table
from reports.parts import leaving_out, reason
from resources.i18n import _


def at_a_glance(found: Findings) -> Table:
    """Return each thing that an assessor would look for, with how much of it there is."""
    return Table(
        key="glance",
        title=_("What an assessor would look for, and how much there is"),
        sheet=_("At a glance"),
        columns=(
            Column(_("What"), weight=5.0, row_header=True),
            Column(_("There is"), Kind.INTEGER, 1.0),
            Column(_("Of these shown or kept"), Kind.INTEGER, 1.2, unknown="–"),
        ),
        rows=tuple(_glance(found.pack)),
    )


def _glance(pack: EvidencePack) -> Iterator[tuple[Cell, ...]]:
    due, kept = (sum(getattr(one, name) for one in pack.health) for name in ("commitments_due", "commitments_kept"))
    yield _("Members"), len({row.member_id for row in pack.members}), None
    yield _("Aims"), len(pack.aims), None
    yield _("Activities, and those with evidence"), len(pack.chains), sum(bool(one.evidence) for one in pack.chains)
    yield _("Outcomes, and those that something shows"), len(pack.measures), sum(row.is_shown for row in pack.measures)
    yield _("Promises that fell due, and those kept"), due, kept
    yield _("Benefits, and those with evidence"), len(pack.benefits), sum(bool(row.evidence) for row in pack.benefits)
    independent = sum(row.is_independent for row in pack.peer_reviews)
    yield _("Peer reviews, and those that are independent"), len(pack.peer_reviews), independent
    yield _("Reviews of the plan"), len(pack.plan.reviews), None
    published = sum(row.is_published for row in pack.case_studies)
    yield _("Case studies, and those published"), len(pack.case_studies), published


def sections(found: Findings) -> Iterator[Block]:
    """Yield who the partnership is, what it is for and what it did for that."""
    yield Heading(_("Members"))
    yield members_table(found.members, found.audience)
    yield Heading(_("Aims"))
    yield aims_table(found.outcomes)
    yield Heading(_("From need to evidence"))
    yield _chains(found)
    yield _evidence(found)
    yield Heading(_("Outcomes"))
    yield measured_table(found.outcomes)
    yield evidenced_table(found.outcomes)
    yield reach_table(found.pack.reach, found.occasions_hidden, found.audience)


def _chains(found: Findings) -> Table:
    table = Table(
        key="chains",
        title=_("Each activity, from the need it answers to what came of it"),
        sheet=_("Activities"),
        columns=(
            Column(_("Activity"), weight=1.8, row_header=True),
            Column(_("Need"), weight=2.0, unknown=_("Not recorded")),
            Column(_("Done"), weight=2.0, unknown=_("Not recorded")),
            Column(_("What came of it"), weight=2.0, unknown=_("Not recorded")),
            Column(_("Outcomes"), Kind.INTEGER, 0.9, note=_("Outcomes in the framework that it serves")),
            Column(_("Evidence"), Kind.INTEGER, 0.9, total=True),
            Column(_("Missing"), weight=1.2, unknown=_("Nothing")),
        ),
        rows=tuple(
            (
                chain.activity.title,
                chain.need or None,
                chain.output or None,
                chain.outcome or None,
                len(chain.measures),
                len(chain.evidence),
                ", ".join(chain.lacks).capitalize() or None,
            )
            for chain in found.pack.chains
        ),
        empty=_("No activity is recorded for this time. Each would stand here with the need it answers."),
    )
    return leaving_out(table, found.hidden("chains"), "activity", "activities", reason(found.audience))


def _evidence(found: Findings) -> Table:
    table = Table(
        key="evidence",
        title=_("Evidence for the activities"),
        sheet=_("Evidence"),
        columns=(
            Column(_("Activity"), weight=2.0, row_header=True),
            Column(_("Kind"), weight=1.2),
            Column(_("Day"), Kind.DATE, 1.3),
            Column(_("What it says"), weight=3.4),
            Column(_("Witness or source"), weight=1.8, unknown=_("Not recorded")),
        ),
        rows=tuple(
            (
                chain.activity.title,
                label(piece.kind),
                piece.seen_on,
                piece.text,
                "; ".join(part for part in (piece.witness, piece.source, piece.link) if part) or None,
            )
            for chain in found.pack.chains
            for piece in chain.evidence
        ),
        empty=_("No evidence is recorded for an activity of this time."),
    )
    return leaving_out(table, found.evidence_hidden, "piece of evidence", "pieces of evidence", reason(found.audience))


def proofs(found: Findings) -> Iterator[Block]:
    """Yield what shows that the partnership keeps its word, gives and gains, and looks at itself."""
    why = reason(found.audience)
    yield Heading(_("Promises kept"))
    yield _keeping(found.pack)
    yield Heading(_("What partners gave and gained"))
    yield ledger_table(found.pack.ledger, found.audience, given=found.given_hidden, gained=found.hidden("benefits"))
    yield leaving_out(benefits_table(found.pack.benefits), found.hidden("benefits"), "benefit", "benefits", why)
    yield Heading(_("Peer reviews"))
    yield leaving_out(_peer_reviews(found.pack), found.hidden("peer_reviews"), "peer review", "peer reviews", why)
    yield Heading(_("Reviews of the plan"))
    table = _plan_reviews(found.pack)
    yield leaving_out(table, found.reviews_hidden, "review of the plan", "reviews of the plan", why)
    yield Heading(_("Case studies"))
    yield leaving_out(_stories(found.pack), found.hidden("case_studies"), "case study", "case studies", why)


def _keeping(pack: EvidencePack) -> Table:
    return Table(
        key="kept",
        title=_("Promises by or to the partnership, by academic year"),
        sheet=_("Promises"),
        columns=(
            Column(_("Academic year"), weight=2.4, row_header=True),
            Column(_("Fell due"), Kind.INTEGER, 1.0, total=True),
            Column(_("Kept"), Kind.INTEGER, 1.0, total=True),
            Column(_("Share kept"), Kind.PERCENT, 1.0, unknown="–"),
        ),
        rows=tuple(
            (
                one.year_name,
                one.commitments_due,
                one.commitments_kept,
                None if one.keeping_rate is None else round(one.keeping_rate, 4),
            )
            for one in pack.health
        ),
    )


def _peer_reviews(pack: EvidencePack) -> Table:
    return Table(
        key="peer-reviews",
        title=_("Peer reviews, and what speaks against their independence"),
        sheet=_("Peer reviews"),
        columns=(
            Column(_("Day"), Kind.DATE, 1.3),
            Column(_("Reviewed"), weight=1.6, row_header=True),
            Column(_("By"), weight=1.6),
            Column(_("Focus"), weight=1.2, unknown=_("Not recorded")),
            Column(_("Judgement"), weight=2.6, unknown=_("None")),
            Column(_("What shows it"), weight=2.2, unknown=_("Nothing yet")),
            Column(_("Doubts"), weight=1.6, unknown=_("None")),
        ),
        rows=tuple(
            (
                row.reviewed_on,
                row.reviewed,
                row.reviewer,
                row.focus or None,
                row.judgement or None,
                row.evidence or None,
                "; ".join(row.doubts) or None,
            )
            for row in pack.peer_reviews
        ),
        empty=_("No peer review is recorded for this time."),
    )


def _plan_reviews(pack: EvidencePack) -> Table:
    return Table(
        key="plan-reviews",
        title=_("Reviews of the plan, the newest first"),
        sheet=_("Plan reviews"),
        columns=(
            Column(_("Day"), Kind.DATE, 1.3),
            Column(_("Judged"), weight=1.2, row_header=True),
            Column(_("What was found"), weight=3.6, unknown=_("Not recorded")),
            Column(_("By"), weight=2.2, unknown=_("Not recorded")),
            Column(_("Next review"), Kind.DATE, 1.3, unknown=_("No date")),
        ),
        rows=tuple(
            (
                row.reviewed_on,
                judgement_words(row.judgement),
                row.findings or None,
                row.reviewed_by or None,
                row.next_review_on,
            )
            for row in pack.plan.reviews
        ),
        empty=_("The plan has not been reviewed yet."),
    )


def _stories(pack: EvidencePack) -> Table:
    return Table(
        key="stories",
        title=_("Case studies"),
        sheet=_("Case studies"),
        columns=(
            Column(_("Case study"), weight=2.2, row_header=True),
            Column(_("Tells of"), weight=2.2, unknown=_("Not recorded")),
            Column(_("What came of it"), weight=2.8, unknown=_("Not recorded")),
            Column(_("Published"), Kind.DATE, 1.3, unknown=_("Not yet")),
        ),
        rows=tuple(
            (row.title, _names(row.partners), row.outcome or None, row.published_on) for row in pack.case_studies
        ),
        empty=_("No case study tells of this partnership yet."),
    )


def _names(partners: Sequence[tuple[int, str]]) -> str | None:
    return names_words([name for _number, name in partners]) or None
