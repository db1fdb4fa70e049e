"""Bringing back what was put away, whatever kind of record it is."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from models.actions.writing import bring_back
from models.base import Base, Record
from models.entities import map_all
from models.errors import WrongUse
from models.kinds import KINDS
from resources.i18n import _


def bring_back_records(session: Session, records: Iterable[tuple[str, int]]) -> int:
    """Bring back records by their tables and numbers; return how many. What is there already stays as it is.

    Raises WrongUse for a kind that is never put away, or a record that is not there.
    """
    map_all()
    kinds = {mapper.local_table.key: mapper.class_ for mapper in Base.registry.mappers}  # type: ignore[attr-defined]
    number = 0
    for kind, record_id in records:
        entity = kinds.get(kind)
        if entity is None or kind not in KINDS or not issubclass(entity, Record):
            raise WrongUse(_("Records of this kind are never put away, so there is nothing to bring back."))
        bring_back(session, entity, record_id, KINDS[kind].word)
        number += 1
    return number
