"""Going through a checklist: each line with a tick, when it was seen to, and a note."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QMenu, QVBoxLayout, QWidget

from desktop.dialogs.asking import attempt
from desktop.forms.dated import day_words
from desktop.forms.fields import Choice, Field
from desktop.parts.checklists import CHECKLIST_LINES
from desktop.parts.dialog import PartDialog, StepDialog
from desktop.parts.spec import FieldSpec, Owner, Session, Step, Values, joined
from desktop.parts.tab import OwnCard
from desktop.theme import M, S
from desktop.widgets.buttons import button, icon_button
from desktop.widgets.cards import SectionHeader
from desktop.widgets.labels import PlainLabel
from desktop.widgets.menus import drop_down
from models.actions.checklists import clear_checklist_mark, mark_checklist_item, remove_checklist_item
from models.queries.checklists import (
    ChecklistLine,
    ChecklistProgress,
    find_checklist_progress,
    list_checklist_use,
    list_checklists,
)
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context


class ChecklistCard(OwnCard):
    """The lines of one checklist with their ticks; which one is chosen above them."""

    kinds: ClassVar[tuple[str, ...]] = ("checklist_item", "checklist_mark")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("checklist_card")
        self._context = context
        self._owner: Owner | None = None
        self.progress: ChecklistProgress | None = None
        self._head = SectionHeader(_("Go through one"), "h3")
        self._add = button(_("Add a line…"), self._on_add, theme=context.theme, icon="plus", name="add_line")
        self._head.add_button(self._add)
        self.which = Choice([])
        self.which.setObjectName("which_checklist")
        self._field = Field(_("Checklist"), self.which)
        self.words = PlainLabel("", "muted")
        self._lines = QWidget()
        self._rows = QGridLayout(self._lines)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(M)
        self._rows.setVerticalSpacing(S)
        self._rows.setColumnStretch(1, 1)
        for part in (self._head, self._field, self.words, self._lines):
            self.body.addWidget(part)
        self.which.picked.connect(self._again)

    # --- showing --------------------------------------------------------------------------------------------------

    def load(self, session: Session, owner: Owner) -> None:
        """Show the checklist that is chosen, at first the one that has been begun."""
        same = self._owner is not None and self._owner.id == owner.id
        self._owner = owner
        today = self._context.today()
        rows = list_checklists(session)
        chosen = self.which.value() if same else None
        if chosen not in [row.id for row in rows]:
            chosen = next((row.id for row in rows if _is_begun(session, row.id, owner.id, today)), None)
            chosen = chosen or (rows[0].id if rows else None)
        self.which.blockSignals(True)
        self.which.set_options([(row.name, row.id) for row in rows])
        self.which.set_value(chosen)
        self.which.blockSignals(False)
        self._field.setVisible(bool(rows))
        self._add.setEnabled(bool(rows) and not self._context.store.read_only)
        if isinstance(chosen, int):
            self.progress = find_checklist_progress(session, chosen, owner.id, as_at=today)
            self._show(self.progress)
        else:
            self.progress = None
            self._clear()
            self.words.setText(_("Add a checklist above to go through it."))

    def choose_part(self, kind: str, number: int) -> bool:
        """Put the focus on the tick of a line."""
        box = self._lines.findChild(QCheckBox, f"line_{number}")
        if box is not None:
            box.setFocus()
        return box is not None

    def _show(self, progress: ChecklistProgress) -> None:
        said = [_("{done} of {all} done").format(done=progress.done, all=len(progress.lines))]
        said += [
            _("{heading}: {done} of {all}").format(heading=heading, done=done, all=count)
            for heading, done, count in progress.by_heading
            if heading
        ]
        self.words.setText(" · ".join(said))
        focused = self.focusWidget()
        name = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        self._clear()
        heading, row = "", 0
        for line in progress.lines:
            if line.heading != heading:
                heading = line.heading
                self._rows.addWidget(PlainLabel(heading, "strong"), row, 0, 1, 3)
                row += 1
            self._add_line(row, line)
            row += 1
        again = self._lines.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus()

    def _add_line(self, row: int, line: ChecklistLine) -> None:
        free = not self._context.store.read_only
        box = QCheckBox()
        box.setObjectName(f"line_{line.item_id}")
        box.setAccessibleName(line.text)
        box.setChecked(line.is_done)
        box.setEnabled(free)
        box.toggled.connect(partial(self._on_ticked, line))
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PlainLabel(line.text))
        when = _("Seen to {day}").format(day=day_words(line.done_on)) if line.done_on is not None else ""
        if when or line.note:
            column.addWidget(PlainLabel(joined(when, line.note), "small"))
        more = icon_button(self._context.theme, "dots-three", _("More about: {line}").format(line=line.text))
        more.setObjectName(f"more_{line.item_id}")
        more.clicked.connect(partial(self._on_more, line, more))
        more.setEnabled(free)
        top = Qt.AlignmentFlag.AlignTop
        self._rows.addWidget(box, row, 0, top)
        self._rows.addWidget(said, row, 1)
        self._rows.addWidget(more, row, 2, top)

    def _clear(self) -> None:
        while self._rows.count():
            item = self._rows.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()

    def _again(self) -> None:
        if self._owner is not None:
            with self._context.store.read() as session:
                self.load(session, self._owner)

    # --- what can be done -----------------------------------------------------------------------------------------

    def _on_ticked(self, line: ChecklistLine, done: bool) -> None:
        owner = self._owner
        if owner is None:
            return
        today = self._context.today()
        name = self.progress.name if self.progress is not None else ""
        if done:
            words = _("Tick on “{name}”: {owner}").format(name=name, owner=owner.name)
            attempt(
                self._context,
                words,
                lambda session: mark_checklist_item(session, line.item_id, owner.id, today, line.note),
            )
        else:
            words = _("Tick taken off “{name}”: {owner}").format(name=name, owner=owner.name)
            attempt(self._context, words, partial(_untick, line=line, partnership=owner.id))

    def menu_of(self, line: ChecklistLine) -> QMenu:
        """Return what else can be done with a line."""
        menu = QMenu(self)
        menu.addAction(_("Say when, or note how far it is…"), partial(self._on_note, line))
        menu.addSeparator()
        menu.addAction(_("Change the line…"), partial(self._on_change, line))
        menu.addAction(_("Take the line out"), partial(self._on_remove, line))
        return menu

    def _on_more(self, line: ChecklistLine, beside: QWidget) -> None:
        drop_down(self.menu_of(line), beside)

    def note_step(self, line: ChecklistLine) -> Step:
        """Return the small form of a line's day and note, holding what is known."""
        owner = self._owner

        def write(session: Any, number: int, values: Values) -> None:
            if owner is not None:
                mark_checklist_item(session, number, owner.id, values["done_on"], values["note"])

        return Step(
            m("Say when, or note how far it is…"),
            write,
            (
                FieldSpec("done_on", m("&Seen to on"), 6, type=date, start=lambda _today: line.done_on),
                FieldSpec("note", m("&Note"), 12, lines=2, type=str, start=lambda _today: line.note),
            ),
        )

    def _on_note(self, line: ChecklistLine) -> None:
        if self._owner is not None:
            step = self.note_step(line)
            StepDialog(self._context, CHECKLIST_LINES, step, self._owner, line.item_id, self.window()).open()

    def _list_owner(self) -> Owner | None:
        found = self.progress
        return Owner("checklist", found.checklist_id, found.name) if found is not None else None

    def _on_add(self) -> None:
        owner = self._list_owner()
        if owner is not None:
            PartDialog(self._context, CHECKLIST_LINES, owner, parent=self.window()).open()

    def _on_change(self, line: ChecklistLine) -> None:
        owner = self._list_owner()
        if owner is not None:
            PartDialog(self._context, CHECKLIST_LINES, owner, line.item_id, self.window()).open()

    def _on_remove(self, line: ChecklistLine) -> None:
        attempt(
            self._context,
            _("Line taken out of a checklist: {line}").format(line=line.text),
            lambda session: remove_checklist_item(session, line.item_id),
        )


def _untick(session: Any, *, line: ChecklistLine, partnership: int) -> None:
    """Take the tick off; a note about how far it is stays."""
    if line.note:
        mark_checklist_item(session, line.item_id, partnership, None, line.note)
    else:
        clear_checklist_mark(session, line.item_id, partnership)


def _is_begun(session: Session, number: int, partnership: int, today: date) -> bool:
    return any(use.partnership_id == partnership for use in list_checklist_use(session, number, as_at=today))
