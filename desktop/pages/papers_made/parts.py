"""Who was given a paper that was made: noted when it is sent from here, and by hand for all other ways."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, as_today, joined
from models.actions.report_runs import DisclosureFields, add_disclosure, edit_disclosure, remove_disclosure
from models.queries.report_runs import DisclosureRow, list_disclosures
from models.words import label
from reports.formatting import long_date
from resources.i18n import _
from resources.i18n import marked as m


def _rows(session: Session, owner: Owner, today: date) -> Sequence[DisclosureRow]:
    return list_disclosures(session, (owner.id,)).get(owner.id, ())


def _line(row: DisclosureRow) -> Line:
    said = joined(long_date(row.given_on), label(row.channel) if row.channel else "")
    return Line(row.id, row.name or _("Somebody whose record is gone"), said)


def _opens(row: DisclosureRow) -> tuple[str, int] | None:
    if row.person_id is not None:
        return "person", row.person_id
    return ("organisation", row.organisation_id) if row.organisation_id is not None else None


DISCLOSURES = Part(
    kind="disclosure",
    title=m("Who got it"),
    nothing=m("Nobody is noted yet. What you send from here is noted by itself; add whoever got it another way."),
    rows=_rows,
    line=_line,
    add=m("&Add who got it…"),
    form=DisclosureFields,
    fields=(
        FieldSpec("person_id", m("&Who"), 12, kinds=("person", "organisation"), also="organisation_id"),
        FieldSpec("name", m("&Or in words"), 12, hint=m("Like “All governors”, or “The council’s web page”")),
        FieldSpec("given_on", m("&Day"), 6, m("Enter the day, like 27 November"), start=as_today),
        FieldSpec("channel", m("&How"), 6, blank=m("Not noted")),
    ),
    create_on=add_disclosure,
    edit=edit_disclosure,
    remove=remove_disclosure,
    remove_words=m("Take out"),
    owner="",
    opens=_opens,
    touches=("person", "organisation"),
)

TABS = ((m("Who got it"), (DISCLOSURES,), "who_got_it"),)
"""The cards of a paper that was made."""
