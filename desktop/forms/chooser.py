"""Choosing a record by typing part of its name: "who with", "which organisation"."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.theme import Theme
from desktop.widgets.suggestions import Choice, Search, SuggestField
from resources.i18n import _


class RecordField(SuggestField):
    """Holds one chosen record; typing something else lets it go again."""

    changed = Signal(object)
    """The `Choice` now held, or None."""

    def __init__(self, theme: Theme, name: str, search: Search, parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            name,
            search,
            nothing=_("No one of that name yet. Check the spelling, or add them first."),
            parent=parent,
        )
        self._choice: Choice | None = None
        self.chosen.connect(self._on_chosen)
        self.textEdited.connect(self._on_typed)

    def choice(self) -> Choice | None:
        """Return what is held."""
        return self._choice

    def set_choice(self, choice: Choice | None) -> None:
        """Hold a record, as when a form opens for the record in view."""
        self.setText(choice.line.title if choice is not None else "")
        self._hold(choice)

    def check(self) -> str:
        """Return what is wrong, for a `Field`: something typed that was not chosen from the list."""
        if self._choice is None and self.text().strip():
            return _("Choose a name from the list: press the down arrow, then Enter")
        return ""

    def _on_chosen(self, choice: Choice) -> None:
        self._hold(choice)

    def _on_typed(self) -> None:
        if self._choice is not None and self.text() != self._choice.line.title:
            self._hold(None)

    def _hold(self, choice: Choice | None) -> None:
        if choice != self._choice:
            self._choice = choice
            self.changed.emit(choice)
