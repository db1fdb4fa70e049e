"""What the papers of a board share: which meeting and which body are likeliest, and how a meeting is put in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from models.queries.audience import Shown, shown
from models.queries.bodies import find_our_board
from models.queries.meeting_rows import AgendaItemRow, MeetingDetail, MeetingRow
from models.queries.meetings import MeetingFilter, find_meeting, list_past_meetings, list_upcoming_meetings
from models.queries.minutes import PaperRow, list_papers
from models.vocabulary import AgendaItemKind, MeetingState, MinutesState, Visibility
from reports import formatting
from reports.document import Column, Kind, Table
from reports.parameters import Parameters, Ref
from reports.parts import capital, count_words, leaving_out, reason
from resources.i18n import _
from resources.i18n import marked as m

AUDIENCE = Visibility.INTERNAL
"""The board itself, for its papers of Part I."""

CIRCULATION = {
    Visibility.PUBLIC: m("May be published."),
    Visibility.PARTNERS: m("For partners. Not for publication."),
    Visibility.INTERNAL: m("For members and our own use. Not for publication."),
    Visibility.CONFIDENTIAL: m("Confidential. With Part II: only for those who may take part in it."),
}
"""Who may have a copy of a paper of the board."""

_LIKELY = 20
"""Meetings looked through for a likely one."""

_MET = (MeetingState.HELD, MeetingState.ADJOURNED, MeetingState.INQUORATE)


def usual_board(session: Session, parameters: Parameters) -> Ref | None:
    """Return our own board, if these readers may know of it."""
    number = find_our_board(session, audience=parameters.audience or AUDIENCE)
    return None if number is None else ("organisation", number)


def next_meeting(session: Session, parameters: Parameters) -> Ref | None:
    """Return the next meeting of our board, else of anyone; cancelled ones are passed over, failing others not."""
    audience = parameters.audience or AUDIENCE

    def coming(body: int | None) -> Sequence[MeetingRow]:
        wanted = MeetingFilter(organisation_id=body)
        rows = list_upcoming_meetings(session, parameters.as_at, wanted, limit=_LIKELY, audience=audience).rows
        return sorted(rows, key=lambda row: row.state is MeetingState.CANCELLED)

    board = find_our_board(session, audience=audience)
    rows = (coming(board) if board is not None else ()) or coming(None)
    return ("meeting", rows[0].id) if rows else None


def last_meeting(session: Session, parameters: Parameters) -> Ref | None:
    """Return the last meeting of our board that has minutes, else any that has; failing these, the last one held."""
    audience = parameters.audience or AUDIENCE

    def gone(body: int | None) -> Sequence[MeetingRow]:
        tomorrow, wanted = parameters.as_at + timedelta(1), MeetingFilter(organisation_id=body)
        rows = list_past_meetings(session, tomorrow, wanted, limit=_LIKELY, audience=audience).rows
        met = [row for row in rows if row.state in _MET]
        return sorted(met, key=lambda row: row.minutes_state is MinutesState.NONE)

    board = find_our_board(session, audience=audience)
    rows = (gone(board) if board is not None else ()) or gone(None)
    return ("meeting", rows[0].id) if rows else None


@dataclass(frozen=True, slots=True)
class Business:
    """The items of a meeting that its readers may see, Part I and Part II, and how many they may not."""

    part_one: tuple[AgendaItemRow, ...]
    part_two: tuple[AgendaItemRow, ...]
    kept_back: int
    """Items of Part II that are not in this copy."""
    left_out: int
    """Other items above its readers."""

    @property
    def items(self) -> tuple[AgendaItemRow, ...]:
        """Return all items that are shown."""
        return self.part_one + self.part_two


def find_business(session: Session, detail: MeetingDetail, audience: Visibility) -> Business:
    """Return the items of a meeting in their two parts; Part II is for those only who may read what is confidential."""
    every = find_meeting(session, detail.row.id).agenda
    one = tuple(item for item in detail.agenda if not is_part_two(item))
    two = tuple(item for item in detail.agenda if is_part_two(item)) if audience is Visibility.CONFIDENTIAL else ()
    kept_back = sum(is_part_two(item) for item in every) - len(two)
    return Business(one, two, kept_back, len(every) - len(one) - len(two) - kept_back)


def is_part_two(item: AgendaItemRow) -> bool:
    """Say whether an item is exempt from publication, by its kind or by its mark."""
    return item.kind is AgendaItemKind.CONFIDENTIAL or item.visibility is Visibility.CONFIDENTIAL


def body_of(row: MeetingRow) -> str:
    """Return who meets: the body, or the title of a meeting that is of none."""
    return row.body or row.title


def hours(row: MeetingRow) -> str:
    """Return from when to when a meeting is: "6pm to 8:30pm", or "6pm" where its end is not recorded."""
    return formatting.hours(row.starts_at, row.ends_at)


def held_on(row: MeetingRow) -> date:
    """Return the day of a meeting."""
    return row.starts_at.date()


def find_papers(session: Session, meeting_id: int, business: Business, audience: Visibility) -> Shown[PaperRow]:
    """Return the papers of a meeting that a copy may list: none of an item that it does not show."""
    every = list_papers(session, meeting_id)
    allowed = {paper.id for paper in list_papers(session, meeting_id, audience=audience)}
    items = {None, *(item.id for item in business.items)}
    return shown(every, lambda paper: paper.id in allowed and paper.agenda_item_id in items)


def papers_table(
    papers: Sequence[PaperRow], numbers: Mapping[int, int], left_out: int, audience: Visibility, empty: str
) -> Table:
    """Return the papers of a meeting, the pack first and then each supplement; `numbers` are those of the items."""
    table = Table(
        key="papers",
        title=_("Papers for this meeting"),
        sheet=_("Papers"),
        columns=(
            Column(_("Number"), Kind.INTEGER, 0.7),
            Column(_("Paper"), weight=3.6, row_header=True),
            Column(_("For item"), Kind.INTEGER, 0.8, unknown=_("The meeting")),
            Column(_("Received"), Kind.DATE, 1.4, unknown=_("Not recorded")),
            Column(_("Supplement"), Kind.INTEGER, 1.0, unknown=_("In the pack"), note=_("Late papers are numbered")),
        ),
        rows=tuple(
            (paper.number, paper.title, numbers.get(paper.agenda_item_id or 0), paper.received_on, paper.supplement)
            for paper in papers
        ),
        empty=empty,
    )
    return leaving_out(table, left_out, "paper", "papers", reason(audience))


def kept_back_words(count: int) -> str:
    """Return the sentence that a meeting has Part II, of which this copy tells nothing; "" where it has none."""
    if not count:
        return ""
    return _("{items} in Part II (confidential) and not in this copy.").format(
        items=capital(count_words(count, "item is", "items are"))
    )


def only_listed(words: str, left_out: int) -> str:
    """Return the words that sum a copy up, which must not deny what it only leaves out."""
    if not left_out:
        return words
    return _("{words} What is not listed in this copy is not counted here.").format(words=words)
