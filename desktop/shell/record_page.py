"""A page with a list of records at the left and one of them at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.shell.page import Page
from desktop.shell.record_detail import RecordDetail
from desktop.shell.record_pane import RecordPane
from desktop.widgets.cards import EmptyState
from desktop.widgets.panes import Panes
from desktop.widgets.passing import pop_up
from models.errors import AppError, WrongUse
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.tables.export import AnyExport
    from desktop.widgets.line_edit import FilterBox


class RecordPage(Page):
    """List and detail; the detail follows the list a moment later, so that arrow keys never wait."""

    kind: ClassVar[str] = ""
    """The kind of record that is shown."""

    def __init__(
        self,
        context: Context,
        name: str,
        records: RecordPane[Any, Any],
        make_detail: Callable[[], RecordDetail],
        *,
        nothing: EmptyState,
        gone: str,
    ) -> None:
        """`name` keeps the widths of the panes; `gone` is said where a record is no longer there.

        `make_detail` is called when the list has been painted: a detail is many widgets.
        """
        super().__init__(context)
        self.setObjectName(f"page_{name}")
        self._records, self.nothing, self._gone = records, nothing, gone
        self._make_detail = make_detail
        self._made: RecordDetail | None = None
        self._first: int | None = None
        self._window_ems = 100.0
        self.right = QStackedWidget()
        # Until it is known what is there, nothing is said of it.
        self.right.addWidget(QWidget())
        self.right.addWidget(nothing)
        self.split = Panes(context.theme, context.settings, name, left=records, detail=self.right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)
        self._wanted: int | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._show_wanted)
        records.chosen.connect(self._on_chosen)
        records.opened.connect(self._on_opened)
        records.menu_wanted.connect(self._on_menu)
        records.form_changed.connect(self._on_form)
        records.listed.connect(self.commands_changed)
        self.split.set_alone(records.is_table)

    @property
    def detail(self) -> RecordDetail:
        """Return the right of the page, with what it is to show by now."""
        self.settle()
        return self._detail

    @property
    def _detail(self) -> RecordDetail:
        if self._made is None:
            self._made = self._make_detail()
            self.right.addWidget(self._made)
            self._made.set_window_ems(self._window_ems)
        return self._made

    def _known_id(self) -> int | None:
        """Return the number of the record in view, without making what would show one."""
        return None if self._made is None else self._made.known_id()

    def show_again(self) -> None:
        """Show again what is in view, or the first of the list, as soon as the list itself is seen."""
        self.when_seen(self.show_first)

    def show_first(self) -> None:
        """Show again what is in view, or the first of the list."""
        known, self._first = self._known_id() or self._first, None
        if self._made is not None or self._records.has_rows():
            self._detail.read_choices()
        if known is not None:
            self._show(known)
        elif (first := self._records.first_id()) is not None:
            self._show(first)
            self._records.select(first)
        else:
            self.right.setCurrentWidget(self.nothing)
        self.commands_changed.emit()

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a record, also where only one pane fits."""
        if kind == self.kind:
            self._records.select(record_id)
            if self._made is None:
                self._first = record_id
                self.show_again()
            else:
                self._show(record_id)
            self.split.show_detail()

    def show_part(self, kind: str, number: int) -> None:
        """Bring a part of the record in view into view."""
        self.detail.show_part(kind, number)

    def record_in_view(self) -> tuple[str, int] | None:
        """Return the record in view."""
        self.settle()
        known = self._known_id()
        return None if known is None else (self.kind, known)

    def chosen_records(self) -> tuple[str, list[int]]:
        """Return what is chosen in the list."""
        return self.kind, self._records.chosen_numbers()

    def place(self) -> object:
        """Return the number of the record in view."""
        return self._known_id() or self._first

    def return_to(self, place: object) -> None:
        """Show a record again."""
        if isinstance(place, int):
            self.show_record(self.kind, place)

    def go_back(self) -> bool:
        """Leave the detail where only one pane fits."""
        return self.split.go_back()

    def filter_box(self) -> FilterBox | None:
        """Return the box that Ctrl+F goes to."""
        return self._records.box

    def show_filter(self) -> None:
        """Bring it into view."""
        self.split.show_list()
        self._records.head.fold.open()

    def has_list(self) -> bool:
        """Tell whether the list has anything in it."""
        return self._records.has_rows()

    def export_list(self) -> AnyExport | None:
        """Return the list as a spreadsheet gets it."""
        return self._records.export()

    def commands(self) -> Mapping[Command, Callable[[], object]]:
        """Return what the commands for the record in view mean."""
        found = self._records.form_commands()
        if not self.context.store.read_only and self._has_record():
            found |= {Command.EDIT_RECORD: self._on_edit, Command.DELETE_RECORD: self._on_delete}
        return found

    def panes(self) -> list[QWidget]:
        """Return list and detail."""
        return self.split.shown_panes()

    def set_window_ems(self, ems: float) -> None:
        """Show as many panes as fit."""
        self._window_ems = ems
        self.split.set_window_ems(ems)
        if self._made is not None:
            self._made.set_window_ems(ems)

    def set_low(self, low: bool) -> None:
        """Leave the room to the list in a low window."""
        self._records.set_low(low)

    def _has_record(self) -> bool:
        """Tell whether a record is in view, or will be as soon as the list has been painted."""
        return self._known_id() is not None or (self._made is None and self._records.has_rows())

    def _on_edit(self) -> None:
        self.split.show_detail()
        self.detail.edit()

    def _on_delete(self) -> None:
        self.detail.put_away()

    def _on_chosen(self, number: int) -> None:
        self._wanted = number
        self._soon.start()

    def _on_opened(self, number: int) -> None:
        self._show(number)
        self.split.show_detail()
        if not self.split.is_single:
            self._detail.focus_first()

    def _on_menu(self, row: object, place: QPoint) -> None:
        number = getattr(row, "id", None)
        if isinstance(number, int):
            self._show(number)
            pop_up(self._records.kit.add_to_menu(self._detail.menu()), place)

    def _on_form(self, table: bool) -> None:
        self.split.set_alone(table)
        self.commands_changed.emit()

    def _show_wanted(self) -> None:
        if self._wanted is not None:
            self._show(self._wanted)

    def _show(self, number: int) -> None:
        self._soon.stop()
        before = self._known_id()
        try:
            self._detail.show_id(number)
        except AppError as error:
            self._detail.forget()
            # Its number says nothing to anybody; that the book cannot be read does.
            undone = _("It was deleted, or what added it was undone.")
            self.nothing.tell(self._gone, undone if isinstance(error, WrongUse) else error.sentence)
            self.right.setCurrentWidget(self.nothing)
        else:
            self.right.setCurrentWidget(self._detail)
        if (before is None) != (self._detail.known_id() is None):
            self.commands_changed.emit()
