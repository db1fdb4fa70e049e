"""The line of filters above a list: those that are on, those saved with their counts, and the way to more."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from desktop.plain import as_tip
from desktop.theme import S
from desktop.widgets.buttons import Button, button
from desktop.widgets.flow import FlowLayout
from desktop.widgets.menus import drop_down
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.lists.facets import On
    from desktop.theme import Theme
    from models.queries.saved_searches import SavedSearchRow


LONGEST = 32
"""Letters of a saved filter's name on its chip; its tip says all."""


class FilterBar(QWidget):
    """Chips of filters by column, pressed to take one off; chips of saved filters, pressed to switch one on or off."""

    taken_off = Signal(str)
    """The filter by a column of this rule is to go."""
    switched = Signal(str, bool)
    """The saved filter of this uid is to be on or off."""
    by_wanted = Signal()
    save_wanted = Signal()
    manage_wanted = Signal()
    """The saved filters are to be renamed or removed."""
    saved_menu_wanted = Signal(str, object)
    """A uid and a place: the menu of a saved filter was asked for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("filter_bar")
        self.setAccessibleName(_("Filters by column and saved filters"))
        self._flow = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._saved: dict[str, tuple[Button, str]] = {}
        self._on: dict[str, Button] = {}
        self._counts: dict[str, int] = {}
        self._can_save = False
        self.by = button(
            _("Filter by…"), self.by_wanted.emit, kind="link", theme=theme, icon="funnel", name="filter_by"
        )
        self.by.setToolTip(_("Narrow the list by what a column says (Ctrl+Shift+F)"))
        self.save = button(_("Save this filter…"), self.save_wanted.emit, kind="link", name="save_filter")
        self.save.setToolTip(_("Keep these filters under a name (Ctrl+Shift+S)"))
        self.save.hide()
        self.more = button("", self._on_more, kind="link", theme=theme, icon="bookmark-simple", name="saved_folded")
        self.more.setToolTip(_("Filters that were saved, with what each finds"))
        self.more.hide()
        self._folded = False
        self._flow.addWidget(self.by)
        self._flow.addWidget(self.save)

    def show_on(self, filters: Sequence[On], *, can_save: bool) -> None:
        """Show the filters by column that are on; nothing is laid out anew where nothing changed, as at most keys."""
        if can_save == self._can_save and [one.text for one in filters] == list(self._on):
            return
        self._can_save = can_save
        had_focus = any(chip.hasFocus() for chip in self._on.values())
        for chip in self._on.values():
            _away(self._flow, chip)
        self._on = {}
        for one in filters:
            chip = Button(one.words, "chip")
            chip.setProperty("on", True)
            chip.setIcon(self._theme.icon("x", "text"))
            chip.setObjectName(f"chip_on_{one.field.replace(' ', '_')}")
            chip.setAccessibleName(_("{filter}, on").format(filter=one.words))
            chip.setToolTip(_("Press to take this filter off"))
            chip.clicked.connect(partial(self.taken_off.emit, one.text))
            self._on[one.text] = chip
        self.save.setVisible(can_save)
        self._arrange()
        if had_focus:
            first = next(iter(self._on.values()), self.by)
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_saved(self, rows: Sequence[SavedSearchRow], on: frozenset[str]) -> None:
        """Show the saved filters, those that are on pressed."""
        for chip, _name in self._saved.values():
            _away(self._flow, chip)
        self._saved = {}
        for row in rows:
            chip = Button(_short(row.name), "chip")
            chip.setCheckable(True)
            chip.setChecked(row.uid in on)
            chip.setObjectName(f"chip_saved_{row.id}")
            chip.setAccessibleName(_("{name}, saved filter").format(name=row.name))
            chip.setToolTip(as_tip(_("{name}. The Menu key renames or removes it.").format(name=row.name)))
            chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            chip.customContextMenuRequested.connect(partial(self._on_menu, row.uid))
            chip.toggled.connect(partial(self._on_saved, row.uid))
            self._saved[row.uid] = (chip, row.name)
        self._arrange()

    def set_count(self, uid: str, count: int) -> None:
        """Show how many a saved filter finds."""
        if uid in self._saved:
            chip, name = self._saved[uid]
            chip.setText(f"{_short(name)} {count:,}")
            chip.setAccessibleName(_("{name}, saved filter, {count}").format(name=name, count=f"{count:,}"))
            self._counts[uid] = count
            self._fit()

    def chip_of(self, uid: str) -> Button | None:
        """Return the chip of a saved filter."""
        return self._saved[uid][0] if uid in self._saved else None

    def saved_menu(self) -> QMenu:
        """Return all saved filters with what each finds, to switch them on and off where their chips are folded."""
        menu = QMenu(self)
        for uid, (chip, name) in self._saved.items():
            count = f" {self._counts[uid]:,}" if uid in self._counts else ""
            action = menu.addAction(f"{name.replace('&', '&&')}{count}")
            action.setCheckable(True)
            action.setChecked(chip.isChecked())
            action.toggled.connect(chip.setChecked)
        menu.addSeparator()
        menu.addAction(_("Rename or remove…"), self.manage_wanted.emit)
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the saved filters where they would take more than a line."""
        super().resizeEvent(event)
        self._fit()

    def _overflows(self) -> bool:
        """Say whether the chips of saved filters need more than one line.

        Folded ones come back only with room to spare: unfolding may bring a scroll bar, which would take the room that
        they need, fold them, go, and so on until the stack overflows.
        """
        wide = sum(chip.sizeHint().width() + S for chip, _name in self._saved.values()) - S
        return wide > self.width() - (self.fontMetrics().height() if self._folded else 0)

    def _fit(self) -> None:
        if self._overflows() != self._folded:
            self._arrange()

    def _arrange(self) -> None:
        """Put the chips before the links, in an order that Tab follows too."""
        self._folded = self._overflows()
        saved = [chip for chip, _name in self._saved.values()]
        shown: list[QWidget] = [chip for chip in saved if chip.isChecked() or not self._folded]
        order: list[QWidget] = [*shown, *self._on.values(), self.more, self.by, self.save]
        for old in (*saved, self.more):
            self._flow.removeWidget(old)
        for part in order:
            self._flow.removeWidget(part)
            self._flow.addWidget(part)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        for chip in saved:
            chip.setVisible(chip in shown)
        for one in self._on.values():
            one.show()
        self.more.setText(_("Saved filters ({count})…").format(count=len(saved)))
        self.more.setVisible(self._folded)
        self.updateGeometry()

    def _on_more(self) -> None:
        drop_down(self.saved_menu(), self.more)

    def _on_saved(self, uid: str, checked: bool) -> None:
        """Tell that a saved filter was switched; one that is on shows its chip."""
        if self._folded:
            self._arrange()
        self.switched.emit(uid, checked)

    def _on_menu(self, uid: str, place: QPoint) -> None:
        chip = self.chip_of(uid)
        if chip is not None:
            self.saved_menu_wanted.emit(uid, chip.mapToGlobal(place))


def _short(name: str) -> str:
    """Return a name that fits a chip, with no letter of it taken for a key."""
    words = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    return words.replace("&", "&&")


def _away(flow: FlowLayout, chip: Button) -> None:
    flow.removeWidget(chip)
    chip.hide()
    chip.deleteLater()
