"""Partnerships: who belongs to them, what they are for, what was agreed, what they live on, how it is going."""

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
    from desktop.pages.partnerships.page import PartnershipsPage

    return PartnershipsPage(context)


class _Asking:
    """Asks for a new partnership; the dialog is read when it is first wanted."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def new(self) -> None:
        from desktop.pages.partnerships.new_partnership import PartnershipDialog

        PartnershipDialog(self._context, None).open()


def _on_open(context: Context) -> None:
    if not context.store.read_only:
        context.actions.bind(Command.NEW_PARTNERSHIP, _Asking(context).new)


def _rehearse(context: Context, progress: Progress) -> None:
    from desktop.pages.partnerships.rehearsal import ask

    progress.check()
    ask(context)


SPEC = PageSpec("partnerships", m("Partnerships"), _make, ("partnership",), _on_open, _rehearse)
