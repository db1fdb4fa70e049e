"""Papers made: every paper that became a file, who got it, and whether a file is the one that was made."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.shell.page import PageSpec
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.shell.page import Page


def _make(context: Context) -> Page:
    from desktop.pages.papers_made.page import PapersMadePage

    return PapersMadePage(context)


def _on_open(context: Context) -> None:
    from desktop.commands import Command

    context.actions.bind(Command.PAPERS_MADE, partial(context.show_page, "papers_made"))


def _rehearse(context: Context, progress: Progress) -> None:
    import desktop.pages.papers_made.page  # noqa: F401


SPEC = PageSpec(
    "papers_made", m("Papers made"), _make, ("report_run", "disclosure"), on_open=_on_open, rehearse=_rehearse
)
