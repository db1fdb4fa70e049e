"""The briefing for the councillors of a ward: what they are asked for, who is there, what is coming (need N038).

Its first words are what the school would like of them. What was asked and answered since the first day of the period
stands with it, so that a councillor sees what came of the last briefing too.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.queries.councillor_briefing import AHEAD
from reports.definitions.councillors.parts import CIRCULATION, answers_table, events_table, named, open_table
from reports.definitions.councillors.ward_briefing.findings import AUDIENCE, Findings, find, our_ward
from reports.definitions.councillors.ward_briefing.sections import (
    institutions,
    numbers,
    our_contact,
    promises,
    summary,
    wishes,
)
from reports.document import Block, Document, Facts, Heading, Tone, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import circulation, find_ourselves, left_out_words
from resources.i18n import _


def build(session: Session, parameters: Parameters) -> Document:
    """Return the briefing on a ward, our own where none is chosen, for a period and as known on a day."""
    ward_id = our_ward(session, parameters)
    if ward_id is None:
        return _without_ward(session, parameters)
    found = find(session, parameters, ward_id)
    ward, day = found.briefing.ward, long_date(parameters.as_at)
    out = found.left_out
    return Document(
        title=_("Ward briefing: {ward}").format(ward=ward),
        subtitle=_("{school}, {day}").format(school=found.we.school, day=day),
        as_at=parameters.as_at,
        author=found.we.school,
        subject=_("What is under way in the ward, and what is asked of its councillors"),
        reference=_("Ward briefing: {ward}, {day}").format(ward=ward, day=day),
        keywords=(_("ward briefing"), ward),
        blocks=(
            Facts(
                (
                    (_("To"), named(found.briefing.councillors) or _("The councillors of the ward: none is recorded")),
                    (_("From"), found.we.signature),
                    (_("Date"), parameters.as_at),
                    (_("Ward"), ward),
                    *circulation(found.audience, CIRCULATION),
                )
            ),
            *summary(found),
            *wishes(found),
            paragraph(_("Whom to answer, and to ask: "), *found.we.reach),
            *_asked(found, parameters),
            *numbers(found, parameters),
            *institutions(found),
            *our_contact(found, parameters),
            *_coming(found),
            *promises(found),
        ),
        left_out=left_out_words(
            found.audience,
            (out["organisations"], "organisation", "organisations"),
            (out["open"] + out["ended"], "line of what was asked", "lines of what was asked"),
            (out["events"], "event", "events"),
            (out["promises"], "promise", "promises"),
        ),
    )


def _without_ward(session: Session, parameters: Parameters) -> Document:
    """Return a sheet that says what is missing, where no ward is chosen and the records do not say which is ours."""
    words = _("The records do not say in which ward the school is. Choose a ward, or enter the school’s own.")
    school, day = find_ourselves(session, parameters.as_at).school, long_date(parameters.as_at)
    return Document(
        title=_("Ward briefing"),
        subtitle=_("{school}, {day}").format(school=school, day=day),
        blocks=(paragraph(words, tone=Tone.LEAD),),
        as_at=parameters.as_at,
        author=school,
        reference=_("{title}, {day}").format(title=_("Ward briefing"), day=day),
    )


def _asked(found: Findings, parameters: Parameters) -> list[Block]:
    """Return what was asked of the councillors: what is open, and what was answered."""
    return [
        Heading(_("What we asked, and what was answered")),
        open_table(found.still_open, found.who, found.as_at, found.left_out["open"], found.audience),
        answers_table(found.ended, found.who, parameters, found.left_out["ended"], found.audience),
    ]


def _coming(found: Findings) -> list[Block]:
    until = long_date(found.as_at + AHEAD)
    empty = _("The records have no event in the ward up to {day}.").format(day=until)
    return [
        Heading(_("What is coming up in the ward")),
        events_table(found.briefing.whats_on, found.left_out["events"], found.audience, empty),
    ]


__all__ = ["AUDIENCE", "build"]
