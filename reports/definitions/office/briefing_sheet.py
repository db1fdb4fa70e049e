"""The briefing sheet: what to know of an organisation before a visit, on a page (need N037).

Who it is and whom to ask for, what was promised both ways, what they have not answered, what was said last, what comes
next. The lists are short, the most pressing first; the records have the rest.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from models.queries.audience import EVERYONE_OF_OURS
from models.queries.briefing import Briefing, find_briefing
from models.vocabulary import Tier, Visibility
from models.words import label
from reports.definitions.office.about_organisation import (
    ahead,
    count_people,
    last_contact_words,
    links,
    open_table,
    organisation_to_see,
    people_table,
    reach_of,
    talks_table,
    to_know,
)
from reports.definitions.office.parts import CIRCULATION
from reports.document import Block, Document, Facts, paragraph
from reports.formatting import listed, long_date, thousands
from reports.parameters import Parameters, Ref
from reports.parts import circulation, count_words, find_about, find_ourselves, left_out_words
from resources.i18n import _, ngettext

AUDIENCE = Visibility.INTERNAL
_OWNERS, _PEOPLE, _OPEN, _TALKS, _AHEAD, _POINTS, _LINKS = 4, 3, 5, 2, 2, 3, 2
"""Lines of each part that fit on a page together."""
_WORDS = 90
"""Characters of a conversation."""


def usual(session: Session, parameters: Parameters) -> Ref | None:
    """Return the organisation that has owed us a reply for longest."""
    return organisation_to_see(session, parameters.as_at, parameters.audience or AUDIENCE)


def build(session: Session, parameters: Parameters) -> Document:
    """Return what to know of an organisation on a day."""
    today, audience = parameters.as_at, parameters.audience or AUDIENCE
    we, about = find_ourselves(session, today), find_about(session, parameters, audience)
    assert about is not None
    found = find_briefing(session, about.ref[1], today, audience=audience)
    points, left_out = to_know(found, today), _left_out(session, found, today, audience)
    coming, linked = ahead(session, found, today, audience), links(session, found, today, audience)
    blocks: tuple[Block, ...] = (
        Facts((*_facts(found), *circulation(audience, CIRCULATION))),
        paragraph(_summary(found, today)),
        people_table(
            found, reach_of(session, found, today, audience), count_people(session, found, today, audience), _PEOPLE
        ),
        open_table(found, today, _OPEN),
        talks_table(found, _TALKS, _WORDS),
        Facts(
            (
                (_("Coming up"), _lines(coming, _AHEAD, _("Nothing in the next four months"))),
                (_("Good to know"), _lines(points, _POINTS, _("Nothing else is recorded"))),
                (_("Links"), _lines(linked, _LINKS, _("No link is recorded"))),
            )
        ),
        *(paragraph(words) for words in left_out),
    )
    return Document(
        title=_("Briefing: {name}").format(name=found.name),
        subtitle=_("For a visit or a call, as at {day}").format(day=long_date(today)),
        blocks=blocks,
        as_at=today,
        author=we.school,
        subject=_("What to know before speaking with {name}").format(name=found.name),
        reference=_("{school}: briefing, for our own people").format(school=we.school),
        left_out=left_out,
    )


def _facts(found: Briefing) -> tuple[tuple[str, str], ...]:
    """Return who they are and how we stand, in as few lines as may be."""
    parts = [label(found.kind), found.phase if found.phase != "Not applicable" else ""]
    if found.pupils is not None:
        parts.append(count_words(found.pupils, "pupil", "pupils"))
    owners = [row.person for row in found.owners if row.person]
    parts.append(
        _("looked after by {names}").format(names=_named(owners)) if owners else _("looked after by nobody yet")
    )
    if found.tier is not Tier.NONE:
        parts.append(label(found.tier).lower())
    next_step = found.next_step
    if found.next_step and found.next_step_on:
        next_step = _("{step}, by {day}").format(step=found.next_step, day=long_date(found.next_step_on))
    return (
        (_("What it is"), ", ".join(filter(None, parts))),
        (_("Last real contact"), last_contact_words(found)),
        *(((_("Next step"), next_step),) if next_step else ()),
    )


def _summary(found: Briefing, today: date) -> str:
    """Return how things stand both ways."""
    theirs = ngettext("{n} promise of theirs is open", "{n} promises of theirs are open", len(found.theirs))
    ours = ngettext("{n} promise to them is open", "{n} promises to them are open", len(found.ours))
    waiting = ngettext("{n} message waits for their reply", "{n} messages wait for their reply", len(found.unanswered))
    parts = (
        (theirs, len(found.theirs), sum(line.is_late(today) for line in found.theirs)),
        (ours, len(found.ours), sum(line.is_late(today) for line in found.ours)),
        (waiting, len(found.unanswered), sum(row.days_late > 0 for row in found.unanswered)),
    )
    said = [_with_late(words.format(n=thousands(count)), late) for words, count, late in parts if count]
    return (
        ". ".join(said) + "."
        if said
        else _("No promise is open, neither theirs nor to them, and they owe us no reply.")
    )


def _with_late(words: str, late: int) -> str:
    return _("{words}, {n} late").format(words=words, n=thousands(late)) if late else words


def _named(names: list[str]) -> str:
    """Return some people, and how many more there are: the sheet has one page."""
    if len(names) <= _OWNERS:
        return listed(names)
    more = ngettext("{n} other", "{n} others", len(names) - _OWNERS).format(n=thousands(len(names) - _OWNERS))
    return listed([*names[:_OWNERS], more])


def _lines(lines: list[str], most: int, none: str) -> str:
    """Return the first lines, each on its own, and how many more there are."""
    shown = lines[:most]
    if len(lines) > most:
        shown[-1] += " " + _("(and {n} more)").format(n=thousands(len(lines) - most))
    return "\n".join(shown) or none


def _left_out(session: Session, found: Briefing, today: date, audience: Visibility) -> tuple[str, ...]:
    if audience is EVERYONE_OF_OURS:
        return ()
    every = find_briefing(session, found.organisation_id, today)
    promises = len(every.theirs) + len(every.ours) - len(found.theirs) - len(found.ours)
    return left_out_words(
        audience,
        (promises, "promise", "promises"),
        (len(every.unanswered) - len(found.unanswered), "message", "messages"),
        (len(to_know(every, today)) - len(to_know(found, today)), "other point", "other points"),
    )
