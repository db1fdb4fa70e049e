"""What else is due: a card with how many of each kind, each opening its list; what nothing is due of is left out.

Counted by the worker once the page is painted, for some of it takes longer than a frame. Imported after that, too.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.jobs import reading
from desktop.tokens import Tone
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card, SectionHeader
from desktop.widgets.dialog import Dialog
from desktop.widgets.flow import FlowLayout
from desktop.widgets.items import Item, ItemsView
from models.queries.due import DueCount, DueKind, DueLine, count_due_kinds, list_due_lines
from reports.formatting import long_date
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from desktop.context import Context
    from desktop.jobs import Job, Progress
    from models.store import Store

SHOWN = 200
"""Lines that a list shows; a longer one says so and has its own page."""


class DueCard(Card):
    """How many are due, in a few words each."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("also_due")
        self._context, self._asked = context, 0
        self._job: Job | None = None
        self._words: list[str] = []
        self.header = SectionHeader(_("Also due"))
        self.body.addWidget(self.header)
        self._flow = FlowLayout()
        self.body.addLayout(self._flow)
        self.hide()

    def ask(self) -> None:
        """Have the worker count; what is counted meanwhile for an earlier state of the book is not shown."""
        self._asked += 1
        if self._job is not None:
            self._job.progress.cancel()
        store, today = self._context.store, self._context.today()
        show = partial(self._on_counted, self._asked)
        words = _("Looking for what is due")
        self._job = self._context.jobs.submit(words, partial(_count, store, today), show, owner=self, quiet=True)

    def words(self) -> list[str]:
        """Return what stands on the card."""
        return list(self._words)

    def open_list(self, kind: DueKind) -> None:
        """Open the list of one kind; that of replies has a page of its own."""
        if kind is DueKind.REPLIES:
            self._context.show_page("conversations", "overdue")
            return
        DueDialog(self._context, kind).open()

    def _on_counted(self, asked: int, counts: tuple[DueCount, ...]) -> None:
        if asked != self._asked:
            return
        self._job = None
        told = [due_words(one) for one in counts]
        if told == self._words:
            # The focus may stand on one of them.
            return
        self._words = told
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for one, words in zip(counts, self._words, strict=True):
            self._flow.addWidget(button(words, partial(self.open_list, one.kind), name=f"due_{one.kind.value}"))
        self.setVisible(bool(counts))


class DueDialog(Dialog):
    """All that is due of one kind; Enter opens one where it is dealt with."""

    def __init__(self, context: Context, kind: DueKind) -> None:
        super().__init__(title_of(kind), width_ems=44)
        self.setObjectName("due_list")
        self._context = context
        today = context.today()
        with context.store.read() as session:
            lines = list_due_lines(session, kind, today)
        self.view = ItemsView(context.theme, title_of(kind), pencil=False)
        self.view.show_items(
            Item(place, line.text, line.detail, *_aside(line, today), record=line)
            for place, line in enumerate(lines[:SHOWN])
        )
        self.view.opened.connect(self._on_opened)
        self.body.addWidget(self.view)
        self.body.addStretch(1)
        if len(lines) > SHOWN:
            words = _("The first {shown} of {all} are shown.").format(shown=SHOWN, all=f"{len(lines):,}")
            self.note.setText(words)
        self.add_cancel(_("Close"))
        self.view.setFocus()

    def _on_opened(self, record: object) -> None:
        if isinstance(record, DueLine) and record.record_id is not None:
            self.accept()
            self._context.open(record.record_kind, record.record_id)


def _aside(line: DueLine, today: date) -> tuple[str, str, Tone]:
    """Return what stands before a line and in its pill."""
    if line.due_on is None:
        return "", "", Tone.PLAIN
    late = (today - line.due_on).days
    if late > 0:
        return "", ngettext("{n} day late", "{n} days late", late).format(n=f"{late:,}"), Tone.LATE
    return "", long_date(line.due_on), Tone.SOON


def title_of(kind: DueKind) -> str:
    """Return what a list is called."""
    return {
        DueKind.BREACHES: _("Data breaches: 72 hours to tell the Commissioner"),
        DueKind.REQUESTS: _("Requests about personal data"),
        DueKind.REPLIES: _("Replies that have not come"),
        DueKind.REMINDERS: _("Reminders"),
        DueKind.CONTACT: _("Time to speak with"),
        DueKind.FEEDBACK: _("Feedback to give"),
        DueKind.QUESTIONS: _("Answers promised in open forums"),
        DueKind.PUBLICITY: _("Audiences that will not hear of an event"),
        DueKind.TERMS: _("Terms of office that end"),
        DueKind.AGREEMENTS: _("Agreements to look at again"),
        DueKind.STATEMENTS: _("Commitment statements to look at again"),
        DueKind.GAPS: _("Whom we ought to know and do not"),
    }[kind]


def due_words(one: DueCount) -> str:
    """Return how many are due, and of what: "3 reminders"."""
    n = one.number
    words = {
        DueKind.BREACHES: ngettext("{n} data breach", "{n} data breaches", n),
        DueKind.REQUESTS: ngettext("{n} data protection request", "{n} data protection requests", n),
        DueKind.REPLIES: ngettext("{n} reply has not come", "{n} replies have not come", n),
        DueKind.REMINDERS: ngettext("{n} reminder", "{n} reminders", n),
        DueKind.CONTACT: ngettext("{n} to speak with again", "{n} to speak with again", n),
        DueKind.FEEDBACK: ngettext("{n} piece of feedback", "{n} pieces of feedback", n),
        DueKind.QUESTIONS: ngettext("{n} forum answer", "{n} forum answers", n),
        DueKind.PUBLICITY: ngettext("{n} audience not told", "{n} audiences not told", n),
        DueKind.TERMS: ngettext("{n} term of office ends", "{n} terms of office end", n),
        DueKind.AGREEMENTS: ngettext("{n} agreement to review", "{n} agreements to review", n),
        DueKind.STATEMENTS: ngettext("{n} statement to review", "{n} statements to review", n),
        DueKind.GAPS: ngettext("{n} role with nobody known", "{n} roles with nobody known", n),
    }[one.kind].format(n=f"{n:,}")
    late = ngettext("{n} late", "{n} late", one.late).format(n=f"{one.late:,}")
    return f"{words}, {late}" if one.late and one.late != n else words


def _count(store: Store, today: date, progress: Progress) -> tuple[DueCount, ...]:
    with reading(store, progress) as session:
        return count_due_kinds(session, today)
