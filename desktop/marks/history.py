"""The history of a record in sentences, newest first, and the way to take one change back."""

from __future__ import annotations

from datetime import UTC
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from desktop.parts.spec import Owner, Session
from desktop.tokens import Tone
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card, SectionHeader
from desktop.widgets.dialog import Dialog
from desktop.widgets.items import Item, ItemsView
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import pop_up
from models.errors import AppError
from models.queries.told_history import ToldChange, tell_change, tell_history
from models.vocabulary import ChangeKind
from reports.formatting import clock
from resources.i18n import _, ngettext
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context

_AT_ONCE = 10
_MOST_TOLD = 12
_STEPS = {
    ChangeKind.UNDO: m("Taken back: {label}"),
    ChangeKind.REDO: m("Made again: {label}"),
}


class HistoryCard(Card):
    """Shows the changes of a record, some at first; each can be looked at whole and taken back."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("history_card")
        self.context = context
        self._owner: Owner | None = None
        self._wanted = _AT_ONCE
        self._changes: dict[int, ToldChange] = {}
        self._head = SectionHeader(_("History"), "h3")
        self._nothing = PlainLabel(_("Nothing was changed since this was recorded."), "muted")
        self.view = ItemsView(context.theme, _("History"), pencil=False)
        self.more = button(_("Show older changes"), self._on_more, kind="link", name="older_changes")
        for part in (self._head, self._nothing, self.view, self.more):
            self.body.addWidget(part)
        self.view.opened.connect(self._on_opened)
        self.view.menu_wanted.connect(self._on_menu)

    def load(self, session: Session, owner: Owner) -> None:
        """Ask for the newest changes of a record and show them."""
        if owner != self._owner:
            self._wanted = _AT_ONCE
        self._owner = owner
        page = tell_history(session, record=(owner.kind, owner.id), limit=self._wanted)
        self._changes = {one.id: one for one in page.rows}
        self.view.show_items(_item(one) for one in page.rows)
        self._nothing.setVisible(not page.rows)
        self.more.setVisible(page.next_key is not None)

    def count(self) -> int:
        """Return how many are shown."""
        return len(self._changes)

    def menu_of(self, number: int) -> QMenu:
        """Return what can be done with a change."""
        menu = QMenu(self)
        menu.addAction(_("Look at it whole…"), partial(self._on_opened, number))
        if self._changes[number].stands and not self.context.store.read_only:
            menu.addAction(_("Take this change back…"), partial(self._on_opened, number))
        return menu

    def _on_more(self) -> None:
        self._wanted += 5 * _AT_ONCE
        if self._owner is not None:
            with self.context.store.read() as session:
                self.load(session, self._owner)

    def _on_opened(self, number: object) -> None:
        if isinstance(number, int):
            ChangeDialog(self.context, number, self.window()).open()

    def _on_menu(self, number: object, place: QPoint) -> None:
        if isinstance(number, int):
            pop_up(self.menu_of(number), place)


class ChangeDialog(Dialog):
    """One change with all it did, on this record and others; the filled button takes it back."""

    def __init__(self, context: Context, number: int, parent: QWidget | None = None) -> None:
        with context.store.read() as session:
            self.change = tell_change(session, number)
        super().__init__(self.change.label or _("A change"), parent, width_ems=36)
        self.setObjectName("change_dialog")
        self._context = context
        self.body.addWidget(PlainLabel(_when(self.change), "muted"))
        for sentence in self.change.sentences[:_MOST_TOLD]:
            self.body.addWidget(PlainLabel(sentence))
        rest = len(self.change.sentences) - _MOST_TOLD
        if rest > 0:
            self.body.addWidget(PlainLabel(ngettext("And {n} more.", "And {n} more.", rest).format(n=rest), "muted"))
        if not self.change.stands and self.change.kind is not ChangeKind.NOTED:
            self.body.addWidget(PlainLabel(_("This is no longer there, so it cannot be taken back."), "muted"))
        self.problem = PlainLabel("", "problem")
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.body.addStretch(1)
        self.add_cancel(_("Close"))
        if self.change.stands and not context.store.read_only:
            self.add_button(_("Take this change back"), main=True)
            self.saved.connect(self._on_saved)

    def _on_saved(self) -> None:
        try:
            label = self._context.store.take_back(self.change.id)
        except AppError as error:
            self.problem.setText(error.sentence)
            self.problem.show()
            return
        self.accept()
        self._context.say(_("Taken back: {label}").format(label=label))


def _when(change: ToldChange) -> str:
    at = change.at.replace(tzinfo=UTC).astimezone()
    return _("At {time}, as “{label}”").format(time=clock(at), label=change.label)


def _item(change: ToldChange) -> Item:
    words = "\n".join(change.sentences[:_MOST_TOLD])
    if change.kind in _STEPS:
        head = _(_STEPS[change.kind]).format(label=change.label)
        return Item(change.id, head, words, record=change.id)
    gone = not change.stands and change.kind is ChangeKind.DO
    return Item(change.id, words, change.label, aside=_("Taken back") if gone else "", tone=Tone.INFO, record=change.id)
