"""Conversations: what was said, who has not answered; Ctrl+L logs one from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.shell.page import PageSpec
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.shell.page import Page


def _make(context: Context) -> Page:
    from desktop.pages.conversations.page import ConversationsPage

    return ConversationsPage(context)


def _on_open(context: Context) -> None:
    from desktop.commands import Command

    def log() -> None:
        from desktop.dialogs.quick_log import ask_quick_log

        ask_quick_log(context)

    if context.store.read_only:
        context.actions[Command.LOG_CONVERSATION].setEnabled(False)
    else:
        context.actions.bind(Command.LOG_CONVERSATION, log)


def _rehearse(context: Context, progress: Progress) -> None:
    from desktop.pages.conversations.rehearsal import ask

    progress.check()
    ask(context)


SPEC = PageSpec("conversations", m("Conversations"), _make, ("conversation",), _on_open, _rehearse)
