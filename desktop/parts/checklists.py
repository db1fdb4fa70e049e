"""Checklists that partnerships go through, and their lines; the ticks themselves stand on the partnership's page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, joined
from desktop.tokens import Tone
from models.actions.checklists import (
    ChecklistFields,
    ChecklistItemFields,
    add_checklist_item,
    archive_checklist,
    create_checklist,
    edit_checklist,
    edit_checklist_item,
    remove_checklist_item,
)
from models.queries.checklists import (
    ChecklistLine,
    ChecklistRow,
    ChecklistUse,
    list_checklist_lines,
    list_checklist_use,
    list_checklists,
)
from resources.i18n import _, ngettext
from resources.i18n import marked as m

Used = tuple[ChecklistRow, ChecklistUse | None]
"""A checklist, and how far the partnership in view is with it."""


def _lists(session: Session, owner: Owner, today: date) -> Sequence[Used]:
    found: list[Used] = []
    for row in list_checklists(session):
        uses = list_checklist_use(session, row.id, as_at=today)
        found.append((row, next((use for use in uses if use.partnership_id == owner.id), None)))
    return found


def _list_line(used: Used) -> Line:
    row, use = used
    lines = ngettext("{n} line", "{n} lines", row.items).format(n=row.items)
    if use is None:
        return Line(row.id, row.name, lines, _("Not begun"))
    done = _("{done} of {all} done").format(done=use.done, all=use.items)
    return Line(row.id, row.name, lines, done, Tone.GOOD if use.done == use.items else Tone.INFO)


def _lines(session: Session, owner: Owner, today: date) -> Sequence[ChecklistLine]:
    return list_checklist_lines(session, owner.id)


def _line(row: ChecklistLine) -> Line:
    return Line(row.item_id, row.text, joined(row.heading), lead=str(row.number))


CHECKLISTS = Part(
    kind="checklist",
    title=m("Checklists"),
    nothing=m("No checklist yet. A list of what good partnerships see to helps a new one on its feet."),
    rows=_lists,
    line=_list_line,
    add=m("New checklist…"),
    form=ChecklistFields,
    fields=(
        FieldSpec("name", m("&Name"), 12, m("Enter the name of the checklist")),
        FieldSpec("source", m("&Where it is from"), 6),
    ),
    create=create_checklist,
    edit=edit_checklist,
    remove=archive_checklist,
    remove_words=m("Put away"),
    owner="",
    touches=("checklist_item", "checklist_mark"),
)

CHECKLIST_LINES = Part(
    kind="checklist_item",
    title=m("Lines of the checklist"),
    nothing=m("No lines yet. Add the first thing to see to."),
    rows=_lines,
    line=_line,
    add=m("Add a line…"),
    form=ChecklistItemFields,
    fields=(
        FieldSpec("text", m("&What is to be seen to"), 12, m("Enter what is to be seen to"), lines=2),
        FieldSpec("heading", m("Under the &heading"), 8),
        FieldSpec("number", m("&Place"), 4, hint=m("Blank for the last")),
    ),
    create=add_checklist_item,
    edit=edit_checklist_item,
    remove=remove_checklist_item,
    owner="checklist_id",
)
