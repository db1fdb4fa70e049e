"""Reports: choose a paper, see it as it will be, save it or print it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.shell.page import PageSpec
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.shell.page import Page


def _make(context: Context) -> Page:
    from desktop.pages.reports.page import ReportsPage

    return ReportsPage(context)


SPEC = PageSpec("reports", _("Reports"), _make)
