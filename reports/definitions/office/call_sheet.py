"""The verification call sheet: addresses and numbers that nobody checked for a year, with room to write on.

Those never checked come first, then the longest unchecked; what belongs to one person or organisation stands together,
so that one call settles it (need N033). Whoever refuses a way of being reached is not called about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from models.queries.contact_points import UncheckedPoint, list_unchecked_points
from models.queries.directory import DirectoryRow, DirectoryScope, list_directory
from models.vocabulary import Visibility
from models.words import label
from reports.definitions.office.parts import CIRCULATION, care
from reports.document import Block, Column, Document, Facts, Heading, Kind, Table, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import (
    circulation,
    count_words,
    find_about,
    find_ourselves,
    leaving_out,
    left_out_words,
    reason,
    shown_to,
)
from resources.i18n import _, ngettext

AUDIENCE = Visibility.INTERNAL
_MONTHS = 12


def build(session: Session, parameters: Parameters) -> Document:
    """Return what nobody had checked for a year on a day, of everybody or of one organisation."""
    as_at, audience = parameters.as_at, parameters.audience or AUDIENCE
    we, about = find_ourselves(session, as_at), find_about(session, parameters, audience)
    number = about.ref[1] if about else None
    found = shown_to(
        audience,
        lambda reader: list_unchecked_points(
            session, today=as_at, months=_MONTHS, organisation_id=number, audience=reader
        ),
    )
    rows = _by_owner([row for row in found.rows if not row.is_refused])
    refused = len(found.rows) - len(rows)
    never = sum(row.verified_on is None for row in rows)
    directory = list_directory(session, as_at, DirectoryScope(organisation_id=number), audience=audience)
    table = leaving_out(
        _table(rows, _roles(directory.rows)),
        found.left_out,
        "address or number",
        "addresses and numbers",
        reason(audience),
    )
    blocks: tuple[Block, ...] = (
        Facts(
            (
                (_("As at"), as_at),
                (_("Not checked for a year"), len(rows)),
                (_("Of these never checked"), never),
                *_longest(rows),
                *circulation(audience, CIRCULATION),
            )
        ),
        care(),
        Heading(_("To check")),
        paragraph(*_lead(rows, refused)),
        table,
    )
    title = _("Verification call sheet: {name}").format(name=about.name) if about else _("Verification call sheet")
    return Document(
        title=title,
        subtitle=ngettext(
            "{n} address or number to check on {day}", "{n} addresses and numbers to check on {day}", len(rows)
        ).format(n=f"{len(rows):,}", day=long_date(as_at)),
        blocks=blocks,
        as_at=as_at,
        author=we.school,
        subject=_("Addresses and numbers that nobody checked for a year"),
        reference=_("{school}: call sheet").format(school=we.school),
        left_out=left_out_words(audience, (found.left_out, "address or number", "addresses and numbers")),
    )


def _by_owner(rows: Sequence[UncheckedPoint]) -> list[UncheckedPoint]:
    """Return rows with what belongs to one person or organisation together, where the first of it stands."""
    of_each: dict[tuple[int | None, int | None], list[UncheckedPoint]] = {}
    for row in rows:
        of_each.setdefault((row.person_id, row.organisation_id), []).append(row)
    return [row for lines in of_each.values() for row in lines]


def _roles(rows: Sequence[DirectoryRow]) -> dict[int, str]:
    """Return in which role people are best asked for, and where."""
    found: dict[int, str] = {}
    for row in sorted(rows, key=lambda row: not row.is_best_contact):
        found.setdefault(row.person_id, f"{row.job_title or row.role}, {row.organisation}")
    return found


def _longest(rows: Sequence[UncheckedPoint]) -> tuple[tuple[str, date], ...]:
    days = [row.verified_on for row in rows if row.verified_on is not None]
    return ((_("Checked longest ago"), min(days)),) if days else ()


def _lead(rows: Sequence[UncheckedPoint], refused: int) -> list[str]:
    words = [
        _("Those never checked come first, then the longest unchecked. "),
        _("Tick what is right; where it is wrong, write the new one."),
    ]
    if refused:
        things = count_words(refused, "address or number is", "addresses and numbers are")
        words.append(
            " "
            + _("{things} not listed because whose it is does not want to be reached that way.").format(
                things=things[:1].upper() + things[1:]
            )
        )
    return words if rows or refused else [_("Nothing is waiting to be checked.")]


def _table(rows: Sequence[UncheckedPoint], roles: dict[int, str]) -> Table:
    return Table(
        key="to-check",
        title=_("Addresses and numbers to check"),
        sheet=_("To check"),
        columns=(
            Column(_("Whose"), weight=3.5, row_header=True),
            Column(_("Kind"), weight=0.9),
            Column(_("Address or number"), weight=2.3),
            Column(_("Last checked"), Kind.DATE, 1.3, unknown=_("Never")),
            Column(_("Right?"), weight=0.8, note=_("To fill in: yes or no")),
            Column(_("Where it is wrong, the right one"), weight=2.7, note=_("To fill in")),
        ),
        rows=tuple((_owner(row, roles), label(row.kind), row.value, row.verified_on, None, None) for row in rows),
        empty=_("No address or number on record has gone 12 months without a check."),
    )


def _owner(row: UncheckedPoint, roles: dict[int, str]) -> str:
    """Return whose it is and, on a line of its own, in which role: so each row is high enough to write in."""
    if row.person_id is not None:
        return f"{row.owner}\n{roles.get(row.person_id, _('No role recorded'))}"
    return f"{row.owner}\n{row.label or _('Its own')}"
