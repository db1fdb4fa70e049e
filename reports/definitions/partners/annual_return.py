"""A partnership's annual return: what it did in an academic year and what came of it, beside the year before.

Activity and impact in counts that tie to the lists below them (need N121): reach without small numbers, outcomes with
baseline and target, what each partner gave and gained, and promises kept against promises made (need N093).
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from models.queries.aims import AimRow
from models.small_numbers import sees_all
from models.vocabulary import Visibility
from reports.definitions.partners.activities_table import activities_table
from reports.definitions.partners.annual_figures import Return, figures_table, find_return
from reports.definitions.partners.common import (
    AUDIENCE,
    CIRCULATION,
    find_partnership_row,
    names_words,
    usual_partnership,
    year_words,
)
from reports.definitions.partners.giving import kinds_of_funding_table, ledger_table
from reports.definitions.partners.members import members_table
from reports.definitions.partners.outcomes_tables import evidenced_table, measured_table
from reports.definitions.partners.reach_table import reach_table
from reports.document import Block, Column, Document, Facts, Heading, Kind, Table, Tone, bullets, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import circulation, count_words, find_ourselves, leaving_out, left_out_words, reason
from reports.promises import promises
from resources.i18n import _

usual = usual_partnership


def build(session: Session, parameters: Parameters) -> Document:
    """Return the annual return for the academic year of the period's last day, as far as it has come."""
    audience = parameters.audience or AUDIENCE
    we, one = find_ourselves(session, parameters.as_at), find_partnership_row(session, parameters, audience)
    found = find_return(session, one, parameters, audience)
    title = _("Annual return: {name}").format(name=one.name)
    return Document(
        title=title,
        subtitle=_("Academic year {year}").format(year=year_words(found.annual.year_begins)),
        as_at=parameters.as_at,
        author=we.school,
        subject=_("What a partnership did in a year and what came of it"),
        reference=_("{title}, {year}").format(title=title, year=year_words(found.annual.year_begins)),
        blocks=(
            paragraph(_lead(found), tone=Tone.LEAD),
            Facts((*_time(found), *circulation(audience, CIRCULATION))),
            Heading(_("The year in figures")),
            figures_table(found),
            *_members(found),
            *_work(found),
            *_outcomes(found),
            *_giving(found),
            *promises(found.keeping),
            *_stories(found),
            *_lacking(found),
        ),
        left_out=left_out_words(
            audience,
            (found.members.left_out, "membership", "memberships"),
            (found.activities_left_out, "activity", "activities"),
            (found.outcomes.measures.left_out, "outcome", "outcomes"),
            (found.given_left_out, "contribution", "contributions"),
            (found.gained_left_out, "benefit", "benefits"),
            (found.funding_left_out, "line of funding", "lines of funding"),
        ),
    )


def _time(found: Return) -> Iterator[tuple[str, str]]:
    annual = found.annual
    words = _("{first} to {last}").format(first=long_date(annual.first_day), last=long_date(annual.last_day))
    if not found.is_whole_year:
        words = _("{words}; the year goes on").format(words=words)
    yield _("Time"), words


def _lead(found: Return) -> str:
    annual, health = found.annual, found.annual.health
    members = len({row.member_id for row in annual.members})
    words = _("In {year} {name} had {members} and {activities}, and held {events}.").format(
        year=year_words(annual.year_begins),
        name=annual.partnership,
        members=count_words(members, "member", "members"),
        activities=count_words(len(annual.activities), "activity", "activities"),
        events=count_words(annual.events, "event", "events"),
    )
    if not found.is_whole_year:
        words = _("By {day}: {words}").format(day=long_date(annual.last_day), words=words[:1].lower() + words[1:])
    parts = [words]
    if annual.reach.occasions:
        parts.append(_("Pupils reached: {n}.").format(n=annual.reach.pupils.words))
    if annual.measures:
        parts.append(
            _("Of {outcomes}, {reached} reached.").format(
                outcomes=count_words(len(annual.measures), "outcome", "outcomes"),
                reached=count_words(annual.reached, "is", "are") if annual.reached else _("none is"),
            )
        )
    if health.commitments_due:
        parts.append(
            _("Of {due} by or to it, {kept} kept.").format(
                due=count_words(health.commitments_due, "promise that fell due", "promises that fell due"),
                kept=count_words(health.commitments_kept, "was", "were") if health.commitments_kept else _("none was"),
            )
        )
    if found.leaves_out:
        parts.append(_("What is not listed in this copy is not counted here."))
    return " ".join(parts)


def _members(found: Return) -> Iterator[Block]:
    yield Heading(_("Members"))
    yield paragraph(
        _("On {day}. In the year {joined} joined and {left} left.").format(
            day=long_date(found.annual.last_day),
            joined=found.annual.joined or _("nobody"),
            left=found.annual.left or _("nobody"),
        )
    )
    yield members_table(found.members, found.audience)


def _work(found: Return) -> Iterator[Block]:
    annual, balance = found.annual, found.balance

    def stands(aim: AimRow) -> bool:
        return aim.closed_on is None or aim.closed_on > annual.first_day

    yield Heading(_("What was done"))
    purpose = Table(
        key="purpose",
        title=_("Activities by aim"),
        sheet=_("By aim"),
        columns=(
            Column(_("Aim"), weight=5.0, row_header=True),
            Column(_("Activities"), Kind.INTEGER, 1.0, total=True),
        ),
        rows=(
            *((f"{aim.number}. {aim.text}", times) for aim, times in balance.by_aim if times or stands(aim)),
            *(((_("Off purpose"), balance.off_purpose),) if balance.off_purpose else ()),
            *(((_("No aim given yet"), balance.not_said),) if balance.not_said else ()),
        ),
        empty=_("No aim and no activity is recorded."),
    )
    yield leaving_out(purpose, found.outcomes.aims.left_out, "aim", "aims", reason(found.audience))
    table = activities_table(annual.activities, annual.last_day)
    yield leaving_out(table, found.activities_left_out, "activity", "activities", reason(found.audience))
    yield reach_table(annual.reach, found.occasions_left_out, found.audience)


def _outcomes(found: Return) -> Iterator[Block]:
    yield Heading(_("Outcomes"))
    yield measured_table(found.outcomes)
    if found.outcomes.evidenced or found.outcomes.evidenced_left_out:
        yield evidenced_table(found.outcomes)


def _giving(found: Return) -> Iterator[Block]:
    yield Heading(_("What partners gave and gained"))
    given, gained = found.given_left_out, found.gained_left_out
    yield ledger_table(found.annual.ledger, found.audience, given=given, gained=gained)
    table = kinds_of_funding_table(found.funding.totals if found.funding else (), found.annual.year_begins)
    yield leaving_out(table, found.funding_left_out, "line of funding", "lines of funding", reason(found.audience))


def _stories(found: Return) -> Iterator[Block]:
    yield Heading(_("Case studies"))
    table = Table(
        key="stories",
        title=_("Case studies published in the year"),
        sheet=_("Case studies"),
        columns=(
            Column(_("Case study"), weight=2.2, row_header=True),
            Column(_("Tells of"), weight=2.2, unknown=_("Not recorded")),
            Column(_("What came of it"), weight=2.8, unknown=_("Not recorded")),
            Column(_("Where"), weight=1.8, unknown=_("Not recorded")),
            Column(_("Published"), Kind.DATE, 1.2),
        ),
        rows=tuple(
            (
                row.title,
                names_words([name for _number, name in row.partners]) or None,
                row.outcome or None,
                row.published_where or None,
                row.published_on,
            )
            for row in found.annual.case_studies
        ),
        empty=_("No case study was published in the year."),
    )
    yield leaving_out(table, found.stories_left_out, "case study", "case studies", reason(found.audience))


def _lacking(found: Return) -> Iterator[Block]:
    yield Heading(_("What is missing"))
    if not sees_all(found.audience):
        yield paragraph(_("As far as this copy may tell:"))
    if lacks := found.annual.health.lacks:
        yield bullets(*lacks)
    else:
        yield paragraph(_("Nothing: there was activity, a promise kept and an outcome shown."))
    yield paragraph(
        _(
            "An outcome is shown where a value was observed in the year, or a judgement with evidence. A member in "
            "several roles is counted once."
        ),
        tone=Tone.NOTE,
    )
    if found.audience is Visibility.PARTNERS:
        yield paragraph(
            _("Every member gets this same return: {names}.").format(
                names=names_words(list(dict.fromkeys(row.member for row in found.annual.members)))
            )
            if found.annual.members
            else _("Every member gets this same return.")
        )
