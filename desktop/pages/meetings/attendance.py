"""Who was there: a table where Space changes present to apologies to absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy

from desktop.forms.parties import party_search
from desktop.pages.meetings.attendance_table import (
    APOLOGIES_WORDS,
    COLUMNS,
    NEXT,
    TONES,
    AttendanceTable,
)
from desktop.pages.meetings.shown import MeetingCard, Shown
from desktop.tables.rows_model import RowsModel
from desktop.widgets.announce import announce
from desktop.widgets.buttons import button
from desktop.widgets.cards import SectionHeader
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from desktop.widgets.menus import drop_down
from desktop.widgets.passing import pop_up
from desktop.widgets.suggestions import Choice, SuggestField
from models.actions.attendance import (
    decide_apologies,
    expect_members,
    remove_attendance,
    same_people_as_last_time,
    set_attendance,
)
from models.errors import AppError
from models.queries.meetings import AttendanceRow
from models.vocabulary import ApologiesDecision, AttendanceStatus, Capacity, MeetingState
from models.words import label
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.pages.meetings.attendance_dialog import AttendanceDialog


class AttendanceCard(MeetingCard):
    """People by name, whom they came for, in which capacity, and whether they came."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        theme = context.theme
        header = SectionHeader(_("Who was there"))
        self.counts = header.count
        self.same = button(_("Sa&me people as last time"), self._on_same, theme=theme, icon="users", name="same_people")
        self.model: RowsModel[AttendanceRow] = RowsModel(COLUMNS, _person, theme=theme, parent=self)
        self.table = AttendanceTable(theme, context.settings, "attendance", _("Who was there"))
        self.table.setModel(self.model)
        self.table.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.table.cycle_wanted.connect(self._on_cycle)
        self.table.remove_wanted.connect(self._on_remove)
        self.table.row_opened.connect(self._on_opened)
        self.table.menu_wanted.connect(self._on_menu)
        self.add = SuggestField(
            theme,
            _("Add people"),
            party_search(context, ("person",)),
            keep_text=False,
            nothing=_("Nobody of that name yet. Check the spelling, or add them first."),
        )
        self.add.setObjectName("add_people")
        self.add.setPlaceholderText(_("Type a name to add people"))
        self.add.set_icon(theme, "user-plus")
        self.add.chosen.connect(self._on_add)
        self.change = button(_("Cha&nge…"), self._on_change, name="change_attendance")
        self.hint = PlainLabel(_("Space changes present, apologies and absent."), "small")
        self.trouble = PlainLabel("", "problem")
        self.trouble.hide()
        self.members = button(_("Expect the members"), self._on_members, name="expect_members")
        row = FlowLayout()
        for made in (self.change, self.same, self.members):
            row.addWidget(made)
        self.body.addWidget(header)
        self.body.addWidget(self.table)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.add)
        self.body.addLayout(row)
        self.body.addWidget(self.trouble)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.fit_text()
        theme.changed.connect(self._on_theme)

    def fill(self, shown: Shown) -> None:
        """Show the list of the meeting."""
        rows, locked = shown.detail.attendance, shown.locked
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.table.fit()
        if rows and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        parts = [f"{label(status)} {shown.detail.count(status)}" for status in TONES if shown.detail.count(status)]
        self.counts.setText(", ".join(parts))
        self.hint.setVisible(bool(rows) and not locked)
        self.add.setVisible(not locked)
        self.change.setVisible(bool(rows) and not locked)
        self.same.setVisible(not locked and shown.row.organisation_id is not None)
        self.members.setVisible(not locked and shown.row.organisation_id is not None)
        self.trouble.hide()

    def _on_theme(self) -> None:
        # The table learns of its new font only after this signal.
        QTimer.singleShot(0, self.table, self.table.fit_text)

    def _chosen(self) -> list[AttendanceRow]:
        """Return the chosen people, or the one that the table stands on where none is chosen yet."""
        rows = self.table.chosen_rows() or [self.table.current_row()]
        return [row for row in rows if isinstance(row, AttendanceRow)]

    def _set(
        self, status: AttendanceStatus | None = None, capacity: Capacity | None = None, remote: bool | None = None
    ) -> None:
        rows = self._chosen()
        if not rows or self.shown is None or self.shown.locked:
            return
        words = label(status) if status else label(capacity) if capacity else _("Joined remotely")
        who = rows[0].name if len(rows) == 1 else _("{count} people").format(count=len(rows))
        with self.context.store.write(_("{who}: {what}").format(who=who, what=words.lower())) as session:
            for row in rows:
                set_attendance(
                    session, self.meeting_id, row.person_id, status or row.status, capacity=capacity, remote=remote
                )
        announce(self.table, f"{who}, {words}")

    def _on_cycle(self) -> None:
        row = self.table.current_row()
        if isinstance(row, AttendanceRow):
            self._set(NEXT[row.status])

    def _on_add(self, choice: Choice) -> None:
        if self.shown is None:
            return
        past = self.shown.row.state is MeetingState.HELD
        status = AttendanceStatus.PRESENT if past else AttendanceStatus.EXPECTED
        if any(row.person_id == choice.id for row in self.model.rows):
            self._say(_("{name} is on the list already.").format(name=choice.line.title))
            return
        with self.context.store.write(_("Add {name} to the meeting").format(name=choice.line.title)) as session:
            set_attendance(session, self.meeting_id, choice.id, status)

    def _on_same(self) -> None:
        try:
            with self.context.store.write(_("Same people as last time")) as session:
                added = same_people_as_last_time(session, self.meeting_id)
        except AppError as error:
            self._say(error.sentence)
            return
        if not added:
            self._say(_("Everybody from last time is on the list already."))

    def _on_members(self) -> None:
        with self.context.store.write(_("Expect the members")) as session:
            added = expect_members(session, self.meeting_id)
        words = ngettext("{count} member added to the list.", "{count} members added to the list.", added)
        self._say(words.format(count=added) if added else _("Every member is on the list already."))

    def _on_apologies(self, decision: ApologiesDecision) -> None:
        rows = self._chosen()
        if not rows or self.shown is None or self.shown.locked:
            return
        words = _(APOLOGIES_WORDS[decision])
        with self.context.store.write(words) as session:
            for row in rows:
                set_attendance(session, self.meeting_id, row.person_id, AttendanceStatus.APOLOGIES)
                decide_apologies(session, self.meeting_id, row.person_id, decision)
        announce(self.table, words)

    def choose(self, number: int) -> bool:
        """Stand on one line of the list, ready for Space; tell whether it is there."""
        place = next((n for n, row in enumerate(self.model.rows) if row.id == number), None)
        if place is None:
            return False
        self.table.selectRow(place)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def more_of(self, row: AttendanceRow) -> AttendanceDialog:
        """Open the form for all that can be said of somebody at the meeting."""
        from desktop.pages.meetings.attendance_dialog import AttendanceDialog

        dialog = AttendanceDialog(self.context, self.meeting_id, row, self.window())
        dialog.open()
        return dialog

    def _on_remove(self) -> None:
        rows = self._chosen()
        if rows and self.shown is not None and not self.shown.locked:
            with self.context.store.write(_("Take off the meeting’s list")) as session:
                for row in rows:
                    remove_attendance(session, self.meeting_id, row.person_id)

    def _on_opened(self, row: object) -> None:
        if isinstance(row, AttendanceRow):
            self.context.open("person", row.person_id)

    def _on_change(self) -> None:
        row = self.table.current_row()
        if isinstance(row, AttendanceRow):
            drop_down(self.menu(row), self.change)

    def _on_menu(self, row: object, place: QPoint) -> None:
        if isinstance(row, AttendanceRow):
            pop_up(self.menu(row), place)

    def menu(self, row: AttendanceRow) -> QMenu:
        """Return what can be said of the chosen people."""
        menu = QMenu(self)
        if self.shown is not None and not self.shown.locked:
            for status in TONES:
                menu.addAction(label(status)).setData(("status", status.value))
                if status is AttendanceStatus.APOLOGIES:
                    for decision, words in APOLOGIES_WORDS.items():
                        menu.addAction(_(words)).setData(("apologies", decision.value))
            menu.addSeparator()
            for capacity in Capacity:
                action = menu.addAction(_("As {capacity}").format(capacity=label(capacity).lower()))
                action.setCheckable(True)
                action.setChecked(row.capacity is capacity)
                action.setData(("capacity", capacity.value))
            remote = menu.addAction(_("Joined remotely"))
            remote.setCheckable(True)
            remote.setChecked(row.remote)
            remote.setData(("remote", ""))
            menu.addSeparator()
            menu.addAction(_("Late, left early, a note…")).setData(("more", ""))
            menu.addAction(_("Take off the list")).setData(("remove", ""))
        menu.addAction(_("Open the person")).setData(("open", ""))
        menu.triggered.connect(self._on_menu_chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _on_menu_chosen(self, action: QAction) -> None:
        what, value = action.data()
        match what:
            case "status":
                self._set(AttendanceStatus(value))
            case "capacity":
                self._set(capacity=Capacity(value))
            case "remote":
                self._set(remote=action.isChecked())
            case "apologies":
                self._on_apologies(ApologiesDecision(value))
            case "more":
                self._on_more()
            case "remove":
                self._on_remove()
            case _:
                self._on_opened(self.table.current_row())

    def _on_more(self) -> None:
        row = self.table.current_row()
        if isinstance(row, AttendanceRow):
            self.more_of(row)

    def _say(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.show()
        announce(self, sentence)


def _person(row: AttendanceRow) -> int:
    return row.person_id
