"""Meetings: agenda, who was there, what was decided, promised and asked, and the state of the minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.commands import Command
from desktop.shell.page import PageSpec
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.shell.page import Page


class _NewMeeting:
    """Opens the dialog for a new meeting over whatever is in view."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def __call__(self) -> None:
        from desktop.dialogs.new_meeting import ask_new_meeting

        ask_new_meeting(self._context)


class _BoardPack:
    """Opens the dialog for the pack of the meeting in view, else of the next one of our board."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def __call__(self) -> None:
        from desktop.dialogs.board_pack import PackDialog, next_board_meeting

        shown = self._context.in_view()
        meeting = shown[1] if shown is not None and shown[0] == "meeting" else next_board_meeting(self._context)
        if meeting is None:
            self._context.say(_("No meeting is coming. Open one, then make its board pack."))
            return
        PackDialog(self._context, meeting).open()


def _make(context: Context) -> Page:
    from desktop.pages.meetings.page import MeetingsPage

    return MeetingsPage(context)


def _on_open(context: Context) -> None:
    context.actions.bind(Command.BOARD_PACK, _BoardPack(context))
    if not context.store.read_only:
        context.actions.bind(Command.NEW_MEETING, _NewMeeting(context))


def _rehearse(context: Context, progress: Progress) -> None:
    from desktop.pages.meetings.rehearsal import ask

    progress.check()
    ask(context)


SPEC = PageSpec("meetings", m("Meetings"), _make, ("meeting", "meeting_series"), _on_open, _rehearse)
