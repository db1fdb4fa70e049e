"""What the minutes of a meeting are made from: everything is read here, in one session, as known on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.errors import WrongUse
from models.queries.action_points import ActionFilter, ActionRow, list_actions
from models.queries.audience import Shown, shown
from models.queries.commitment_filter import CommitmentFilter
from models.queries.commitments import CommitmentRow, list_commitment_groups
from models.queries.governors import list_governors
from models.queries.meeting_rows import AttendanceRow, DecisionRow, MeetingDetail
from models.queries.meetings import find_meeting
from models.queries.members import Quorum, find_quorum
from models.queries.minutes import Minutes, PaperRow, find_minutes
from models.queries.records import find_names
from models.vocabulary import Capacity, MinutesState, Visibility
from reports.definitions.board.common import AUDIENCE, Business, find_business, find_papers, held_on
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import Ourselves, find_about, find_ourselves
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the minutes say."""

    audience: Visibility
    we: Ourselves
    detail: MeetingDetail
    business: Business
    minutes: Minutes
    state: MinutesState
    attendance: Shown[AttendanceRow]
    decisions: Shown[DecisionRow]
    papers: Shown[PaperRow]
    actions: Shown[ActionRow]
    commitments: Shown[CommitmentRow]
    quorum: Quorum
    names: Mapping[tuple[str, int], str]
    """Who proposed and seconded, as far as they may be named."""

    @property
    def numbers(self) -> Mapping[int, int]:
        """Return the numbers of the items that are shown."""
        return {item.id: item.number for item in self.business.items}

    @property
    def day(self) -> date:
        """Return the day of the meeting."""
        return held_on(self.detail.row)


def find(session: Session, parameters: Parameters) -> Findings:
    """Read what the minutes say. Raises WrongUse for a meeting after the day the paper speaks for."""
    audience, as_at = parameters.audience or AUDIENCE, parameters.as_at
    about = find_about(session, parameters, audience)
    assert about is not None
    number = about.ref[1]
    detail, every = find_meeting(session, number, audience=audience), find_meeting(session, number)
    if held_on(detail.row) > as_at:
        raise WrongUse(
            _("“{title}” is on {day}, so there are no minutes of it yet. Choose a meeting that was held.").format(
                title=detail.row.title, day=long_date(held_on(detail.row))
            )
        )
    business, minutes = find_business(session, detail, audience), find_minutes(session, number, audience=audience)
    items = {None, *(item.id for item in business.items)}
    decided = {one.id for one in detail.decisions if one.agenda_item_id in items}
    named = {one.id for one in detail.attendance} | _members_of_ours(session, every, audience)
    people = {number for one in detail.decisions for number in (one.proposer_id, one.seconder_id) if number is not None}
    names = find_names(session, [("person", one) for one in people], audience=audience)
    return Findings(
        audience=audience,
        we=find_ourselves(session, as_at),
        detail=detail,
        business=business,
        minutes=minutes,
        state=state_on(minutes, as_at),
        attendance=shown(every.attendance, lambda one: one.id in named),
        decisions=shown(every.decisions, lambda one: one.id in decided),
        papers=find_papers(session, number, business, audience),
        actions=_actions(session, number, as_at, audience),
        commitments=_commitments(session, number, as_at, audience),
        quorum=find_quorum(session, number, audience=audience),
        names={ref: found.name for ref, found in names.items()},
    )


def _members_of_ours(session: Session, every: MeetingDetail, audience: Visibility) -> set[int]:
    """Return the lines of those who attended as members of a board of ours, who are named to all who read its minutes.

    Their names have to be published anyway, unless they are confidential (queries/governors.py).
    """
    row = every.row
    if row.organisation_id is None:
        return set()
    members = {one.person_id for one in list_governors(session, row.organisation_id, held_on(row), audience=audience)}
    return {one.id for one in every.attendance if one.capacity is Capacity.MEMBER and one.person_id in members}


def state_on(minutes: Minutes, as_at: date) -> MinutesState:
    """Return how far the minutes had come by a day: what was approved or signed later was a draft or approved then."""
    if minutes.approved_on is not None and minutes.approved_on > as_at:
        return MinutesState.DRAFT
    if minutes.state is MinutesState.SIGNED and minutes.signed_on is not None and minutes.signed_on > as_at:
        return MinutesState.APPROVED
    return minutes.state


def _actions(session: Session, meeting_id: int, as_at: date, audience: Visibility) -> Shown[ActionRow]:
    wanted = ActionFilter(meeting_id=meeting_id)
    rows = list_actions(session, as_at, wanted, audience=audience)
    return Shown(rows, len(list_actions(session, as_at, wanted)) - len(rows))


def _commitments(session: Session, meeting_id: int, as_at: date, audience: Visibility) -> Shown[CommitmentRow]:
    """Return what was promised at a meeting, in the order of the days due."""
    wanted = CommitmentFilter(meeting_id=meeting_id)

    def promised(readers: Visibility) -> list[CommitmentRow]:
        groups = list_commitment_groups(session, as_at, wanted, limit=None, audience=readers)
        rows = [row for page in groups.values() for row in page.rows if row.made_on <= as_at]
        return sorted(rows, key=lambda row: (row.due_on is None, row.due_on or date.max, row.id))

    rows = promised(audience)
    return Shown(tuple(rows), len(promised(Visibility.CONFIDENTIAL)) - len(rows))
