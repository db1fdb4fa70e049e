"""Changing the seats and offices of organisations: how many, of which category, appointed by whom, for how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from models.base import Dated
from models.dates import months_after
from models.entities import Affiliation, Area, Organisation, Post
from models.errors import WrongUse
from models.validation import check_count, check_exists, check_order, check_version, get_record, required
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class PostFields:
    """What a form of a seat or office holds."""

    organisation_id: int
    role: str
    label: str = ""
    seats: int = 1
    category: str = ""
    appointing_body: str = ""
    term_months: int | None = None
    voting: bool = True
    area_id: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    version: int | None = None


def create_post(session: Session, fields: PostFields) -> int:
    """Add a seat or office to an organisation and return its number."""
    post = Post()
    _write_post(session, post, fields)
    session.add(post)
    session.flush()
    return post.id


def edit_post(session: Session, post_id: int, fields: PostFields) -> int:
    """Change a seat or office. Raises StaleRecord when the form is older than the record.

    Refused where those who held it would no longer fit: too few seats, other dates, another organisation.
    """
    post = get_record(session, Post, post_id, _("seat"))
    check_version(post, fields.version, _("seat"))
    _check_holders(session, post_id, fields)
    _write_post(session, post, fields)
    session.flush()
    return post_id


def end_post(session: Session, post_id: int, ends_on: date, reason: str = "") -> int:
    """Abolish a seat or office from a day on; who holds it then ends with it and stays in its history.

    Refused where somebody is down to take it up later.
    """
    post = get_record(session, Post, post_id, _("seat"))
    check_order(post.starts_on, ends_on, _("The seat would end before it began. Enter a later day."))
    reason = reason.strip()
    end_roles(
        session, select(Affiliation).where(Affiliation.post_id == post_id), ends_on, reason or _("Seat abolished")
    )
    post.ends_on, post.end_reason = ends_on, reason
    session.flush()
    return post_id


def _write_post(session: Session, post: Post, fields: PostFields) -> None:
    role = required(fields.role, _("the role, like Parent governor"))
    check_exists(session, Organisation, fields.organisation_id, _("organisation"))
    check_exists(session, Area, fields.area_id, _("ward"))
    check_count(fields.term_months, _("the length of a term of office in months"))
    check_order(fields.starts_on, fields.ends_on, _("The seat would end before it began. Enter a later last day."))
    if fields.seats < 1:
        raise WrongUse(_("Enter how many seats there are, at least 1."))
    post.role, post.label, post.category = role, fields.label.strip(), fields.category.strip()
    post.appointing_body, post.term_months, post.voting = (
        fields.appointing_body.strip(),
        fields.term_months,
        fields.voting,
    )
    post.organisation_id, post.seats, post.area_id = fields.organisation_id, fields.seats, fields.area_id
    post.starts_on, post.ends_on = fields.starts_on, fields.ends_on


def end_roles(session: Session, roles: Select[Affiliation], ends_on: date, reason: str) -> int:
    """End those of some roles that would go on after a day, with the reason, and return how many there were.

    Raises WrongUse where one of them is to begin only then.
    """
    beyond = or_(Affiliation.ends_on.is_(None), Affiliation.ends_on > ends_on)
    found = session.scalars(roles.where(beyond).order_by(Affiliation.id)).all()
    if any(role.starts_on is not None and role.starts_on > ends_on for role in found):
        raise WrongUse(_("Somebody is down to begin here after that day. Take that role out first."))
    for role in found:
        role.ends_on, role.end_reason, role.is_best_contact = ends_on, reason, False
    session.flush()
    return len(found)


def term_end(session: Session, post_id: int, starts_on: date | None) -> date | None:
    """Return the last day of a term of office in a seat that begins on a day; None where the seat has no term."""
    months = get_record(session, Post, post_id, _("seat")).term_months
    return months_after(starts_on, months) - timedelta(days=1) if months and starts_on is not None else None


def _check_holders(session: Session, post_id: int, fields: PostFields) -> None:
    """Refuse what those who hold or held a seat contradict."""
    held = session.scalars(select(Affiliation).where(Affiliation.post_id == post_id).order_by(Affiliation.id)).all()
    first, end = fields.starts_on or date.min, fields.ends_on or date.max
    if any(role.organisation_id != fields.organisation_id for role in held):
        raise WrongUse(_("This seat has been held where it is. Add another seat at the other organisation instead."))
    if any((role.starts_on or date.max) < first or (role.ends_on or date.max) > end for role in held):
        raise WrongUse(_("Somebody held this seat outside those days. Change their dates first."))
    if most_together(held) > fields.seats:
        raise WrongUse(_("More people than that have held this seat at once. Enter more seats, or end a role first."))


def most_together(rows: Sequence[Dated], starts_on: date | None = None) -> int:
    """Return the greatest number of rows that hold on one day, or on one day from a day on."""
    first = starts_on or date.min
    days = {max(row.starts_on or date.min, first) for row in rows}
    return max(
        (
            sum((row.starts_on or date.min) <= day and (row.ends_on is None or row.ends_on > day) for row in rows)
            for day in days
        ),
        default=0,
    )
