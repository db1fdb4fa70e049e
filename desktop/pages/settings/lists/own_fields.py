"""The card of the fields that a school makes for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Values, joined
from desktop.tokens import Tone
from models.actions.custom_fields import (
    CustomFieldFields,
    add_custom_field,
    edit_custom_field,
    put_away_custom_field,
)
from models.kinds import CARRIERS, KINDS
from models.queries.custom_fields import CustomFieldRow, list_custom_fields
from models.queries.forms import find_values
from models.vocabulary import FieldKind, Visibility
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m


@dataclass(frozen=True, slots=True)
class OwnFieldForm:
    """What is asked of a field of one's own; the values to choose from are lines of one text."""

    about: str = "organisation"
    label: str = ""
    kind: FieldKind = FieldKind.TEXT
    options: str = ""
    number: int = 1
    visibility: Visibility = Visibility.INTERNAL
    source: str = ""
    version: int | None = None

    def fields(self) -> CustomFieldFields:
        """Return it as the actions take it."""
        return CustomFieldFields(
            self.about, self.label, self.kind, tuple(self.options.splitlines()), self.number, self.visibility,
            self.source, self.version,
        )  # fmt: skip


def _own_fields(session: Session, owner: Owner, today: date) -> Sequence[CustomFieldRow]:
    return list_custom_fields(session)


def _own_field_line(row: CustomFieldRow) -> Line:
    where = _("on {kind}").format(kind=KINDS[row.about].words if row.about in KINDS else row.about)
    return Line(row.id, row.label, joined(where, ", ".join(row.options)), label(row.kind), Tone.PLAIN)


def _carriers(session: Session, owner: Owner) -> list[tuple[str, object]]:
    first = ("organisation", "person", "conversation", "meeting", "commitment", "event")
    rest = sorted((kind for kind in CARRIERS if kind not in first), key=lambda kind: KINDS[kind].words.casefold())
    return [(KINDS[kind].words.capitalize(), kind) for kind in (*first, *rest)]


def _make_field(session: Session, form: OwnFieldForm) -> None:
    add_custom_field(session, form.fields())


def _change_field(session: Session, number: int, form: OwnFieldForm) -> None:
    edit_custom_field(session, number, form.fields())


def _number_of(session: Session, number: int) -> Values:
    return find_values(session, "custom_field", number, ("number",))


OWN_FIELDS = Part(
    kind="custom_field",
    title=m("Fields of your own"),
    nothing=m("None yet. Make a field for what no other field asks, like a badge number."),
    rows=_own_fields,
    line=_own_field_line,
    add=m("Make a field…"),
    form=OwnFieldForm,
    fields=(
        FieldSpec("label", m("&Label"), 6, m("Enter a label for the field")),
        FieldSpec("about", m("Stands &on"), options=_carriers, new_only=True),
        FieldSpec("kind", m("Hol&ds")),
        FieldSpec("number", m("&Place among the others"), needed=m("Enter its place, like 1")),
        FieldSpec("options", m("&Values to choose from"), 12, hint=m("For a choice: one a line"), lines=4),
    ),
    create=_make_field,
    edit=_change_field,
    read=_number_of,
    remove=put_away_custom_field,
    remove_words=m("Put away"),
    owner="",
)
