"""Seats and offices of an organisation: how many there are, who appoints to them, which are empty and since when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.posts import PostFields, create_post, edit_post, end_post
from models.queries.posts import PostRow, list_posts
from models.vocabulary import Precision
from models.when import first_day_after
from resources.i18n import _, ngettext
from resources.i18n import marked as m


def _posts(session: Session, owner: Owner, today: date) -> Sequence[PostRow]:
    return list_posts(session, as_at=today, organisation_id=owner.id)


def _term(months: int | None) -> str:
    if not months:
        return ""
    if months % 12:
        return ngettext("term of {n} month", "term of {n} months", months).format(n=months)
    return ngettext("term of {n} year", "term of {n} years", months // 12).format(n=months // 12)


def _line(row: PostRow) -> Line:
    seats = ngettext("{held} of {n} seat taken", "{held} of {n} seats taken", row.seats).format(
        held=row.held, n=row.seats
    )
    said = joined(
        seats,
        row.role if row.label else "",
        row.category,
        _("appointed by {body}").format(body=row.appointing_body) if row.appointing_body else "",
        _term(row.term_months),
        "" if row.voting else _("no vote"),
        _("{area} ward").format(area=row.area) if row.area else "",
        _("empty since {day}").format(day=day_words(row.vacant_since)) if row.vacant_since is not None else "",
    )
    empty = ngettext("{n} empty", "{n} empty", row.vacant).format(n=row.vacant) if row.vacant else ""
    return Line(row.id, row.name, said, empty, Tone.SOON)


def _end(session: Session, number: int, values: Values) -> None:
    end_post(session, number, first_day_after(values["last_day"], Precision.DAY), values["reason"])


POSTS = Part(
    kind="post",
    title=m("Seats and offices"),
    nothing=m("No seats are set down. Once they are, empty seats and ending terms are counted for you."),
    rows=_posts,
    line=_line,
    add=m("Add a seat…"),
    form=PostFields,
    fields=(
        FieldSpec("role", m("&Role"), 6, m("Enter the role, like Parent governor")),
        FieldSpec("label", m("What they &call it"), 6),
        FieldSpec("seats", m("How ma&ny seats"), 4, m("Enter how many seats there are")),
        FieldSpec("term_months", m("&Term in months"), 4),
        FieldSpec("voting", m("Has a vote"), 4),
        FieldSpec("category", m("Categor&y"), 6, hint=m("For example: elected, co-opted, foundation")),
        FieldSpec("appointing_body", m("&Appointed by"), 6, hint=m("For example: parents, the local authority")),
        FieldSpec("area_id", m("For the &ward"), 6, kinds=("area",)),
        FieldSpec("starts_on", m("&Since"), 6),
    ),
    create=create_post,
    edit=edit_post,
    steps=(
        Step(
            m("This seat no longer exists…"),
            _end,
            (
                FieldSpec("last_day", m("&Last day"), 6, m("Enter the last day"), type=date, start=as_today),
                FieldSpec("reason", m("&Why"), 12, type=str),
            ),
            save=m("End it"),
        ),
    ),
    touches=("affiliation",),
)
