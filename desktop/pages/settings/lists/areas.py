"""The cards of areas and of the councillors who sit for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, joined
from desktop.tokens import Tone
from models.actions.areas import AreaFields, CouncillorFields, add_councillor, archive_area, create_area, edit_area
from models.queries.area_tree import AreaTreeRow, list_area_tree
from models.queries.areas import CouncillorRow, list_councillors
from models.words import label
from resources.i18n import _, ngettext
from resources.i18n import marked as m


def _areas(session: Session, owner: Owner, today: date) -> Sequence[tuple[AreaTreeRow, str]]:
    """Return the areas, each after what it lies in, with the names of that, the nearest first."""
    above: dict[int | None, str] = {None: ""}
    found = []
    for row in list_area_tree(session, as_at=today):
        around = above.get(row.parent_id, "")
        above[row.id] = ", ".join(part for part in (row.name, around) if part)
        found.append((row, around))
    return found


def _area_line(placed: tuple[AreaTreeRow, str]) -> Line:
    row, around = placed
    schools = ngettext("{n} institution", "{n} institutions", row.institutions).format(n=row.institutions)
    where = _("in {areas}").format(areas=around) if around else ""
    detail = joined(where, schools if row.institutions else "", row.gss_code)
    return Line(row.id, row.name, detail, label(row.kind), Tone.PLAIN)


def _area_choices(session: Session, owner: Owner, today: date) -> list[tuple[str, object]]:
    return [("  " * row.depth + row.name, row.id) for row in list_area_tree(session, as_at=today)]


def areas(today: Callable[[], date]) -> Part:
    """Return the card of wards, divisions and areas of committees, each below what it lies in."""

    def choices(session: Session, owner: Owner) -> list[tuple[str, object]]:
        return _area_choices(session, owner, today())

    return Part(
        kind="area",
        title=m("Areas"),
        nothing=m("No areas yet. Wards come with a register; divisions and areas of committees are entered here."),
        rows=_areas,
        line=_area_line,
        add=m("Add an area…"),
        form=AreaFields,
        fields=(
            FieldSpec("name", m("&Name"), 6, m("Enter the name of the area")),
            FieldSpec("kind", m("&Kind")),
            FieldSpec("parent_id", m("&Lies in"), options=choices, blank=m("Nothing larger that is known")),
            FieldSpec("gss_code", m("&Code of the statistics office"), hint=m("Begins with E, like E05011170")),
            FieldSpec("starts_on", m("&Since")),
            FieldSpec("ends_on", m("&Until")),
        ),
        create=create_area,
        edit=edit_area,
        remove=archive_area,
        remove_words=m("Put away"),
        owner="",
    )


def _councillors(session: Session, owner: Owner, today: date) -> Sequence[CouncillorRow]:
    return list_councillors(session, as_at=today)


def _councillor_line(row: CouncillorRow) -> Line:
    since = _("since {day}").format(day=day_words(row.starts_on)) if row.starts_on is not None else ""
    until = _("until {day}").format(day=day_words(row.term_ends_on)) if row.term_ends_on is not None else ""
    detail = joined(row.area_name, row.organisation_name, row.party, since, until)
    return Line(row.affiliation_id, row.name, detail)


def councillors(today: Callable[[], date]) -> Part:
    """Return the card of the councillors in office; their terms end on their own page."""

    def choices(session: Session, owner: Owner) -> list[tuple[str, object]]:
        return _area_choices(session, owner, today())

    return Part(
        kind="affiliation",
        title=m("Councillors in office"),
        nothing=m("No councillors are known. Add them with the ward they sit for and when their term ends."),
        rows=_councillors,
        line=_councillor_line,
        add=m("Add a councillor…"),
        form=CouncillorFields,
        fields=(
            FieldSpec("person_id", m("&Who"), 6, m("Choose who it is"), kinds=("person",)),
            FieldSpec("council_id", m("&Council"), 6, m("Choose the council"), kinds=("organisation",)),
            FieldSpec("area_id", m("W&ard or division"), 6, m("Choose the ward"), options=choices,
                      blank=m("Choose one")),
            FieldSpec("party", m("&Party of this term")),
            FieldSpec("starts_on", m("&Elected on")),
            FieldSpec("term_ends_on", m("&Term ends on"), past=False),
        ),
        create=add_councillor,
        opens=lambda row: ("person", row.person_id),
        owner="",
    )  # fmt: skip
