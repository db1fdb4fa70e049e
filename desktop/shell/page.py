"""What a page is to the window: how it is got, told of changes, and asked for what stands on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.first_paint import FirstPaint
from desktop.overrides import do_and_tell

if TYPE_CHECKING:
    from desktop.commands import Command
    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.tables.export import AnyExport
    from desktop.widgets.line_edit import FilterBox
    from models.changes import Changes
    from models.first_sight import FirstSight

_PATIENCE_MS = 250
"""How long what waits for a page to be painted waits at most: the page may be covered by now."""


class Page(QWidget):
    """The base of every screen.

    A page names in `kinds` the tables it shows; `refresh()` is called when one of them changes while the page is in
    view, and before it is next shown otherwise. It never updates itself after writing.
    """

    commands_changed = Signal()
    """What `commands`, `filter_box` or `has_list` return may be another now: another part of the page is in view."""

    kinds: ClassVar[tuple[str, ...]] = ()

    sheets: ClassVar[tuple[str, ...]] = ()
    """The sheets that its list can be edited in elsewhere: of its own records, or of parts of them."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._stale = True
        self._is_seen, self._steps = False, list[Callable[[], object]]()
        context.hub.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        raise NotImplementedError

    def show_sight(self, sight: FirstSight) -> None:
        """Show what was read of a book that is not open yet; what is asked of the window meanwhile, waits for it."""

    def bring_up_to_date(self) -> None:
        """Ask the book if it is open and has changed since it was last asked."""
        if self._stale and self.context.book is not None:
            self._stale = False
            self.refresh()

    def when_seen(self, step: Callable[[], object]) -> None:
        """Do something as soon as the page has been painted for the first time, at once if it has been.

        What a page need not show at once waits here, so that the page itself comes as quick as a key.
        """
        if self._is_seen:
            step()
            return
        if not self._steps:
            FirstPaint(self, patience=_PATIENCE_MS).done.connect(self.settle)
        if step not in self._steps:
            self._steps.append(step)

    def settle(self) -> None:
        """Do now what waits for the page to be painted, as when somebody asks for what comes of it."""
        self._is_seen = True
        steps, self._steps = self._steps, []
        for step in steps:
            step()

    def forget_steps(self) -> None:
        """Do nothing any more of what waits, as when the book is closed."""
        self._steps = []

    def show_record(self, kind: str, record_id: int) -> None:
        """Bring a record into view."""

    def show_part(self, kind: str, number: int) -> None:
        """Bring a part of the record in view into view."""

    def record_in_view(self) -> tuple[str, int] | None:
        """Return kind and id of the record in view, which commands that work from anywhere begin with."""
        return None

    def chosen_records(self) -> tuple[str, list[int]]:
        """Return kind and numbers of the records that are chosen in the list in view; none where there is none."""
        return "", []

    def take_wish(self, wish: object) -> None:
        """Take what another page asked for, for instance a filter to switch on."""

    def place(self) -> object:
        """Return what `return_to` needs to come back to what is in view now."""
        return None

    def return_to(self, place: object) -> None:
        """Show again what was in view."""

    def go_back(self) -> bool:
        """Take a step back within the page; tell whether there was one."""
        return False

    def commands(self) -> Mapping[Command, Callable[[], object]]:
        """Return what the commands about the thing in view mean here; those left out are off."""
        return {}

    def filter_box(self) -> FilterBox | None:
        """Return the box that Ctrl+F goes to, or None where there is nothing to filter."""
        return None

    def show_filter(self) -> None:
        """Bring that box into view."""

    def has_list(self) -> bool:
        """Tell whether there is a list that `export_list` would return, without asking the book."""
        return False

    def export_list(self) -> AnyExport | None:
        """Return the list in view, as filtered and sorted, for a spreadsheet."""
        return None

    def panes(self) -> list[QWidget]:
        """Return the parts F6 walks through, left to right."""
        return [self]

    def set_window_ems(self, ems: float) -> None:
        """Take the window's width in lines of text, to show fewer panes in a narrow one."""

    def set_low(self, low: bool) -> None:
        """Take whether the window is low for its text, to fold filters away and leave the room to the list."""

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the page up to date before it is seen."""
        super().showEvent(event)
        do_and_tell(self.bring_up_to_date)

    def _on_changed(self, changes: Changes) -> None:
        if not changes.touches(*self.kinds):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True


class PageSpec(NamedTuple):
    """How the window gets a page: `key` is that of a section or of its own, `kinds` the records it can show."""

    key: str
    title: str
    factory: Callable[[Context], Page]
    kinds: tuple[str, ...] = ()
    on_open: Callable[[Context], None] | None = None
    """Called when a book is opened, before the page is made: gives the commands a meaning that work from anywhere."""
    rehearse: Callable[[Context, Progress], None] | None = None
    """Imports what the page is made of and asks what it will ask first. Run by the worker while the window rests, so
    that showing the page for the first time takes little longer than showing it again."""
