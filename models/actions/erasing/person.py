"""Erases one person from every table, the search, the drafts, the imports and the history, in one change.

The preview is the erasure itself, rehearsed (`Store.rehearse`): so what is told before and what is done cannot differ.
It is no step, and Undo neither takes it back nor anything before it that would bring the person back.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.actions.erasing.history import forget_history
from models.actions.erasing.outside import forget_drafts, forget_files, forget_imports, forget_merges
from models.actions.erasing.rows import Rows
from models.actions.erasing.search import look_everywhere
from models.actions.erasing.told import Erased, told
from models.base import utc_now
from models.blanking import mark_forgetting, stretches
from models.entities import Erasure, Person, map_all
from models.errors import WrongUse
from models.masking import Masker
from models.queries.held import Check
from models.queries.kept_longer import find_hold
from models.queries.records import Ref, table_of
from models.text import sort_key
from models.validation import get_record, required
from models.words import label
from resources.i18n import _


def erase_person(
    session: Session,
    person_id: int,
    today: date,
    reason: str,
    *,
    ticked: Collection[Ref] | None = None,
    number: int | None = None,
    check: Check | None = None,
) -> Erased:
    """Make a former contact of a person; return what was done, place by place.

    `ticked` are the rows that perhaps name them and indeed do; None leaves it at those that are about them anyway.
    `number` is what they were called when they were erased before, and a backup brought them back.
    Raises WrongUse when there is no such person, they were erased already, or a hold keeps them.
    """
    map_all()
    person = get_record(session, Person, person_id, _("person"))
    why = required(reason, _("why they are erased"))
    if session.scalar(select(Erasure.id).where(Erasure.person_id == person_id)):
        raise WrongUse(_("{name} was erased already.").format(name=person.display_name))
    name, uid = person.display_name, person.uid
    if number is None:
        _refuse_while_held(session, person, today)
    number = _free_number(session, number)
    found = look_everywhere(session, person, check)
    masker = Masker(found.namer, _("former contact #{n}").format(n=number), _("[removed]"), found.others)
    chosen = found.standard() if ticked is None else frozenset(ticked)
    uids = _uids(session, chosen & found.perhaps.keys())
    rows = Rows(session, masker, today)
    _empty_record(rows, person_id, number)
    rows.remove_theirs(person_id)
    rows.empty_theirs(found.tied)
    for ref in found.to_mask(chosen):
        rows.mask(ref, letters=ref in chosen)
    forget_files(rows, found, chosen)
    forget_merges(rows, person_id)
    forget_drafts(rows)
    forget_imports(rows, person_id, becomes_name(number))
    resealed, emptied = forget_history(rows, found)
    session.add(
        Erasure(
            person_id=person_id,
            person_uid=uid,
            number=number,
            erased_on=today,
            reason=masker.mask(why),
            ticked=json.dumps(sorted(uids)),
            resealed=json.dumps(resealed),
            emptied=json.dumps(stretches(emptied)),
        )
    )
    session.flush()
    mark_forgetting(session, Erasure.__tablename__)
    session.expire_all()
    return Erased(name, becomes_name(number), number, told(rows.done), found.possible(), found.elsewhere)


def becomes_name(number: int) -> str:
    """Return what a person is called who was erased."""
    return _("Former contact #{n}").format(n=number)


def _refuse_while_held(session: Session, person: Person, today: date) -> None:
    """Refuse to erase whom a hold keeps; who was erased before, after it was lifted, is not asked about it again."""
    hold = find_hold(session, person.id, today)
    if hold is not None:
        raise WrongUse(
            _("{name} is kept: {hold}. Lift the hold first, under Settings, Data protection, Kept for longer.").format(
                name=person.display_name, hold=label(hold)
            )
        )


def _free_number(session: Session, wanted: int | None) -> int:
    taken = session.scalar(select(Erasure.id).where(Erasure.number == wanted)) if wanted is not None else None
    if wanted is not None and taken is None:
        return wanted
    return (session.scalar(select(func.max(Erasure.number))) or 0) + 1


def _empty_record(rows: Rows, person_id: int, number: int) -> None:
    """Leave of the person's own record that there was somebody."""
    name = becomes_name(number)
    texts = {
        column.name: ""
        for column in table_of("person").columns
        if getattr(column.server_default, "arg", None) == "" and column.name not in ("created_by", "updated_by")
    }
    none = {"first_met_on": None, "first_met_event_id": None, "introduced_by_id": None, "verified_on": None,
            "processing_restricted_on": None}  # fmt: skip
    own = {"display_name": name, "name_key": sort_key(name), "archived_at": utc_now()}
    rows.change(("person", person_id), {**texts, **none, **own}, "person")


def _uids(session: Session, refs: Collection[Ref]) -> list[tuple[str, str]]:
    """Return rows by what they are called in every copy of the book."""
    found = []
    for kind, number in refs:
        uid = session.scalar(select(table_of(kind).c.uid).where(table_of(kind).c.id == number))
        if uid is not None:
            found.append((kind, str(uid)))
    return found
