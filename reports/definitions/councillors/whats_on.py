"""What’s on within walking distance of the school, or in a ward, in the coming term (need N017).

For each event when, where, who may come, what it costs where that is recorded, and how far it is on foot.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.vocabulary import Visibility
from reports.definitions.councillors.around import Around, find_around
from reports.definitions.councillors.parts import CIRCULATION, events_table
from reports.document import Document, Heading, Tone, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import capital, circulation, count_words, left_out_words
from resources.i18n import _

AUDIENCE = Visibility.PUBLIC


def build(session: Session, parameters: Parameters) -> Document:
    """Return the list of what is on, by day."""
    audience = parameters.audience or AUDIENCE
    found = find_around(session, parameters, audience)
    left_out = found.shown.left_out
    until, since = long_date(found.last), long_date(found.first)
    empty = _("The records have no event {where} between {first} and {last}.").format(
        where=found.where, first=since, last=until
    )
    return Document(
        title=_title(found),
        subtitle=_("{first} to {last}").format(first=since, last=until),
        as_at=parameters.as_at,
        author=found.we.school,
        subject=_("Events that neighbours may come to"),
        reference=_("{school}: what’s on").format(school=found.we.school),
        keywords=(_("events"), *filter(None, (found.ward,))),
        blocks=(
            paragraph(_lead(found), tone=Tone.LEAD),
            paragraph(_("Whom to ask: "), *found.we.reach),
            *(paragraph(words, tone=Tone.NOTE) for _label, words in circulation(audience, CIRCULATION)),
            Heading(_("What is on")),
            events_table(found.on, left_out, audience, empty),
        ),
        left_out=left_out_words(audience, (left_out, "event", "events")),
    )


def _title(found: Around) -> str:
    if found.ward:
        return _("What’s on in {ward} ward").format(ward=found.ward)
    if not found.is_known:
        return _("What’s on within walking distance")
    return _("What’s on within walking distance of {school}").format(school=found.we.school)


def _lead(found: Around) -> str:
    """Return how many events there are and which is the next."""
    if not found.is_known:
        return _("The records do not say where the school is, so nothing can be near it. Enter its grid reference.")
    rows = found.shown.rows
    if not rows and found.shown.left_out:
        return _("There is nothing that may be shown here.")
    events = capital(count_words(len(rows), "event is", "events are"))
    words = _("{events} on {where} by {day}.").format(events=events, where=found.where, day=long_date(found.last))
    if rows:
        first = rows[0].event
        words += " " + _("The first is {title} on {day}.").format(
            title=first.title, day=long_date(max(first.starts_at.date(), found.first))
        )
    return words
