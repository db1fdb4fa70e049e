"""The trail from a priority to its outcome, every step with its minute; Enter walks to a step of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.overrides import do_and_tell
from desktop.theme import M
from desktop.tokens import Tone
from desktop.widgets.announce import announce
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card, SectionHeader
from desktop.widgets.items import Item, ItemsView
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import pop_up
from desktop.widgets.promise_words import day_words
from models.errors import WrongUse
from models.queries.trails import Trail, TrailKind, TrailLine, TrailStep, find_trail
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context

KIND_WORDS = {
    TrailKind.ITEM: m("Agenda item"),
    TrailKind.DECISION: m("Decision"),
    TrailKind.PRIORITY: m("Priority"),
    TrailKind.COMMITMENT: m("Commitment"),
    TrailKind.ACTION: m("Action"),
    TrailKind.EVIDENCE: m("Evidence"),
    TrailKind.OUTCOME: m("Outcome"),
}
LACKING = {
    TrailKind.PRIORITY: m("a priority it follows from"),
    TrailKind.COMMITMENT: m("a commitment"),
    TrailKind.ACTION: m("an action"),
    TrailKind.EVIDENCE: m("evidence"),
    TrailKind.OUTCOME: m("an outcome"),
}
"""What a whole trail has, in words that go after "It still lacks"."""

Step = tuple[TrailKind, int]


class TrailView(QWidget):
    """Shows the trail of one step; asked for when it is looked at."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._home: Step | None = None
        self._here: Step | None = None
        self._stale = True
        card = Card()
        head = SectionHeader(_("From priority to outcome"), "h3")
        self.home = head.add_button(button(_("Back to where it began"), self._on_home, kind="quiet", name="trail_home"))
        self.lacks = PlainLabel("", "")
        self.view = ItemsView(context.theme, _("Trail"), pencil=False)
        self.hint = PlainLabel(_("Press Enter to go to a step. The Menu key opens it."), "small")
        self.view.opened.connect(self._on_opened)
        self.view.menu_wanted.connect(self._on_menu)
        for part in (head, self.lacks, self.view, self.hint):
            card.body.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, 0)
        column.addWidget(card)
        column.addStretch(1)

    def begin(self, kind: TrailKind, number: int) -> None:
        """Show the trail of a step, and come back to it."""
        if (kind, number) != self._home:
            self._here = self._home = (kind, number)
        self._stale = True
        if self.isVisible():
            self._load()

    def begin_at(self, kind: str, number: int) -> None:
        """Begin with a record of a kind, "commitment", "priority" or "action"."""
        self.begin(TrailKind(kind), number)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what has not been asked for yet."""
        super().showEvent(event)
        do_and_tell(self._load)

    def walk(self, kind: TrailKind, number: int) -> None:
        """Show the trail from another of its steps."""
        self._here, self._stale = (kind, number), True
        self._load()
        announce(self.view, _("Trail from here: {step}").format(step=_(KIND_WORDS[kind])))

    def _load(self) -> None:
        if not self._stale or self._here is None or self._home is None:
            return
        self._stale = False
        trail = self._trail(self._here)
        if trail is None:
            # The step walked to has gone: the trail is shown from where it began.
            self._here = self._home
            trail = self._trail(self._home)
        self.home.setVisible(self._here != self._home)
        if trail is None:
            self.view.show_items(())
            return
        top = min(line.depth for line in trail.lines)
        self.view.show_items(self._item(line, top) for line in trail.lines)
        self._tell_lacking(trail)

    def _trail(self, step: Step) -> Trail | None:
        try:
            with self._context.store.read() as session:
                return find_trail(session, *step, self._context.today())
        except WrongUse:
            return None

    def _item(self, line: TrailLine, top: int) -> Item:
        step, today = line.step, self._context.today()
        due = _("due {day}").format(day=day_words(step.due_on, today)) if step.due_on is not None else ""
        when = day_words(step.on, today) if step.on is not None else ""
        said = (step.who, when, due, step.reference, step.meeting)
        words = step.text or _("No words")
        kind = _(KIND_WORDS[step.kind])
        depth = line.depth - top
        # Set in by spaces that a screen reader does not read out.
        lead = "\u2002" * depth + kind
        here = (step.kind, step.id) == self._here
        aside, tone = (_("You are here"), Tone.INFO) if here else (step.state, Tone.PLAIN)
        detail = " · ".join(part for part in (*said, step.state if here else "") if part)
        return Item((step.kind, step.id), words, detail, lead, aside, tone, step)

    def _tell_lacking(self, trail: Trail) -> None:
        missing = [_(words) for kind, words in LACKING.items() if kind not in trail.reaches]
        if not missing:
            self.lacks.setText(_("The trail is whole: from the words agreed to what came of them."))
            self.lacks.set_ink(Tone.GOOD)
            return
        listed = _("{first} and {last}").format(first=", ".join(missing[:-1]), last=missing[-1])
        self.lacks.setText(_("It still lacks {what}.").format(what=listed if len(missing) > 1 else missing[0]))
        self.lacks.set_ink(Tone.SOON)

    def _on_home(self) -> None:
        if self._home is not None:
            self.walk(*self._home)
            self.view.setFocus()

    def _on_opened(self, step: object) -> None:
        if isinstance(step, TrailStep):
            if (step.kind, step.id) == self._here:
                self.open_step(step)
            else:
                self.walk(step.kind, step.id)

    def _on_menu(self, step: object, place: QPoint) -> None:
        if isinstance(step, TrailStep):
            menu = QMenu(self)
            menu.addAction(_("Show the trail from here"), partial(self.walk, step.kind, step.id))
            menu.addAction(_("Open it"), partial(self.open_step, step))
            if step.meeting_id is not None:
                menu.addAction(_("Open the meeting"), partial(self._context.open, "meeting", step.meeting_id))
            menu.aboutToHide.connect(menu.deleteLater)
            pop_up(menu, place)

    def open_step(self, step: TrailStep) -> None:
        """Open the record of a step where it stands."""
        kinds = {TrailKind.ITEM: "agenda_item", TrailKind.OUTCOME: "commitment"}
        self._context.open(kinds.get(step.kind, step.kind.value), step.id)
