"""Commitments by institution, with minute references: kept set against made, and progress from term to term.

What was promised and what came of it goes beyond being nice to each other (need N093); how it went over time answers
whoever is dissatisfied with the progress (need N013). Of one institution it tells the story of each commitment too.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from reports.committee_parts import CIRCULATION, commitments_section, with_numbers
from reports.definitions.committee.commitments.findings import Findings, find
from reports.definitions.committee.commitments.sections import progress, recommendations, stories, summary
from reports.document import Document, Facts, Heading, paragraph
from reports.parameters import Parameters
from reports.parts import between, circulation, left_out_words
from reports.promises import promises
from resources.i18n import _


def build(session: Session, parameters: Parameters) -> Document:
    """Return what institutions promised and kept, of all or of one, in a period and as known on a day."""
    found = find(session, parameters)
    name = found.about.name if found.about else ""
    title = _("Commitments: {name}").format(name=name) if name else _("Commitments by institution")
    sections = (
        *summary(found, parameters),
        *recommendations(found),
        *promises(found.keeping, drawn=found.about is None),
        *progress(found),
        *commitments_section(found.firm, found.left_out, found.audience, _("Each commitment")),
        *stories(found),
        Heading(_("Contact")),
        paragraph(*found.we.reach),
    )
    return Document(
        title=title,
        subtitle=_("Between {period}").format(period=between(parameters)),
        as_at=parameters.as_at,
        author=found.we.school,
        subject=_("What was promised, what was kept, and how it went from term to term"),
        reference=_("{school}: commitments").format(school=found.we.school),
        blocks=(_head(found, parameters), *with_numbers(sections)),
        left_out=left_out_words(found.audience, (found.left_out, "commitment", "commitments")),
    )


def _head(found: Findings, parameters: Parameters) -> Facts:
    return Facts(
        (
            (_("Institution"), found.about.name if found.about else _("All")),
            (_("Date"), parameters.as_at),
            (_("Report of"), found.we.signature),
            *circulation(found.audience, CIRCULATION),
        )
    )
