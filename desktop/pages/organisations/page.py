"""The page of organisations: the list at the left, one of them at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from desktop.pages.organisations.detail import OrganisationDetailPane
from desktop.pages.organisations.list_pane import OrganisationList
from desktop.pages.organisations.parts import TABLES
from desktop.shell.record_page import RecordPage
from desktop.widgets.cards import EmptyState
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class OrganisationsPage(RecordPage):
    """Who they are, whom we know there, what was said."""

    kind: ClassVar[str] = "organisation"
    sheets: ClassVar[tuple[str, ...]] = ("organisations",)
    kinds: ClassVar[tuple[str, ...]] = (
        *("organisation", "institution_profile", "organisation_relationship", "organisation_area", "contact_point"),
        *("area", "person", "affiliation", "conversation", "conversation_party", "meeting", "attendance"),
        *("commitment", "event", "promotion", "setting", "calendar_period"),
        *("register_institution", "register_link", "register_decline", "register_postcode"),
        *TABLES,
    )

    def __init__(self, context: Context) -> None:
        self.list = OrganisationList(context)
        nothing = EmptyState(
            context.theme,
            "buildings",
            _("No organisation chosen"),
            _("Its story appears here when you choose one in the list."),
        )
        super().__init__(
            context,
            "organisations",
            self.list,
            partial(OrganisationDetailPane, context),
            nothing=nothing,
            gone=_("It is no longer here"),
        )

    def refresh(self) -> None:
        """Ask the book again; what is in view stays."""
        self.list.refresh()
        self.show_again()

    def take_wish(self, wish: object) -> None:
        """Switch the chips of the list on that another page asks for, by their keys."""
        keys = [wish] if isinstance(wish, str) else wish
        if isinstance(keys, (list, tuple, set, frozenset)):
            self.list.set_chips(frozenset(str(key) for key in keys))
            self.split.show_list()
