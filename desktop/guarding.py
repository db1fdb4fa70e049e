"""Says above the page why nothing can be saved: another window writes, has taken the book over, or the file is gone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.dialogs.elsewhere import who_words
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.application import Program
    from desktop.holding import Holding
    from models.book_lock import Holder


class Guarding(QObject):
    """Hears what becomes of the book that is held, as long as the program runs."""

    def __init__(self, program: Program, holding: Holding) -> None:
        super().__init__(program)
        self._program = program
        holding.lost.connect(self._on_lost)
        holding.gone.connect(self._on_gone)

    def why_read_only(self, holder: Holder | None) -> str:
        """Return why nothing can be saved: who writes to the book elsewhere, or that the file is not writable."""
        if holder is None:
            return _("This record book is open for reading only. Changes cannot be saved.")
        return _("You can read this book but not change it. {who}").format(who=who_words(holder))

    def _on_lost(self, holder: Holder | None) -> None:
        """Only read from now on: another window has taken the book over. What is being typed stays on screen."""
        store, window = self._program.store, self._program.window
        if store is None:
            return
        store.read_only = True
        window.offering.explain(read_only=True)
        words = _("{who} Nothing more is saved here. Copy what you were writing, then open the book again.")
        window.banner.tell(words.format(who=who_words(holder)))

    def _on_gone(self, gone: bool) -> None:
        """Say that the file was moved or its stick taken out, while nothing can be saved; take it back afterwards."""
        store = self._program.store
        if store is None:
            return
        if gone:
            words = _("{book} is no longer there. Nothing can be saved until you put it back. Keep this window open.")
            self._program.window.banner.tell(words.format(book=Path(store.location).name))
        else:
            self._program.name_book(store.location, is_example=store.is_example(), read_only=store.read_only)
