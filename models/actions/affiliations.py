"""Changing who holds which role from a day to a day, and who is best to contact.

A role lies within the dates of its organisation and of its seat; a body has one chair at a time, unless two are called
co-chairs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.actions.posts import PostFields, create_post, edit_post, end_post, most_together, term_end
from models.actions.writing import add_many
from models.chunks import in_chunks
from models.entities import Affiliation, Area, Organisation, Person, Post
from models.errors import WrongUse
from models.precise_dates import PreciseDate
from models.roles import RoleGroup, office_of, role_group
from models.validation import check_all_exist, check_exists, check_order, check_version, get_record, required
from models.vocabulary import Precision
from resources.i18n import _

__all__ = [
    "AffiliationFields",
    "PostFields",
    "add_affiliation",
    "add_affiliations",
    "create_post",
    "edit_affiliation",
    "edit_post",
    "end_affiliation",
    "end_post",
    "remove_affiliation",
    "set_best_contact",
    "set_voting",
    "verify_affiliation",
]


@dataclass(frozen=True, slots=True)
class AffiliationFields:
    """What a form of a role holds. `ends_on` is the first day after stepping down."""

    person_id: int
    organisation_id: int
    role: str
    job_title: str = ""
    post_id: int | None = None
    category: str = ""
    appointing_body: str = ""
    starts_on: date | None = None
    starts_precision: Precision = Precision.DAY
    ends_on: date | None = None
    ends_precision: Precision = Precision.DAY
    end_reason: str = ""
    term_ends_on: date | None = None
    on_behalf_of_id: int | None = None
    party: str = ""
    area_id: int | None = None
    topics: str = ""
    is_best_contact: bool = False
    route_note: str = ""
    source: str = ""
    verified_on: date | None = None
    version: int | None = None


_TEXTS = ("job_title", "category", "appointing_body", "end_reason", "party", "route_note", "source")
_AS_THEY_ARE = (
    *("person_id", "organisation_id", "post_id", "on_behalf_of_id", "area_id", "starts_on", "starts_precision"),
    *("ends_on", "ends_precision", "term_ends_on", "is_best_contact", "verified_on"),
)


def add_affiliation(session: Session, fields: AffiliationFields) -> int:
    """Say that somebody holds a role and return its number.

    Where the seat has a term of office and the form no end of it, the term is counted from the day of appointment.
    """
    check_exists(session, Person, fields.person_id, _("person"))
    affiliation = Affiliation(**_new_values(session, fields))
    session.add(affiliation)
    session.flush()
    return affiliation.id


def add_affiliations(session: Session, many: Iterable[AffiliationFields]) -> None:
    """Say of many people at once that they hold roles; the rules are the same."""
    forms = list(many)
    check_all_exist(session, Person, {fields.person_id for fields in forms}, _("person"))
    # Held until all are written, so that asking for each organisation finds it in the session.
    held = _organisations(session, {fields.organisation_id for fields in forms})
    rows: list[dict[str, object]] = []
    for fields in forms:
        if fields.post_id is not None or role_group(fields.role) is RoleGroup.CHAIR:
            # Who else holds it may be among those that are to be written.
            add_many(session, Affiliation, rows)
            rows = []
        rows.append(_new_values(session, fields))
    add_many(session, Affiliation, rows)
    del held


def _organisations(session: Session, numbers: Collection[int]) -> list[Organisation]:
    wanted = sorted(numbers)
    chosen = (select(Organisation).where(Organisation.id.in_(some)) for some in in_chunks(wanted))
    return [one for question in chosen for one in session.scalars(question)]


def _new_values(session: Session, fields: AffiliationFields) -> dict[str, object]:
    values = _values(session, fields, None)
    if fields.post_id is not None and fields.term_ends_on is None and fields.starts_precision is Precision.DAY:
        values["term_ends_on"] = term_end(session, fields.post_id, fields.starts_on)
    return values


def edit_affiliation(session: Session, affiliation_id: int, fields: AffiliationFields) -> int:
    """Change a role that somebody holds or held. Raises StaleRecord when the form is older than the record."""
    affiliation = get_record(session, Affiliation, affiliation_id, _("role"))
    check_version(affiliation, fields.version, _("role"))
    check_exists(session, Person, fields.person_id, _("person"))
    for name, value in _values(session, fields, affiliation.id).items():
        setattr(affiliation, name, value)
    session.flush()
    return affiliation_id


def end_affiliation(
    session: Session, affiliation_id: int, ends_on: date, reason: str = "", precision: Precision = Precision.DAY
) -> int:
    """Say that somebody no longer holds a role from a day on, and why; they stay in its history."""
    affiliation = get_record(session, Affiliation, affiliation_id, _("role"))
    check_order(affiliation.starts_on, ends_on, _("The role would end before it began. Enter a later day."))
    affiliation.ends_on, affiliation.ends_precision = ends_on, precision
    affiliation.end_reason, affiliation.is_best_contact = reason.strip(), False
    session.flush()
    return affiliation_id


def remove_affiliation(session: Session, affiliation_id: int) -> None:
    """Take out a role that was entered by mistake; one that ended is ended, not taken out."""
    session.delete(get_record(session, Affiliation, affiliation_id, _("role")))
    session.flush()


def verify_affiliation(session: Session, affiliation_id: int, on: date) -> int:
    """Say that somebody was found to hold a role still on a day."""
    get_record(session, Affiliation, affiliation_id, _("role")).verified_on = on
    session.flush()
    return affiliation_id


def set_voting(session: Session, affiliation_id: int, is_voting: bool | None) -> int:
    """Say whether a holder votes, whatever the seat says; None goes by the seat again."""
    get_record(session, Affiliation, affiliation_id, _("role")).is_voting = is_voting
    session.flush()
    return affiliation_id


def set_best_contact(
    session: Session,
    affiliation_id: int,
    *,
    is_best: bool = True,
    topics: str | Sequence[str] | None = None,
    route_note: str | None = None,
) -> int:
    """Say whether somebody is the one to ask at an organisation, about what, and how best to reach them.

    Several may be best contacts, each for their topics. What is None stays as it is.
    """
    affiliation = get_record(session, Affiliation, affiliation_id, _("role"))
    if is_best and affiliation.ends_on is not None:
        raise WrongUse(_("This role has ended. Choose somebody who holds a role now."))
    affiliation.is_best_contact = is_best
    if topics is not None:
        affiliation.topics = _topics(topics if isinstance(topics, str) else ",".join(topics))
    if route_note is not None:
        affiliation.route_note = route_note.strip()
    session.flush()
    return affiliation_id


def _values(session: Session, fields: AffiliationFields, own_id: int | None) -> dict[str, object]:
    """Return what a form says, as it is kept; refuse what cannot be. `own_id` is the number of a role that is there.

    That the person is there has been looked at.
    """
    role = required(fields.role, _("the role, like Governor or Head of institution"))
    check_exists(session, Organisation, fields.on_behalf_of_id, _("organisation"))
    check_exists(session, Area, fields.area_id, _("ward"))
    _check_organisation(session, fields)
    check_order(fields.starts_on, fields.ends_on, _("The role would end before it began. Enter a later last day."))
    check_order(
        fields.starts_on, fields.term_ends_on, _("The term of office ends before it begins. Enter a later day.")
    )
    if fields.post_id is not None:
        _check_seat(session, fields, own_id)
    if role_group(role) is RoleGroup.CHAIR:
        _check_chair(session, fields, role, own_id)
    return {
        "role": role,
        "topics": _topics(fields.topics),
        **{field: getattr(fields, field).strip() for field in _TEXTS},
        **{field: getattr(fields, field) for field in _AS_THEY_ARE},
    }


def _check_organisation(session: Session, fields: AffiliationFields) -> None:
    """Refuse a role from before its organisation was there, or going on after it closed."""
    place = get_record(session, Organisation, fields.organisation_id, _("organisation"))
    begun = PreciseDate.of(fields.starts_on, fields.starts_precision)
    if begun is not None and place.opened_on is not None and begun.surely_before(PreciseDate(place.opened_on)):
        raise WrongUse(
            _("{name} opened on {day}. Enter a first day that is not before it.").format(
                name=place.name, day=PreciseDate(place.opened_on).words()
            )
        )
    closed = place.closed_on
    if closed is not None and ((fields.ends_on or date.max) > closed or (fields.starts_on or date.min) >= closed):
        raise WrongUse(
            _("{name} closed on {day}. Enter a first and a last day before it.").format(
                name=place.name, day=PreciseDate(closed).words()
            )
        )


def _topics(words: str) -> str:
    return ", ".join(dict.fromkeys(topic for part in words.split(",") if (topic := part.strip())))


def _others(session: Session, fields: AffiliationFields, own_id: int | None) -> list[Affiliation]:
    """Return the other roles at the organisation that share a day with the one in the form."""
    question = select(Affiliation).where(
        Affiliation.organisation_id == fields.organisation_id,
        Affiliation.id != (own_id or 0),
        or_(Affiliation.ends_on.is_(None), Affiliation.ends_on > (fields.starts_on or date.min)),
    )
    if fields.ends_on is not None:
        question = question.where(or_(Affiliation.starts_on.is_(None), Affiliation.starts_on < fields.ends_on))
    return list(session.scalars(question.order_by(Affiliation.id)))


def _check_chair(session: Session, fields: AffiliationFields, role: str, own_id: int | None) -> None:
    """Refuse a second chair of one body at the same time; co-chairs are called so."""
    for other in _others(session, fields, own_id):
        same_office = role_group(other.role) is RoleGroup.CHAIR and office_of(other.role) == office_of(role)
        if same_office and other.person_id != fields.person_id:
            body = get_record(session, Organisation, fields.organisation_id, _("organisation")).name
            name = get_record(session, Person, other.person_id, _("person")).display_name
            raise WrongUse(
                _("{name} is chair of {body} in that time. End that role first, or call both co-chair.").format(
                    name=name, body=body
                )
            )


def _check_seat(session: Session, fields: AffiliationFields, own_id: int | None) -> None:
    """Refuse a seat of another organisation, outside its own dates, or beyond the number of seats."""
    post = get_record(session, Post, fields.post_id or 0, _("seat"))
    name = post.label or post.role
    if post.organisation_id != fields.organisation_id:
        raise WrongUse(_("The seat {seat} belongs to another organisation. Choose one of its own.").format(seat=name))
    begun = PreciseDate.of(fields.starts_on, fields.starts_precision)
    if begun is not None and post.starts_on is not None and begun.surely_before(PreciseDate(post.starts_on)):
        raise WrongUse(_("The seat {seat} did not exist yet. Enter a later day.").format(seat=name))
    if post.ends_on is not None and (fields.ends_on or date.max) > post.ends_on:
        raise WrongUse(_("The seat {seat} no longer exists then. Enter an earlier last day.").format(seat=name))
    sharing = [other for other in _others(session, fields, own_id) if other.post_id == post.id]
    if most_together(sharing, fields.starts_on) >= post.seats:
        raise WrongUse(
            _("All seats of {seat} are taken in that time. End a role first, or add a seat.").format(seat=name)
        )
