"""The contact directory: who holds which role where, how each is reached, and when that was last found right.

Of all, of one ward, of a group or of one organisation (needs N002, N003, N034). How people are reached is for our own
office only, and nobody is listed with a way they refuse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.dates import months_after
from models.queries.area_tree import find_areas_within
from models.queries.audience import Shown
from models.queries.directory import DirectoryRow, DirectoryScope, OfficeRow, list_directory, list_offices
from models.queries.role_gaps import GapRow, list_gaps
from models.roles import RoleGroup, role_group
from models.vocabulary import ContactWay, Visibility
from reports.definitions.office.parts import CIRCULATION, care, reach_words, value_of
from reports.document import Block, Column, Document, Facts, Heading, Kind, Table, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import (
    About,
    capital,
    circulation,
    count_words,
    find_about,
    find_ourselves,
    leaving_out,
    left_out_words,
    reason,
    shown_to,
    ward_name,
)
from resources.i18n import _
from resources.i18n import marked as m

AUDIENCE = Visibility.INTERNAL
_MONTHS = 12
"""What was checked so long ago counts as checked."""

_GROUPS = {
    RoleGroup.HEAD: (m("Heads and principals"), m("Heads")),
    RoleGroup.CHAIR: (m("Chairs"), m("Chairs")),
    RoleGroup.CO_CHAIR: (m("Co-chairs"), m("Co-chairs")),
    RoleGroup.VICE_CHAIR: (m("Vice-chairs"), m("Vice-chairs")),
    RoleGroup.CLERK: (m("Governance professionals (clerks)"), m("Clerks")),
    RoleGroup.COUNCILLOR: (m("Councillors"), m("Councillors")),
    RoleGroup.OTHER: (m("Other roles"), m("Other roles")),
}


@dataclass(frozen=True, slots=True)
class _Findings:
    people: Shown[DirectoryRow]
    offices: Shown[OfficeRow]
    gaps: Shown[GapRow]


def build(session: Session, parameters: Parameters) -> Document:
    """Return the directory of those who held a role on a day."""
    as_at, audience = parameters.as_at, parameters.audience or AUDIENCE
    we, about = find_ourselves(session, as_at), find_about(session, parameters, audience)
    ward = ward_name(session, parameters)
    found = _find(session, parameters, about, audience)
    where = ", ".join(part for part in (about.name if about else "", ward) if part)
    people = len({row.person_id for row in found.people.rows})
    blocks: tuple[Block, ...] = (
        Facts(
            (
                (_("As at"), as_at),
                (_("Of"), where or _("Everybody who holds a role")),
                (_("People"), people),
                (_("Organisations"), len({row.organisation_id for row in found.people.rows})),
                *circulation(audience, CIRCULATION),
            )
        ),
        care(),
        paragraph(*_summary(found.people.rows, as_at)),
        *_people(found.people, audience),
        *_offices(found.offices, audience),
        *_gaps(found.gaps, audience),
    )
    return Document(
        title=_("Contact directory: {name}").format(name=where) if where else _("Contact directory"),
        subtitle=_subtitle(people, len(found.people.rows), as_at),
        blocks=blocks,
        as_at=as_at,
        author=we.school,
        subject=_("Who holds which role, and how they are reached"),
        reference=_("{school}: contact directory").format(school=we.school),
        left_out=left_out_words(
            audience,
            (found.people.left_out, "role", "roles"),
            (found.offices.left_out, "organisation", "organisations"),
            (found.gaps.left_out, "missing role", "missing roles"),
        ),
    )


def _subtitle(people: int, roles: int, as_at: date) -> str:
    """Return how many hold how many roles on the day."""
    if not people:
        return _("As at {day}").format(day=long_date(as_at))
    return _("{people} in {roles}, on {day}").format(
        people=capital(count_words(people, "person", "people")),
        roles=count_words(roles, "role", "roles"),
        day=long_date(as_at),
    )


def _find(session: Session, parameters: Parameters, about: About | None, audience: Visibility) -> _Findings:
    kind, number = about.ref if about else ("", None)
    scope = DirectoryScope(
        area_id=parameters.ward_id,
        group_id=number if kind == "record_group" else None,
        organisation_id=number if kind == "organisation" else None,
    )
    offices = list_offices(session, parameters.as_at, scope, audience=audience)
    wards = None
    if parameters.ward_id is not None:
        wards = find_areas_within(session, [parameters.ward_id], as_at=parameters.as_at)
    bodies = None
    if about is not None:
        bodies = [row.organisation_id for row in offices.rows] if kind == "record_group" else [about.ref[1]]
    gaps = shown_to(
        audience,
        lambda reader: list_gaps(
            session, as_at=parameters.as_at, organisation_ids=bodies, ward_ids=wards, audience=reader
        ),
    )
    return _Findings(list_directory(session, parameters.as_at, scope, audience=audience), offices, gaps)


def _summary(rows: Sequence[DirectoryRow], as_at: date) -> list[str]:
    """Return how much of the directory can be used, and how much of that was checked."""
    if not rows:
        return [_("The records have nobody who held a role here on this day.")]
    each = {row.person_id: row for row in rows}.values()
    unknown = sum(not row.points for row in each)
    since = months_after(as_at, -_MONTHS)
    fresh = sum(row.verified_on is not None and row.verified_on >= since for row in each)
    lines = [
        _("For {fresh} of {people}, everything listed was checked in the last 12 months.").format(
            fresh=f"{fresh:,}" if fresh else _("none"), people=count_words(len(each), "person", "people")
        )
    ]
    if unknown:
        words = count_words(unknown, "person", "people")
        lines.append(
            " " + _("For {people} no telephone number, email or postal address may be used.").format(people=words)
        )
    return lines


def _people(people: Shown[DirectoryRow], audience: Visibility) -> list[Block]:
    """Return a table for each group of roles, in the order in which people turn to them."""
    of_each: dict[RoleGroup, list[DirectoryRow]] = {}
    for row in people.rows:
        of_each.setdefault(role_group(row.role), []).append(row)
    tables = [_table(group, of_each[group]) for group in _GROUPS if group in of_each]
    if not tables:
        tables = [_table(RoleGroup.OTHER, [])]
    tables[-1] = leaving_out(tables[-1], people.left_out, "role", "roles", reason(audience))
    return [Heading(_("By role")), *tables]


def _table(group: RoleGroup, rows: Sequence[DirectoryRow]) -> Table:
    title, sheet = _GROUPS[group]
    return Table(
        key=f"role-{group.value}",
        title=_(title) if rows else _("Who holds which role"),
        sheet=_(sheet),
        columns=(
            Column(_("Organisation"), weight=2.7, row_header=True),
            Column(_("Role"), weight=1.8),
            Column(_("Name"), weight=1.6),
            Column(
                _("How to reach them"),
                weight=2.8,
                unknown=_("Not recorded"),
                note=_("The way they like first; a way that somebody does not want is not listed"),
            ),
            Column(
                _("Checked"),
                Kind.DATE,
                1.3,
                unknown=_("Not recorded"),
                note=_("When the longest unchecked of these was last found right"),
            ),
        ),
        rows=tuple(
            (
                _place(row),
                _role(row),
                row.name,
                reach_words(row.points, row.refuses, row.route_note),
                row.verified_on,
            )
            for row in rows
        ),
        empty=_("Nobody is known to have held a role here on this day."),
    )


def _place(row: DirectoryRow) -> str:
    if row.ward:
        return _("{organisation}, {ward} ward").format(organisation=row.organisation, ward=row.ward)
    if row.institution.split()[0] not in row.organisation.split():
        return f"{row.institution}: {row.organisation}"
    return row.organisation


def _role(row: DirectoryRow) -> str:
    role = row.job_title or row.role
    return _("{role} (best contact)").format(role=role) if row.is_best_contact else role


def _offices(offices: Shown[OfficeRow], audience: Visibility) -> list[Block]:
    ways = [ContactWay.PHONE, ContactWay.EMAIL]
    if any(value_of(row.points, ContactWay.LETTER) for row in offices.rows):
        ways.append(ContactWay.LETTER)
    table = Table(
        key="offices",
        title=_("Organisations: the office"),
        sheet=_("Offices"),
        columns=(
            Column(_("Organisation"), weight=2.6, row_header=True),
            Column(_("Telephone"), Kind.IDENTIFIER, 1.6, unknown=_("Not recorded")),
            Column(_("Email"), weight=3.0, unknown=_("Not recorded")),
            *(() if len(ways) < 3 else (Column(_("Address"), weight=2.4, unknown=_("Not recorded")),)),
            Column(_("Checked"), Kind.DATE, 1.3, unknown=_("Not recorded")),
        ),
        rows=tuple(
            (
                row.name,
                *(value_of(row.points, way) or None for way in ways),
                row.verified_on,
            )
            for row in offices.rows
        ),
        empty=_("No organisation here has a telephone number, email or postal address of its own on record."),
    )
    table = leaving_out(table, offices.left_out, "organisation", "organisations", reason(audience))
    return [Heading(_("Offices")), table]


def _gaps(gaps: Shown[GapRow], audience: Visibility) -> list[Block]:
    """Return the roles that should be known and are not, so that the next call can ask."""
    table = Table(
        key="not-known",
        title=_("Roles that nobody is known to hold"),
        sheet=_("Not known"),
        columns=(Column(_("Organisation"), weight=2.6, row_header=True), Column(_("Role to ask for"), weight=4.0)),
        rows=tuple(_asked_for(gaps.rows)),
        empty=_("No role that should be known lacks a name."),
    )
    table = leaving_out(table, gaps.left_out, "missing role", "missing roles", reason(audience))
    return [Heading(_("Not known")), table]


def _asked_for(rows: Sequence[GapRow]) -> list[tuple[str, str]]:
    of_each: dict[int, list[GapRow]] = {}
    for row in rows:
        of_each.setdefault(row.organisation_id, []).append(row)
    return [(lines[0].organisation, "; ".join(line.missing.words for line in lines)) for lines in of_each.values()]
