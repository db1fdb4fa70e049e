"""What a page is to the window, and how pages are kept: made when first shown, told of changes, walked back through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.first_paint import FirstPaint

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
        self.bring_up_to_date()

    def _on_changed(self, changes: Changes) -> None:
        if not changes.touches(*self.kinds):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True


class SavedWish(NamedTuple):
    """The wish to see what a saved filter finds."""

    kind: str
    uid: str


class FieldWish(NamedTuple):
    """The wish to change a field of a form that saves itself, by its name."""

    name: str


def take_wish(page: Page, wish: object) -> None:
    """Do what is wished of any page with a list or a form; anything else is for the page itself."""
    if isinstance(wish, SavedWish):
        from desktop.lists.kit import ListKit

        for kit in page.findChildren(ListKit):
            if kit.kind == wish.kind:
                kit.show_saved(wish.uid)
    elif isinstance(wish, FieldWish):
        from desktop.forms.autosave import AutosaveForm

        for form in page.findChildren(AutosaveForm):
            editor = form.editor(wish.name)
            if editor is not None:
                editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
    else:
        page.take_wish(wish)


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


class _Visit(NamedTuple):
    key: str
    place: object


class PageStack(QStackedWidget):
    """The pages, each made when first shown, and the way back through them."""

    page_changed = Signal(str)
    """The key of the page now in view."""

    commands_changed = Signal()
    """A page offers other commands than before."""

    MOST_STEPS = 50

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self._specs: dict[str, PageSpec] = {}
        self._pages: dict[str, Page] = {}
        self._history: list[_Visit] = []
        self._context: Context | None = None
        self._next: Callable[[], object] | None = None
        self._current, self._ems, self._low = "", 100.0, False
        self.addWidget(QWidget())

    def fill(self, context: Context, specs: tuple[PageSpec, ...]) -> None:
        """Take the pages of a book in place of those of the one before; a first sight of the same book stays."""
        if context is not self._context:
            self.empty()
        self._context = context
        self._specs = {spec.key: spec for spec in specs}
        page = self.current_page()
        if page is not None:
            page.bring_up_to_date()

    def show_sight(self, context: Context, spec: PageSpec, sight: FirstSight) -> None:
        """Show a page of a book that is not open yet; steps to elsewhere wait until it is."""
        self.fill(context, (spec,))
        self._bring(spec.key).show_sight(sight)

    def go_on(self) -> None:
        """Take the step that was asked for before the book was open."""
        step, self._next = self._next, None
        if step is not None:
            step()

    def empty(self) -> None:
        """Let every page go, as when another book is opened."""
        for page in self._pages.values():
            page.context.hub.changed.disconnect(page._on_changed)
            page.forget_steps()
            self.removeWidget(page)
            page.deleteLater()
        self._pages, self._history, self._current = {}, [], ""
        self._context, self._next = None, None

    @property
    def current_key(self) -> str:
        """Return the key of the page in view, or nothing."""
        return self._current

    def current_page(self) -> Page | None:
        """Return the page in view."""
        return self._pages.get(self._current)

    def record_in_view(self) -> tuple[str, int] | None:
        """Return kind and id of the record in view, or None."""
        page = self.current_page()
        return page.record_in_view() if page is not None else None

    def specs(self) -> tuple[PageSpec, ...]:
        """Return how each page is got."""
        return tuple(self._specs.values())

    def keys(self) -> frozenset[str]:
        """Return the keys of the pages there are."""
        return frozenset(self._specs)

    def show_page(self, key: str, wish: object = None) -> None:
        """Show a page and remember where one came from."""
        if self._waits(partial(self.show_page, key, wish)) or key not in self._specs:
            return
        self._remember()
        page = self._bring(key)
        if wish is not None:
            take_wish(page, wish)

    def open_record(self, kind: str, record_id: int) -> bool:
        """Show a record on the page that knows its kind; tell whether there is one."""
        if self._waits(partial(self.open_record, kind, record_id)):
            return True
        whole = self._whole_of(kind, record_id)
        spec = next((spec for spec in self._specs.values() if whole is not None and whole[0] in spec.kinds), None)
        if spec is None or whole is None:
            return False
        self._remember()
        page = self._bring(spec.key)
        page.show_record(*whole)
        if whole != (kind, record_id):
            page.show_part(kind, record_id)
        return True

    def _whole_of(self, kind: str, record_id: int) -> tuple[str, int] | None:
        """Return the record that a page knows and that this one is or is a part of."""
        known = frozenset(one for spec in self._specs.values() for one in spec.kinds)
        if kind in known or self._context is None:
            return kind, record_id
        from models.queries.forms import find_whole

        with self._context.store.read() as session:
            return find_whole(session, kind, record_id, known)

    def go_back(self) -> bool:
        """Take a step back, within the page first; tell whether there was one."""
        page = self.current_page()
        if page is not None and page.go_back():
            return True
        if not self._history:
            return False
        visit = self._history.pop()
        self._bring(visit.key).return_to(visit.place)
        return True

    def set_window_ems(self, ems: float) -> None:
        """Pass the window's width in lines of text on to the pages."""
        self._ems = ems
        for page in self._pages.values():
            page.set_window_ems(ems)

    def set_low(self, low: bool) -> None:
        """Pass on to the pages whether the window is low for its text."""
        if low != self._low:
            self._low = low
            for page in self._pages.values():
                page.set_low(low)

    def _waits(self, step: Callable[[], object]) -> bool:
        """Keep a step for later while the book is not open yet; the last one counts."""
        if self._context is None or self._context.book is not None:
            return False
        self._next = step
        return True

    def _remember(self) -> None:
        page = self.current_page()
        if page is None:
            return
        visit = _Visit(self._current, page.place())
        if not self._history or self._history[-1] != visit:
            self._history = [*self._history, visit][-self.MOST_STEPS :]

    def _bring(self, key: str) -> Page:
        page = self._pages.get(key)
        if page is None:
            if self._context is None:
                raise RuntimeError("a page was asked for before a book was open")
            page = self._specs[key].factory(self._context)
            page.setObjectName(page.objectName() or f"page_{key}")
            self._pages[key] = page
            page.commands_changed.connect(self.commands_changed)
            self.addWidget(page)
            page.set_window_ems(self._ems)
            page.set_low(self._low)
        self._current = key
        self.setCurrentWidget(page)
        self.page_changed.emit(key)
        return page
