"""What can be done with the chosen lines of a list: copied with their headings, added to, changed together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QAbstractItemView, QApplication

from desktop.lists.copying import copied, to_clipboard
from desktop.lists.words import counted
from models.errors import WrongUse
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.lists.host import Host
    from desktop.tables.export import ListColumn
    from models.store import Store

COPIED_AT_ONCE = 300
"""So many rows are copied while one waits; more are gathered by the worker."""


class ChosenLines:
    """The chosen records of a list; where another table has the focus, its own."""

    def __init__(self, context: Context, kind: str, host: Host, beside: QWidget) -> None:
        """`beside` is a widget of the list, for whose sake work is done and in whose window dialogs open."""
        self._context, self._kind, self._host, self._beside = context, kind, host, beside

    def copy(self) -> None:
        """Copy the chosen rows with their headings; many are gathered by the worker."""
        focused = QApplication.focusWidget()
        view = self._host.view_in_use()
        if isinstance(focused, QAbstractItemView) and focused is not view:
            other = getattr(focused, "copy_rows", None)
            if other is not None:
                other()
            return
        numbers = self._host.chosen_numbers()
        work = partial(_copied, self._context.store, self._host.rows_of, numbers, tuple(self._host.columns))
        if len(numbers) <= COPIED_AT_ONCE:
            self._on_copied(len(numbers), work(None))
        else:
            self._context.jobs.submit(
                _("Copying {those}").format(those=counted(self._kind, len(numbers))),
                work,
                partial(self._on_copied, len(numbers)),
                owner=self._beside,
            )

    def choose_all(self) -> None:
        """Choose every line of the list, or of the table that has the focus."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractItemView) and focused is not self._host.view_in_use():
            focused.selectAll()
        else:
            self._host.choose_all()

    def change_many(self) -> None:
        """Ask what to do with all chosen records."""
        from desktop.lists.change_dialog import ChangeDialog

        numbers = self._host.chosen_numbers()
        if not numbers:
            raise WrongUse(_("Choose some lines first: Space or Shift with the arrows chooses more, Ctrl+A all."))
        ChangeDialog(self._context, self._kind, numbers, self._beside.window()).open()

    def _on_copied(self, count: int, both: tuple[str, str]) -> None:
        if count:
            to_clipboard(*both)
            words = ngettext("Copied {count} row.", "Copied {count} rows.", count)
            self._context.say(words.format(count=f"{count:,}"))
        else:
            self._context.say(_("Choose some lines first."))


def _copied(
    store: Store,
    rows_of: Callable[[Any, Sequence[int]], Sequence[Any]],
    numbers: Sequence[int],
    columns: Sequence[ListColumn[Any]],
    _progress: Progress | None,
) -> tuple[str, str]:
    with store.read() as session:
        return copied(columns, rows_of(session, numbers))
