"""The card of groups kept by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.marks.parts import secret_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session
from desktop.tokens import Tone
from models.actions.groups import GroupFields, add_group, edit_group, put_away_group
from models.queries.groups import GroupRow, list_groups
from resources.i18n import marked as m


def _groups(session: Session, owner: Owner, today: date) -> Sequence[GroupRow]:
    return list_groups(session)


def _group_line(row: GroupRow) -> Line:
    return Line(row.id, row.name, row.note, secret_words(row.visibility), Tone.INFO)


GROUPS = Part(
    kind="record_group",
    title=m("Groups"),
    nothing=m("No groups yet. A group is a list kept by hand, like the schools of a project."),
    rows=_groups,
    line=_group_line,
    add=m("Add a group…"),
    form=GroupFields,
    fields=(
        FieldSpec("name", m("&Name"), 12, m("Enter a name for the group")),
        FieldSpec("note", m("What it is &for"), 12, lines=2),
    ),
    create=add_group,
    edit=edit_group,
    remove=put_away_group,
    remove_words=m("Put away"),
    owner="",
)
