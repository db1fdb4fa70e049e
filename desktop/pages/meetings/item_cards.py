"""Agenda, decisions and questions: short lists with a line to add to them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu

from desktop.pages.meetings.decision_dialog import ChairsActionDialog, DecisionDialog
from desktop.pages.meetings.item_dialogs import AgendaItemDialog, QuestionDialog
from desktop.pages.meetings.shown import MeetingCard, Shown
from desktop.theme import S
from desktop.tokens import Tone
from desktop.widgets.buttons import Button, button
from desktop.widgets.cards import SectionHeader
from desktop.widgets.items import Item, ItemsView
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from desktop.widgets.passing import pop_up
from desktop.widgets.promise_words import day_words
from models.actions.agendas import AgendaItemFields, add_agenda_item, add_standard_agenda, reorder_agenda
from models.actions.decisions import DecisionFields, record_decision
from models.queries.forum import ForumQuestionRow
from models.queries.meetings import AgendaItemRow, DecisionRow
from models.vocabulary import AgendaItemKind, DecisionKind, DecisionOutcome, Visibility
from models.words import label
from reports.formatting import long_date
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

_OUTCOME_TONES = {DecisionOutcome.REJECTED: Tone.LATE, DecisionOutcome.DEFERRED: Tone.SOON}


class ListCard(MeetingCard):
    """A heading, a list, and perhaps a line that adds to it with Enter."""

    def __init__(self, context: Context, title: str, hint: str = "") -> None:
        """`hint` says what to type; without one there is no line. The letter of `title` goes to the line."""
        super().__init__(context)
        self.header = SectionHeader(title.replace("&", ""))
        self.items = ItemsView(context.theme, title.replace("&", ""))
        self.items.opened.connect(self.open_item)
        self.line: LineEdit | None = None
        self.empty = PlainLabel("", "muted")
        self.body.addWidget(self.header)
        if hint:
            self.line = LineEdit(hint)
            self.line.setPlaceholderText(hint)
            self.line.setObjectName(f"add_{title.replace('&', '').lower().replace(' ', '_')}")
            self.line.returnPressed.connect(self._on_return)
            self.header.title.setBuddy(self.line)
            self.header.title.set_text(title)
            self.header.title.setAccessibleName(title.replace("&", ""))
            # Without keys there is no Enter: whoever dictates or points needs something to press.
            self.put = button(_("Add"), self._on_return, name=f"put_{self.line.objectName()}")
            self.put.setAccessibleName(_("Add to: {title}").format(title=title.replace("&", "")))
            self.put.hide()
            self.line.textChanged.connect(self._on_words)
            row = QHBoxLayout()
            row.setSpacing(S)
            row.addWidget(self.line, 1)
            row.addWidget(self.put)
            self.body.addLayout(row)
        self.body.addWidget(self.items)
        self.body.addWidget(self.empty)

    def add_button(self, made: Button) -> Button:
        """Put a button beside the heading."""
        return self.header.add_button(made)

    def show_items(self, items: list[Item], nothing: str, *, locked: bool) -> None:
        """Show the list, or the words for none."""
        self.items.show_items(items)
        self.header.set_count(len(items) or None)
        self.empty.setText(nothing)
        self.empty.setVisible(not items and (locked or self.line is None))
        if self.line is not None:
            self.line.setVisible(not locked)

    def choose(self, number: int) -> bool:
        """Stand on one of the list; tell whether it is there."""
        place = next((n for n, item in enumerate(self.items.items()) if item.key == number), None)
        if place is None:
            return False
        self.items.setCurrentIndex(self.items.model().index(place, 0))
        self.items.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def open_item(self, record: object) -> None:
        """Open one of the list."""
        raise NotImplementedError

    def add_line(self, text: str) -> None:
        """Add what was typed."""
        raise NotImplementedError

    def _on_words(self, text: str) -> None:
        """Offer to add once there is something to add."""
        self.put.setVisible(bool(text.strip()))

    def _on_return(self) -> None:
        text = self.line.text().strip() if self.line is not None else ""
        if text and self.line is not None:
            self.add_line(text)
            self.line.clear()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)


class AgendaCard(ListCard):
    """The items in their order; each opens with its minutes."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Agenda"), _("Type an item for the agenda, then press Enter"))
        self.usual = self.add_button(
            button(
                _("Add usual items"), self._on_usual, kind="quiet", theme=context.theme, icon="plus", name="usual_items"
            )
        )

        self.items.menu_wanted.connect(self._on_menu)

    def fill(self, shown: Shown) -> None:
        """Show the agenda."""
        items = [
            Item(row.id, row.title, _minute_words(row), lead=f"{row.number}", aside=row.reference, record=row)
            for row in shown.detail.agenda
        ]
        self.items.pencil = not shown.locked
        self.show_items(items, _("There was no agenda."), locked=shown.locked)
        self.usual.setVisible(not shown.locked)

    def open_item(self, record: object) -> None:
        """Open an item with its minutes."""
        if isinstance(record, AgendaItemRow) and self.shown is not None and not self.shown.locked:
            AgendaItemDialog(self.context, record, self.window()).open()

    def add_line(self, text: str) -> None:
        """Add an item."""
        with self.context.store.write(_("New agenda item")) as session:
            add_agenda_item(session, self.meeting_id, AgendaItemFields(text))

    def shift(self, row: AgendaItemRow, by: int) -> None:
        """Put an item so many places further on."""
        if self.shown is None or self.shown.locked:
            return
        order = [item.id for item in self.shown.detail.agenda]
        place = order.index(row.id)
        order.insert(min(max(place + by, 0), len(order) - 1), order.pop(place))
        with self.context.store.write(_("Order of the agenda")) as session:
            reorder_agenda(session, self.meeting_id, order)

    def _on_menu(self, row: object, place: QPoint) -> None:
        if isinstance(row, AgendaItemRow) and self.shown is not None and not self.shown.locked:
            menu = QMenu(self)
            menu.addAction(_("Open"), partial(self.open_item, row))
            menu.addAction(_("Move up"), partial(self.shift, row, -1))
            menu.addAction(_("Move down"), partial(self.shift, row, 1))
            menu.aboutToHide.connect(menu.deleteLater)
            pop_up(menu, place)

    def _on_usual(self) -> None:
        with self.context.store.write(_("Usual agenda items")) as session:
            add_standard_agenda(session, self.meeting_id)


class DecisionsCard(ListCard):
    """What was resolved, numbered as it came."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("De&cisions"), _("Type what was decided, then press Enter"))
        self.alone = self.add_button(button(_("Chair’s action…"), self._on_alone, kind="quiet", name="chairs_action"))

    def fill(self, shown: Shown) -> None:
        """Show the decisions."""
        items = []
        self.alone.setVisible(not shown.locked)
        for row in shown.detail.decisions:
            plain = row.outcome is DecisionOutcome.AGREED
            detail = " · ".join(part for part in _decision_words(row) if part)
            aside = "" if plain else label(row.outcome)
            tone = _OUTCOME_TONES.get(row.outcome, Tone.PLAIN)
            items.append(Item(row.id, row.text, detail, lead=f"{row.number}", aside=aside, tone=tone, record=row))
        self.items.pencil = not shown.locked
        self.show_items(items, _("Nothing was decided."), locked=shown.locked)

    def open_item(self, record: object) -> None:
        """Open a decision with its outcome, reference and dissent."""
        if isinstance(record, DecisionRow) and self.shown is not None and not self.shown.locked:
            DecisionDialog(self.context, record, self.shown.detail.agenda, self.window()).open()

    def add_line(self, text: str) -> None:
        """Record a decision."""
        with self.context.store.write(_("New decision")) as session:
            record_decision(session, self.meeting_id, DecisionFields(text))

    def _on_alone(self) -> None:
        if self.shown is not None:
            ChairsActionDialog(self.context, self.meeting_id, self.shown.detail.agenda, self.window()).open()


class QuestionsCard(ListCard):
    """Questions of the open forum; answers can be written even after the minutes are approved."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Open forum questions"))
        self.add = self.add_button(
            button(
                _("Add &question"), self._on_add, kind="quiet", theme=context.theme, icon="plus", name="add_question"
            )
        )

    def fill(self, shown: Shown) -> None:
        """Show the questions with the answers due."""
        today = self.context.today()
        items = []
        for row in shown.detail.questions:
            aside, tone = _answer_words(row, self.context)
            who = _("Asked by {name}").format(name=row.asked_by) if row.asked_by else ""
            by = _("answer promised by {name}").format(name=row.answer_promised_by) if row.answer_promised_by else ""
            said = _("Answer, {day}: {words}").format(
                day=day_words(row.answered_on, today), words=row.answer
            ) if row.answered_on else ""  # fmt: skip
            detail = "\n".join(part for part in (", ".join(p for p in (who, by) if p), said) if part)
            items.append(Item(row.id, row.question, detail, aside=aside, tone=tone, record=row))
        self.items.pencil = not self.context.store.read_only
        self.show_items(items, _("No questions were put."), locked=shown.locked)
        self.add.setVisible(not shown.locked)

    def open_item(self, record: object) -> None:
        """Open a question with its answer."""
        if isinstance(record, ForumQuestionRow) and self.shown is not None and not self.context.store.read_only:
            QuestionDialog(self.context, self.meeting_id, record, self.window(), locked=self.shown.locked).open()

    def _on_add(self) -> None:
        QuestionDialog(self.context, self.meeting_id, None, self.window()).open()


def _decision_words(row: DecisionRow) -> tuple[str, ...]:
    """Return what is said of a decision below its words: its minute, how the votes fell, who stood apart."""
    alone = row.kind is DecisionKind.CHAIRS_ACTION and row.decided_on is not None
    counts = (row.votes_for, row.votes_against, row.abstentions)
    voted = any(count is not None for count in counts)
    votes = _("{yes} for, {no} against, {none} abstained").format(
        yes=row.votes_for or 0, no=row.votes_against or 0, none=row.abstentions or 0
    )
    return (
        row.reference,
        _("Chair’s action, {day}").format(day=long_date(row.decided_on)) if alone and row.decided_on else "",
        votes if voted else "",
        _("casting vote") if row.casting_vote else "",
        _("Part II") if row.visibility is Visibility.CONFIDENTIAL else "",
        _("Dissent: {words}").format(words=row.dissent) if row.dissent else "",
    )


def _minute_words(row: AgendaItemRow) -> str:
    plain = row.kind in (AgendaItemKind.DISCUSSION, AgendaItemKind.STANDING)
    said = " · ".join(
        part
        for part in (
            "" if plain or label(row.kind) == row.title else label(row.kind),
            _("Part II") if row.visibility is Visibility.CONFIDENTIAL else "",
            _("Led by {name}").format(name=row.lead) if row.lead else "",
            _("{count} minutes").format(count=row.minutes_allowed) if row.minutes_allowed else "",
            _("carried over") if row.carried_from_id is not None else "",
            row.purpose,
        )
        if part
    )
    return "\n".join(part for part in (said, row.minute) if part)


def _answer_words(row: ForumQuestionRow, context: Context) -> tuple[str, Tone]:
    """Return where the answer stands in a few words."""
    today = context.today()
    if row.answered_on is not None:
        return _("Answered"), Tone.GOOD
    if row.closed_on is not None:
        return _("Closed"), Tone.PLAIN
    if row.due_on is None:
        return _("No answer yet"), Tone.PLAIN
    if row.is_late(today):
        return _("Answer {days} days late").format(days=(today - row.due_on).days), Tone.LATE
    return _("Answer due {day}").format(day=day_words(row.due_on, today)), Tone.SOON
