"""Cards of areas with their councillors, of checklists, and of what data protection asks to look after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, joined
from desktop.tokens import Tone
from models.actions.areas import AreaFields, CouncillorFields, add_councillor, archive_area, create_area, edit_area
from models.actions.checklists import (
    ChecklistFields,
    ChecklistItemFields,
    add_checklist_item,
    add_preset_checklists,
    archive_checklist,
    create_checklist,
    edit_checklist,
    edit_checklist_item,
    remove_checklist_item,
)
from models.actions.merging import unmerge
from models.queries.area_tree import AreaTreeRow, list_area_tree
from models.queries.areas import CouncillorRow, list_councillors
from models.queries.checklists import ChecklistItemRow, ChecklistRow, list_checklist_items, list_checklists
from models.queries.incomplete_people import IncompletePerson, list_incomplete_people
from models.queries.merging import MergeRow, list_merges
from models.words import label
from resources.i18n import _, ngettext
from resources.i18n import marked as m

# --- areas --------------------------------------------------------------------------------------------------------


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


# --- checklists ---------------------------------------------------------------------------------------------------


def _checklists(session: Session, owner: Owner, today: date) -> Sequence[ChecklistRow]:
    return list_checklists(session)


def _checklist_line(row: ChecklistRow) -> Line:
    lines = ngettext("{n} line", "{n} lines", row.items).format(n=row.items)
    return Line(row.id, row.name, joined(lines, _("from public guidance") if row.is_preset else ""))


def _usual_checklists(session: Session, number: int, values: Values) -> str:
    added = len(add_preset_checklists(session))
    return ngettext("{n} checklist was added.", "{n} checklists were added.", added).format(n=added)


def _add_line(session: Session, number: int, values: Values) -> None:
    add_checklist_item(session, ChecklistItemFields(number, values["text"], values["heading"]))


CHECKLISTS = Part(
    kind="checklist",
    title=m("Checklists"),
    nothing=m("No checklists yet. Take those made from public guidance, or write your own."),
    rows=_checklists,
    line=_checklist_line,
    add=m("Add a checklist…"),
    form=ChecklistFields,
    fields=(FieldSpec("name", m("&Name"), 12, m("Enter a name for the checklist")),),
    create=create_checklist,
    edit=edit_checklist,
    remove=archive_checklist,
    remove_words=m("Put away"),
    steps=(
        Step(
            m("Add a line to it…"),
            _add_line,
            (
                FieldSpec("text", m("&What to look at"), 12, m("Enter what to look at"), type=str),
                FieldSpec("heading", m("Under the &heading"), 12, type=str),
            ),
        ),
    ),
    together=(Step(m("Take those from guidance"), _usual_checklists),),
    owner="",
)


def _items(session: Session, owner: Owner, today: date) -> Sequence[ChecklistItemRow]:
    return list_checklist_items(session)


def _item_line(row: ChecklistItemRow) -> Line:
    return Line(row.id, row.text, joined(row.checklist, row.heading), lead=f"{row.number}")


CHECKLIST_ITEMS = Part(
    kind="checklist_item",
    title=m("Lines of the checklists"),
    nothing=m("No lines yet. They are added to a checklist by its menu."),
    rows=_items,
    line=_item_line,
    form=ChecklistItemFields,
    fields=(
        FieldSpec("text", m("&What to look at"), 12, m("Enter what to look at")),
        FieldSpec("heading", m("Under the &heading")),
        FieldSpec("number", m("&Place in the list")),
    ),
    edit=edit_checklist_item,
    remove=remove_checklist_item,
    owner="",
)

# --- data protection ----------------------------------------------------------------------------------------------


def _incomplete(session: Session, owner: Owner, today: date) -> Sequence[IncompletePerson]:
    return list_incomplete_people(session)


def _incomplete_line(row: IncompletePerson) -> Line:
    lacks = (_("lawful basis"), row.lacks_basis), (_("where we know them from"), row.lacks_source)
    return Line(row.id, row.name, _("Not said: {what}").format(what=", ".join(word for word, is_so in lacks if is_so)))


INCOMPLETE = Part(
    kind="person",
    title=m("People whose record does not say why we keep it"),
    nothing=m("Every person’s record says on what lawful basis we keep it, and where we know them from."),
    rows=_incomplete,
    line=_incomplete_line,
    opens=lambda row: ("person", row.id),
    owner="",
)


def _merges(session: Session, owner: Owner, today: date) -> Sequence[MergeRow]:
    return list_merges(session)


def _merge_line(row: MergeRow) -> Line:
    words = _("{gone} went into {kept}").format(gone=row.gone_name, kept=row.kept_name)
    return Line(row.id, words, day_words(row.merged_on))


def _two_again(session: Session, number: int, values: Values) -> str:
    left = unmerge(session, number).kept_as_they_are
    return " ".join(left) or _("They are two again, to the letter.")


MERGES = Part(
    kind="merge_record",
    title=m("Records made one"),
    nothing=m("No two records were made one."),
    rows=_merges,
    line=_merge_line,
    steps=(Step(m("Make two of it again"), _two_again),),
    opens=lambda row: (row.kind, row.kept_id),
    owner="",
)
