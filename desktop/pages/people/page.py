"""The page of people: the list at the left, one of them at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from desktop.pages.people.detail import PersonDetailPane
from desktop.pages.people.list_pane import PeopleList
from desktop.pages.people.parts import TABLES
from desktop.shell.record_page import RecordPage
from desktop.widgets.cards import EmptyState
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class PeoplePage(RecordPage):
    """Whom we know, in which roles, and how to reach them."""

    kind: ClassVar[str] = "person"
    sheets: ClassVar[tuple[str, ...]] = ("people",)
    kinds: ClassVar[tuple[str, ...]] = (
        *("person", "affiliation", "contact_point", "organisation", "area", "post"),
        *("conversation", "conversation_party", "meeting", "attendance", "commitment", "promotion"),
        *TABLES,
    )

    def __init__(self, context: Context) -> None:
        self.list = PeopleList(context)
        nothing = EmptyState(
            context.theme, "user", _("Nobody chosen"), _("Their story appears here when you choose one in the list.")
        )
        super().__init__(
            context,
            "people",
            self.list,
            partial(PersonDetailPane, context),
            nothing=nothing,
            gone=_("They are no longer here"),
        )

    def refresh(self) -> None:
        """Ask the book again; what is in view stays."""
        self.list.refresh()
        self.show_again()
