"""The bodies of an organisation: a school's board and its committees; and which body is our own board."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Organisation, OrganisationKind
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.meeting_facts import BodyRow
from models.settings import OUR_ORGANISATION, get_setting
from models.text import sort_key
from models.vocabulary import Visibility

_DEEPEST = 5
"""Steps from an organisation to its smallest working party; also an end to organisations inside each other."""

_BOARDS = frozenset(
    {
        "governing board",
        "governing body",
        "board of governors",
        "local governing body",
        "academy committee",
        "board of trustees",
        "board",
        "corporation",
        "interim executive board",
    }
)
"""What the body that is accountable for a school is called (vocabulary e3)."""


def is_board(body_kind: str) -> bool:
    """Say whether a body of such a kind is the one that is accountable for a school."""
    return sort_key(body_kind) in _BOARDS


def list_bodies_within(
    session: Session, organisation_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[BodyRow, ...]:
    """Return an organisation and the bodies inside it, each before its own committees, by name.

    Only bodies are followed down: a trust's schools, a school's parents' association are none of them.
    """
    found: list[BodyRow] = []
    own = Organisation.id == organisation_id
    for level in range(_DEEPEST):
        ids = [row.id for row in found]
        here = own if level == 0 else Organisation.parent_id.in_(ids)
        kind = [] if level == 0 else [Organisation.kind == OrganisationKind.BODY]
        rows = session.execute(
            select(Organisation.id, Organisation.name, Organisation.parent_id)
            .where(
                here,
                *kind,
                Organisation.id.not_in(ids),
                Organisation.archived_at.is_(None),
                readable(Organisation, audience),
            )
            .order_by(Organisation.name_key, Organisation.id)
        ).all()
        if not rows:
            break
        for number, name, parent in reversed(rows):
            place = next((at for at, row in enumerate(found) if row.id == parent), -1)
            found.insert(place + 1, BodyRow(number, name))
    return tuple(found)


def find_our_board(session: Session, *, audience: Visibility = EVERYONE_OF_OURS) -> int | None:
    """Return the board of our own school: the body of ours that is called one, else its first body by name."""
    ours = get_setting(session, OUR_ORGANISATION)
    if ours is None:
        return None
    rows = session.execute(
        select(Organisation.id, Organisation.body_kind)
        .where(
            Organisation.parent_id == ours,
            Organisation.kind == OrganisationKind.BODY,
            Organisation.archived_at.is_(None),
            readable(Organisation, audience),
        )
        .order_by(Organisation.name_key, Organisation.id)
    ).all()
    boards = [row.id for row in rows if is_board(row.body_kind)]
    return next(iter((*boards, *(row.id for row in rows))), None)


def is_ours(session: Session, organisation_id: int) -> bool:
    """Say whether an organisation is our own school or a body of it, however deep."""
    ours = get_setting(session, OUR_ORGANISATION)
    here: int | None = organisation_id
    for _step in range(_DEEPEST):
        if here is None or here == ours:
            break
        here = session.execute(select(Organisation.parent_id).where(Organisation.id == here)).scalar()
    return here is not None and here == ours
