"""What the eight jobs leave in the book and on the disk, read while the window has it open."""

from __future__ import annotations

import email
import email.policy
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

import pypdfium2
from openpyxl import load_workbook

from models.queries.commitments import CommitmentRow, list_commitments
from models.queries.contacts import BestContact, best_contacts
from models.queries.conversations import ConversationFilter, ConversationRow, list_conversations
from models.queries.events import EventFilter, list_events
from models.queries.home import count_quiet
from models.queries.meetings import MeetingDetail, MeetingFilter, find_meeting, list_meetings
from models.queries.promotions import list_promotions
from models.search import search
from models.store import Store
from models.vocabulary import AttendanceStatus, Channel, CommitmentGroup, Direction, MeetingState, PromotionState
from tests.screen.desk import Desk

CONCERT = "Greenway winter concert"
NOTE, DECISION = "Wants five minutes at the next meeting", "Meet again in January"
PROMISE, RESULT = "Joe to send plan by Fri", "Plan received"


def hours_ahead() -> int:
    """Return how far ahead of Greenwich it is nine in the evening now: a meeting of today is over by then."""
    ahead = 21 - datetime.now(UTC).hour
    return ahead - 24 if ahead > 12 else ahead


def evening() -> dict[str, str]:
    """Return the setting under which the program's clock says so. (POSIX counts west of Greenwich.)"""
    return {"TZ": f"EVE{-hours_ahead():+d}"}


@dataclass(frozen=True)
class Book:
    """A book that a window has open, and where what it writes goes."""

    desk: Desk
    place: Path

    @property
    def today(self) -> date:
        """What the program takes for today."""
        return datetime.now(timezone(timedelta(hours=hours_ahead()))).date()

    @contextmanager
    def session(self) -> Iterator[Any]:
        """Read what is in it now."""
        store = Store.open(self.place, read_only=True)
        try:
            with store.read() as session:
                yield session
        finally:
            store.close()

    def wait(self, there: Callable[[], Any], what: str) -> None:
        """Wait until something is in the book."""
        self.desk.wait(lambda _sight: there(), what)

    # --- what is there --------------------------------------------------------------------------------------------

    def talks(self, words: str = "") -> list[ConversationRow]:
        """Return the conversations of today that hold some words."""
        with self.session() as session:
            wanted = ConversationFilter(words=words, first_day=self.today)
            return list(list_conversations(session, wanted, limit=None).rows)

    def last_meeting(self) -> MeetingDetail:
        """Return the meeting of the heads that was held last."""
        with self.session() as session:
            wanted = MeetingFilter(words="southgate heads", last_day=self.today)
            return find_meeting(session, list_meetings(session, wanted, limit=1).rows[0].id)

    def late(self) -> list[CommitmentRow]:
        """Return the commitments that are late."""
        with self.session() as session:
            return list(list_commitments(session, CommitmentGroup.LATE, self.today, limit=None).rows)

    def quiet(self) -> int:
        """Return how many organisations were not contacted this term."""
        with self.session() as session:
            return count_quiet(session, self.today)

    def contacts_of(self, words: str) -> tuple[BestContact, ...]:
        """Return whom to contact at the organisation that some words find first."""
        with self.session() as session:
            found = search(session, words, kinds=frozenset({"organisation"}), limit=1)[0]
            return best_contacts(session, found.id, as_at=self.today)

    def asked(self) -> set[int]:
        """Return the organisations that were asked today to tell of the concert."""
        with self.session() as session:
            event = list_events(session, EventFilter(words=CONCERT, first_day=self.today), limit=None).rows[-1]
            rows = list_promotions(session, event.id)
        return {row.organisation_id for row in rows if row.asked_on == self.today and row.state is PromotionState.ASKED}

    def drafts(self) -> list[EmailMessage]:
        """Return the emails that wait to be sent."""
        folder = self.desk.home / "cache" / "Liaison Desk" / "emails"
        found = sorted(folder.glob("*.eml"))
        return [
            cast("EmailMessage", email.message_from_bytes(place.read_bytes(), policy=email.policy.default))
            for place in found
        ]

    # --- what each job leaves -------------------------------------------------------------------------------------

    def expect_call(self) -> None:
        """A call by the councillor today, with what she said."""
        (row,) = [one for one in self.talks() if one.preview == NOTE]
        assert [one.person_name for one in row.parties] == ["Cllr Priya Nair"]
        assert (row.channel, row.direction, row.happened_on) == (Channel.CALL, Direction.IN, self.today)

    def expect_meeting(self, before: MeetingDetail, absent: int) -> None:
        """The meeting of today: who was there, what was decided, what was promised."""
        made = self.last_meeting()
        assert made.row.starts_at.date() == self.today
        assert made.row.state is MeetingState.HELD
        assert {row.person_id for row in made.attendance} == {
            row.person_id for row in before.attendance if row.status is not AttendanceStatus.NOT_REQUIRED
        }
        statuses = [row.status for row in made.attendance]
        assert statuses.count(AttendanceStatus.APOLOGIES) == absent
        assert statuses.count(AttendanceStatus.PRESENT) == len(statuses) - absent
        assert [row.text for row in made.decisions] == [DECISION]
        with self.session() as session:
            groups = (CommitmentGroup.THIS_WEEK, CommitmentGroup.LATER)
            rows = [row for one in groups for row in list_commitments(session, one, self.today, limit=None).rows]
        (promise,) = [row for row in rows if row.meeting_id == made.row.id]
        assert (promise.text, promise.owner_person, promise.observable_result) == ("Send plan", "Joe Linden", RESULT)
        assert promise.due_on is not None
        assert promise.due_on.strftime("%A") == "Friday"
        assert timedelta(0) <= promise.due_on - self.today <= timedelta(7)

    def expect_report(self) -> None:
        """The report of the area committee as a PDF."""
        (paper,) = self.desk.documents.glob("area-committee *.pdf")
        pages = pypdfium2.PdfDocument(paper)
        words = pages[0].get_textpage().get_text_bounded()
        pages.close()
        assert "South Area Committee" in words
        paper.unlink()

    def expect_told(self, before: set[int], count: int) -> None:
        """Each was written to by its right contact, and each is noted."""
        self.wait(lambda: len(self.asked() - before) == count, f"{count} neighbours asked")
        talks = [row for row in self.talks() if row.subject == CONCERT]
        assert len(talks) == count
        by_email = [row for row in talks if row.channel is Channel.EMAIL]
        self.wait(lambda: len(self._drafts_about(CONCERT)) == len(by_email) > 0, "the drafts")
        assert all(len(one["To"].addresses) == 1 for one in self._drafts_about(CONCERT)), "nobody sees who else gets it"
        assert all(one["X-Unsent"] == "1" for one in self._drafts_about(CONCERT))

    def expect_chased(self, late: list[CommitmentRow]) -> None:
        """One message a person with all of theirs, each noted."""
        owners = {(row.owner_person_id, row.owner_organisation_id if not row.owner_person_id else None) for row in late}
        self.wait(lambda: len(self._drafts_about("What we agreed")) == len(owners), f"{len(owners)} drafts")
        assert len([row for row in self.talks() if row.subject == "What we agreed"]) == len(owners)
        bodies = "\n".join(one.get_body().get_content() for one in self._drafts_about("What we agreed"))
        assert all(row.text in bodies for row in late)

    def expect_answer(self) -> None:
        """Everything held about the councillor, as PDF and as spreadsheet."""
        self.wait(lambda: list(self.desk.documents.glob("What we hold *.xlsx")), "the spreadsheet")
        (paper,) = self.desk.documents.glob("What we hold *.pdf")
        (sheets,) = self.desk.documents.glob("What we hold *.xlsx")
        pages = pypdfium2.PdfDocument(paper)
        words = pages[0].get_textpage().get_text_bounded()
        pages.close()
        assert "What we hold about Cllr Priya Nair" in " ".join(words.split())
        assert load_workbook(sheets).sheetnames
        for place in (paper, sheets):
            os.unlink(place)

    def _drafts_about(self, subject: str) -> list[EmailMessage]:
        return [one for one in self.drafts() if one["Subject"] == subject]
