"""Papers of a meeting: the pack in its order, and those that came late in numbered supplements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.of_meetings import agenda_options, agenda_words, minutes_are_final
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, as_today, joined
from desktop.tokens import Tone
from models.actions.papers import PaperFields, add_paper, edit_paper, remove_paper
from models.queries.minutes import PaperRow, list_papers
from models.vocabulary import Visibility
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper with the item it is for, in words."""

    row: PaperRow
    item: str


def _papers(session: Session, owner: Owner, today: date) -> Sequence[ShownPaper]:
    items = agenda_words(session, owner)
    return [ShownPaper(row, items.get(row.agenda_item_id or 0, "")) for row in list_papers(session, owner.id)]


def _line(one: ShownPaper) -> Line:
    row = one.row
    came = _("came {day}").format(day=day_words(row.received_on)) if row.received_on is not None else ""
    kept = label(row.visibility) if row.visibility is Visibility.CONFIDENTIAL else ""
    late = _("Late, supplement {number}").format(number=row.supplement) if row.supplement is not None else ""
    return Line(row.id, row.title, joined(one.item, came, kept), late, Tone.SOON, lead=f"{row.number}")


PAPERS = Part(
    kind="meeting_paper",
    title=m("Papers"),
    nothing=m(
        "List what people have to read before the meeting. A paper that comes after its day goes into a supplement."
    ),
    rows=_papers,
    line=_line,
    add=m("Add a paper…"),
    form=PaperFields,
    fields=(
        FieldSpec("title", m("&Title"), 12, m("Enter a title for the paper")),
        FieldSpec("agenda_item_id", m("For a&genda item"), 12, options=agenda_options, blank=m("The whole meeting")),
        FieldSpec("received_on", m("&Came on"), 6, start=as_today),
        FieldSpec("attachment_id", m("&File"), 6, kinds=("attachment",), hint=m("One that is kept in this book.")),
    ),
    create_on=add_paper,
    edit=edit_paper,
    remove=remove_paper,
    owner="",
    closed=minutes_are_final,
    touches=("agenda_item", "meeting", "attachment"),
)
