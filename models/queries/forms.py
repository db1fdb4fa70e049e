"""What a form begins with: a record's own values as the form's dataclass, and records to choose from."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import MISSING, dataclass
from dataclasses import fields as fields_of
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Organisation
from models.errors import WrongUse
from models.kinds import KINDS
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.records import find_names, find_readable, table_of
from models.text import sort_key
from models.vocabulary import OrganisationKind, Visibility
from resources.i18n import _

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Form = TypeVar("Form", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class RecordChoice:
    """A record that a field may name."""

    kind: str
    id: int
    name: str


def find_form(session: Session, kind: str, record_id: int, form: type[Form], **more: object) -> Form:
    """Return a record's values as the dataclass its actions take; `more` gives fields that are no columns of it.

    Raises WrongUse when there is no such record, which may have been taken out meanwhile.
    """
    table = table_of(kind)
    wanted = [table.c[field.name] for field in fields_of(form) if field.name in table.c]
    row = session.execute(select(*wanted).where(table.c.id == record_id)).one_or_none()
    if row is None:
        raise WrongUse(
            _("This {noun} is no longer there. Somebody may have removed it; go back to the list.").format(
                noun=KINDS[kind].word
            )
        )
    values: dict[str, Any] = {**dict(row._mapping), **more}
    for field in fields_of(form):
        # A form asks for what the table may leave open only where it has a value to begin with.
        if values.get(field.name, MISSING) is None and field.default not in (MISSING, None):
            values[field.name] = field.default
    return form(**values)


def find_values(
    session: Session, kind: str, record_id: int, names: Collection[str], *, by: str = "id"
) -> dict[str, Any]:
    """Return some columns of the row whose column `by` holds a number; nothing where there is no such row.

    For forms that are made of two tables, like a partnership's organisation and its profile.
    """
    table = table_of(kind)
    columns = [table.c[name] for name in names if name in table.c]
    row = session.execute(select(*columns).where(table.c[by] == record_id)).one_or_none()
    return {} if row is None else dict(row._mapping)


def name_records(session: Session, refs: Collection[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Return what records are called, by kind and number, for fields that hold them."""
    return {ref: found.name for ref, found in find_names(session, refs).items()}


def list_choices(
    session: Session,
    kind: str,
    *,
    words: str = "",
    part_of: tuple[str, int] | None = None,
    limit: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[RecordChoice, ...]:
    """Return the records of a kind that a field may name, by name; with `words` those that have them in their name.

    `part_of` is a column and a number: only records of this partnership, meeting or other whole, where the kind has
    that column. Those put away are left out.
    """
    table = table_of(kind)
    name = table.c[KINDS[kind].name]
    question = select(table.c.id, name)
    if "archived_at" in table.c:
        question = question.where(table.c.archived_at.is_(None))
    if part_of is not None and part_of[0] in table.c:
        question = question.where(table.c[part_of[0]] == part_of[1])
    asked = sort_key(words).split()
    rows = [
        (sort_key(str(text)), number, str(text))
        for number, text in session.execute(question.order_by(name, table.c.id))
        if all(word in sort_key(str(text)) for word in asked)
    ]
    if audience is not EVERYONE_OF_OURS:
        allowed = find_readable(session, kind, [number for _key, number, _text in rows], audience)
        rows = [row for row in rows if row[1] in allowed]
    rows.sort()
    return tuple(RecordChoice(kind, number, text) for _key, number, text in rows[:limit])


_STANDS_WITH: dict[str, tuple[str, ...]] = {
    "activity": ("partnership_id", "organisation_id"),
    "action": ("meeting_id", "commitment_id", "conversation_id", "owner_person_id"),
    "agreement": ("partnership_id",),
    "case_study": ("partnership_id",),
    "delegation": ("to_id", "from_id"),
    "funding_opportunity": ("partnership_id",),
    "good_practice": ("origin_id",),
    "introduction": ("first_organisation_id", "first_person_id", "second_organisation_id", "second_person_id"),
    "issue_raised": ("organisation_id", "person_id", "conversation_id"),
    "peer_review": ("partnership_id", "reviewed_id"),
    "priority": ("meeting_id", "organisation_id"),
    "signposting": ("to_organisation_id", "to_person_id", "about_organisation_id", "about_event_id"),
    "survey": ("partnership_id",),
    "thread": ("organisation_id",),
}
"""Records that are no part of another one, but are shown where they belong; the first column that is set counts."""

_NAMED_BY: dict[str, tuple[str, str]] = {
    "attachment": ("attachment_link", "attachment_id"),
    "reference": ("reference_link", "reference_id"),
    "shared_goal": ("aim", "goal_id"),
    "thread": ("conversation", "thread_id"),
}
"""Records that are shown where another one names them: its table, and the column that does."""

_BETWEEN: dict[str, tuple[str, str, str]] = {"agreement": ("agreement_party", "agreement_id", "organisation_id")}
"""Records that stand with each of those they are between, where no partnership has them."""

_ON_EVERY_PARTNERSHIP = frozenset({"shared_goal", "funding_opportunity"})
"""Records that stand on the page of every partnership while they belong to none."""


def find_whole(session: Session, kind: str, record_id: int, of_kinds: Iterable[str]) -> tuple[str, int] | None:
    """Return the record of one of `of_kinds` that a record is or is a part of, however deep, or None.

    So that a barrier found by search is shown where it stands: on its organisation. A partnership is asked for as
    "partnership", although it is an organisation to the book.
    """
    wanted = frozenset(of_kinds)
    here: tuple[str, int] | None = (kind, record_id)
    for _step in range(6):
        if here is None or here[0] in wanted:
            return here
        here = _one_up(session, *here, wanted)
    return None


def _one_up(session: Session, kind: str, record_id: int, wanted: frozenset[str]) -> tuple[str, int] | None:
    table, known = table_of(kind), KINDS[kind]
    if known.on_record:
        row = session.execute(select(table.c.record_kind, table.c.record_id).where(table.c.id == record_id)).first()
        return (row[0], row[1]) if row is not None and row[0] else None
    named_by = _newest_that_names(session, kind, record_id)
    if named_by is not None:
        return named_by
    for column in known.part_of or _STANDS_WITH.get(kind, ()):
        number = session.execute(select(table.c[column]).where(table.c.id == record_id)).scalar()
        if number is not None:
            whole = next(iter(table.c[column].foreign_keys)).column.table.name
            return ("partnership" if column == "partnership_id" and "partnership" in wanted else whole), int(number)
    if kind in _BETWEEN:
        name, column, party = _BETWEEN[kind]
        parties = table_of(name)
        question = select(parties.c[party]).where(parties.c[column] == record_id).order_by(parties.c.id)
        number = session.execute(question.limit(1)).scalar()
        return (party.removesuffix("_id"), int(number)) if number is not None else None
    if kind in _ON_EVERY_PARTNERSHIP and "partnership" in wanted:
        partnerships = select(Organisation.id).where(
            Organisation.kind == OrganisationKind.PARTNERSHIP, Organisation.archived_at.is_(None)
        )
        first = session.execute(partnerships.order_by(Organisation.name_key, Organisation.id).limit(1)).scalar()
        return ("partnership", first) if first is not None else None
    return None


def _newest_that_names(session: Session, kind: str, record_id: int) -> tuple[str, int] | None:
    """Return the newest record that names one of a kind that stands nowhere by itself, or None."""
    if kind not in _NAMED_BY:
        return None
    name, column = _NAMED_BY[kind]
    table = table_of(name)
    question = select(table.c.id).where(table.c[column] == record_id)
    if "archived_at" in table.c:
        question = question.where(table.c.archived_at.is_(None))
    number = session.execute(question.order_by(table.c.id.desc()).limit(1)).scalar()
    return (name, int(number)) if number is not None else None
