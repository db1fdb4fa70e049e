"""How the word of an event gets round: publicity with its gaps, favours between neighbours, how many were reached.

Also how far the event has come, with the days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from desktop.forms.dated import day_words
from desktop.parts.introductions import SIGNPOSTING
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.events import set_event_stage
from models.actions.publicity import (
    PublicityFields,
    add_publicity,
    do_publicity,
    edit_publicity,
    remove_publicity,
)
from models.actions.reach import ReachFields, edit_reach, record_reach, remove_reach
from models.queries.event_stages import StageLine, list_stages
from models.queries.introductions import SignpostingRow, list_signposting
from models.queries.promotion_grid import Reciprocity, list_reciprocity
from models.queries.promotions import list_promotions
from models.queries.publicity import PublicityRow, list_publicity, list_publicity_gaps
from models.queries.reach import EventCount, list_event_counts
from models.small_numbers import Count
from models.vocabulary import EventStage
from models.words import label
from resources.i18n import _, ngettext
from resources.i18n import marked as m

_YEAR = timedelta(days=365)


class PublicityShown(NamedTuple):
    """A line of publicity, why its audience will not hear as things stand, and the day that is looked from."""

    row: PublicityRow
    gap: str
    today: date


def _publicity(session: Session, owner: Owner, today: date) -> Sequence[PublicityShown]:
    gaps = {gap.audience: gap.reason for gap in list_publicity_gaps(session, today, event_id=owner.id)}
    return [PublicityShown(row, gaps.get(row.audience, ""), today) for row in list_publicity(session, owner.id)]


def _publicity_line(one: PublicityShown) -> Line:
    row = one.row
    planned = _("planned for {day}").format(day=day_words(row.planned_on)) if row.planned_on is not None else ""
    done = _("done {day}").format(day=day_words(row.done_on)) if row.done_on is not None else ""
    channel = row.channel or ("" if one.gap else _("no channel chosen yet"))
    said = joined(channel, done or planned, one.gap, row.note)
    if row.done_on is not None:
        return Line(row.id, row.audience, said, _("Told"), Tone.GOOD)
    if one.gap:
        return Line(row.id, row.audience, said, _("Gap"), Tone.LATE)
    return Line(row.id, row.audience, said, _("Planned") if row.planned_on is not None else "", Tone.SOON)


def _done(session: Session, number: int, values: Values) -> None:
    do_publicity(session, number, values["on"], values["channel"])


def _is_to_do(one: PublicityShown) -> bool:
    return one.row.done_on is None


PUBLICITY = Part(
    kind="publicity",
    title=m("Publicity, audience by audience"),
    nothing=m("Nobody is planned to hear of it. Note each audience, like parents or students, and how it will hear."),
    rows=_publicity,
    line=_publicity_line,
    add=m("Add an audience…"),
    form=PublicityFields,
    fields=(
        FieldSpec(
            "audience", m("&Who should hear of it"), 6, m("Enter who should hear of it"), m("Parents, students, staff…")
        ),
        FieldSpec("channel", m("&How"), 6, hint=m("Newsletter, noticeboard, assembly…")),
        FieldSpec("planned_on", m("&Planned for"), 6, past=False),
        FieldSpec("done_on", m("&Done on"), 6),
        FieldSpec("note", m("&Note"), 12),
    ),
    create_on=add_publicity,
    edit=edit_publicity,
    remove=remove_publicity,
    steps=(
        Step(
            m("It is done…"),
            _done,
            (
                FieldSpec("on", m("&When"), 4, m("Enter when"), type=date, start=as_today),
                FieldSpec("channel", m("&How, where it was another way"), 8, type=str),
            ),
            save=m("It is done"),
            when=_is_to_do,
        ),
    ),
    owner="event_id",
    touches=("event",),
)


def _favours(session: Session, owner: Owner, today: date) -> Sequence[Reciprocity]:
    told = {row.organisation_id for row in list_promotions(session, owner.id)}
    rows = list_reciprocity(session, today - _YEAR, today + _YEAR)
    return [row for row in rows if row.organisation_id in told]


def _favour_line(row: Reciprocity) -> Line:
    for_us = ngettext(
        "told of {done} event of ours, asked for {asked}",
        "told of {done} events of ours, asked for {asked}",
        row.done_by_them,
    ).format(done=row.done_by_them, asked=row.asked_of_them)
    for_them = ngettext(
        "we told of {done} of theirs, asked for {asked}",
        "we told of {done} of theirs, asked for {asked}",
        row.done_by_us,
    ).format(done=row.done_by_us, asked=row.asked_of_us)
    words = joined(for_us, for_them)
    if row.balance > 0:
        return Line(row.organisation_id, row.organisation, words, _("We owe them"), Tone.SOON)
    return Line(row.organisation_id, row.organisation, words, _("They owe us") if row.balance < 0 else _("Even"))


FAVOURS = Part(
    kind="promotion",
    name="favours",
    title=m("Favours between us and those told"),
    nothing=m("Nothing yet. Once they tell of our events and we of theirs, this shows who owes whom a favour."),
    rows=_favours,
    line=_favour_line,
    opens=lambda row: ("organisation", row.organisation_id),
    touches=("event", "organisation"),
)


# --- how many were reached --------------------------------------------------------------------------------------------


def _counts(session: Session, owner: Owner, today: date) -> Sequence[EventCount]:
    return list_event_counts(session, owner.id)


def _people(pupils: Count | None, adults: Count | None) -> str:
    """Return counts in words; one that is not shown is in words, like "fewer than 5"."""
    words = []
    if pupils is not None:
        words.append(ngettext("{n} pupil", "{n} pupils", 2 if pupils.number is None else pupils.number))
    if adults is not None:
        words.append(ngettext("{n} adult", "{n} adults", 2 if adults.number is None else adults.number))
    counts = [count for count in (pupils, adults) if count is not None]
    return joined(*(each.format(n=count.words) for each, count in zip(words, counts, strict=True)))


def _count_line(row: EventCount) -> Line:
    counted = joined(
        _people(row.pupils, row.adults),
        ngettext("{n} school", "{n} schools", row.schools).format(n=row.schools) if row.schools else "",
        ngettext("{n} hour", "{n} hours", row.hours).format(n=row.hours) if row.hours else "",
    )
    poorer = row.disadvantaged_pupils
    said = joined(
        row.organisation,
        _("counted {day}").format(day=day_words(row.counted_on)),
        _("{n} of them disadvantaged").format(n=poorer.words) if poorer is not None else "",
        row.source,
    )
    return Line(row.id, counted or _("Counted"), said)


REACH = Part(
    kind="reach",
    title=m("How many were reached"),
    nothing=m("Not counted yet. Numbers only, never names; small numbers are not shown outside our office."),
    rows=_counts,
    line=_count_line,
    add=m("Enter a count…"),
    form=ReachFields,
    fields=(
        FieldSpec("counted_on", m("&Counted on"), 4, m("Enter when it was counted"), start=as_today),
        FieldSpec("organisation_id", m("Pupils of which &organisation"), 8, kinds=("organisation",)),
        FieldSpec("pupils", m("&Pupils"), 4),
        FieldSpec("disadvantaged_pupils", m("Of them &disadvantaged"), 4),
        FieldSpec("adults", m("&Adults"), 4),
        FieldSpec("schools", m("&Schools"), 4),
        FieldSpec("hours", m("&Hours"), 4),
        FieldSpec("source", m("&Who counted"), 4),
    ),
    create=record_reach,
    edit=edit_reach,
    remove=remove_reach,
    owner="event_id",
    touches=("event", "organisation"),
)


# --- how far it has come ----------------------------------------------------------------------------------------------


def _stages(session: Session, owner: Owner, today: date) -> Sequence[StageLine]:
    return list_stages(session, owner.id)


def _stage_line(row: StageLine) -> Line:
    return Line(row.id, label(row.stage), joined(day_words(row.changed_on), row.note))


def _move(session: Session, event_id: int, values: Values) -> None:
    set_event_stage(
        session, event_id, values["stage"], turn_out=values["turn_out"], on=values["on"], note=values["note"]
    )


STAGES = Part(
    kind="event_stage_change",
    title=m("How far it has come"),
    nothing=m("No step is noted yet. From an idea to the day itself, with what held it up or moved it on."),
    rows=_stages,
    line=_stage_line,
    together=(
        Step(
            m("Say how far it has come…"),
            _move,
            (
                FieldSpec("stage", m("&How far"), 6, type=EventStage),
                FieldSpec("on", m("&Since"), 6, m("Enter since when"), type=date, start=as_today),
                FieldSpec("turn_out", m("How many &came, where it was held"), 6, type=int),
                FieldSpec("note", m("&Why"), 6, type=str),
            ),
        ),
    ),
    touches=("event",),
)


def _signposted(session: Session, owner: Owner, today: date) -> Sequence[SignpostingRow]:
    return list_signposting(session, event_id=owner.id)


PASSED_ON = replace(
    SIGNPOSTING,
    title=m("Passed on in conversations"),
    nothing=m("Nothing passed on. Who was pointed to this event in a conversation, and what came of it."),
    rows=_signposted,
    fields=tuple(spec for spec in SIGNPOSTING.fields if spec.name != "about_event_id"),
    owner="about_event_id",
)
