"""The parts of the area committee report that are words, from the summary to whom to ask."""

from __future__ import annotations

from models.queries.engagement_lines import Standing
from reports.definitions.area_committee.findings import Findings
from reports.document import Block, Facts, Heading, bullets, numbered, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import between, capital, count_words
from resources.i18n import _


def summary(found: Findings, parameters: Parameters) -> list[Block]:
    """Return the report in a few sentences, whose figures count every record."""
    rows = found.councillors.rows
    heard = sum(1 for row in rows if row.contacts_in or row.attended)
    lines = [
        _contact_words(found, parameters),
        _("Of the {councillors} listed here, {heard} contacted the school or came to a meeting.").format(
            heard=f"{heard:,}" if heard else _("none"),
            councillors=count_words(len(rows), "ward councillor", "ward councillors"),
        )
        if rows
        else "",
        _question_words(found.open_questions),
        _late_words(found),
    ]
    return [Heading(_("Summary")), bullets(*(line for line in lines if line))]


def _contact_words(found: Findings, parameters: Parameters) -> str:
    school, totals = found.we.school, found.totals
    if not totals.contacts:
        return _("{school} had no conversation with anyone between {period}.").format(
            school=school, period=between(parameters)
        )
    return _("{school} had {contacts} with {organisations} between {period}.").format(
        school=school,
        contacts=count_words(totals.contacts, "conversation", "conversations"),
        organisations=count_words(totals.organisations, "organisation", "organisations"),
        period=between(parameters),
    )


def _question_words(count: int) -> str:
    if not count:
        return _("No question from the open forum is waiting for an answer.")
    questions = count_words(count, "question from the open forum is", "questions from the open forum are")
    return _("{questions} still to be answered.").format(questions=questions)


def _late_words(found: Findings) -> str:
    every = found.standings[Standing.LATE]
    words = capital(count_words(every, "commitment is", "commitments are"))
    if every == found.late:
        return _("{late} late.").format(late=words)
    return _("{late} late; {listed} of them may be listed here.").format(
        late=words, listed=f"{found.late:,}" if found.late else _("none")
    )


def recommendations(found: Findings) -> list[Block]:
    """Return what the committee is asked to do, as far as there is reason for it."""
    asked = [_("Note the contact between local institutions and ward councillors in the period.")]
    if found.open_questions:
        asked.append(_("Agree who answers the questions of the open forum that are still open, and by when."))
    if found.late:
        asked.append(_("Note the commitments that are late, and ask those who made them for a new date."))
    if found.waiting:
        asked.append(_("Note the correspondence that has had no reply, and agree to encourage an answer."))
    if found.events.rows:
        asked.append(_("Note the events that are coming up nearby, and agree to make them known in the wards."))
    return [Heading(_("Recommendations")), paragraph(found.words.recommend), numbered(*asked)]


def background(found: Findings, parameters: Parameters) -> list[Block]:
    """Return why there is a report."""
    words = _(
        "{school} keeps a record of its contact with other schools and colleges, the council and community groups. "
        "This report states what that record shows for {first} to {last}, so that councillors and institutions can "
        "see where regular conversation takes place and where it does not."
    )
    first, last = long_date(parameters.first_day), long_date(parameters.last_day)
    return [Heading(_("Background")), paragraph(words.format(school=found.we.school, first=first, last=last))]


def implications() -> list[Block]:
    """Return what follows from the report: only what its own words show, since it asks for nothing but to note."""
    none = _("None arising from this report.")
    names = _(
        "The report names organisations, holders of public office, and those who promised an answer in a public "
        "meeting. Other people are named only where their record is marked as public."
    )
    return [
        Heading(_("Implications")),
        Facts(
            (
                (_("Financial"), _("None: the report asks for no spending.")),
                (_("Legal"), none),
                (_("Staffing"), none),
                (_("Equality"), _("None: the report proposes no change of policy or service.")),
                (_("Environment and climate"), none),
                (_("Data protection"), names),
            )
        ),
    ]


def background_papers(parameters: Parameters) -> list[Block]:
    """Return what the report rests on."""
    words = _("The school’s liaison records as they stood on {day}. They hold personal data and are not published.")
    return [Heading(_("Background papers")), paragraph(words.format(day=long_date(parameters.as_at)))]


def contact(found: Findings) -> list[Block]:
    """Return whom to ask."""
    return [Heading(_("Contact")), paragraph(*found.we.reach)]
