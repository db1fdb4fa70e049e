"""The unanswered register: every message that still waits for a reply, the longest waiting first, and whom it is with.

Letters that nobody answers and nobody counts are the first complaint of the founding texts (needs N012, N016).
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.queries.engagement_lines import list_unanswered_for
from models.vocabulary import Visibility
from reports.document import Block, Document, Facts, Heading, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import find_about, find_ourselves, leaving_out, left_out_words, reason
from reports.tables import unanswered_table
from resources.i18n import _, ngettext

AUDIENCE = Visibility.INTERNAL


def build(session: Session, parameters: Parameters) -> Document:
    """Return what had no answer at the end of the day, of everybody or of one organisation or person."""
    as_at, audience = parameters.as_at, parameters.audience or AUDIENCE
    we, about = find_ourselves(session, as_at), find_about(session, parameters, audience)
    found = list_unanswered_for(session, as_at, audience, about=about.ref if about else None)
    late = sum(row.days_late > 0 for row in found.rows)
    day = long_date(as_at)
    table = unanswered_table(found.rows, _("Nothing was waiting for a reply on {day}.").format(day=day))
    title = _("Unanswered: {name}").format(name=about.name) if about else _("Unanswered letters, calls and emails")
    blocks: tuple[Block, ...] = (
        Facts(
            (
                (_("As at"), as_at),
                (_("Waiting for a reply"), len(found.rows)),
                (_("Of these late"), late),
                *(((_("Longest wait, in days"), max(row.days_waiting for row in found.rows)),) if found.rows else ()),
            )
        ),
        Heading(_("What waits for a reply")),
        paragraph(
            _("The longest late comes first. A message is late from the day after its reply was due."),
        ),
        leaving_out(table, found.left_out, "message", "messages", reason(audience)),
    )
    return Document(
        title=title,
        subtitle=ngettext("{n} message on {day}", "{n} messages on {day}", len(found.rows)).format(
            n=f"{len(found.rows):,}", day=day
        ),
        blocks=blocks,
        as_at=as_at,
        author=we.school,
        subject=_("Correspondence that waits for a reply"),
        reference=_("{school}: unanswered").format(school=we.school),
        left_out=left_out_words(audience, (found.left_out, "message", "messages")),
    )
