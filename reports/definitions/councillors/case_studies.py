"""The case studies that may be published, in one paper; the office’s own copy says which may not be yet (need N126).

Nothing that those in it have not agreed to leaves the office.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from models.queries.audience import may_read_our_words
from models.queries.case_studies import CaseStudyRow, list_case_studies
from models.vocabulary import Visibility
from models.words import label
from reports.definitions.councillors.case_study import AUDIENCE, may_be_told, story, was_published
from reports.definitions.councillors.parts import CIRCULATION
from reports.document import Block, Column, Document, Heading, Kind, Table, Tone, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import capital, circulation, count_words, find_about, find_ourselves
from resources.i18n import _


def build(session: Session, parameters: Parameters) -> Document:
    """Return the stories that may be told, of all partnerships and partners or of one."""
    audience, as_at = parameters.audience or AUDIENCE, parameters.as_at
    we, about = find_ourselves(session, as_at), find_about(session, parameters, audience)
    rows = list_case_studies(session, as_at=as_at, audience=audience)
    if about is not None:
        rows = tuple(row for row in rows if _tells_of(row, about.ref[1]))
    told = [row for row in rows if may_be_told(row, as_at)]
    others = [row for row in rows if not may_be_told(row, as_at)]
    return Document(
        title=_("Case studies: {name}").format(name=about.name) if about else _("Case studies"),
        subtitle=_("That may be published on {day}").format(day=long_date(as_at)),
        as_at=as_at,
        author=we.school,
        subject=_("What partners did together and what came of it"),
        reference=_("{school}: case studies").format(school=we.school),
        blocks=(
            paragraph(_lead(told, others, audience), tone=Tone.LEAD),
            *(paragraph(words, tone=Tone.NOTE) for _label, words in circulation(audience, CIRCULATION)),
            *(block for row in told for block in (Heading(row.title), *story(row, as_at, level=3))),
            *(_not_yet(others, parameters) if may_read_our_words(audience) else []),
        ),
    )


def _tells_of(row: CaseStudyRow, number: int) -> bool:
    return row.partnership_id == number or number in {partner for partner, _name in row.partners}


def _lead(told: Sequence[CaseStudyRow], others: Sequence[CaseStudyRow], audience: Visibility) -> str:
    words = capital(count_words(len(told), "case study may be published", "case studies may be published")) + "."
    if others and may_read_our_words(audience):
        waiting = capital(count_words(len(others), "other may not", "others may not"))
        words += " " + _("{others}: those in it have not agreed, or were not asked.").format(others=waiting)
    return words


def _not_yet(rows: Sequence[CaseStudyRow], parameters: Parameters) -> list[Block]:
    """Return the stories that may not be told, for the office alone."""
    table = Table(
        key="not-yet",
        title=_("Case studies that may not be published"),
        sheet=_("Not published"),
        columns=(
            Column(_("Case study"), weight=2.6, row_header=True),
            Column(_("Permission"), weight=1.4),
            Column(_("Since"), Kind.DATE, 1.4, unknown=_("Not recorded")),
            Column(_("Published"), weight=2.4, unknown=_("No")),
        ),
        rows=tuple(
            (
                row.title,
                label(row.permission),
                row.permission_on,
                _("Yes: take it down. {where}").format(where=row.published_where).strip()
                if was_published(row, parameters.as_at)
                else None,
            )
            for row in rows
        ),
        empty=_("Every case study in the records may be published."),
    )
    return [Heading(_("Not to be published")), table]
