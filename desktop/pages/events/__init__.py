"""Events: what is on in the area, and which neighbours have been told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.commands import Command
from desktop.shell.page import PageSpec
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.shell.page import Page


def _make(context: Context) -> Page:
    from desktop.pages.events.page import EventsPage

    return EventsPage(context)


class _NewEvent:
    """Opens the dialog of a new event: a slot that needs no lambda."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def __call__(self) -> None:
        from desktop.dialogs.new_event import NewEventDialog

        NewEventDialog(self._context).open()


def _on_open(context: Context) -> None:
    if not context.store.read_only:
        context.actions.bind(Command.NEW_EVENT, _NewEvent(context))


def _rehearse(context: Context, progress: Progress) -> None:
    from desktop.pages.events.rehearsal import ask

    progress.check()
    ask(context)


SPEC = PageSpec("events", m("Events"), _make, ("event",), _on_open, _rehearse)
