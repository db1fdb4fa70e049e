"""Commitments: what was promised, by whom, to whom, by when, and whether it was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.shell.page import PageSpec
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.shell.page import Page


def _make(context: Context) -> Page:
    from desktop.pages.commitments.page import CommitmentsPage

    return CommitmentsPage(context)


def _on_open(context: Context) -> None:
    from desktop.pages.commitments.badge import watch_late_commitments

    watch_late_commitments(context)


def _rehearse(context: Context, progress: Progress) -> None:
    from desktop.pages.commitments.rehearsal import ask

    progress.check()
    ask(context)


SPEC = PageSpec("commitments", m("Commitments"), _make, ("commitment", "priority", "action"), _on_open, _rehearse)
