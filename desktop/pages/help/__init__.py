"""Help: the first ten minutes in words, and every key."""

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
    from desktop.pages.help.page import HelpPage

    return HelpPage(context)


class _Show:
    """Shows the page: a slot that needs no lambda."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def __call__(self) -> None:
        self._context.show_page("help")


def _about() -> None:
    from desktop.dialogs.about import AboutDialog

    AboutDialog().open()


def _on_open(context: Context) -> None:
    context.actions.bind(Command.HELP, _Show(context))
    context.actions.bind(Command.ABOUT, _about)


def _rehearse(context: Context, progress: Progress) -> None:
    import desktop.pages.help.page  # noqa: F401


SPEC = PageSpec("help", m("Help"), _make, (), _on_open, _rehearse)
