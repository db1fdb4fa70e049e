"""What went out for a meeting: the pack once, its supplements in order, the pages of each going on from the last."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions.attachments import add_attachment, of_file
from models.actions.meetings import MeetingFields, create_meeting
from models.actions.packs import IssueFields, note_issue
from models.actions.papers import PaperFields, add_paper, edit_paper
from models.errors import WrongUse
from models.queries.minutes import list_papers
from models.queries.packs import list_issued_packs, next_page
from models.store import Store
from models.vocabulary import Visibility
from tests.models.people_and_places import moment

ISSUED = date(2026, 11, 17)


@pytest.fixture
def meeting(store: Store) -> int:
    with store.write("Plan a meeting") as session:
        fields = MeetingFields("Full board", moment(2026, 11, 24, 18), paper_due_on=date(2026, 11, 16))
        return create_meeting(session, fields)


def issue(
    store: Store, meeting: int, *, pages: tuple[int, int], supplement: int = 0, papers: str = "", **more: bool
) -> None:
    with store.write("Issue the pack") as session:
        fields = IssueFields(
            more.get("part_two", False), supplement, ISSUED, *pages, "C:\\Clerk\\Board pack.pdf", "0" * 64, papers
        )
        note_issue(session, meeting, fields, anew=more.get("anew", False))


def supplements(store: Store, meeting: int) -> list[int | None]:
    with store.read() as session:
        return [row.supplement for row in sorted(list_papers(session, meeting), key=lambda row: row.number)]


def test_pages_go_on_and_a_run_of_its_own_is_kept_for_part_two(store: Store, meeting: int) -> None:
    issue(store, meeting, pages=(1, 83), papers="3 5")
    issue(store, meeting, pages=(1, 9), part_two=True)
    issue(store, meeting, pages=(84, 90), supplement=1)
    with store.read() as session:
        rows = list_issued_packs(session, meeting)
        public = list_issued_packs(session, meeting, audience=Visibility.INTERNAL)
    assert [(row.is_part_two, row.supplement, row.first_page) for row in rows] == [
        (False, 0, 1),
        (False, 1, 84),
        (True, 0, 1),
    ]
    assert rows[0].paper_ids == {3, 5}
    assert rows[0].file_name == "Board pack.pdf"
    assert [row.is_part_two for row in public] == [False, False]
    assert (next_page(rows, part_two=False), next_page(rows, part_two=True)) == (91, 10)


def test_what_went_out_is_not_sent_out_again_but_can_be_made_anew_and_undone(store: Store, meeting: int) -> None:
    issue(store, meeting, pages=(1, 83))
    with pytest.raises(WrongUse, match="went out already"):
        issue(store, meeting, pages=(84, 90))
    with pytest.raises(WrongUse, match="do not go on"):
        issue(store, meeting, pages=(90, 95), supplement=1)
    issue(store, meeting, pages=(84, 90), supplement=1)
    issue(store, meeting, pages=(1, 85), anew=True)
    with store.read() as session:
        assert [(row.supplement, row.last_page) for row in list_issued_packs(session, meeting)] == [(0, 85)]
    store.undo()
    with store.read() as session:
        assert [(row.supplement, row.last_page) for row in list_issued_packs(session, meeting)] == [(0, 83), (1, 90)]


def test_what_comes_after_the_pack_went_out_is_late_whatever_its_day(store: Store, meeting: int) -> None:
    with store.write("Add papers") as session:
        first = add_paper(session, meeting, PaperFields("In time", received_on=date(2026, 11, 10)))
        add_paper(session, meeting, PaperFields("To follow", received_on=date(2026, 11, 10)))
    issue(store, meeting, pages=(1, 20), papers=str(first))
    with store.write("Add papers") as session:
        add_paper(session, meeting, PaperFields("Forgotten", received_on=date(2026, 11, 10)))
        add_paper(session, meeting, PaperFields("Late", received_on=date(2026, 11, 18)))
    assert supplements(store, meeting) == [None, None, 1, 2]
    issue(store, meeting, pages=(21, 30), supplement=1)
    issue(store, meeting, pages=(31, 35), supplement=2)
    with store.write("Add a paper") as session:
        add_paper(session, meeting, PaperFields("Later still", received_on=date(2026, 11, 18)))
    assert supplements(store, meeting)[-1] == 3


def test_a_paper_that_was_to_follow_goes_into_a_supplement_when_its_file_comes(store: Store, meeting: int) -> None:
    with store.write("Add papers") as session:
        inside = add_paper(session, meeting, PaperFields("In the pack"))
        to_follow = add_paper(session, meeting, PaperFields("To follow"))
    issue(store, meeting, pages=(1, 20), papers=str(inside))
    with store.write("Add its file") as session:
        number = add_attachment(session, of_file("late.pdf", b"%PDF-1.7"), date(2026, 11, 18))
        edit_paper(session, to_follow, PaperFields("To follow", attachment_id=number))
        edit_paper(session, inside, PaperFields("In the pack", received_on=date(2026, 11, 23)))
    assert supplements(store, meeting) == [None, 1]
