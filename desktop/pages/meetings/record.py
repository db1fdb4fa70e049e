"""The page of one meeting: details over two columns of cards, one column where it is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.marks.tab import MarksTab, flow_marks
from desktop.pages.meetings.attendance import AttendanceCard
from desktop.pages.meetings.details import DetailsCard
from desktop.pages.meetings.item_cards import AgendaCard, DecisionsCard, QuestionsCard
from desktop.pages.meetings.minutes import STATE_WORDS, TONES, MinutesCard, NotesCard
from desktop.pages.meetings.promises import PromisesCard
from desktop.pages.meetings.shown import MeetingCard, Shown, read_meeting
from desktop.pages.meetings.tabs import TABS, own_of, parts_of
from desktop.parts.later import LaterParts
from desktop.parts.spec import Owner
from desktop.theme import XL, L, M
from desktop.tokens import Tone
from desktop.widgets.buttons import ActionButton, button
from desktop.widgets.cards import AlertStrip
from desktop.widgets.labels import Pill, PlainLabel, TitleLabel
from desktop.widgets.tabs import FlowingTabs
from models.actions.meetings import FINAL_MINUTES, archive_meeting
from models.errors import WrongUse
from models.vocabulary import MeetingState
from models.words import label
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.context import Context

TWO_COLUMNS_EMS = 54
STATE_TONES = {
    MeetingState.CANCELLED: Tone.LATE,
    MeetingState.INQUORATE: Tone.LATE,
    MeetingState.ADJOURNED: Tone.SOON,
    MeetingState.NOTICE_ISSUED: Tone.INFO,
    MeetingState.PLANNED: Tone.INFO,
}
"""How a meeting stands where that matters more than how far its minutes are."""


class MeetingRecord(QWidget):
    """Shows a meeting; every change is saved as it is made."""

    left = Signal()
    """Back to the list."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.meeting_id: int | None = None
        theme = context.theme
        self.back = button(_("Meetings"), self._on_back, kind="link", theme=theme, icon="arrow-left", name="to_list")
        self.title, self.saved, self.pill = TitleLabel("", "h2"), PlainLabel("", "small", wrap=False), Pill()
        self.delete = button(_("Delete"), self.archive, theme=theme, icon="trash", name="delete_meeting")
        self.strip = AlertStrip(theme)
        self.details, self.attendance, self.notes = (
            DetailsCard(context),
            AttendanceCard(context),
            NotesCard(context),
        )
        self.agenda, self.decisions = AgendaCard(context), DecisionsCard(context)
        self.promises, self.questions = PromisesCard(context), QuestionsCard(context)
        self.minutes = MinutesCard(context)
        self.adjourn = button(_("Adjourn…"), self._on_adjourn, name="adjourn_meeting")
        self.pack = ActionButton(context.actions[Command.BOARD_PACK], _("Board pack…"))
        self.tabs = FlowingTabs(theme, "meeting_tabs")
        self.later: list[LaterParts | MarksTab] = [
            LaterParts(context, parts_of, name, keys, own_of) for _words, name, keys in TABS
        ]
        self._clock, self._minute = QElapsedTimer(), QTimer(self)
        self._minute.setInterval(30_000)
        self._minute.timeout.connect(self._say_saved)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, M, XL, L)
        column.setSpacing(M)
        head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(M)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        for part in (self.saved, self.pill, self.pack, self.adjourn, self.delete):
            head.addWidget(part)
        column.addLayout(head)
        column.addWidget(self.strip)
        column.addWidget(self.tabs)
        first = QWidget()
        column_of_first = QVBoxLayout(first)
        column_of_first.setContentsMargins(0, M, 0, 0)
        column_of_first.setSpacing(M)
        column_of_first.addWidget(self.details)
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(L)
        for cards in (
            (self.attendance, self.agenda, self.notes),
            (self.decisions, self.promises, self.questions, self.minutes),
        ):
            side = QVBoxLayout()
            side.setSpacing(M)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
            self._columns.addLayout(side, 1)
        column_of_first.addLayout(self._columns)
        column_of_first.addStretch(1)
        self.tabs.addTab(first, _("Meeting"))
        for (words, _name, _keys), page in zip(TABS, self.later, strict=True):
            self.tabs.addTab(page, _(words))
        self.later.append(flow_marks(self._context, self.tabs, "meeting", self))
        column.addStretch(1)

    @property
    def cards(self) -> tuple[MeetingCard, ...]:
        """Return the parts of the page."""
        return (
            self.details, self.attendance, self.agenda, self.notes, self.decisions, self.promises, self.questions,
            self.minutes,
        )  # fmt: skip

    def show_meeting(self, meeting_id: int) -> None:
        """Ask the book for a meeting and show it. Raises WrongUse when there is none."""
        shown = read_meeting(self._context, meeting_id)
        fresh = meeting_id != self.meeting_id
        self.meeting_id = meeting_id
        if fresh:
            self.tabs.setCurrentIndex(0)
            self._clock.invalidate()
            self._say_saved()
        self._fill(shown)

    def refresh(self) -> bool:
        """Show the meeting as it is now; tell whether it is still there."""
        if self.meeting_id is None:
            return False
        try:
            shown = read_meeting(self._context, self.meeting_id)
        except WrongUse:
            shown = None
        if shown is None or shown.detail.archived:
            self.meeting_id = None
            return False
        self._fill(shown)
        self._clock.start()
        self._minute.start()
        self._say_saved()
        return True

    def show_part(self, kind: str, number: int) -> bool:
        """Bring a part of the meeting in view into view; tell whether there is a place for it."""
        if kind == "attendance":
            self.tabs.setCurrentIndex(0)
            return self.attendance.choose(number)
        for card, own in (
            (self.agenda, "agenda_item"),
            (self.decisions, "decision"),
            (self.questions, "forum_question"),
        ):
            if kind == own:
                self.tabs.setCurrentIndex(0)
                return card.choose(number)
        for place, page in enumerate(self.later, 1):
            if kind in page.keys:
                self.tabs.setCurrentIndex(place)
                return page.show_part(kind, number)
        return False

    def keep(self) -> None:
        """Save what is still being typed, as when the page is left."""
        if self.meeting_id is not None:
            self.notes.keep()

    def archive(self) -> None:
        """Put the meeting away; the undo bar brings it back."""
        if self.meeting_id is not None:
            with self._context.store.write(_("Delete meeting")) as session:
                archive_meeting(session, self.meeting_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns side by side where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= TWO_COLUMNS_EMS * self._context.theme.line_height
        # The title needs the room; the foot of the window says the same.
        self.saved.setVisible(wide)
        # It is in the menu, and beside the papers too.
        self.pack.setVisible(wide)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != direction:
            self._columns.setDirection(direction)

    def _fill(self, shown: Shown) -> None:
        state = shown.row.minutes_state
        owner = Owner("meeting", shown.row.id, shown.row.title)
        self.title.set_text(shown.row.title)
        if shown.row.state in STATE_TONES:
            self.pill.set(label(shown.row.state), STATE_TONES[shown.row.state])
        else:
            self.pill.set(_("Minutes: {state}").format(state=label(state).lower()), TONES[state])
        self.adjourn.setVisible(not shown.locked and shown.row.state is not MeetingState.CANCELLED)
        self.delete.setVisible(not self._context.store.read_only)
        if state in FINAL_MINUTES:
            self.strip.tell(label(state), _(STATE_WORDS[state]), TONES[state])
        else:
            self.strip.hide()
        for card in self.cards:
            card.show_meeting(shown)
        for page in self.later:
            page.show_owner(owner)

    def _on_adjourn(self) -> None:
        from desktop.pages.meetings.adjourning import AdjournDialog

        shown = self.details.shown
        if shown is not None:
            AdjournDialog(self._context, shown.row, self.window()).open()

    def _on_back(self) -> None:
        self.left.emit()

    def _say_saved(self) -> None:
        if not self._clock.isValid():
            self._minute.stop()
            self.saved.setText(_("All changes saved"))
            return
        minutes = self._clock.elapsed() // 60_000
        words = ngettext("Saved {count} minute ago", "Saved {count} minutes ago", minutes).format(count=minutes)
        self.saved.setText(words if minutes else _("Saved just now"))
