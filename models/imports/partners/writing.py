"""Writing what a partner's file brings, by the same actions as by hand."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from models.errors import WrongUse
from models.imports.partners.judging import PartnerPlan, Pointed
from models.imports.partners.kinds import SHARED
from models.imports.preview import Fate, PreviewLine
from models.queries.records import Ref
from resources.i18n import _


def partner_writer(session: Session) -> Callable[[PreviewLine], Ref]:
    """Return what writes the records of a partner's file, one after the other, each as the record that it gives."""
    made: dict[tuple[str, str], int] = {}

    def resolved(value: object) -> object:
        if not isinstance(value, Pointed):
            return value
        if (value.table, value.uid) not in made:
            raise WrongUse(_("What it belongs to was not taken."))
        return made[value.table, value.uid]

    def write(line: PreviewLine) -> Ref:
        plan = line.plan
        assert isinstance(plan, PartnerPlan)
        kind = SHARED[plan.kind]
        values = {name: resolved(value) for name, value in plan.values.items()}
        if line.fate is Fate.NEW:
            number = kind.add(session, values)
            made[kind.table, plan.uid] = number
            return kind.table, number
        assert line.record_id is not None
        kind.change(session, line.record_id, values)
        return kind.table, line.record_id

    return write
