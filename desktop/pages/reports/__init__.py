"""Reports: choose a paper, see it as it will be, save it or print it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.shell.page import PageSpec
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.shell.page import Page


def _make(context: Context) -> Page:
    from desktop.pages.reports.page import ReportsPage

    return ReportsPage(context)


def _on_open(context: Context) -> None:
    """Let the two papers be asked for from anywhere, before the page was ever shown."""
    from functools import partial

    from desktop.commands import Command

    for command, name in ((Command.BOARD_PAPER, "board-paper"), (Command.AREA_COMMITTEE, "area-committee")):
        context.actions.bind(command, partial(context.show_page, "reports", name))


def _rehearse(context: Context, progress: Progress) -> None:
    import desktop.pages.reports.page  # noqa: F401


SPEC = PageSpec("reports", m("Reports"), _make, on_open=_on_open, rehearse=_rehearse)
