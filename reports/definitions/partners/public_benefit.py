"""Public benefit of an independent school: what it does for pupils of other schools, and what it gives.

Evidence for a charity's annual report and for whoever asks what its charitable status is for (need N140). Only pupils
of other schools count; those of whom nobody noted which school they are from are told apart and not claimed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.public_benefit import GivenRow, PublicBenefit, find_public_benefit, list_independent_schools
from models.settings import OUR_ORGANISATION, get_setting
from models.vocabulary import Visibility
from models.words import label
from reports.definitions.partners.activities_table import activities_table
from reports.definitions.partners.common import AUDIENCE, CIRCULATION, pounds
from reports.definitions.partners.reach_table import reach_table, shown
from reports.document import Block, Column, Document, Facts, Heading, Kind, Table, Tone, paragraph
from reports.formatting import long_date, thousands
from reports.parameters import Parameters, Ref
from reports.parts import (
    between,
    circulation,
    count_words,
    find_about,
    find_ourselves,
    leaving_out,
    left_out_words,
    reason,
)
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class _Found:
    """The evidence as the paper's readers may see it, and as whoever may read everything sees it."""

    audience: Visibility
    told: PublicBenefit
    every: PublicBenefit

    def hidden(self, name: str) -> int:
        """Return how many lines of one of its lists a copy leaves out."""
        return len(getattr(self.every, name)) - len(getattr(self.told, name))

    @property
    def occasions_hidden(self) -> int:
        """Return how many occasions at which pupils were counted a copy leaves out."""
        return len(self.every.others.occasions) - len(self.told.others.occasions)

    @property
    def left_out_counts(self) -> tuple[tuple[int, str, str], ...]:
        """Return how much of each sort a copy leaves out, with the words for one and for several."""
        return (
            (self.hidden("activities"), "activity", "activities"),
            (self.occasions_hidden, "occasion", "occasions"),
            (self.hidden("schools"), "school", "schools"),
            (self.hidden("given"), "contribution", "contributions"),
        )


def usual(session: Session, parameters: Parameters) -> Ref | None:
    """Return our own school where it is independent, else the first independent school by name."""
    audience = parameters.audience or AUDIENCE
    numbers = [number for number, _name in list_independent_schools(session, as_at=parameters.as_at, audience=audience)]
    ours = get_setting(session, OUR_ORGANISATION)
    if ours in numbers:
        return "organisation", ours
    return ("organisation", numbers[0]) if numbers else None


def build(session: Session, parameters: Parameters) -> Document:
    """Return what an independent school did for others in a period, both days among it."""
    audience = parameters.audience or AUDIENCE
    we, about = find_ourselves(session, parameters.as_at), find_about(session, parameters, audience)
    if about is None:
        raise WrongUse(_("Choose the independent school that this paper is about."))
    found = _find(session, about.ref[1], parameters, audience)
    told = found.told
    title = _("Public benefit: {name}").format(name=told.organisation)
    days = _("{first} to {last}").format(first=long_date(told.first_day), last=long_date(told.last_day))
    return Document(
        title=title,
        subtitle=days,
        as_at=parameters.as_at,
        author=we.school,
        subject=_("What an independent school does for pupils of other schools"),
        reference=_("{title}, {days}").format(title=title, days=days),
        blocks=(
            paragraph(_lead(found, parameters), tone=Tone.LEAD),
            Facts((*_facts(told, days), *circulation(audience, CIRCULATION))),
            *_sections(found),
        ),
        left_out=left_out_words(audience, *found.left_out_counts),
    )


def _find(session: Session, number: int, parameters: Parameters, audience: Visibility) -> _Found:
    days = parameters.first_day, min(parameters.last_day, parameters.as_at)
    return _Found(
        audience,
        find_public_benefit(session, number, *days, audience=audience),
        find_public_benefit(session, number, *days, audience=EVERYONE_OF_OURS),
    )


def _lead(found: _Found, parameters: Parameters) -> str:
    told = found.told
    if told.is_empty:
        words = _("Between {days} nothing that {name} did for others is recorded.").format(
            days=between(parameters), name=told.organisation
        )
        return f"{words} {_not_counted()}" if _leaves_out(found) else words
    words = _("Between {days} {name} held {activities}; there is evidence for {evidenced}.")
    if not told.activities:
        words = _("Between {days} {name} held {activities}.")
    held = words.format(
        days=between(parameters),
        name=told.organisation,
        activities=count_words(len(told.activities), "activity", "activities"),
        evidenced=told.with_evidence or _("none"),
    )
    parts = [held, _reached_words(told)]
    if told.given:
        parts.append(_given_words(told))
    if _leaves_out(found):
        parts.append(_not_counted())
    return " ".join(parts)


def _reached_words(told: PublicBenefit) -> str:
    if not told.others.occasions:
        return _("No pupil of another school was counted.")
    return _("Pupils of other schools reached: {pupils}, from {schools}.").format(
        pupils=told.others.pupils.words, schools=count_words(len(told.schools), "school", "schools")
    )


def _given_words(told: PublicBenefit) -> str:
    amounts = []
    if told.hours_given:
        amounts.append(count_words(told.hours_given, "hour", "hours"))
    if told.amount_pence:
        amounts.append(f"£{thousands(told.amount_pence // 100)}")
    things = count_words(len(told.given), "contribution", "contributions")
    if not amounts:
        return _("It gave {things}.").format(things=things)
    return _("It gave {things}: {amounts}.").format(things=things, amounts=_(" and ").join(amounts))


def _leaves_out(found: _Found) -> bool:
    return any(count for count, _one, _several in found.left_out_counts)


def _not_counted() -> str:
    return _("What is not listed in this copy is not counted here.")


def _facts(told: PublicBenefit, days: str) -> Iterator[tuple[str, str | int]]:
    yield _("Time"), days
    if told.others.occasions:
        yield _("Pupils of other schools reached"), shown(told.others.pupils)
        yield _("Of these disadvantaged"), shown(told.others.disadvantaged_pupils)
        yield _("Schools whose pupils were reached"), len(told.schools)
    else:
        yield _("Pupils of other schools reached"), _("None counted")
    if told.not_said.occasions:
        yield _("Pupils of whom no school is recorded, not claimed"), shown(told.not_said.pupils)


def _sections(found: _Found) -> Iterator[Block]:
    told, why = found.told, reason(found.audience)
    yield Heading(_("What was done"))
    table = activities_table(told.activities, told.last_day, several=True)
    yield leaving_out(table, found.hidden("activities"), "activity", "activities", why)
    yield Heading(_("Whom it reached"))
    yield reach_table(told.others, found.occasions_hidden, found.audience)
    yield leaving_out(_schools_table(told.schools), found.hidden("schools"), "school", "schools", why)
    yield Heading(_("What the school gave"))
    yield leaving_out(_given_table(told.given), found.hidden("given"), "contribution", "contributions", why)
    yield paragraph(
        _(
            "The school’s own pupils are not counted. Pupils of whom nobody noted which school they are from are told "
            "apart and not claimed. A school’s trustees report on public benefit each year; check the current guidance "
            "of the Charity Commission."
        ),
        tone=Tone.NOTE,
    )


def _schools_table(rows: Sequence[tuple[int, str]]) -> Table:
    return Table(
        key="schools",
        title=_("Schools whose pupils were reached"),
        sheet=_("Schools"),
        columns=(Column(_("School"), weight=1.0, row_header=True),),
        rows=tuple((name,) for _number, name in rows),
        empty=_("No pupil of another school is recorded for this time."),
    )


def _given_table(rows: Sequence[GivenRow]) -> Table:
    return Table(
        key="given",
        title=_("Each contribution to a partnership"),
        sheet=_("Given"),
        columns=(
            Column(_("Day"), Kind.DATE, 1.4),
            Column(_("What was given"), weight=3.0, row_header=True),
            Column(_("To"), weight=2.2),
            Column(_("Kind"), weight=1.2),
            Column(_("Hours"), Kind.INTEGER, 0.8, total=True, unknown="–"),
            Column(_("Money"), Kind.MONEY, 1.0, total=True, unknown="–"),
        ),
        rows=tuple(
            (row.given_on, row.text, row.partnership, label(row.kind), row.hours, pounds(row.amount_pence))
            for row in rows
        ),
        empty=_("No contribution of the school is recorded for this time."),
    )
