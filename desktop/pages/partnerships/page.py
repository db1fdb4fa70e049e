"""The page of partnerships: the list at the left, one of them at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from desktop.pages.partnerships.detail import PartnershipDetailPane
from desktop.pages.partnerships.list_pane import PartnershipList
from desktop.pages.partnerships.parts import TABLES
from desktop.shell.record_page import RecordPage
from desktop.widgets.cards import EmptyState
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class PartnershipsPage(RecordPage):
    """What is done together, by whom, on what footing."""

    kind: ClassVar[str] = "partnership"
    kinds: ClassVar[tuple[str, ...]] = (
        *("organisation", "organisation_relationship", "organisation_area", "partnership_profile", "partnership_type"),
        *("post", "affiliation", "person", "conversation", "meeting", "commitment", "event", "area", "setting"),
        *TABLES,
    )

    def __init__(self, context: Context) -> None:
        self.list = PartnershipList(context)
        nothing = EmptyState(
            context.theme,
            "handshake",
            _("No partnership chosen"),
            _("Who belongs to it and what was agreed appears here when you choose one in the list."),
        )
        super().__init__(
            context,
            "partnerships",
            self.list,
            partial(PartnershipDetailPane, context),
            nothing=nothing,
            gone=_("It is no longer here"),
        )

    def refresh(self) -> None:
        """Ask the book again; what is in view stays."""
        self.list.refresh()
        self.show_again()
