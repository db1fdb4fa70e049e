"""What somebody must know who takes over the relationship with one organisation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from models.queries.audience import EVERYONE_OF_OURS
from models.queries.briefing import Briefing, find_briefing
from models.queries.key_people import list_sole_contacts, list_sole_relationships
from models.queries.outreach import OwnerRow, list_owners
from models.vocabulary import Tier, Visibility
from models.words import label
from reports.definitions.office.about_organisation import (
    ahead,
    count_people,
    last_contact_words,
    links,
    people_table,
    promises_table,
    reach_of,
    talks_table,
    to_know,
    waiting_table,
)
from reports.definitions.office.parts import CIRCULATION, care
from reports.document import Block, Column, Document, Facts, Heading, Kind, Table, bullets, paragraph
from reports.formatting import listed, long_date
from reports.parts import About, Ourselves, circulation, leaving_out, left_out_words, reason
from resources.i18n import _


def organisation_sheet(session: Session, about: About, today: date, audience: Visibility, we: Ourselves) -> Document:
    """Return what is known of an organisation and what is open between us on a day."""
    number = about.ref[1]
    found = find_briefing(session, number, today, audience=audience)
    every = found if audience is EVERYONE_OF_OURS else find_briefing(session, number, today)
    promises = len(every.theirs) + len(every.ours) - len(found.theirs) - len(found.ours)
    waiting = len(every.unanswered) - len(found.unanswered)
    points = len(to_know(every, today)) - len(to_know(found, today))
    owners = [row for row in list_owners(session, organisation_id=number, audience=audience) if _begun(row, today)]
    left_out = left_out_words(
        audience,
        (promises, "promise", "promises"),
        (waiting, "message", "messages"),
        (points, "other point", "other points"),
    )
    blocks: tuple[Block, ...] = (
        Facts((*_facts(found), *circulation(audience, CIRCULATION))),
        care(),
        paragraph(_alone(session, found, today, audience)),
        Heading(_("People")),
        people_table(found, reach_of(session, found, today, audience), count_people(session, found, today, audience)),
        _owners(owners),
        Heading(_("Open between us")),
        leaving_out(promises_table(found, today), promises, "promise", "promises", reason(audience)),
        leaving_out(waiting_table(found), waiting, "message", "messages", reason(audience)),
        *_list(_("Good to know"), to_know(found, today), _("Nothing else is recorded.")),
        *([paragraph(left_out[-1])] if points else []),
        Heading(_("What was and what comes")),
        talks_table(found, longest=300),
        *_list(
            _("Coming up"), ahead(session, found, today, audience), _("Nothing is on record for the next four months.")
        ),
        *_list(_("Links"), links(session, found, today, audience), _("No link with another organisation is recorded.")),
    )
    return Document(
        title=_("Handover: {name}").format(name=found.name),
        subtitle=_("What a successor must know, as at {day}").format(day=long_date(today)),
        blocks=blocks,
        as_at=today,
        author=we.school,
        subject=_("What to know of {name}, and what is open").format(name=found.name),
        reference=_("{school}: handover, for our own people").format(school=we.school),
        left_out=left_out,
    )


def _begun(row: OwnerRow, today: date) -> bool:
    return row.starts_on is None or row.starts_on <= today


def _facts(found: Briefing) -> tuple[tuple[str, str], ...]:
    planned = found.planned
    rhythm = _("Not planned")
    if planned is not None:
        rhythm = _("Every {n} days").format(n=planned.plan.ideal_days)
        if planned.due_on is not None:
            rhythm = _("{rhythm}; next by {day}").format(rhythm=rhythm, day=long_date(planned.due_on))
    held = found.assessment
    standing = _("Not assessed") if held is None else _("{now}; we want: {wanted}").format(
        now=label(held.level_now), wanted=label(held.level_wanted).lower())  # fmt: skip
    return (
        (_("What it is"), ", ".join(part for part in (label(found.kind), found.phase) if part)),
        (_("How close"), _("Not set") if found.tier is Tier.NONE else label(found.tier)),
        (_("Last real contact"), last_contact_words(found)),
        (_("To be in contact"), rhythm),
        (_("How engaged"), standing),
        (_("Next step"), found.next_step or _("Not set")),
        (_("Website"), found.website or _("Not recorded")),
    )


def _alone(session: Session, found: Briefing, today: date, audience: Visibility) -> str:
    """Return whether the relationship hangs on one of ours."""
    rows = list_sole_relationships(session, today=today, audience=audience)
    alone = next((row for row in rows if row.organisation_id == found.organisation_id), None)
    known = {row.person_id for row in found.people}
    only = sorted({row.our_person for row in list_sole_contacts(session, today=today, audience=audience)
                   if row.person_id in known and row.our_person})  # fmt: skip
    names = list(dict.fromkeys(row.our_person for row in found.talks if row.our_person))
    words = _("No conversation of one of ours with them is on record.")
    if names:
        words = _("The last conversations with them were those of {names}.").format(names=listed(names))
    if alone is not None:
        words = _("Only {name} spoke with them in the last 12 months: be introduced.").format(
            name=alone.our_person or _("one of ours")
        )
    if not only:
        return words
    return words + " " + _("Some of their people have only ever spoken with {names}.").format(names=listed(only))


def _owners(rows: Sequence[OwnerRow]) -> Table:
    return Table(
        key="owners",
        title=_("Who of ours looked after them"),
        sheet=_("Looked after by"),
        columns=(
            Column(_("Name"), weight=2.2, row_header=True, unknown=_("Not named")),
            Column(_("From"), Kind.DATE, 1.4, unknown=_("Not recorded")),
            Column(_("To"), Kind.DATE, 1.4, unknown=_("Still does")),
            Column(_("Note"), weight=3.0, unknown=_("None")),
        ),
        rows=tuple(
            (row.person or None, row.starts_on, row.ends_on, row.note or row.end_reason or None) for row in rows
        ),
        empty=_("Nobody of ours was ever down as looking after them."),
    )


def _list(title: str, lines: Sequence[str], none: str) -> list[Block]:
    return [Heading(title, 3), bullets(*lines) if lines else paragraph(none)]
