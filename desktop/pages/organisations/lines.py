"""An organisation in the two lines of a list, and in the line below its name."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.tables.columns import RecordLine
from desktop.tables.export import ListColumn
from desktop.tokens import Tone
from models.geography import miles_in_words
from models.queries.organisation_detail import OrganisationDetail
from models.queries.organisations import OrganisationRow
from models.queries.person_facts import days_ago
from reports.document import Kind
from resources.i18n import _
from resources.i18n import marked as m


class OrganisationLines:
    """Knows today and the waits the school aims for, so that a row can be put in words."""

    def __init__(self, today: date, cadence_days: int, reply_days: int) -> None:
        self._today = today
        self._cadence, self._reply = timedelta(days=cadence_days), timedelta(days=reply_days)

    def __call__(self, row: OrganisationRow) -> RecordLine:
        """Return the two lines of a list."""
        aside, tone = self._aside(row)
        return RecordLine(row.name, what_and_where(row), aside, tone)

    def _aside(self, row: OrganisationRow) -> tuple[str, Tone | None]:
        """Return what matters most: a reply that is late, then no contact at all, then how long ago it was."""
        if row.archived:
            return _("Put away"), Tone.PLAIN
        if row.status == "Closed" or (row.closed_on is not None and row.closed_on <= self._today):
            return _("Closed"), Tone.PLAIN
        waiting = row.awaiting_since
        if waiting is not None and self._today - waiting > self._reply:
            return _("No reply {days} days").format(days=(self._today - waiting).days), Tone.LATE
        if row.last_contact_on is None:
            return _("Never contacted"), Tone.SOON
        ago = days_ago(row.last_contact_on, self._today)
        return ago[:1].upper() + ago[1:], Tone.SOON if self._today - row.last_contact_on > self._cadence else None


def what_and_where(row: OrganisationRow) -> str:
    """Return kind, place and distance: "Primary · Southgate ward · 0.4 miles"."""
    return " · ".join(part for part in (_kind(row), _place(row), _miles(row)) if part)


def _kind(row: OrganisationRow) -> str:
    """Return the phase of a school, which says more than its legal type, else what it is."""
    plain = {"Nursery": _("Nursery"), "Primary": _("Primary"), "Secondary": _("Secondary")}
    return plain.get(row.phase, row.type_words)


def _place(row: OrganisationRow) -> str:
    if row.ward_name:
        return _("{ward} ward").format(ward=row.ward_name)
    return row.parent_name or row.town


def _miles(row: OrganisationRow) -> str:
    return miles_in_words(row.distance_m) if row.distance_m is not None else ""


def heading_line(detail: OrganisationDetail, row: OrganisationRow) -> str:
    """Return the line below the name: kind, ward, distance, pupils."""
    pupils = detail.profile.pupils if detail.profile is not None else None
    ward = _("{ward} ward").format(ward=row.ward_name) if row.ward_name else ""
    parts = [row.type_words, row.parent_name or "", ward]
    if row.distance_m:
        parts.append(_("{miles} away").format(miles=miles_in_words(row.distance_m)))
    if pupils:
        words = _("{n} students") if row.phase in ("16 plus", "") else _("{n} pupils")
        parts.append(words.format(n=f"{pupils:,}"))
    if row.status == "Closed":
        parts.append(_("Closed"))
    return " · ".join(part for part in parts if part)


def _state(row: OrganisationRow) -> str:
    return _("Put away") if row.archived else row.status


COLUMNS: tuple[ListColumn[OrganisationRow], ...] = (
    ListColumn(m("Organisation"), lambda row: row.name),
    ListColumn(m("Kind"), lambda row: row.type_words),
    ListColumn(m("Phase"), lambda row: row.phase or None),
    ListColumn(m("Part of"), lambda row: row.parent_name),
    ListColumn(m("Ward"), lambda row: row.ward_name),
    ListColumn(m("Town"), lambda row: row.town or None),
    ListColumn(m("Postcode"), lambda row: row.postcode or None, Kind.IDENTIFIER),
    ListColumn(m("URN"), lambda row: row.urn, Kind.IDENTIFIER),
    ListColumn(m("Metres away"), lambda row: row.distance_m, Kind.INTEGER),
    ListColumn(m("Last contact"), lambda row: row.last_contact_on, Kind.DATE),
    ListColumn(m("No reply since"), lambda row: row.awaiting_since, Kind.DATE),
    ListColumn(m("State"), _state),
)
"""What a sheet of organisations shows."""
