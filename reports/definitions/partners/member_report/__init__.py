"""The member report: what members gave and gained, what was done, and what is expected of them.

About a partnership it is one paper with the same facts for every member; about one member it is that member's part of
those facts, in all that it belongs to. It is made for partners and for nobody else, so that no member is told more
than another may read (need N084).
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.queries.partnership_members import list_memberships_of
from models.settings import OUR_ORGANISATION, get_setting
from reports.definitions.partners.common import AUDIENCE, CIRCULATION, pounds, usual_partnership
from reports.definitions.partners.member_report.findings import Findings, find
from reports.definitions.partners.member_report.sections import (
    activities,
    belonging,
    expected,
    gained,
    gave,
    money,
    same_for_all,
)
from reports.document import Document, Facts, Tone, paragraph
from reports.formatting import money as money_words
from reports.parameters import Parameters, Ref
from reports.parts import between, capital, circulation, count_words, find_ourselves, left_out_words
from reports.promises import promises
from resources.i18n import _


def usual(session: Session, parameters: Parameters) -> Ref | None:
    """Return our own school where it belongs to something, else the likeliest partnership."""
    ours = get_setting(session, OUR_ORGANISATION)
    if ours is not None and list_memberships_of(session, ours, as_at=parameters.as_at, audience=AUDIENCE):
        return ("organisation", ours)
    return usual_partnership(session, parameters)


def build(session: Session, parameters: Parameters) -> Document:
    """Return the report to all members of a partnership, or to one member of whatever it belongs to."""
    we, found = find_ourselves(session, parameters.as_at), find(session, parameters)
    title = _("Member report: {name}") if found.is_of_one else _("Report to members: {name}")
    title = title.format(name=found.name)
    return Document(
        title=title,
        subtitle=_("Between {period}").format(period=between(parameters)),
        as_at=parameters.as_at,
        author=we.school,
        subject=_("What members gave and gained, and what is expected of them"),
        reference=title,
        blocks=(
            paragraph(_lead(found, parameters), tone=Tone.LEAD),
            Facts(circulation(AUDIENCE, CIRCULATION)),
            *belonging(found),
            *gave(found),
            *gained(found),
            *activities(found),
            *expected(found),
            *promises(found.keeping, drawn=not found.is_of_one),
            *money(found),
            *same_for_all(found),
        ),
        left_out=left_out_words(
            AUDIENCE,
            (found.given.left_out, "contribution", "contributions"),
            (found.gained.left_out, "benefit", "benefits"),
            (found.activities.left_out, "activity", "activities"),
            (found.promised.left_out, "promise", "promises"),
        ),
    )


def _lead(found: Findings, parameters: Parameters) -> str:
    """Return the report in a few sentences."""
    if not found.partnerships:
        return _("{name} belonged to no partnership between {period}.").format(
            name=found.name, period=between(parameters)
        )
    given = found.given.rows
    hours, pence = sum(row.hours or 0 for row in given), sum(row.amount_pence or 0 for row in given)
    saved = sum(row.saving_pence or 0 for row in found.gained.rows)
    if found.is_of_one:
        words = _("{name} belongs to {partnerships}.").format(
            name=found.name,
            partnerships=count_words(len(found.partnerships), "partnership or cluster", "partnerships and clusters"),
        )
        whose = _("it gave {things} ({hours}, {money})")
    else:
        members = len({row.member_id for row in found.memberships})
        words = _("{name} has {members}.").format(name=found.name, members=count_words(members, "member", "members"))
        whose = _("members gave {things} ({hours}, {money})")
    gave = whose.format(
        things=count_words(len(given), "contribution", "contributions"),
        hours=count_words(hours, "hour", "hours"),
        money=money_words(pounds(pence) or 0),
    )
    benefits = count_words(len(found.gained.rows), "benefit is", "benefits are")
    words += " " + _("Between {period} {gave}. {benefits} recorded, with {saved} saved.").format(
        period=between(parameters), gave=gave, benefits=capital(benefits), saved=money_words(pounds(saved) or 0)
    )
    late = found.late
    if late:
        words += " " + _("{late} late.").format(late=capital(count_words(late, "promise is", "promises are")))
    if found.leaves_out:
        words += " " + _("What is not listed in this copy is not counted here.")
    return words
