"""Bring in from files: what a file is, what each of its rows would do, what came in before and its way out again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.commands import Command
from desktop.shell.page import PageSpec
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.shell.page import Page


def _make(context: Context) -> Page:
    from desktop.pages.imports.page import ImportsPage

    return ImportsPage(context)


def _import_register(context: Context) -> None:
    from desktop.dialogs.import_register import ImportDialog

    ImportDialog(context).open()


def _on_open(context: Context) -> None:
    context.actions.bind(Command.IMPORTS, partial(context.show_page, "imports", "earlier"))
    if not context.store.read_only:
        context.actions.bind(Command.IMPORT, partial(context.show_page, "imports", "file"))
        context.actions.bind(Command.IMPORT_REGISTER, partial(_import_register, context))


def _rehearse(context: Context, progress: Progress) -> None:
    import desktop.pages.imports.page  # noqa: F401


SPEC = PageSpec("imports", m("Bring in from files"), _make, ("import_batch",), on_open=_on_open, rehearse=_rehearse)
