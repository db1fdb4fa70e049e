"""The fifth block of the partnership profile: who runs it, by what rules, and what its governance lacks."""

from __future__ import annotations

from collections.abc import Iterator

from models.words import label
from reports.definitions.partners.common import (
    names_words,
    next_look,
    precise,
)
from reports.definitions.partners.members import members_table
from reports.definitions.partners.profile.blocks import nothing
from reports.definitions.partners.profile.findings import Profile
from reports.document import Block, Column, Facts, Heading, Kind, Table
from reports.formatting import yes_no
from reports.parts import leaving_out, reason
from resources.i18n import _


def governance(found: Profile) -> Iterator[Block]:
    """Return who runs it and by what rules."""
    one, why = found.detail.governance, reason(found.audience)
    yield Heading(_("Governance"))
    yield members_table(found.members, found.audience)
    yield _seats(found)
    yield Table(
        key="governance",
        title=_("What governance needs, and whether it is there"),
        sheet=_("Governance"),
        columns=(
            Column(_("What"), weight=1.8, row_header=True),
            Column(_("There"), Kind.YES_NO, 0.7),
            Column(_("What is known"), weight=3.6),
            Column(_("Day"), Kind.DATE, 1.4, unknown="–"),
        ),
        rows=tuple((label(line.part), line.is_met, line.words, line.on) for line in one.lines),
        empty=_("It is not at work on this day, so nothing is asked of its governance."),
    )
    accounts = one.accounts_on if one.accounts_on and one.accounts_on <= found.as_at else None
    yield Facts(
        (
            (_("Employs staff"), yes_no(one.employs_staff)),
            (_("Makes contracts"), yes_no(one.makes_contracts)),
            (_("Last accounts made up to"), accounts or nothing()),
        )
    )
    if found.staff:
        yield _staff(found)
    yield leaving_out(_agreements(found), found.agreements.left_out, "agreement", "agreements", why)
    yield leaving_out(_delegations(found), found.delegations.left_out, "delegation", "delegations", why)


def _seats(found: Profile) -> Table:
    table = Table(
        key="authority",
        title=_("Seats of the local authority"),
        sheet=_("Authority"),
        columns=(
            Column(_("Seat"), weight=2.2, row_header=True),
            Column(_("Authority"), weight=2.2, unknown=_("Not recorded")),
            Column(_("Held by"), weight=1.8, unknown=_("Not named")),
            Column(_("Votes"), Kind.YES_NO, 0.7),
            Column(_("Since"), Kind.DATE, 1.4, unknown=_("Not recorded")),
        ),
        rows=tuple(
            (
                seat.seat,
                seat.authority or None,
                _("Vacant") if seat.is_vacant else seat.holder or None,
                seat.votes,
                seat.since,
            )
            for seat in found.detail.governance.authority_presence
        ),
        empty=_("No seat of a local authority is recorded."),
    )
    seats = len(found.whole.governance.authority_presence) - len(table.rows)
    return leaving_out(table, seats, "seat", "seats", reason(found.audience))


def _staff(found: Profile) -> Table:
    return Table(
        key="staff",
        title=_("Who works for it"),
        sheet=_("Staff"),
        columns=(
            Column(_("Role"), weight=2.4, row_header=True),
            Column(_("Name"), weight=2.4),
            Column(_("Since"), Kind.DATE, 1.4, unknown=_("Not recorded")),
        ),
        rows=tuple((row.role, row.name, precise(row.starts_on, row.starts_precision)) for row in found.staff),
    )


def _agreements(found: Profile) -> Table:
    return Table(
        key="agreements",
        title=_("Agreements, the next date first"),
        sheet=_("Agreements"),
        columns=(
            Column(_("Agreement"), weight=2.8, row_header=True),
            Column(_("Kind"), weight=1.6),
            Column(_("Parties"), weight=2.6, unknown=_("Not recorded")),
            Column(_("Since"), Kind.DATE, 1.3, unknown=_("Not recorded")),
            Column(_("Looked at next"), Kind.DATE, 1.3, unknown=_("No day set"), note=_("Its review or renewal")),
        ),
        rows=tuple(
            (
                row.title,
                label(row.kind),
                names_words([name for _number, name in row.parties]) or None,
                precise(row.starts_on, row.starts_precision),
                next_look(row.next_on, found.as_at),
            )
            for row in found.agreements.rows
        ),
        empty=_("No agreement is recorded: memorandum, service level agreement, protocol or contract."),
    )


def _delegations(found: Profile) -> Table:
    return Table(
        key="delegations",
        title=_("Responsibilities handed over"),
        sheet=_("Delegations"),
        columns=(
            Column(_("Responsibility"), weight=2.8, row_header=True),
            Column(_("From"), weight=2.0),
            Column(_("To"), weight=2.0),
            Column(_("Since"), Kind.DATE, 1.3, unknown=_("Not recorded")),
            Column(_("Looked at next"), Kind.DATE, 1.3, unknown=_("No day set")),
        ),
        rows=tuple(
            (
                row.responsibility,
                row.from_name,
                row.to_name,
                precise(row.starts_on, row.starts_precision),
                next_look(row.review_on, found.as_at),
            )
            for row in found.delegations.rows
        ),
        empty=_("No responsibility is recorded as handed to it or by it."),
    )
