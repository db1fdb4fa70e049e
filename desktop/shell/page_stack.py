"""How pages are kept: each made when first shown, told how much room there is, and walked back through."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.shell.page import Page, PageSpec
from desktop.shell.wishes import take_wish
from desktop.widgets.dressing import dress, undress

if TYPE_CHECKING:
    from desktop.context import Context
    from models.first_sight import FirstSight


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
        self._undressed: set[str] = set()
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
        self._undressed.clear()
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

    def undress_hidden(self) -> None:
        """Let the pages that are not in view wait for the style sheet that is about to come until they are shown."""
        for key, page in self._pages.items():
            if key != self._current and key not in self._undressed:
                undress(page)
                self._undressed.add(key)

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
        if key in self._undressed:
            self._undressed.remove(key)
            dress(page)
        self._current = key
        self.setCurrentWidget(page)
        self.page_changed.emit(key)
        return page
