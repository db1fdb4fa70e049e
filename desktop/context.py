"""What every page is given: the book, the news, the worker and the wishes it may send up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from desktop.actions import Actions
    from desktop.hub import ChangeHub
    from desktop.jobs import Jobs
    from desktop.settings import Settings
    from desktop.theme import Theme
    from models.store import Store


def local_today() -> date:
    """Return the day on this computer's calendar, which is the day its user means."""
    return date.today()  # noqa: DTZ011


def nothing_in_view() -> tuple[str, int] | None:
    """Return nothing, as long as no window shows a record."""
    return None


class Wishes(QObject):
    """What pages ask of the window around them."""

    open_requested = Signal(str, int)
    """Show a record: its kind ("organisation", "person" ...) and id."""

    page_requested = Signal(str, object)
    """Show a page: its key and a wish of its own (a filter, for instance) or None."""

    said = Signal(str)
    """Say a short sentence in the bar at the foot, for instance "Copied 12 rows"."""

    offered = Signal(str, str, object)
    """Say a sentence there with a button after it: the sentence, the words of the button, what it does."""

    warned = Signal(str)
    """Say a sentence above the page, where it stays."""

    book_wanted = Signal(str)
    """Open another record book, by its place, instead of the one in view."""

    archive_wanted = Signal(str)
    """Make a new book of an archive, by its place; where it goes and its passphrase are asked."""

    badge_counted = Signal(str, int, str)
    """Show a count at a section of the rail: its key, the count, and what it counts in words ("4 late")."""


@dataclass
class Context:
    """The book and the services of the window, handed to each page when it is built."""

    book: Store | None
    """None while the first sight of a book is shown and the book itself is not open yet."""
    hub: ChangeHub
    jobs: Jobs
    settings: Settings
    theme: Theme
    actions: Actions
    today: Callable[[], date] = local_today
    wishes: Wishes = field(default_factory=Wishes)
    in_view: Callable[[], tuple[str, int] | None] = nothing_in_view
    """Gives kind and id of the record in view; the window says how."""

    @property
    def store(self) -> Store:
        """Return the open book."""
        if self.book is None:
            raise RuntimeError("the book was asked before it was open")
        return self.book

    def open(self, kind: str, record_id: int) -> None:
        """Ask the window to show a record."""
        self.wishes.open_requested.emit(kind, record_id)

    def show_page(self, key: str, wish: object = None) -> None:
        """Ask the window to show a page, with a wish the page understands."""
        self.wishes.page_requested.emit(key, wish)

    def say(self, sentence: str) -> None:
        """Ask the window to say a sentence at its foot."""
        self.wishes.said.emit(sentence)

    def warn(self, sentence: str) -> None:
        """Ask the window to say above the page what must not be missed."""
        self.wishes.warned.emit(sentence)

    def offer(self, sentence: str, words: str, slot: Callable[[], object]) -> None:
        """Ask the window to say a sentence at its foot with one thing to do about it."""
        self.wishes.offered.emit(sentence, words, slot)
