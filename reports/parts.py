"""What every paper needs: who we are, whom it is for, counts in words, and what it leaves out and says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy.orm import Session

from models.errors import WrongUse
from models.kinds import KINDS
from models.queries.areas import list_area_names
from models.queries.audience import EVERYONE_OF_OURS, Shown, may_read, shown
from models.queries.engagement import EngagementRow, list_engagement
from models.queries.meetings import MeetingFilter, MeetingRow, list_upcoming_meetings
from models.queries.organisations import OrganisationRow, find_organisation_row
from models.queries.recipients import find_recipient, list_recipients
from models.queries.records import find_names
from models.settings import OUR_EMAIL, OUR_JOB_TITLE, OUR_ORGANISATION, OUR_PERSON, OUR_PHONE, get_setting
from models.vocabulary import Visibility
from reports.document import Span, Table
from reports.formatting import long_date
from reports.parameters import Parameters, Ref
from resources.i18n import _, ngettext
from resources.i18n import marked as m

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ourselves:
    """Who makes a paper, as the settings of the book have it."""

    school: str
    person: str
    job_title: str
    email: str
    phone: str
    organisation_id: int | None

    @property
    def signature(self) -> str:
        """Return the person with job title and school, as far as they are known."""
        return ", ".join(part for part in (self.person, self.job_title, self.school) if part)

    @property
    def reach(self) -> tuple[str | Span, ...]:
        """Return who can be asked and how, the email address as words that open a message to it."""
        found: list[str | Span] = [self.signature]
        if self.email:
            found += [", ", Span(self.email, link=f"mailto:{self.email}")]
        if self.phone:
            found.append(f", {self.phone}")
        return tuple(found)


def find_ourselves(session: Session, as_at: date) -> Ourselves:
    """Return who we are; what was never set is left blank, and the school is "our school"."""
    number = get_setting(session, OUR_ORGANISATION)
    row = find_organisation_row(session, number, today=as_at) if number is not None else None
    return Ourselves(
        school=row.name if row else _("Our school"),
        person=get_setting(session, OUR_PERSON),
        job_title=get_setting(session, OUR_JOB_TITLE),
        email=get_setting(session, OUR_EMAIL),
        phone=get_setting(session, OUR_PHONE),
        organisation_id=number,
    )


@dataclass(frozen=True, slots=True)
class About:
    """The record a paper is about, as its readers may name it."""

    ref: Ref
    name: str
    day: date | None


def find_about(session: Session, parameters: Parameters, audience: Visibility) -> About | None:
    """Return the record a paper is about; None where it is about all of them.

    Raises WrongUse where the record is gone or the paper's readers may not know of it.
    """
    if parameters.about is None:
        return None
    found = find_names(session, [parameters.about], audience=audience).get(parameters.about)
    if found is None:
        word = KINDS[parameters.about[0]].word
        raise WrongUse(
            _("There is no such {thing}, or these readers may not see it. Choose another.").format(thing=word)
        )
    return About(parameters.about, found.name, found.on)


def ward_name(session: Session, parameters: Parameters) -> str:
    """Return the name of the ward a paper is narrowed to; "" where it is not."""
    if parameters.ward_id is None:
        return ""
    names = dict(list_area_names(session, as_at=parameters.as_at))
    return names.get(parameters.ward_id, _("the ward chosen"))


A_YEAR = timedelta(days=366)
"""A paper is for no meeting later than that."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """The body a paper is for, its record where there is one, and its next meeting."""

    name: str
    row: OrganisationRow | None
    meeting: MeetingRow | None


def find_reader(
    session: Session, report: str, asked: str, as_at: date, otherwise: str, audience: Visibility
) -> Recipient:
    """Return whom a paper is for: the body asked for, else the likeliest that its readers may know of, else words."""
    names = list_recipients(session, report, audience=audience)
    name = asked or (names[0] if names else otherwise)
    number = find_recipient(session, name)
    if number is None:
        return Recipient(name, None, None)
    row = find_organisation_row(session, number, today=as_at)
    coming = list_upcoming_meetings(session, as_at, MeetingFilter(organisation_id=number), limit=1).rows
    soon = [meeting for meeting in coming if meeting.starts_at.date() <= as_at + A_YEAR]
    return Recipient(row.name if row else name, row, soon[0] if soon else None)


def count_words(number: int, one: str, several: str) -> str:
    """Return a count with its noun: "1 letter", "1,204 letters", "no letters"."""
    words = ngettext(one, several, number)
    return _("no {things}").format(things=_(several)) if number == 0 else f"{number:,} {words}"


def capital(words: str) -> str:
    """Return words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def between(parameters: Parameters) -> str:
    """Return the period for a sentence: "1 September 2026 and 22 November 2026", after "between"."""
    return _("{first} and {last}").format(first=long_date(parameters.first_day), last=long_date(parameters.last_day))


@dataclass(frozen=True, slots=True)
class Contacts:
    """The organisations that a paper lists, and how many it does not and why."""

    rows: tuple[EngagementRow, ...]
    left_out: int
    """How many may not be named to its readers."""
    elsewhere: int = 0
    """How many are not in the wards it is about."""


def find_contacts(
    session: Session, parameters: Parameters, audience: Visibility, we: Ourselves, wards: Sequence[str] = ()
) -> Contacts:
    """Return the others we had contact with in a period, in some wards or, where none are given, everywhere."""
    period = (parameters.first_day, parameters.last_day, parameters.as_at)
    every = list_engagement(session, *period, Visibility.CONFIDENTIAL).rows
    others = [row for row in every if row.organisation_id != we.organisation_id]
    here = [row for row in others if not wards or row.ward in wards]
    found: Shown[EngagementRow] = shown(here, lambda row: may_read(audience, row.visibility))
    return Contacts(found.rows, found.left_out, len(others) - len(here))


def shown_to(audience: Visibility, ask: Callable[[Visibility], Sequence[T]]) -> Shown[T]:
    """Return what a question gives to an audience, and how many more lines it gives to whoever may read all."""
    rows = tuple(ask(audience))
    if audience is EVERYONE_OF_OURS:
        return Shown(rows)
    return Shown(rows, max(0, len(ask(EVERYONE_OF_OURS)) - len(rows)))


_REASONS = {
    Visibility.PUBLIC: m("not for publication"),
    Visibility.PARTNERS: m("not for partners"),
    Visibility.INTERNAL: m("confidential"),
}


def reason(audience: Visibility) -> str:
    """Return why something is left out for an audience, to end the sentence "because it is ..."."""
    return _(_REASONS.get(audience, _REASONS[Visibility.INTERNAL]))


def circulation(audience: Visibility, words: Mapping[Visibility, str]) -> tuple[tuple[str, str], ...]:
    """Return the line that says who may have a copy, in a paper's own words (marked); none where it has none."""
    return ((_("Circulation"), _(words[audience])),) if audience in words else ()


class LeftOut(str):
    """A sentence that says what a paper leaves out, with how many lines those are."""

    lines: int

    @classmethod
    def of(cls, sentence: str, count: int) -> LeftOut:
        """Return a sentence with its count."""
        made = cls(sentence)
        made.lines = count
        return made


def left_out_words(audience: Visibility, *counts: tuple[int, str, str]) -> tuple[str, ...]:
    """Return a sentence for each sort of thing left out: how many, and the words for one and for several."""
    why = reason(audience)
    return tuple(LeftOut.of(not_listed(count, one, several, why), count) for count, one, several in counts if count)


def not_listed(count: int, one: str, several: str, reason: str) -> str:
    """Return the sentence that so many things are not listed, and why."""
    return ngettext(
        "{things} is not listed because it is {reason}.",
        "{things} are not listed because they are {reason}.",
        count,
    ).format(things=count_words(count, one, several), reason=reason)


def leaving_out(table: Table, count: int, one: str, several: str, reason: str, *, counted: bool = False) -> Table:
    """Return a table that says in words how many lines it does not show and why; unchanged where it shows all.

    `one` and `several` name the lines, `reason` ends the sentence "because it is ..."; `counted` tells whether the
    summary of the paper counts them.
    """
    if not count:
        return table
    said = [not_listed(count, one, several, reason)]
    if table.rows and any(column.total for column in table.columns):
        said.append(ngettext("The totals here do not count it.", "The totals here do not count them.", count))
    if counted:
        said.append(ngettext("The summary counts it.", "The summary counts them.", count))
    empty = table.empty if table.rows else _("There is nothing that may be shown here.")
    return replace(table, note=" ".join(filter(None, (table.note, *said))), empty=empty)
