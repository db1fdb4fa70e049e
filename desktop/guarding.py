"""Says above the page why nothing can be saved: another window writes, has taken the book over, or the file is gone."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.holder_words import who_words
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.holding import Holding
    from desktop.open_book import OpenBook
    from models.book_lock import Holder


class Guarding(QObject):
    """Hears what becomes of the book that is held, as long as the program runs."""

    def __init__(self, book: OpenBook, holding: Holding) -> None:
        super().__init__(book)
        self._book, self._holding = book, holding
        holding.lost.connect(self._on_lost)
        holding.gone.connect(self._on_gone)

    def why_read_only(self) -> str:
        """Return why nothing can be saved where another window writes to the book; nothing where none does."""
        holder = self._holding.elsewhere
        if holder is None:
            return ""
        return _("You can read this book but not change it. {who}").format(who=who_words(holder))

    def _on_lost(self, holder: Holder | None) -> None:
        """Only read from now on: another window has taken the book over. What is being typed stays on screen."""
        store, window = self._book.store, self._book.window
        if store is None:
            return
        store.read_only = True
        window.offering.explain(read_only=True)
        who = who_words(holder)
        if not self._book.typed_text():
            window.banner.tell(
                _("{who} Nothing more is saved here. Open the book again when it is free.").format(who=who)
            )
            return
        from desktop.dialogs.lost import offer_words

        offer = partial(offer_words, who, self._book.typed_text, window)
        words = _("{who} Nothing more is saved here. Keep what you were writing, then open the book again.")
        window.banner.tell(words.format(who=who), _("Save what you were writing…"), offer)
        offer()

    def _on_gone(self, gone: bool) -> None:
        """Say that the file was moved or its stick taken out, while nothing can be saved; take it back afterwards."""
        store = self._book.store
        if store is None:
            return
        if gone:
            words = _("{book} is no longer there. Nothing can be saved until you put it back. Keep this window open.")
            self._book.window.banner.tell(words.format(book=Path(store.location).name))
        else:
            self._book.name_open(self.why_read_only())
