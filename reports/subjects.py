"""What somebody types for a choice of a paper: "meeting:12" or a name for its record, the name of a ward."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from models.errors import WrongUse
from models.kinds import KINDS, find_kind
from models.queries.areas import list_area_names
from models.queries.forms import list_choices
from models.text import sort_key
from reports.parameters import Ref
from reports.report import Report
from resources.i18n import _

_NUMBERED = re.compile(r"([a-z_]+):([0-9]{1,18})")
_SHOWN = 5
"""Records named where several have the words."""


def find_subject(session: Session, report: Report, typed: str) -> Ref:
    """Return the record that is meant, one of a kind that the paper can be about.

    A whole name goes before the beginnings of words. Raises WrongUse where none or several have the words, naming
    those, and where the paper is about no record.
    """
    if not report.asks.about:
        raise WrongUse(_("“{title}” is not about one record. Leave out the name.").format(title=_(report.title)))
    if numbered := _NUMBERED.fullmatch(typed.strip()):
        return find_kind(numbered[1]).table, int(numbered[2])
    found = [
        ((kind, choice.id), choice.name)
        for kind in report.asks.about
        for choice in list_choices(session, kind, words=typed, limit=_SHOWN + 1)
    ]
    return _the_one(found, typed, ", ".join(KINDS[kind].words for kind in report.asks.about))


def find_ward(session: Session, typed: str, *, as_at: date) -> int:
    """Return the ward or division of a name on a day. Raises WrongUse where none or several have the words."""
    key = sort_key(typed)
    names = list_area_names(session, as_at=as_at)
    found = [(("area", number), name) for number, name in names if sort_key(name).startswith(key)]
    return _the_one(found, typed, _("wards"))[1]


def _the_one(found: Sequence[tuple[Ref, str]], typed: str, things: str) -> Ref:
    same = [one for one in found if sort_key(one[1]) == sort_key(typed)] or found
    if len(same) == 1:
        return same[0][0]
    if not same:
        raise WrongUse(
            _("None of the {things} is called “{name}”. Check the spelling.").format(things=things, name=typed)
        )
    several = "; ".join(f"{kind}:{number} {name}" for (kind, number), name in same[:_SHOWN])
    raise WrongUse(
        _("Several records are called “{name}”. Give one by its number: {several}.").format(name=typed, several=several)
    )
