"""Area committee report, in the standard form of an English council report; the council publishes what it gets."""

from __future__ import annotations

from sqlalchemy.orm import Session

from reports.committee_parts import CIRCULATION, with_numbers
from reports.definitions.area_committee.findings import Findings, find
from reports.definitions.area_committee.sections import commitments, councillors, events, institutions, questions
from reports.definitions.area_committee.words import (
    background,
    background_papers,
    contact,
    implications,
    recommendations,
    summary,
)
from reports.document import Document, Facts
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import capital, circulation, left_out_words
from resources.i18n import _


def build(session: Session, parameters: Parameters) -> Document:
    """Return the report to an area committee on a period, as known on a day."""
    found = find(session, parameters)
    title = _("Links between schools, colleges and ward councillors")
    meeting = found.reader.meeting
    day = meeting.starts_at.date() if meeting else parameters.as_at
    sections = (
        *summary(found, parameters),
        *recommendations(found),
        *background(found, parameters),
        *councillors(found),
        *institutions(found, parameters),
        *questions(found, parameters),
        *commitments(found),
        *events(found, parameters),
        *implications(),
        *background_papers(parameters),
        *contact(found),
    )
    return Document(
        title=title,
        subtitle=_("Report to {committee}, {day}").format(committee=found.reader.name, day=long_date(day)),
        as_at=parameters.as_at,
        author=found.we.school,
        subject=_("Engagement between local institutions and ward councillors"),
        reference=_("{school}: report to {committee}").format(school=found.we.school, committee=found.reader.name),
        keywords=(_("area committee"), *found.wards),
        blocks=(
            Facts(
                (
                    (_("To"), capital(found.reader.name)),
                    (_("Date"), day),
                    (_("Report of"), found.we.signature),
                    (_("Wards affected"), _wards(found)),
                    (_("Title"), title),
                    *circulation(found.audience, CIRCULATION),
                )
            ),
            *with_numbers(sections),
        ),
        left_out=left_out_words(
            found.audience,
            (found.councillors.left_out, "councillor", "councillors"),
            (found.contacts.left_out, "organisation", "organisations"),
            (found.questions.left_out, "question", "questions"),
            (found.firm_left_out, "commitment", "commitments"),
            (found.events.left_out, "event", "events"),
        ),
    )


def _wards(found: Findings) -> str:
    return ", ".join(found.wards) or _("All wards of the area")
