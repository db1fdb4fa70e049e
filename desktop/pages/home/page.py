"""The page: greeting, four numbers, what needs doing, what is coming up.

It is shown before SQLAlchemy is imported, so whatever asks the book is imported in the functions that ask.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.forms.spread import Spread
from desktop.pages.home.beginning import BeginningCard
from desktop.pages.home.lists import ComingCard, ToDoCard
from desktop.pages.home.words import TIPS, day_line, greeting
from desktop.shell.page import Page
from desktop.theme import XL, L, M
from desktop.tokens import Tone
from desktop.widgets.cards import AlertStrip, NumberCard
from desktop.widgets.labels import PlainLabel
from desktop.widgets.school_strip import remind_of_school
from desktop.widgets.scrolling import scrolling
from models.queries.home_rows import LINES, ComingUp, ComingUpKind, ToDo, ToDoKind
from models.vocabulary import CommitmentGroup
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.pages.home.due import DueCard
    from models.changes import Changes
    from models.first_sight import FirstSight
    from models.store import Store

_ELSE_AFTER_MS = 1200
"""How long after the page, and after the last change, the rest that is due is counted."""

SIDE_BY_SIDE_FROM = 66
"""Width of the window in lines of text from which the two lists stand side by side."""


def local_now() -> datetime:
    """Return the time on this computer's clock, by which its user is greeted."""
    return datetime.now()  # noqa: DTZ005


class HomePage(Page):
    """Everything that wants the user's attention, each a step away from its record."""

    kinds: ClassVar[tuple[str, ...]] = (
        "commitment", "conversation", "conversation_party", "meeting", "event", "promotion", "organisation", "person",
        "setting", "calendar_period", "reminder", "contact_plan", "feedback", "forum_question", "publicity",
        "affiliation", "agreement", "member_statement", "role_expectation",
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.hello, self.day = PlainLabel("", "h1"), PlainLabel("", "muted")
        self.late, self.soon = NumberCard(_("Chase the&m")), NumberCard(_("See the &list"))
        self.quiet, self.events = NumberCard(_("See wh&o they are")), NumberCard(_("Open the &calendar"))
        self.tip = PlainLabel("", "muted")
        self.to_do, self.coming = ToDoCard(context.theme), ComingCard(context.theme)
        self._asked = 0
        self.begin, self.ours = BeginningCard(context), AlertStrip(context.theme)
        inside = QWidget()
        inside.setProperty("look", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(M)
        column.addWidget(self.hello)
        column.addWidget(self.day)
        column.addWidget(self.begin)
        column.addWidget(self.ours)
        cards = (self.late, self.soon, self.quiet, self.events)
        column.addWidget(Spread([(card, 3) for card in cards], even=True))
        self._lists = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lists.setSpacing(M)
        self._lists.addWidget(self.to_do, 3)
        self._lists.addWidget(self.coming, 2)
        column.addLayout(self._lists)
        self.also_due: DueCard | None = None
        self._else_counted: date | None = None
        self._else_soon = QTimer(self)
        self._else_soon.setSingleShot(True)
        self._else_soon.timeout.connect(self._ask_what_else)
        self._also = QVBoxLayout()
        column.addLayout(self._also)
        column.addWidget(self.tip)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inside))
        self.late.opened.connect(self._on_late)
        self.soon.opened.connect(self._on_soon)
        self.quiet.opened.connect(self._on_quiet)
        self.events.opened.connect(self._on_events)
        self.to_do.kept.connect(self._on_kept)
        self.to_do.opened.connect(self._on_to_do)
        self.to_do.all_wanted.connect(self._on_all)
        self.coming.opened.connect(self._on_coming)
        self.coming.calendar_wanted.connect(self._on_events)
        self.ours.pressed.connect(self._on_ours)
        context.theme.changed.connect(self._on_theme)

    # --- what the window asks of a page ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        from models import settings
        from models.queries.calendar import term_words
        from models.queries.home import (
            count_due,
            count_events_this_week,
            count_quiet,
            list_coming_up,
            list_needs_doing,
            our_place,
        )
        from models.queries.overview import has_organisations, is_large
        from models.settings import get_setting

        today = self.context.today()
        with self.context.store.read() as session:
            name, term = get_setting(session, settings.OUR_PERSON), term_words(session, today)
            due, events = count_due(session, today), count_events_this_week(session, today, our_place(session))
            quiet = None if is_large(session) else count_quiet(session, today)
            to_do = list_needs_doing(session, today, limit=LINES)
            metres = get_setting(session, settings.NEAR_METRES)
            coming = list_coming_up(session, today, limit=LINES, neighbour_metres=metres)
            empty = not has_organisations(session)
            nameless = get_setting(session, settings.OUR_ORGANISATION) is None
        remind_of_school(self.ours, missing=nameless and not empty and not self.context.store.read_only)
        self._greet(today, name, term, empty=empty)
        self._show_due(*due)
        self._show_quiet(quiet, today)
        self.events.set(events, _near_words(events))
        self._show_to_do(to_do, today)
        self.coming.show_lines(coming)
        _settle()
        if self._else_counted != today:
            self._else_soon.start(_ELSE_AFTER_MS)

    def _ask_what_else(self) -> None:
        """Have the worker count what else is due; its place is below all that is there already.

        It waits until the window has settled, since the questions behind it are many to read in, and until changes in
        a row are over, since they take the worker up to a second in a large book.
        """
        if not self.isVisible():
            self._stale = True
            return
        self._else_counted = self.context.today()
        from desktop.pages.home.due import DueCard

        if self.also_due is None:
            self.also_due = DueCard(self.context)
            self._also.addWidget(self.also_due)
        self.also_due.ask()

    def _on_changed(self, changes: Changes) -> None:
        """Count what else is due again only where it may have become more or less."""
        from models.queries.due import COUNTED_FROM

        if changes.touches(*COUNTED_FROM):
            self._else_counted = None
            if self.isVisible():
                self._else_soon.start(_ELSE_AFTER_MS)
            else:
                self._stale = True
        super()._on_changed(changes)

    def show_sight(self, sight: FirstSight) -> None:
        """Show what was read of the book before it is open; what is asked for later keeps its place free."""
        today = self.context.today()
        self._greet(today, sight.our_person, sight.term, empty=sight.is_empty)
        self._show_due(sight.late, sight.due_soon)
        self.quiet.wait(_quiet_words(0))
        self.events.wait(_near_words(0))
        self._show_to_do(sight.to_do, today)
        _settle()

    def set_window_ems(self, ems: float) -> None:
        """Put the two lists below each other where there is no room beside."""
        wide = ems >= SIDE_BY_SIDE_FROM
        ways = QBoxLayout.Direction
        self._lists.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    def showEvent(self, event: QShowEvent) -> None:
        """Switch off the commands for a record: there is none in view."""
        super().showEvent(event)
        for command in (Command.EDIT_RECORD, Command.DELETE_RECORD):
            self.context.actions[command].setEnabled(False)

    # --- showing --------------------------------------------------------------------------------------------------

    def _greet(self, today: date, name: str, term: str, *, empty: bool) -> None:
        self.hello.setText(greeting(local_now(), name))
        self.day.setText(day_line(today, term))
        self.tip.setText(_(TIPS[today.toordinal() % len(TIPS)]))
        self.begin.setVisible(empty)

    def _show_due(self, late: int, soon: int) -> None:
        self.late.set(
            late, ngettext("commitment is late", "commitments are late", late), Tone.LATE if late else Tone.PLAIN
        )
        self.soon.set(soon, _("due in the next 14 days"))

    def _show_quiet(self, quiet: int | None, today: date) -> None:
        """Show how many were not contacted, or have the worker count them; until then no number stands there."""
        self._asked += 1
        if quiet is not None:
            self.quiet.set(quiet, _quiet_words(quiet))
            return
        self.quiet.wait(_quiet_words(0))
        asked = self._asked

        def show(counted: int) -> None:
            if asked == self._asked:
                self.quiet.set(counted, _quiet_words(counted))

        self.context.jobs.submit(
            _("Counting organisations"), partial(_quiet_of, self.context.store, today), show, owner=self
        )

    def _show_to_do(self, to_do: tuple[ToDo, ...], today: date) -> None:
        self.to_do.show_lines(to_do, today, locked=self._is_locked())

    def _is_locked(self) -> bool:
        """Say whether nothing can be ticked: the book is not open yet, or only read."""
        return self.context.book is None or self.context.book.read_only

    # --- what follows from what -----------------------------------------------------------------------------------

    def _on_kept(self, line: ToDo) -> None:
        from models.actions.commitments import keep_commitment

        with self.context.store.write(_("Mark as kept: {text}").format(text=line.text)) as session:
            keep_commitment(session, line.id, self.context.today())

    def _on_to_do(self, line: ToDo) -> None:
        self.context.open("commitment" if line.kind is ToDoKind.COMMITMENT else "conversation", line.id)

    def _on_coming(self, line: ComingUp) -> None:
        self.context.open("event" if line.kind is ComingUpKind.EVENT else "meeting", line.id)

    def _on_theme(self) -> None:
        """Make the lines anew: the room at their left follows the size of text. The book has nothing new to say."""
        if self.context.book is not None:
            self.to_do.make_anew(locked=self._is_locked())
            self.coming.make_anew()
            _settle()

    def _on_ours(self) -> None:
        from desktop.dialogs.ourselves import ask_who_we_are

        ask_who_we_are(self.context)

    def _on_late(self) -> None:
        self.context.show_page("commitments", CommitmentGroup.LATE.value)

    def _on_soon(self) -> None:
        self.context.show_page("commitments", "due_soon")

    def _on_quiet(self) -> None:
        self.context.show_page("organisations", "not_contacted")

    def _on_events(self) -> None:
        self.context.show_page("events")

    def _on_all(self) -> None:
        self.context.show_page("commitments", "all")


def _quiet_of(store: Store, today: date, _progress: Progress) -> int:
    from models.queries.home import count_quiet

    with store.read() as session:
        return count_quiet(session, today)


def _settle() -> None:
    """Give everything its place now: otherwise lines would be painted pressed together before the page grows."""
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _quiet_words(count: int) -> str:
    return ngettext("organisation not contacted this term", "organisations not contacted this term", count)


def _near_words(count: int) -> str:
    return ngettext("event this week nearby", "events this week nearby", count)
