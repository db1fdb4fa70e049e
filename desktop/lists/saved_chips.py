"""The saved filters of a list as chips: which there are, what each finds, and which are on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QSignalBlocker, Signal
from PySide6.QtWidgets import QMenu

from desktop.widgets.passing import pop_up
from models.errors import WrongUse
from models.queries.saved_searches import SavedSearchRow, count_found, list_saved_searches
from resources.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.lists.bar import FilterBar
    from desktop.lists.facets import Rule
    from models.store import Store


class SavedChips(QObject):
    """Reads the saved filters of a kind, counts on the worker what each finds, and knows which are pressed."""

    changed = Signal()
    """Others are on now."""

    def __init__(self, context: Context, kind: str, bar: FilterBar, page: str) -> None:
        super().__init__(bar)
        self._context, self._kind, self._bar, self._page = context, kind, bar, page
        self.rows: dict[str, SavedSearchRow] = {}
        self._on: list[str] = []
        self._asked = 0
        bar.switched.connect(self._on_switched)
        bar.saved_menu_wanted.connect(self._on_menu)
        bar.manage_wanted.connect(self.manage)

    def names(self) -> tuple[str, ...]:
        """Return the names of those that are on."""
        return tuple(self.rows[uid].name for uid in self._on)

    def rules(self) -> list[Rule]:
        """Return those that are on as rules."""
        return [{"search": uid} for uid in self._on]

    def refresh(self) -> None:
        """Read them again; one that has gone is off."""
        with self._context.store.read() as session:
            rows = list_saved_searches(session, self._kind, self._page)
        known = {row.uid: row for row in rows}
        same = known == self.rows
        self.rows = known
        self._on = [uid for uid in self._on if uid in known]
        if not same:
            self._bar.show_saved(rows, frozenset(self._on))

    def clear(self) -> None:
        """Switch all off, without telling."""
        self._on = []
        for uid in self.rows:
            chip = self._bar.chip_of(uid)
            if chip is not None and chip.isChecked():
                with QSignalBlocker(chip):
                    chip.setChecked(False)

    def press(self, uid: str) -> None:
        """Switch one on."""
        chip = self._bar.chip_of(uid)
        if chip is not None and not chip.isChecked():
            chip.click()

    def manage(self) -> None:
        """Show the saved filters to rename and remove them."""
        from desktop.lists.saved import SavedFiltersDialog

        SavedFiltersDialog(self._context, self._kind, self._bar.window(), self._page).open()

    def count(self) -> None:
        """Count on the worker what each finds."""
        if self.rows:
            self._asked += 1
            work = partial(_counts, self._context.store, tuple(self.rows.values()), self._context.today())
            self._context.jobs.submit(
                _("Counting saved filters"), work, partial(self._on_counted, self._asked), owner=self._bar
            )

    def _on_counted(self, asked: int, counts: Mapping[str, int]) -> None:
        if asked == self._asked:
            for uid, count in counts.items():
                self._bar.set_count(uid, count)

    def _on_switched(self, uid: str, checked: bool) -> None:
        self._on = [one for one in self._on if one != uid] + ([uid] if checked else [])
        self.changed.emit()

    def _on_menu(self, uid: str, place: QPoint) -> None:
        from desktop.lists.saved import RenameFilterDialog, remove_filter

        row = self.rows.get(uid)
        if row is None or self._context.store.read_only:
            return
        menu = QMenu(self._bar)
        menu.addAction(_("Rename…"), lambda: RenameFilterDialog(self._context, row, self._bar.window()).open())
        menu.addAction(_("Remove"), partial(remove_filter, self._context, row))
        pop_up(menu, place)


def _counts(store: Store, rows: Sequence[SavedSearchRow], today: date, progress: Progress) -> Mapping[str, int]:
    found = {}
    for row in rows:
        progress.check()
        try:
            with store.read() as session:
                found[row.uid] = count_found(session, row.id, today)
        except WrongUse:
            # It rests on something that has gone; the chip says so when it is pressed.
            continue
    return found
