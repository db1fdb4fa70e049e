"""Who holds and held which role: the list on the pages of organisations and of people, with what can be done there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.dialogs.role import RoleDialog, end_role, set_best_contact
from desktop.forms.date_field import EXAMPLE, DateField
from desktop.forms.dated import day_words, span_words
from desktop.theme import M, S
from desktop.tokens import Tone
from desktop.widgets.buttons import Button, button
from desktop.widgets.chips import Chips
from desktop.widgets.flow import FlowLayout
from desktop.widgets.items import Item, ItemsView
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import pop_up
from models.queries.people import AffiliationRow
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.dialogs.role import Named


class RoleList(QWidget):
    """Roles, current ones first; former ones too, or those of one day, as one likes."""

    as_at_changed = Signal(object)
    """The day to look back to, or None for today with the former roles."""

    def __init__(self, context: Context, *, of_person: bool) -> None:
        super().__init__()
        self._context, self._of_person = context, of_person
        self._owner: Named = (0, "")
        self._rows: Sequence[AffiliationRow] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, M)
        column.setSpacing(S)
        tools = QWidget()
        flow = FlowLayout(tools)
        words = _("Add a role…") if of_person else _("Add somebody…")
        flow.addWidget(button(words, self.add, theme=context.theme, icon="plus", name="add_role"))
        self._edit = self._tool(flow, _("Change…"), self.edit, "change_role")
        self._end = self._tool(flow, _("End the role…"), self.end, "end_role")
        self._best = self._tool(flow, _("Best contact"), self.toggle_best, "toggle_best_contact")
        column.addWidget(tools)
        column.addLayout(self._make_when())
        self.nothing = PlainLabel("", "muted")
        self.view = ItemsView(context.theme, _("Roles"), pencil=False)
        column.addWidget(self.nothing)
        column.addWidget(self.view)
        column.addStretch(1)
        self.view.opened.connect(self._on_opened)
        self.view.remove_wanted.connect(self.end)
        self.view.menu_wanted.connect(self._on_menu)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self._on_current()

    def _tool(self, flow: FlowLayout, words: str, slot: object, name: str) -> Button:
        made = button(words, name=name)
        made.clicked.connect(slot)
        flow.addWidget(made)
        return made

    def _make_when(self) -> QHBoxLayout:
        self.former = Chips(_("Which roles"))
        self.former.add("former", _("Former too"), _("Show roles that have ended"))
        self.former.changed.connect(self._show)
        self.as_at = DateField(_("As at"), self._context.today, past=True)
        self.as_at.setObjectName("roles_as_at")
        self.as_at.setPlaceholderText(_("Today"))
        self.as_at.textChanged.connect(self._show)
        words = PlainLabel(_("&As at"), wrap=False)
        words.setBuddy(self.as_at)
        self.as_at.changed.connect(self.as_at_changed)
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addWidget(words)
        row.addWidget(self.as_at, 1)
        row.addWidget(self.former, 1)
        return row

    def show_roles(self, owner: Named, rows: Sequence[AffiliationRow]) -> None:
        """Show the roles at an organisation or of a person."""
        if owner[0] != self._owner[0]:
            self.as_at.blockSignals(True)
            self.as_at.clear()
            self.as_at.blockSignals(False)
        self._owner, self._rows = owner, rows
        self._show()

    def day(self) -> date | None:
        """Return the day to look back to, or None for today."""
        return self.as_at.day()

    def _show(self) -> None:
        all_too = "former" in self.former.on()
        shown = [row for row in self._rows if row.is_current or all_too]
        former = sum(not row.is_current for row in self._rows)
        self.former.set_count("former", former)
        self.view.show_items(self._item(row) for row in shown)
        model = self.view.model()
        if shown and not self.view.currentIndex().isValid() and model is not None:
            # One is always chosen, so that what can be done with it can be reached before the list.
            self.view.setCurrentIndex(model.index(0, 0))
        self.nothing.setVisible(not shown or not self.as_at.is_understood())
        self.nothing.setText(self._no_words(former))
        self._on_current()

    def _no_words(self, former: int) -> str:
        if not self.as_at.is_understood():
            return _(EXAMPLE)
        if self.day() is not None:
            return _("Nobody is known for that day.") if not self._of_person else _("No role is known for that day.")
        if former:
            return _("No current role is known. “Former too” shows those that ended.")
        return _("No role is known yet.") if self._of_person else _("Nobody is known here yet.")

    def _item(self, row: AffiliationRow) -> Item:
        title = row.job_title or row.role
        if self._of_person:
            place = _("{area} ward").format(area=row.area_name) if row.area_name else row.organisation_name
            text, parts = f"{title}, {place}", [row.organisation_name if row.area_name else ""]
        else:
            inside = row.organisation_name if row.organisation_id != self._owner[0] else ""
            text, parts = row.person_name, [title, inside]
        parts += [row.role if row.job_title and row.role != row.job_title else "", row.party]
        parts.append(span_words(row.starts_on, row.ends_on, row.starts_precision, row.ends_precision))
        if row.is_current and row.term_ends_on:
            parts.append(_("term ends {day}").format(day=day_words(row.term_ends_on)))
        parts.append(row.end_reason if not row.is_current else "")
        detail = " · ".join(part for part in parts if part)
        asks = _("Ask about: {topics}").format(topics=row.topics) if row.topics and row.is_current else ""
        detail = "\n".join(part for part in (detail, asks, row.route_note if row.is_current else "") if part)
        aside = _("Former") if not row.is_current else _("Best contact") if row.is_best_contact else ""
        return Item(
            row.id, text, detail, aside=aside, tone=Tone.GOOD if aside and row.is_current else Tone.PLAIN, record=row
        )

    def current(self) -> AffiliationRow | None:
        """Return the role that is chosen."""
        row = self.view.current()
        return row if isinstance(row, AffiliationRow) else None

    def choose(self, number: int) -> bool:
        """Put the focus on one role, a former one too; tell whether it is here."""
        row = next((row for row in self._rows if row.id == number), None)
        if row is None:
            return False
        if not row.is_current and "former" not in self.former.on():
            self.former.set_on(frozenset(("former",)))
        place = next(at for at, item in enumerate(self.view.items()) if item.key == number)
        self.view.setCurrentIndex(self.view.model().index(place, 0))
        self.view.setFocus()
        return True

    def add(self) -> None:
        """Ask for another role."""
        who = self._owner
        RoleDialog(
            self._context,
            person=who if self._of_person else None,
            organisation=None if self._of_person else who,
            parent=self.window(),
        ).open()

    def edit(self) -> None:
        """Change the chosen role."""
        row = self.current()
        if row is not None:
            RoleDialog(self._context, role=row, parent=self.window()).open()

    def end(self) -> None:
        """Ask when and why the chosen role ended."""
        row = self.current()
        if row is not None and row.ends_on is None:
            end_role(self._context, row, self.window())

    def toggle_best(self) -> None:
        """Make the chosen person the best contact, or no longer."""
        row = self.current()
        if row is not None:
            set_best_contact(self._context, row, not row.is_best_contact)

    def _on_current(self) -> None:
        row = self.current()
        self._edit.setEnabled(row is not None)
        self._end.setEnabled(row is not None and row.ends_on is None)
        self._best.setEnabled(row is not None and row.is_current)
        best = row is not None and row.is_best_contact
        self._best.setText(_("No longer best contact") if best else _("Make best contact"))

    def _on_opened(self, row: object) -> None:
        if isinstance(row, AffiliationRow):
            self._open_other(row)

    def _open_other(self, row: AffiliationRow) -> None:
        if self._of_person:
            self._context.open("organisation", row.organisation_id)
        else:
            self._context.open("person", row.person_id)

    def _on_menu(self, row: object, place: QPoint) -> None:
        if not isinstance(row, AffiliationRow):
            return
        menu = QMenu(self)
        name = row.organisation_name if self._of_person else row.person_name
        menu.addAction(_("Open {name}").format(name=name.replace("&", "&&")), partial(self._open_other, row))
        menu.addSeparator()
        menu.addAction(_("Change…"), self.edit)
        menu.addAction(_("End the role…"), self.end).setEnabled(row.ends_on is None)
        menu.addAction(self._best.text(), self.toggle_best).setEnabled(row.is_current)
        pop_up(menu, place)
