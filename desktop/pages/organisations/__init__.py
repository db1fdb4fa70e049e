"""Organisations: who they are, whom we know there, what was said, who has not answered."""

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
    """Opens the dialogs that work from anywhere; they are imported when first asked for."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def new(self) -> None:
        from desktop.dialogs.new_organisation import NewOrganisationDialog

        NewOrganisationDialog(self._context).open()

    def add_from_register(self) -> None:
        from desktop.dialogs.add_from_register import AddFromRegisterDialog

        AddFromRegisterDialog(self._context).open()

    def bring_back(self) -> None:
        from desktop.dialogs.bring_back import ask_for_sheet

        ask_for_sheet(self._context)


def _make(context: Context) -> Page:
    from desktop.pages.organisations.page import OrganisationsPage

    return OrganisationsPage(context)


def _on_open(context: Context) -> None:
    if context.store.read_only:
        return
    asking = _Asking(context)
    context.actions.bind(Command.NEW_ORGANISATION, asking.new)
    context.actions.bind(Command.FIND_IN_REGISTER, asking.add_from_register)
    context.actions.bind(Command.BRING_BACK, asking.bring_back)


def _rehearse(context: Context, progress: Progress) -> None:
    from desktop.pages.organisations.rehearsal import ask

    progress.check()
    ask(context)


SPEC = PageSpec("organisations", m("Organisations"), _make, ("organisation",), _on_open, _rehearse)
