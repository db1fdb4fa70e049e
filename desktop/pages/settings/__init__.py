"""Settings: who we are, what counts as near and late, how the program looks, where the book is."""

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
    from desktop.pages.settings.page import SettingsPage

    return SettingsPage(context)


class _Show:
    """Shows the page, or one of its tabs: a slot that needs no lambda."""

    def __init__(self, context: Context, tab: str | None = None) -> None:
        self._context, self._tab = context, tab

    def __call__(self) -> None:
        self._context.show_page("settings", self._tab)


def _on_open(context: Context) -> None:
    context.actions.bind(Command.SETTINGS, _Show(context))
    context.actions.bind(Command.SUBJECT_REQUESTS, _Show(context, "subject_request"))


SHOWN = (
    *("calendar_period", "partnership_type", "role_expectation", "tag", "record_group", "saved_search"),
    *("custom_field", "area", "checklist", "checklist_item", "merge_record", "place", "subject_request"),
    *("data_breach", "retention_decision"),
)
"""The kinds of record that are kept here."""


def _rehearse(context: Context, progress: Progress) -> None:
    import desktop.pages.settings.page  # noqa: F401


SPEC = PageSpec("settings", m("Settings"), _make, SHOWN, _on_open, _rehearse)
