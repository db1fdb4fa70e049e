"""Board paper on external relations: what was done, what has no answer, what was promised and kept, what to decide."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.vocabulary import Visibility
from reports.definitions.board_paper.findings import Findings, find
from reports.definitions.board_paper.sections import commitments, engagement, events, unanswered
from reports.definitions.board_paper.words import aim, decisions, method, purpose, recommendations, summary
from reports.document import Document
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import capital, circulation, left_out_words
from resources.i18n import _
from resources.i18n import marked as m

_CIRCULATION = {
    Visibility.PUBLIC: m("May be published."),
    Visibility.PARTNERS: m("Members of the board and partners. Not for publication."),
    Visibility.INTERNAL: m("Members of the board. Not for publication."),
}


def build(session: Session, parameters: Parameters) -> Document:
    """Return the board paper of a period, as known on a day."""
    found = find(session, parameters)
    return Document(
        title=_("External relations"),
        subtitle=_("Report to {board}").format(board=found.reader.name),
        as_at=parameters.as_at,
        author=found.we.school,
        subject=_("Links with other schools, colleges, the council and the community"),
        reference=_("{school}: external relations").format(school=found.we.school),
        cover=_cover(found, parameters),
        contents=True,
        keywords=(_("board paper"), _("external relations"), _("partnership")),
        blocks=(
            *purpose(parameters),
            *summary(found, parameters),
            *recommendations(found),
            *engagement(found),
            *unanswered(found, parameters),
            *commitments(found, parameters),
            *events(found, parameters),
            *decisions(found),
            *method(found, parameters),
        ),
        left_out=left_out_words(
            found.audience,
            (found.contacts.left_out, "organisation", "organisations"),
            (found.unanswered.left_out, "message", "messages"),
            (found.commitments.left_out, "commitment", "commitments"),
            (found.events.left_out + found.coming.left_out, "event", "events"),
        ),
    )


def _cover(found: Findings, parameters: Parameters) -> tuple[tuple[str, str], ...]:
    meeting = found.reader.meeting
    first, last = long_date(parameters.first_day), long_date(parameters.last_day)
    rows = [
        (_("To"), capital(found.reader.name)),
        (_("Meeting"), long_date(meeting.starts_at.date()) if meeting else ""),
        (_("Report of"), found.we.signature),
        (_("Period"), _("{first} to {last}").format(first=first, last=last)),
        (_("Position as at"), long_date(parameters.as_at)),
        (_("For"), aim(found)),
        *circulation(found.audience, _CIRCULATION),
    ]
    return tuple((label, words) for label, words in rows if words)
