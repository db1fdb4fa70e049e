"""What a partnership's governance has and what it lacks: chair, terms, members, quorum, minutes, accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.dates import start_of
from models.entities import (
    Affiliation,
    BodyProfile,
    Meeting,
    MeetingState,
    MinutesState,
    Organisation,
    PartnershipProfile,
    Person,
)
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, may_read, readable
from models.queries.belonging import INFORMAL_KINDS, Partnership, is_live, live_belongings
from models.queries.dated import valid_on
from models.queries.partnership_people import find_names
from models.roles import RoleGroup, role_group
from models.vocabulary import GovernancePart, OrganisationKind, Visibility
from resources.i18n import _

MINUTES_WITHIN = timedelta(days=365)
"""Minutes of a meeting held longer ago are no sign that the partnership is minuted."""

ACCOUNTS_WITHIN = timedelta(days=640)
"""Accounts are due nine months after the year they are for: a year, nine months, and a few days of grace."""

MANY = 100
"""From so many partnerships on, the members of all are counted: one pass costs less than looking up each."""

_CHAIRS = (RoleGroup.CHAIR, RoleGroup.CO_CHAIR)


@dataclass(frozen=True, slots=True)
class GovernanceLine:
    """One thing that governance needs: whether it is there, and in words what is there or what is missing."""

    part: GovernancePart
    is_met: bool
    words: str
    on: date | None = None
    """The day of the meeting, or the day to which the accounts are made up, where there is one."""


@dataclass(frozen=True, slots=True)
class GovernanceCheck:
    """How complete a partnership's governance is on a day."""

    partnership_id: int
    name: str
    lines: tuple[GovernanceLine, ...]

    @property
    def missing(self) -> tuple[GovernancePart, ...]:
        """Return what is missing."""
        return tuple(line.part for line in self.lines if not line.is_met)

    @property
    def is_complete(self) -> bool:
        """Say whether nothing is missing."""
        return not self.missing


def check_governance(
    session: Session, partnership_id: int, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> GovernanceCheck:
    """Return how complete the governance of one partnership is. Raises WrongUse for one that is not live or known."""
    found = list_governance(
        session, as_at=as_at, kinds=tuple(OrganisationKind), partnership_id=partnership_id, audience=audience
    )
    if not found:
        raise WrongUse(_("There is no such partnership at work on that day. Choose another."))
    return found[0]


def list_governance(
    session: Session,
    *,
    as_at: date,
    kinds: Sequence[OrganisationKind] = INFORMAL_KINDS,
    partnership_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[GovernanceCheck, ...]:
    """Return how complete the governance of live partnerships is on a day, those that lack most first.

    What a board or steering group inside the partnership has counts as the partnership's own. Whether something is
    there is a figure, which counts every record; names and days are told to those who may read of them.
    """
    chosen = (
        select(Partnership.id, Partnership.name, PartnershipProfile.accounts_on)
        .outerjoin(PartnershipProfile, PartnershipProfile.organisation_id == Partnership.id)
        .where(is_live(Partnership, as_at), Partnership.kind.in_(tuple(kinds)), readable(Partnership, audience))
        .order_by(Partnership.name_key, Partnership.id)
    )
    if partnership_id is not None:
        chosen = chosen.where(Partnership.id == partnership_id)
    rows = session.execute(chosen).all()
    facts = _Facts(session, [row.id for row in rows], as_at, audience)
    checks = [GovernanceCheck(row.id, row.name, tuple(facts.lines(row.id, row.accounts_on))) for row in rows]
    return tuple(sorted(checks, key=lambda check: -len(check.missing)))


class _Facts:
    """What is known of the governance of some partnerships, asked for all of them together."""

    def __init__(self, session: Session, ids: list[int], as_at: date, audience: Visibility) -> None:
        self._as_at = as_at
        inside = select(Organisation.id, Organisation.parent_id).where(
            Organisation.parent_id.in_(ids), Organisation.archived_at.is_(None)
        )
        self._owner = {number: number for number in ids}
        """The partnership that each organisation is, or is inside of."""
        self._owner |= {number: above for number, above in session.execute(inside) if above is not None}
        self._chairs = self._find_chairs(session, audience)
        self._bodies = self._find_bodies(session)
        self._meetings = self._find_meetings(session, audience)
        pairs = live_belongings(as_at, EVERYONE_OF_OURS, ids if len(ids) < MANY else None)
        members = select(pairs.c.partnership_id, func.count(pairs.c.member_id.distinct()))
        chosen = members.where(pairs.c.partnership_id.in_(ids)).group_by(pairs.c.partnership_id)
        self._members: dict[int, int] = dict(session.execute(chosen).all())

    def _find_chairs(self, session: Session, audience: Visibility) -> dict[int, list[str]]:
        held = session.execute(
            select(Affiliation.organisation_id, Affiliation.role, Person.id, Person.visibility)
            .join(Person, Person.id == Affiliation.person_id)
            .where(
                Affiliation.organisation_id.in_(self._owner),
                valid_on(Affiliation, self._as_at),
                Person.archived_at.is_(None),
            )
            .order_by(Affiliation.id)
        ).all()
        chairs = [row for row in held if role_group(row.role) in _CHAIRS]
        names = find_names(session, {row.id: row.visibility for row in chairs}, self._as_at, audience)
        found: dict[int, list[str]] = {}
        for row in chairs:
            found.setdefault(self._owner[row.organisation_id], []).append(names.get(row.id, ""))
        return found

    def _find_bodies(self, session: Session) -> dict[int, tuple[bool, bool]]:
        """Return for each partnership whether terms of reference and a rule for the quorum are set down."""
        found: dict[int, tuple[bool, bool]] = {}
        profiles = select(BodyProfile.organisation_id, BodyProfile.terms_of_reference, BodyProfile.quorum_rule)
        for number, terms, rule in session.execute(profiles.where(BodyProfile.organisation_id.in_(self._owner))):
            at = self._owner[number]
            before = found.get(at, (False, False))
            found[at] = (before[0] or bool(terms.strip()), before[1] or bool(rule))
        return found

    def _find_meetings(self, session: Session, audience: Visibility) -> dict[int, tuple[date | None, bool]]:
        """Return the newest meeting of each partnership held in the time that counts, minuted ones before others."""
        first, last = start_of(self._as_at - MINUTES_WITHIN), start_of(self._as_at + timedelta(days=1))
        found: dict[int, tuple[date | None, bool]] = {}
        for number, starts_at, minutes, level in session.execute(
            select(Meeting.organisation_id, Meeting.starts_at, Meeting.minutes_state, Meeting.visibility)
            .where(
                Meeting.organisation_id.in_(self._owner),
                Meeting.state == MeetingState.HELD,
                Meeting.archived_at.is_(None),
                Meeting.starts_at >= first,
                Meeting.starts_at < last,
            )
            .order_by(Meeting.starts_at, Meeting.id)
        ):
            at = self._owner[number or 0]
            minuted = minutes is not MinutesState.NONE
            if minuted or not found.get(at, (None, False))[1]:
                found[at] = (starts_at.date() if may_read(audience, level) else None, minuted)
        return found

    def lines(self, partnership_id: int, accounts_on: date | None) -> list[GovernanceLine]:
        """Return what one partnership has and lacks, in the order of the list."""
        chairs = self._chairs.get(partnership_id, [])
        terms, quorum = self._bodies.get(partnership_id, (False, False))
        members = self._members.get(partnership_id, 0)
        is_known = partnership_id in self._meetings
        met, minuted = self._meetings.get(partnership_id, (None, False))
        fresh = accounts_on is not None and self._as_at - ACCOUNTS_WITHIN <= accounts_on <= self._as_at
        named = ", ".join(name for name in chairs if name)
        told: dict[GovernancePart, tuple[bool, str, str, date | None]] = {
            GovernancePart.CHAIR: (bool(chairs), named or _("There is a chair"), _("Nobody is known as chair"), None),
            GovernancePart.TERMS_OF_REFERENCE: (
                terms,
                _("Terms of reference are set down"),
                _("No terms of reference are set down"),
                None,
            ),
            GovernancePart.MEMBERS: (
                members >= 2,
                _("{count} members").format(count=members),
                _("Fewer than two members are known"),
                None,
            ),
            GovernancePart.QUORUM: (quorum, _("A quorum is set"), _("No quorum is set"), None),
            GovernancePart.MINUTES: (
                minuted,
                _("There are minutes of the last minuted meeting"),
                _("The last meeting has no minutes") if is_known else _("No meeting was held in the year before"),
                met,
            ),
            GovernancePart.ACCOUNTS: (
                fresh,
                _("The last accounts are recent"),
                _("The last accounts are out of date") if accounts_on else _("No accounts are known"),
                accounts_on,
            ),
        }
        return [
            GovernanceLine(part, is_met, words if is_met else lack, day)
            for part, (is_met, words, lack, day) in told.items()
        ]
