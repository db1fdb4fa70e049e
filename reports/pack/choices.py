"""What can be in a pack: papers that this program makes, tied to the items they belong to, and those people added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.errors import WrongUse
from models.queries.matters import find_meeting_before
from models.queries.meeting_rows import AgendaItemRow, MeetingDetail
from models.queries.meetings import find_meeting
from models.queries.minutes import PaperRow, list_papers
from models.queries.packs import IssuedPackRow, list_issued_packs
from models.vocabulary import AgendaItemKind, MinutesState, Visibility
from reports.catalogue import find_report
from reports.definitions.board.common import is_part_two
from reports.formatting import long_date
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class Asked:
    """Which file of a meeting's papers is wanted."""

    meeting_id: int
    as_at: date
    audience: Visibility = Visibility.INTERNAL
    """Who may read the file; Part II has its own readers, whatever stands here."""
    part_two: bool = False
    supplement: int = 0
    """The number of a supplement; 0 for the pack itself."""

    @property
    def readers(self) -> Visibility:
        """Return who may read this file."""
        return Visibility.CONFIDENTIAL if self.part_two else self.audience


@dataclass(frozen=True, slots=True)
class Choice:
    """A paper that can be in a pack."""

    key: str
    """What a person names it by: "minutes", or "7" for the paper of that number."""
    title: str
    item: AgendaItemRow | None
    """The item of the agenda it belongs to; None for the whole meeting."""
    usual: bool
    """Whether it is in the pack where nobody says otherwise."""
    paper: PaperRow | None = None
    """The paper that somebody added; None for one that this program makes."""
    about: tuple[str, int] | None = None
    """What a paper of ours is about."""

    @property
    def is_there(self) -> bool:
        """Tell whether there is anything to put into the pack."""
        return self.paper is None or self.paper.attachment_id is not None


@dataclass(frozen=True, slots=True)
class Gathered:
    """A meeting with all that could be in one file of its papers."""

    detail: MeetingDetail
    items: tuple[AgendaItemRow, ...]
    """Those that the readers may know of, in their order."""
    choices: tuple[Choice, ...]
    kept_back: int
    """Items of Part II that the file does not name."""
    papers_back: int
    """Papers of Part II that the file does not name."""
    left_out: int
    """Papers of Part I that its readers may not see."""
    issued: tuple[IssuedPackRow, ...]


def gather(session: Session, asked: Asked) -> Gathered:
    """Return what could be in a file. Raises WrongUse for a meeting that its readers may not know of."""
    whole = find_meeting(session, asked.meeting_id)
    every = {item.id: item for item in whole.agenda}
    try:
        detail = find_meeting(session, asked.meeting_id, audience=asked.readers)
    except WrongUse:
        sentence = _("These readers may not know of {meeting}. Choose others, or change who may see the meeting.")
        raise WrongUse(sentence.format(meeting=whole.row.title)) from None
    secret = {number for number, item in every.items() if is_part_two(item)}
    allowed = {item.id for item in detail.agenda} - (set() if asked.part_two else secret)
    # A paper that is confidential itself, or whose file is, belongs to Part II, whatever item it is for.
    ours = {paper.id for paper in list_papers(session, asked.meeting_id, audience=Visibility.INTERNAL)}
    papers = [
        paper
        for paper in list_papers(session, asked.meeting_id, audience=asked.readers)
        if _is_secret(paper, secret, ours) is asked.part_two
        and (paper.agenda_item_id is None or paper.agenda_item_id in allowed)
    ]
    named = {paper.agenda_item_id for paper in papers}
    items = [item for item in every.values() if item.id in allowed]
    if asked.part_two:
        items = [item for item in items if item.id in secret or item.id in named]
    all_papers = list_papers(session, asked.meeting_id)
    secret_papers = [paper for paper in all_papers if _is_secret(paper, secret, ours)]
    return Gathered(
        detail,
        tuple(items),
        tuple(_in_order(items, _choices(session, asked, detail, items, papers))),
        0 if asked.part_two else len(secret),
        0 if asked.part_two else sum((paper.supplement or 0) == asked.supplement for paper in secret_papers),
        0 if asked.part_two else len(all_papers) - len(secret_papers) - len(papers),
        list_issued_packs(session, asked.meeting_id),
    )


def chosen(gathered: Gathered, keys: Sequence[str] | None) -> tuple[Choice, ...]:
    """Return the papers that are wanted, in the order in which they were named; the usual ones where none are.

    Raises WrongUse for a name that none has.
    """
    if keys is None:
        return tuple(choice for choice in gathered.choices if choice.usual)
    known = {choice.key: choice for choice in gathered.choices}
    for key in keys:
        if key not in known:
            raise WrongUse(
                _("There is no paper “{key}” for this file. Choose from: {keys}.").format(
                    key=key, keys=", ".join(known)
                )
            )
    return tuple(known[key] for key in dict.fromkeys(keys))


def due_supplements(session: Session, asked: Asked) -> tuple[int, ...]:
    """Return the supplements with papers that have not gone out yet, the lowest number first."""
    issued = [row for row in list_issued_packs(session, asked.meeting_id) if row.is_part_two is asked.part_two]
    out, there = {row.supplement for row in issued}, frozenset[int]().union(*(row.paper_ids for row in issued))
    papers = [choice.paper for choice in gather(session, asked).choices if choice.paper is not None]
    found = {paper.supplement for paper in papers if paper.attachment_id is not None and paper.id not in there}
    return tuple(sorted(number for number in found if number is not None and number not in out))


def _is_secret(paper: PaperRow, secret: set[int], ours: set[int]) -> bool:
    return paper.id not in ours or paper.agenda_item_id in secret


def _choices(
    session: Session, asked: Asked, detail: MeetingDetail, items: Sequence[AgendaItemRow], papers: Sequence[PaperRow]
) -> Iterator[Choice]:
    if not asked.supplement:
        yield from _ours(session, asked, detail, items)
    by_id = {item.id: item for item in items}
    for paper in papers:
        usual = paper.supplement == asked.supplement if asked.supplement else paper.supplement is None
        title = _("Paper {number}: {title}").format(number=paper.number, title=paper.title)
        yield Choice(str(paper.number), title, by_id.get(paper.agenda_item_id or 0), usual, paper)


def _ours(session: Session, asked: Asked, detail: MeetingDetail, items: Sequence[AgendaItemRow]) -> Iterator[Choice]:
    """Yield the papers that this program makes for a meeting, where there is something for them to say."""
    row = detail.row

    def of(kind: AgendaItemKind) -> AgendaItemRow | None:
        return next((item for item in items if item.kind is kind), None)

    before = find_meeting_before(session, row.id, audience=asked.readers)
    past = find_meeting(session, before, audience=asked.readers) if before is not None else None
    minutes = None
    if past is not None and past.row.minutes_state is not MinutesState.NONE:
        day = long_date(past.row.starts_at.date())
        title = _("Minutes of the meeting on {day}").format(day=day)
        minutes = Choice("minutes", title, of(AgendaItemKind.MINUTES), True, about=("meeting", past.row.id))
    if asked.part_two:
        yield Choice("agenda", _("Agenda of Part II"), None, True)
        if minutes is not None and past is not None and any(map(is_part_two, past.agenda)):
            yield minutes
        return
    yield Choice("agenda", _("Agenda"), None, True, about=("meeting", row.id))
    if minutes is not None:
        yield minutes
    matters = of(AgendaItemKind.MATTERS_ARISING)
    if past is not None:
        yield Choice("matters-arising", _("Matters arising"), matters, True, about=("meeting", row.id))
    if row.organisation_id is not None:
        body = ("organisation", row.organisation_id)
        yield Choice("action-log", _("Action log"), matters, True, about=body)
        yield Choice("board-paper", _(find_report("board-paper").title), None, False)
        yield Choice("attendance", _(find_report("attendance").title), None, False, about=body)


def _in_order(items: Sequence[AgendaItemRow], choices: Iterator[Choice]) -> list[Choice]:
    """Return papers in the order of the agenda: it itself first, what is for the whole meeting last."""
    places = {item.id: place for place, item in enumerate(items, 1)}

    def place(choice: Choice) -> tuple[int, int]:
        if choice.key == "agenda" or (choice.key == "minutes" and choice.item is None):
            return (0, choice.key != "agenda")
        number = choice.paper.number if choice.paper else 0
        return (places[choice.item.id] if choice.item else len(items) + 1, number)

    return sorted(choices, key=place)
