"""The card of a part: its rows, a button to add one, and what can be done with each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from desktop.dialogs.asking import attempt
from desktop.parts.dialog import PartDialog, StepDialog, step_label
from desktop.parts.spec import Owner, Part, Session, Step
from desktop.widgets.buttons import Button, button
from desktop.widgets.cards import Card, SectionHeader
from desktop.widgets.flow import FlowLayout
from desktop.widgets.items import Item, ItemsView
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import pop_up
from models.kinds import KINDS
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

SHOWN = 25
"""Rows that a card shows until all are asked for."""


class PartCard(Card):
    """Shows the rows of one part of the record in view."""

    def __init__(self, context: Context, part: Part) -> None:
        super().__init__()
        self.context, self.part = context, part
        self.setObjectName(f"part_{part.key}")
        self._owner: Owner | None = None
        self._rows: dict[int, Any] = {}
        self._all, self._closed = False, context.store.read_only
        title = _(part.title)
        self._head = SectionHeader(title, "h3")
        self._add: Button | None = None
        self._buttons = self._make_buttons()
        self._nothing = PlainLabel(_(part.nothing), "muted")
        self.view = ItemsView(context.theme, title, pencil=part.edit is not None)
        self.view.setObjectName(f"items_{part.key}")
        self._more = button("", self._show_all, kind="link", name=f"all_{part.key}")
        self.body.addWidget(self._head)
        if part.together and self._add is not None:
            # Below the title, where they find room in a narrow pane too.
            row = FlowLayout()
            for one in self._buttons[: len(part.together)]:
                row.addWidget(one)
            self.body.addLayout(row)
        self._how = PlainLabel(_(part.how) if part.how else "", "small")
        for widget in (self._nothing, self._how, self.view, self._more):
            self.body.addWidget(widget)
        self.view.opened.connect(self._on_opened)
        self.view.remove_wanted.connect(self._on_remove)
        self.view.menu_wanted.connect(self._on_menu)

    def _make_buttons(self) -> list[Button]:
        """Make the buttons: what is done with all of them first, and one beside the title to add another."""
        part, theme = self.part, self.context.theme
        adds = bool(part.add) and (part.create is not None or part.create_on is not None)
        made = [
            button(
                _(step.words),
                partial(self._take_together, step),
                kind="link" if adds else "",
                name=f"{part.key}_together_{place}",
            )
            for place, step in enumerate(part.together)
        ]
        if not adds:
            for one in made:
                self._head.add_button(one)
        else:
            self._add = button(_(part.add), self.add, theme=theme, icon="plus", name=f"add_{part.key}")
            self._head.add_button(self._add)
            made.append(self._add)
        return made

    def load(self, session: Session, owner: Owner) -> None:
        """Ask for the rows of a record and show them."""
        if owner != self._owner:
            self._all = False
        self._owner = owner
        closed = self.part.closed is not None and self.part.closed(session, owner)
        self._closed = self.context.store.read_only or closed
        for one in self._buttons:
            one.setEnabled(not self.context.store.read_only)
            one.setVisible(not closed)
        for step, one in zip(self.part.together, self._buttons, strict=False):
            if step.offered is not None and not closed:
                one.setVisible(step.offered(session, owner))
        self.view.pencil = self.part.edit is not None and not self._closed
        lines = [(self.part.line(row), row) for row in self.part.rows(session, owner, self.context.today())]
        self._rows = {line.id: row for line, row in lines}
        shown = lines if self._all else lines[:SHOWN]
        self.view.show_items(
            Item((self.part.kind, line.id), line.text, line.detail, line.lead, line.aside, line.tone, line.id)
            for line, _row in shown
        )
        self._head.set_count(len(lines) or None)
        self._nothing.setVisible(not lines)
        self._how.setVisible(bool(self.part.how and lines) and not self._closed)
        can_add = self._add is not None and not closed
        self.setVisible(bool(lines) or can_add or not self.part.hides)
        if self._add is not None and self.part.one:
            self._add.setVisible(not lines and not closed)
        self._more.setVisible(len(shown) < len(lines))
        self._more.setText(_("Show all {count}").format(count=f"{len(lines):,}"))

    def choose(self, number: int) -> bool:
        """Bring one row into view and put the focus on it; tell whether it is here."""
        if number not in self._rows:
            return False
        self._show_all()
        for place, item in enumerate(self.view.items()):
            if item.record == number:
                self.view.setCurrentIndex(self.view.model().index(place, 0))
                self.view.setFocus()
        return True

    def take_focus(self) -> None:
        """Put the focus on the rows, or where there are none on the button that adds the first."""
        target = self.view if self._rows or self._add is None else self._add
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add(self) -> None:
        """Open an empty form."""
        if self._owner is not None:
            PartDialog(self.context, self.part, self._owner, parent=self.window()).open()

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    def _show_all(self) -> None:
        if not self._all and self._owner is not None:
            self._all = True
            with self.context.store.read() as session:
                self.load(session, self._owner)

    def _on_opened(self, number: object) -> None:
        if not isinstance(number, int) or self._owner is None:
            return
        if self.part.edit is not None and self._may_change(number):
            PartDialog(self.context, self.part, self._owner, number, self.window()).open()
        else:
            self._open(number)

    def _open(self, number: int) -> None:
        target = self.part.opens(self._rows[number]) if self.part.opens is not None else None
        if target is not None:
            self.context.open(*target)

    def _on_menu(self, number: object, place: QPoint) -> None:
        if isinstance(number, int):
            pop_up(self.menu_of(number), place)

    def menu_of(self, number: int) -> QMenu:
        """Return what can be done with a row."""
        menu, part, row = QMenu(self), self.part, self._rows[number]
        own = self._may_change(number)
        if part.edit is not None and own:
            menu.addAction(_("Change…"), partial(self._on_opened, number))
        for step in part.steps if not self._closed else ():
            if step.when is None or step.when(row):
                menu.addAction(_(step.words), partial(self._take, step, number))
        for way in part.ways if not self._closed else ():
            if way.when is None or way.when(row):
                menu.addAction(_(way.words), partial(way.go, self.context, row))
        if part.opens is not None and part.opens(row) is not None:
            menu.addAction(_("Open it"), partial(self._open, number))
        if part.can_remove and own:
            menu.addSeparator()
            menu.addAction(_(part.remove_words) if part.remove_words else _("Take out"), partial(self._remove, number))
        return menu

    def _may_change(self, number: int) -> bool:
        part = self.part
        return not self._closed and (part.changes is None or part.changes(self._rows[number]))

    def _take_together(self, step: Step) -> None:
        if self._owner is not None:
            self._take(step, self._owner.id)

    def _take(self, step: Step, number: int) -> None:
        owner = self._owner
        if owner is None:
            return
        if step.fields:
            StepDialog(self.context, self.part, step, owner, number, self.window()).open()
            return
        said: list[object] = []
        done = attempt(
            self.context, step_label(step, owner), lambda session: said.append(step.run(session, number, {}))
        )
        if done and isinstance(said[0], str):
            self.context.say(said[0])

    def _on_remove(self, number: object) -> None:
        if isinstance(number, int) and self.part.can_remove and self._may_change(number):
            self._remove(number)

    def _remove(self, number: int) -> None:
        """Take it out at once: the undo bar offers to bring it back."""
        remove, take_out, owner = self.part.remove, self.part.take_out, self._owner
        if owner is None:
            return
        word = KINDS[self.part.kind].word
        label = _("{word} taken out: {name}").format(word=word[:1].upper() + word[1:], name=owner.name)
        if take_out is not None:
            attempt(self.context, label, lambda session: take_out(session, owner, number))
        elif remove is not None:
            attempt(self.context, label, lambda session: remove(session, number))
