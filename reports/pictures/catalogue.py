"""Every picture there is, by its key; each is made of what the book says, in the one way for window and page."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from models import geography
from models.periods import Period
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.engagement import find_monthly_contacts, list_engagement
from models.queries.funnel import find_funnel
from models.queries.interactions import InteractionMatrix, find_matrix, find_matrix_by_kind, find_matrix_by_month
from models.queries.keeping import list_keeping_rates
from models.queries.organisation_filter import Near, OrganisationFilter, OrganisationSort
from models.queries.organisations import OrganisationRow, find_organisation_row, list_organisations
from models.queries.partnership_network import find_network
from models.queries.promotion_grid import list_promotion_cells
from models.queries.ties import find_ties
from models.queries.unanswered import list_reply_rates
from models.settings import OUR_ORGANISATION, get_setting
from models.vocabulary import OrganisationKind
from reports.document import Column, Drawing, Table
from reports.pictures.bars import keeping_picture, months_picture, replies_picture
from reports.pictures.funnel import Funnel, funnel_picture
from reports.pictures.matrices import kinds_picture, months_matrix_picture, promotions_picture, together_picture
from reports.pictures.nearby import nearby_picture
from reports.pictures.network import network_picture
from reports.pictures.picture import Picture
from reports.pictures.star import star_picture
from reports.pictures.tie_words import GROUPS
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST_IN_GRID = 24
"""So many organisations stand in a grid: more would not be read."""

NEAR_US, MOST_CONTACT = "near", "most"
"""Who stands in a grid, besides those of a ward, which is named by its number."""

_WALKS = {15: (5, 10, 15), 30: (10, 20, 30), 60: (20, 40, 60), 120: (30, 60, 90, 120)}
WALKS = tuple(_WALKS)
"""How far a walk may be, in minutes."""

_WITHOUT_A_PLACE = frozenset({*GROUPS, OrganisationKind.BODY, OrganisationKind.PTA, OrganisationKind.STUDENT_SOCIETY})
"""What only has the address of a school."""

_FURTHEST = 30_000
_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Choices:
    """What a picture is asked for."""

    period: Period
    today: date
    minutes: int = 30
    who: str | int = NEAR_US
    """Who stands in a grid: near us, most in contact, or the number of a ward."""
    organisation_id: int | None = None
    """Whom a star is of; ours where nobody is named."""
    ward_id: int | None = None
    """The ward that a picture is narrowed to, where it is one of many organisations."""


@dataclass(frozen=True, slots=True)
class PictureSpec:
    """A picture: its key, its title, what it answers, an icon, which choices it takes, and how it is made."""

    key: str
    title: str
    words: str
    icon: str
    takes: frozenset[str]
    """Of "period", "walk", "who", "ward" and "organisation"."""
    build: Callable[[Session, Choices], Picture]


def build_picture(session: Session, key: str, choices: Choices) -> Picture:
    """Return a picture made of what the book says; the session may be closed before it is drawn."""
    spec = find_spec(key)
    # Reading makes many rows at once and no circles: looking for garbage all the while would cost more than it.
    collecting = gc.isenabled()
    gc.disable()
    try:
        picture = spec.build(session, choices)
    finally:
        if collecting:
            gc.enable()
    if choices.ward_id is None or "ward" not in spec.takes or not picture.is_empty:
        return picture
    return replace(picture, table=replace(picture.table, empty=_(_NOTHING_THERE)))


def find_spec(key: str) -> PictureSpec:
    """Return the picture of a key. Raises KeyError where there is none."""
    return next(spec for spec in PICTURES if spec.key == key)


def _network(session: Session, choices: Choices) -> Picture:
    picture = network_picture(find_network(session, as_at=choices.today, ward_id=choices.ward_id))
    if choices.ward_id is None:
        return picture
    note = _("This shows the organisations in the ward and those they are linked with.")
    return replace(picture, note=f"{note} {picture.note}".strip())


def _star(session: Session, choices: Choices) -> Picture:
    number = choices.organisation_id or get_setting(session, OUR_ORGANISATION)
    ties = None if number is None else find_ties(session, number, as_at=choices.today)
    return _nothing("star", _WHO_WE_ARE) if ties is None else star_picture(ties)


def _nearby(session: Session, choices: Choices) -> Picture:
    ours = _ours(session, choices.today)
    at = None if ours is None else geography.grid_point(ours.easting, ours.northing)
    if ours is None or at is None:
        return _nothing("nearby", _WHO_WE_ARE if ours is None else _WHERE_WE_ARE)
    reach = round(geography.metres_within_walk(choices.minutes))
    wards = () if choices.ward_id is None else (choices.ward_id,)
    wanted = OrganisationFilter(near=Near(round(at.easting), round(at.northing), reach), ward_ids=wards)
    rows = list_organisations(session, wanted, today=choices.today, limit=_ROWS, sort=OrganisationSort.DISTANCE).rows
    outside = [row for row in rows if row.kind not in _WITHOUT_A_PLACE]
    return nearby_picture(ours.name, at, outside, _WALKS[choices.minutes], own_id=ours.id)


def _together(session: Session, choices: Choices) -> Picture:
    return together_picture(_matrix(find_matrix, session, choices))


def _kinds(session: Session, choices: Choices) -> Picture:
    return kinds_picture(_matrix(find_matrix_by_kind, session, choices, with_us=False))


def _by_month(session: Session, choices: Choices) -> Picture:
    return months_matrix_picture(_matrix(find_matrix_by_month, session, choices, with_us=False))


def _matrix(
    find: Callable[..., InteractionMatrix], session: Session, choices: Choices, *, with_us: bool = True
) -> InteractionMatrix:
    numbers = _who(session, choices)
    ours = get_setting(session, OUR_ORGANISATION)
    if not with_us:
        numbers = [number for number in numbers if number != ours]
    return find(session, choices.period.first_day, choices.period.last_day, row_ids=numbers)


def _who(session: Session, choices: Choices) -> list[int]:
    """Return who stands in a grid."""
    ours = _ours(session, choices.today)
    at = None if ours is None else geography.grid_point(ours.easting, ours.northing)
    kinds = (OrganisationKind.INSTITUTION,)
    if isinstance(choices.who, int):
        wanted, sort = OrganisationFilter(kinds=kinds, ward_ids=(choices.who,)), OrganisationSort.NAME
    elif choices.who == NEAR_US and at is not None:
        near = Near(round(at.easting), round(at.northing), _FURTHEST)
        wanted, sort = OrganisationFilter(kinds=kinds, near=near), OrganisationSort.DISTANCE
    else:
        first, last = choices.period.first_day, choices.period.last_day
        rows = list_engagement(session, first, last, choices.today, EVERYONE_OF_OURS).rows
        most = sorted(rows, key=lambda row: (-row.contacts - row.meetings, row.name, row.organisation_id))
        return [row.organisation_id for row in most[:MOST_IN_GRID]]
    page = list_organisations(session, wanted, today=choices.today, limit=MOST_IN_GRID, sort=sort)
    return [row.id for row in page.rows]


def _promotions(session: Session, choices: Choices) -> Picture:
    period = choices.period
    cells = list_promotion_cells(session, period.first_day, period.last_day, ward_id=choices.ward_id)
    return promotions_picture(cells)


def _funnel(session: Session, choices: Choices) -> Picture:
    period = choices.period
    found = find_funnel(session, period.first_day, period.last_day, choices.today, ward_id=choices.ward_id)
    return funnel_picture(found)


def _keeping(session: Session, choices: Choices) -> Picture:
    period = choices.period
    found = list_keeping_rates(session, period.first_day, period.last_day, choices.today, ward_id=choices.ward_id)
    return keeping_picture(found)


def _replies(session: Session, choices: Choices) -> Picture:
    period = choices.period
    found = list_reply_rates(session, period.first_day, period.last_day, choices.today, ward_id=choices.ward_id)
    return replies_picture(found)


def _months(session: Session, choices: Choices) -> Picture:
    period = choices.period
    found = find_monthly_contacts(session, period.first_day, period.last_day, choices.today, ward_id=choices.ward_id)
    return months_picture(found)


def _ours(session: Session, today: date) -> OrganisationRow | None:
    number = get_setting(session, OUR_ORGANISATION)
    return None if number is None else find_organisation_row(session, number, today=today)


_NOTHING_THERE = m("Nothing for this ward. Choose another one, or the whole area.")
_WHO_WE_ARE = m("Say in Settings which school is yours; the picture begins there.")
_WHERE_WE_ARE = m("The book does not say where your school is. Add your school from the register.")


def _nothing(key: str, words: str) -> Picture:
    """Return a picture of which there is nothing yet, with what to do about it."""
    table = Table(key, find_spec(key).title, (Column(_("Organisation"), row_header=True),), (), empty=_(words))
    return Picture(Drawing(key, _(find_spec(key).title), Funnel(()), _(words)), table)


PICTURES = (
    PictureSpec(
        "network",
        m("The whole network"),
        m("Who is linked with whom, and who with nobody"),
        "share-network",
        frozenset({"ward"}),
        _network,
    ),
    PictureSpec(
        "star",
        m("One organisation’s links"),
        m("Whom it is linked with, and how"),
        "asterisk",
        frozenset({"organisation"}),
        _star,
    ),
    PictureSpec(
        "nearby",
        m("Who is near us"),
        m("On the national grid, with rings of a walk"),
        "map-pin",
        frozenset({"walk", "ward"}),
        _nearby,
    ),
    PictureSpec(
        "together",
        m("Who was in touch with whom"),
        m("School by school, the empty cells too"),
        "grid-four",
        frozenset({"period", "who"}),
        _together,
    ),
    PictureSpec(
        "kinds",
        m("How we were in contact"),
        m("Calls, emails, meetings, events"),
        "chat-circle-text",
        frozenset({"period", "who"}),
        _kinds,
    ),
    PictureSpec(
        "by-month",
        m("When we were in contact"),
        m("Month by month, the silences too"),
        "calendar-blank",
        frozenset({"period", "who"}),
        _by_month,
    ),
    PictureSpec(
        "months",
        m("Contacts per month"),
        m("Conversations by month and channel"),
        "chart-bar",
        frozenset({"period", "ward"}),
        _months,
    ),
    PictureSpec(
        "replies",
        m("Who replied"),
        m("Replies wanted and had"),
        "envelope-open",
        frozenset({"period", "ward"}),
        _replies,
    ),
    PictureSpec(
        "keeping",
        m("What was kept"),
        m("Commitments that fell due"),
        "check-square",
        frozenset({"period", "ward"}),
        _keeping,
    ),
    PictureSpec(
        "funnel",
        m("From being keen to a result"),
        m("How many came how far"),
        "funnel",
        frozenset({"period", "ward"}),
        _funnel,
    ),
    PictureSpec(
        "promotions",
        m("Who told of which event"),
        m("Event by event, the empty cells too"),
        "megaphone",
        frozenset({"period", "ward"}),
        _promotions,
    ),
)
"""In the order they are offered."""
