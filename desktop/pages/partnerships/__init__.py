"""Partnerships: who belongs to them, what they are for, what was agreed, what they live on, how it is going."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.shell.page import PageSpec
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.shell.page import Page


def _make(context: Context) -> Page:
    from desktop.pages.partnerships.page import PartnershipsPage

    return PartnershipsPage(context)


SPEC = PageSpec("partnerships", m("Partnerships"), _make, ("partnership",))
