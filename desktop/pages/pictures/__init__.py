"""Pictures: the network, who is near, grids and charts, each also as a table."""

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
    from desktop.pages.pictures.page import PicturesPage

    return PicturesPage(context)


class _Show:
    """Shows the page: a slot that needs no lambda."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def __call__(self) -> None:
        self._context.show_page("pictures")


def _on_open(context: Context) -> None:
    context.actions.bind(Command.PICTURES, _Show(context))


def _rehearse(context: Context, progress: Progress) -> None:
    import desktop.pages.pictures.page  # noqa: F401


SPEC = PageSpec("pictures", m("Pictures"), _make, (), _on_open, _rehearse)
