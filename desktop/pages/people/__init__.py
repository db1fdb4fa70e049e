"""People: whom we know, in which roles now and before, how to reach them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.commands import Command
from desktop.shell.page import PageSpec
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.shell.page import Page


class _Asking:
    """Opens the dialog for a new person over whatever is in view."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def new(self) -> None:
        from desktop.dialogs.new_person import NewPersonDialog

        NewPersonDialog(self._context).open()


def _make(context: Context) -> Page:
    from desktop.pages.people.page import PeoplePage

    return PeoplePage(context)


def _on_open(context: Context) -> None:
    if not context.store.read_only:
        context.actions.bind(Command.NEW_PERSON, _Asking(context).new)


def _rehearse(context: Context, progress: Progress) -> None:
    from desktop.pages.people.rehearsal import ask

    progress.check()
    ask(context)


SPEC = PageSpec("people", m("People"), _make, ("person",), _on_open, _rehearse)
