"""Checklists, and how far a partnership has come with one: what is done, what is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, literal, null, select
from sqlalchemy.orm import Session

from models.entities import Checklist, ChecklistItem, ChecklistMark, Organisation
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, may_read, readable
from models.queries.belonging import GROUPING_KINDS
from models.queries.rows import fetch
from models.queries.sight import sees_record
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """A checklist, and how many lines it has."""

    id: int
    name: str
    is_preset: bool
    items: int
    visibility: Visibility
    version: int


@dataclass(frozen=True, slots=True)
class ChecklistItemRow:
    """A line of a checklist, whichever partnership it is kept for."""

    id: int
    checklist_id: int
    checklist: str
    number: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """A line of a checklist as it stands for a partnership."""

    item_id: int
    number: int
    heading: str
    text: str
    version: int
    done_on: date | None
    note: str
    """Our own words: "" to an audience outside the office."""

    @property
    def is_done(self) -> bool:
        """Say whether it was seen to."""
        return self.done_on is not None


@dataclass(frozen=True, slots=True)
class ChecklistProgress:
    """How far a partnership has come with a checklist on a day."""

    checklist_id: int
    name: str
    partnership_id: int
    partnership: str
    lines: tuple[ChecklistLine, ...]

    @property
    def left(self) -> tuple[ChecklistLine, ...]:
        """Return what is not seen to yet, in order."""
        return tuple(line for line in self.lines if not line.is_done)

    @property
    def done(self) -> int:
        """Return how many lines are seen to."""
        return len(self.lines) - len(self.left)

    @property
    def by_heading(self) -> tuple[tuple[str, int, int], ...]:
        """Return each heading with how many of its lines are done and how many there are: the four pillars."""
        headings = dict.fromkeys(line.heading for line in self.lines)
        return tuple(
            (
                heading,
                sum(line.is_done for line in self.lines if line.heading == heading),
                sum(line.heading == heading for line in self.lines),
            )
            for heading in headings
        )


@dataclass(frozen=True, slots=True)
class ChecklistUse:
    """A partnership that has begun with a checklist."""

    partnership_id: int
    partnership: str
    done: int
    items: int


def list_checklists(session: Session, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[ChecklistRow, ...]:
    """Return the checklists, the presets first."""
    items = (
        select(ChecklistItem.checklist_id, func.count().label("times"))
        .group_by(ChecklistItem.checklist_id)
        .subquery("items")
    )
    one = Checklist
    statement = (
        select(one.id, one.name, one.is_preset, func.coalesce(items.c.times, 0), one.visibility, one.version)
        .outerjoin(items, items.c.checklist_id == one.id)
        .where(one.archived_at.is_(None), readable(one, audience))
        .order_by(one.is_preset.desc(), one.name, one.id)
    )
    return tuple(fetch(session, ChecklistRow, statement))


def list_checklist_items(session: Session, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[ChecklistItemRow, ...]:
    """Return the lines of all checklists that are in use, by checklist and in their order."""
    rows = session.execute(
        select(
            ChecklistItem.id,
            ChecklistItem.checklist_id,
            Checklist.name,
            ChecklistItem.number,
            ChecklistItem.heading,
            ChecklistItem.text,
        )
        .join(Checklist, Checklist.id == ChecklistItem.checklist_id)
        .where(Checklist.archived_at.is_(None), readable(Checklist, audience))
        .order_by(Checklist.name, Checklist.id, ChecklistItem.number, ChecklistItem.id)
    )
    return tuple(ChecklistItemRow(*row) for row in rows)


def find_checklist_progress(
    session: Session,
    checklist_id: int,
    partnership_id: int,
    *,
    as_at: date,
    audience: Visibility = EVERYONE_OF_OURS,
) -> ChecklistProgress:
    """Return a checklist gone through for a partnership, as it stood on a day; all lines, marked or not."""
    checklist = _named(session, checklist_id, audience)
    partnership = session.execute(
        select(Organisation.name).where(
            Organisation.id == partnership_id,
            Organisation.kind.in_(GROUPING_KINDS),
            readable(Organisation, audience),
        )
    ).scalar()
    if partnership is None:
        raise WrongUse(_("There is no partnership number {number}. Choose another.").format(number=partnership_id))
    item, mark = ChecklistItem, ChecklistMark
    done_by_then = and_(mark.done_on.is_not(None), mark.done_on <= as_at)
    statement = (
        select(item.id, item.number, item.heading, item.text, item.version, mark.done_on, mark.note, done_by_then)
        .outerjoin(mark, and_(mark.item_id == item.id, mark.partnership_id == partnership_id))
        .where(item.checklist_id == checklist_id)
        .order_by(item.number, item.id)
    )
    ours = may_read(audience, Visibility.INTERNAL)
    lines = tuple(
        ChecklistLine(*row[:5], row[5] if row[7] else None, (row[6] or "") if ours else "")
        for row in session.execute(statement)
    )
    return ChecklistProgress(checklist_id, checklist, partnership_id, partnership, lines)


def list_checklist_lines(
    session: Session, checklist_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[ChecklistLine, ...]:
    """Return the lines of a checklist as such, gone through for nobody."""
    _named(session, checklist_id, audience)
    item = ChecklistItem
    statement = (
        select(item.id, item.number, item.heading, item.text, item.version, null(), literal(""))
        .where(item.checklist_id == checklist_id)
        .order_by(item.number, item.id)
    )
    return tuple(fetch(session, ChecklistLine, statement))


def list_checklist_use(
    session: Session, checklist_id: int, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[ChecklistUse, ...]:
    """Return the partnerships that have begun with a checklist, and how many lines each has seen to by a day."""
    _named(session, checklist_id, audience)
    item, mark = ChecklistItem, ChecklistMark
    items = select(func.count()).where(item.checklist_id == checklist_id).scalar_subquery()
    statement = (
        select(Organisation.id, Organisation.name, func.count().filter(mark.done_on <= as_at), items)
        .select_from(mark)
        .join(item, item.id == mark.item_id)
        .join(Organisation, Organisation.id == mark.partnership_id)
        .where(item.checklist_id == checklist_id, sees_record(mark, audience))
        .group_by(Organisation.id, Organisation.name, Organisation.name_key)
        .order_by(Organisation.name_key, Organisation.id)
    )
    return tuple(fetch(session, ChecklistUse, statement))


def _named(session: Session, checklist_id: int, audience: Visibility) -> str:
    """Return the name of a checklist. Raises WrongUse when the audience may not read it."""
    name = session.scalar(select(Checklist.name).where(Checklist.id == checklist_id, readable(Checklist, audience)))
    if name is None:
        raise WrongUse(_("There is no such checklist. Choose another."))
    return name
