"""The form of a partnership: a new one, or what the book says of one that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.dialogs.drafted import Start
from desktop.parts.dialog import SpecDialog
from desktop.parts.fields import starting_values, types_of
from desktop.parts.spec import FieldSpec, Owner, Session
from models.actions.partnerships import PartnershipFields, create_partnership, edit_partnership
from models.queries.forms import find_values, list_choices
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context


def _types(session: Session, owner: Owner) -> list[tuple[str, object]]:
    return [(one.name, one.id) for one in list_choices(session, "partnership_type")]


_FIELDS = (
    FieldSpec("name", m("&Name"), 8, m("Enter the name of the partnership")),
    FieldSpec("short_name", m("&Short name"), 4),
    FieldSpec("type_id", m("&Type"), 4, options=_types, blank=m("Not said")),
    FieldSpec("status", m("St&atus"), 4),
    FieldSpec("founded_on", m("&Founded"), 4),
    FieldSpec("purpose", m("What it is f&or"), 12, lines=3),
    FieldSpec("foundation_story", m("&How it came about"), 12, lines=3),
    FieldSpec("authority_id", m("&Local authority"), 6, kinds=("organisation",)),
    FieldSpec("authority_relation", m("How it stands to the a&uthority"), 6),
    FieldSpec("company_number", m("&Company number"), 4),
    FieldSpec("charity_number", m("Charit&y number"), 4),
    FieldSpec("incorporated_on", m("&Incorporated on"), 4),
    FieldSpec("area_id", m("Area it wor&ks in"), 6, kinds=("area",)),
    FieldSpec("inaugural_event_id", m("First &event"), 6, kinds=("event",)),
    FieldSpec("has_statutory_improvement", m("School improvement for the authority"), 4),
    FieldSpec("has_traded_improvement", m("School improvement it sells"), 4),
    FieldSpec("has_traded_business", m("Business services it sells"), 4),
    FieldSpec("employs_staff", m("Employs staff"), 4),
    FieldSpec("makes_contracts", m("Makes contracts itself"), 4),
    FieldSpec("accounts_on", m("Accounts made up to"), 4),
    FieldSpec("plan", m("&Plan"), 12, lines=3, hint=m("What it means to do, or where the plan is kept")),
    FieldSpec("review_on", m("Next re&view"), 4, past=False),
    FieldSpec("website", m("&Website"), 8),
    FieldSpec("note", m("Note"), 12, lines=2),
    FieldSpec("visibility", m("Who may read it"), 6),
)

_OF_NEW = frozenset(
    {"name", "short_name", "type_id", "status", "founded_on", "purpose", "area_id", "review_on", "visibility"}
)
"""What a new one is asked; the rest is filled in where one changes it, when it is known."""

OF_ORGANISATION = ("name", "short_name", "website", "note", "visibility")
"""The fields that stand in the organisation and not in its profile."""


class PartnershipDialog(SpecDialog):
    """Adds a partnership, or changes one."""

    def __init__(self, context: Context, owner: Owner | None, parent: QWidget | None = None) -> None:
        title = _("New partnership") if owner is None else _("Change: {name}").format(name=owner.name)
        super().__init__(context, title, owner or Owner("partnership", 0, ""), parent)
        self.setObjectName("partnership_dialog")
        self._number = owner.id if owner is not None else None
        kinds = types_of(PartnershipFields)
        with context.store.read() as session:
            asked = tuple(spec for spec in _FIELDS if owner is not None or spec.name in _OF_NEW)
            self.build(session, asked, kinds, _("Save"))
            if self._number is None:
                self._base = starting_values(PartnershipFields)
            else:
                profile = find_values(session, "partnership_profile", self._number, kinds, by="organisation_id")
                own = find_values(session, "organisation", self._number, OF_ORGANISATION)
                self._base = {**starting_values(PartnershipFields), **profile, **own}
            self.show_values(session, self._base)

    def draft_start(self) -> Start:
        """Return which partnership it is, or that it is a new one."""
        return {"owner": list(self.owner) if self._number is not None else None}

    @classmethod
    def reopen(cls, context: Context, start: Start) -> PartnershipDialog:
        """Return the form over the partnership as it is now."""
        owner = start["owner"]
        return cls(context, Owner(str(owner[0]), int(owner[1]), str(owner[2])) if owner is not None else None)

    def draft_words(self) -> str:
        """Return which partnership it is."""
        return self.owner.name if self._number is not None else _("a new partnership")

    def record(self) -> tuple[str, int] | None:
        """Return the partnership, or None for a new one."""
        return ("organisation", self._number) if self._number is not None else None

    def write(self) -> None:
        """Add it, or write over it."""
        fields = PartnershipFields(**{**self._base, **self.held_values()})  # type: ignore[arg-type]
        number = self._number
        if number is None:
            with self.context.store.write(_("New partnership: {name}").format(name=fields.name)) as session:
                number = create_partnership(session, fields)
            self.context.open("partnership", number)
        else:
            with self.context.store.write(_("Change to {name}").format(name=fields.name)) as session:
                edit_partnership(session, number, fields)
