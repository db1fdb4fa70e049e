"""Home: what needs doing, what is coming up, and four numbers that each open their list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.shell.page import PageSpec
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.shell.page import Page


def _make(context: Context) -> Page:
    from desktop.pages.home.page import HomePage

    return HomePage(context)


SPEC = PageSpec("home", m("Home"), _make)
