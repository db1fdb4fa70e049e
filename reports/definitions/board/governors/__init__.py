"""What a school has to publish of its governors, and their register of interests; our own copy says what is missing.

Of everybody who serves or served in the last twelve months: name, category, who appointed them, from when to when, the
day they stepped down, their interests, and how often they attended in the last academic year; of the board and its
committees what they are for and who chairs them (the governance guide for maintained schools; need N101).
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from reports.definitions.board.common import CIRCULATION, only_listed, usual_board
from reports.definitions.board.governors.findings import AUDIENCE, Findings, find
from reports.definitions.board.governors.tables import (
    attendance_table,
    governors_table,
    interests_table,
    stepped_down_table,
    structure_table,
)
from reports.document import Block, Document, Facts, Heading, Tone, bullets, paragraph
from reports.formatting import listed, long_date
from reports.parameters import Parameters, Ref
from reports.parts import capital, circulation, count_words, leaving_out, left_out_words, reason
from resources.i18n import _, ngettext

__all__ = ["AUDIENCE", "build", "usual"]


def usual(session: Session, parameters: Parameters) -> Ref | None:
    """Return our own board."""
    return usual_board(session, parameters)


def build(session: Session, parameters: Parameters) -> Document:
    """Return what is published of a board and its members on a day."""
    found = find(session, parameters)
    why, day = reason(found.audience), long_date(found.day)
    governors = leaving_out(governors_table(found), found.governors.left_out, "member", "members", why)
    interests = leaving_out(interests_table(found), found.interests.left_out, "entry", "entries", why)
    structure = leaving_out(structure_table(found), found.parts_left_out, "committee", "committees", why)
    return Document(
        title=_("Governors: {body}").format(body=found.board.name),
        subtitle=_("Details and register of interests on {day}").format(day=day),
        as_at=found.day,
        author=found.we.school,
        subject=_("Governors’ details and register of interests"),
        reference=_("{body}: governors, {day}").format(body=found.board.name, day=day),
        blocks=(
            paragraph(_lead(found), tone=Tone.LEAD),
            Facts(
                (
                    (_("Body"), found.board.name),
                    (_("As at"), found.day),
                    (_("Serving"), len({row.person_id for row in found.serving})),
                    (_("Stepped down in the last twelve months"), len({row.person_id for row in found.gone})),
                    *circulation(found.audience, CIRCULATION),
                )
            ),
            *_missing(found),
            Heading(_("Board and committees")),
            structure,
            Heading(_("Members")),
            governors,
            stepped_down_table(found),
            Heading(_("Register of interests")),
            interests,
            Heading(_("Attendance")),
            attendance_table(found),
        ),
        left_out=left_out_words(
            found.audience,
            (found.governors.left_out, "member", "members"),
            (found.interests.left_out, "entry in the register", "entries in the register"),
            (found.parts_left_out, "committee", "committees"),
        ),
    )


def _lead(found: Findings) -> str:
    people = len({row.person_id for row in found.serving})
    words = ngettext("{people} serves on {body} on {day}.", "{people} serve on {body} on {day}.", people).format(
        people=capital(count_words(people, "member", "members")), body=found.board.name, day=long_date(found.day)
    )
    entries = count_words(
        len(found.interests.rows), "interest stands in the register", "interests stand in the register"
    )
    return only_listed(f"{words} {capital(entries)}.", found.governors.left_out + found.interests.left_out)


def _missing(found: Findings) -> list[Block]:
    """Return what has to be published and is not recorded; only in our own copy."""
    if not found.sees_all:
        return []
    lacking = []
    for words, names in (
        (_("No category is recorded for {names}."), [row.name for row in found.serving if not row.category]),
        (_("Who appointed {names} is not recorded."), [row.name for row in found.serving if not row.appointing_body]),
        (
            _("The day of appointment of {names} is not recorded."),
            [row.name for row in found.serving if not row.starts_on],
        ),
        (_("{names} did not confirm their interests for this academic year."), _unconfirmed(found)),
        (_("No chair is recorded for {names}."), [part.body.name for part in found.parts if not part.chairs]),
        (_("What {names} is for is not recorded."), [part.body.name for part in found.parts if not part.remit]),
        (_("{names}: not marked as public, so the published copy does not name it."), list(found.not_public)),
        (
            _("{names}: an entry in the register is not ticked as published."),
            [row.person for row in found.interests.rows if not row.is_published],
        ),
    ):
        if names:
            lacking.append(words.format(names=listed(list(dict.fromkeys(names)))))
    if not lacking:
        return [paragraph(_("Everything that has to be published is recorded."))]
    return [Heading(_("What is missing before this is published")), bullets(*lacking)]


def _unconfirmed(found: Findings) -> list[str]:
    confirmed = {number for number, row in found.confirmations.items() if row.confirmation_id is not None}
    return [row.name for row in found.serving if row.person_id not in confirmed]
