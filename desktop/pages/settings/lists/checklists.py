"""The cards of checklists and of their lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, joined
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
from models.queries.checklists import ChecklistItemRow, ChecklistRow, list_checklist_items, list_checklists
from resources.i18n import _, ngettext
from resources.i18n import marked as m


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
