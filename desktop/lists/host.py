"""What a list tells those who work for it: its columns, what narrows it and what is chosen in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

    from desktop.lists.facets import Rule

Sort = tuple[str, str, bool]
"""A column's key, its title, and whether its first order is downwards, as for days."""


class Host(Protocol):
    """The list that a kit works for."""

    @property
    def columns(self) -> Any:
        """Return the columns of a sheet of it, and so of what is copied."""

    @property
    def sorts(self) -> tuple[Sort, ...]:
        """Return the columns it can be sorted by."""

    def own_rules(self) -> list[Rule]:
        """Return what its own box, chips and choices ask for. Raises WrongUse where that cannot be kept."""

    def narrowed(self) -> tuple[str, ...]:
        """Return in words all that narrows it."""

    def clear_filter(self) -> None:
        """Let everything through."""

    def chosen_numbers(self) -> list[int]:
        """Return the numbers of the records that are chosen, in the order shown."""

    def rows_of(self, session: Any, numbers: Sequence[int]) -> Sequence[Any]:
        """Return rows by their numbers."""

    def choose_all(self) -> None:
        """Choose every record of the list, also those that were never scrolled to."""

    def view_in_use(self) -> QAbstractItemView:
        """Return the view that shows the list now."""
