"""Services: what an organisation provides, where, and when of the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import span_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, joined
from models.actions.services import ServiceFields, archive_service, create_service, edit_service
from models.queries.services import ServiceRow, list_services
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m


def _rows(session: Session, owner: Owner, today: date) -> Sequence[ServiceRow]:
    return list_services(session, as_at=today, provider_id=owner.id)


def _line(row: ServiceRow) -> Line:
    said = joined(
        label(row.kind),
        label(row.time_of_day) if row.time_of_day is not None else "",
        _("at {place}").format(place=row.at) if row.at else "",
        span_words(row.starts_on, row.ends_on),
    )
    return Line(row.id, row.name, said, _("Sold") if row.is_traded else "")


SERVICES = Part(
    kind="service",
    title=m("What they provide"),
    nothing=m("Nothing noted. Breakfast clubs, advice, school improvement: what they do for others."),
    rows=_rows,
    line=_line,
    add=m("Add a service…"),
    form=ServiceFields,
    fields=(
        FieldSpec("name", m("&What it is"), 8, m("Enter what it is")),
        FieldSpec("kind", m("&Kind"), 4),
        FieldSpec("at_id", m("W&here"), 6, kinds=("organisation",)),
        FieldSpec("time_of_day", m("&Time of day"), 3, blank=m("Not said")),
        FieldSpec("is_traded", m("They se&ll it"), 3),
        FieldSpec("starts_on", m("&Since"), 6),
        FieldSpec("ends_on", m("Last &day"), 6, last_day=True),
        FieldSpec("note", m("&Note"), 12, lines=2),
    ),
    create=create_service,
    edit=edit_service,
    remove=archive_service,
    remove_words=m("Put away"),
    owner="provider_id",
)
