"""Changing what partnerships are for: their aims, and the goals that several of them share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.partnerships import get_partnership
from models.entities import Aim, SharedGoal
from models.errors import WrongUse
from models.validation import get_record, required
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class GoalFields:
    """What a form of a shared goal holds."""

    title: str
    note: str = ""
    source: str = ""
    visibility: Visibility = Visibility.PARTNERS
    version: int | None = None


@dataclass(frozen=True, slots=True)
class AimFields:
    """What a form of an aim holds; without a number it comes after the others."""

    partnership_id: int
    text: str
    goal_id: int | None = None
    number: int | None = None
    source: str = ""
    visibility: Visibility = Visibility.PARTNERS
    version: int | None = None


def create_goal(session: Session, fields: GoalFields) -> int:
    """Add a goal that several partnerships may work towards and return its number."""
    required(fields.title, _("what the goal is called"))
    return writing.create(session, SharedGoal, fields)


def edit_goal(session: Session, goal_id: int, fields: GoalFields) -> int:
    """Change a shared goal. Raises StaleRecord when the form is older than the record."""
    required(fields.title, _("what the goal is called"))
    return writing.edit(session, SharedGoal, goal_id, fields, _("shared goal"))


def archive_goal(session: Session, goal_id: int) -> None:
    """Put a shared goal away; the aims that served it stay aims of their partnerships."""
    writing.put_away(session, SharedGoal, goal_id, _("shared goal"))


def create_aim(session: Session, fields: AimFields) -> int:
    """Set down an aim of a partnership and return its number in the book."""
    _check_aim(session, fields)
    last = select(func.max(Aim.number)).where(Aim.partnership_id == fields.partnership_id, Aim.archived_at.is_(None))
    number = fields.number or (session.scalar(last) or 0) + 1
    return writing.create(session, Aim, fields, number=number)


def edit_aim(session: Session, aim_id: int, fields: AimFields) -> int:
    """Change an aim; it stays with its partnership. Raises StaleRecord when the form is older than the record."""
    aim = get_record(session, Aim, aim_id, _("aim"))
    if aim.partnership_id != fields.partnership_id:
        raise WrongUse(_("An aim stays with its partnership. Set down a new aim for the other one."))
    _check_aim(session, fields)
    return writing.edit(session, Aim, aim_id, fields, _("aim"), number=fields.number or aim.number)


def link_aim_to_goal(session: Session, aim_id: int, goal_id: int | None) -> None:
    """Say which shared goal an aim serves; None for none."""
    if goal_id is not None:
        _check_goal(session, goal_id)
    get_record(session, Aim, aim_id, _("aim")).goal_id = goal_id
    session.flush()


def close_aim(session: Session, aim_id: int, closed_on: date) -> None:
    """Say that an aim is reached or given up; activities after that day are not held against it."""
    get_record(session, Aim, aim_id, _("aim")).closed_on = closed_on
    session.flush()


def reopen_aim(session: Session, aim_id: int) -> None:
    """Say that an aim stands again."""
    get_record(session, Aim, aim_id, _("aim")).closed_on = None
    session.flush()


def archive_aim(session: Session, aim_id: int) -> None:
    """Put an aim away that should not have been set down."""
    writing.put_away(session, Aim, aim_id, _("aim"))


def _check_aim(session: Session, fields: AimFields) -> None:
    required(fields.text, _("what the partnership wants to reach"))
    get_partnership(session, fields.partnership_id)
    if fields.goal_id is not None:
        _check_goal(session, fields.goal_id)


def _check_goal(session: Session, goal_id: int) -> None:
    if get_record(session, SharedGoal, goal_id, _("shared goal")).archived_at is not None:
        raise WrongUse(_("This shared goal was put away. Bring it back first, or choose another."))
