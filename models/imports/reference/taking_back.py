"""Taking reference data out again, as far as that makes sense: postcodes by their areas, the register not at all."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.actions.postcodes import remove_postcodes
from models.entities import ImportBatch, ImportLine, RegisterPostcode
from models.errors import WrongUse
from models.imports.batches import BATCH, BatchRow
from models.imports.reference.kinds import REFERENCE
from models.imports.reference.postcodes import AREA
from models.imports.taking_back import TakenBack
from models.store import mark_unjournalled
from resources.i18n import _, ngettext

NO_STEP = 0
"""What took a batch back whose removal is in no journal."""


def can_be_taken_back(batch: BatchRow) -> bool:
    """Say whether a batch can be taken out again: what is in the journal can, and postcodes by their areas."""
    return not batch.is_taken_back and (batch.change_id is not None or batch.kind == "postcodes")


def take_back_reference(session: Session, batch: BatchRow) -> TakenBack:
    """Take the postcodes of a batch out of the book. Raises WrongUse for what cannot be taken out."""
    if not can_be_taken_back(batch):
        kind = REFERENCE.get(batch.kind)
        raise WrongUse(_(kind.back) if kind is not None else _("Reference data is replaced as a whole."))
    keys = session.scalars(
        select(ImportLine.key).where(ImportLine.batch_id == batch.id, ImportLine.key.startswith(AREA))
    )
    areas = sorted(key.removeprefix(AREA) for key in keys)
    count = session.scalar(select(func.count()).where(RegisterPostcode.area.in_(areas))) or 0
    remove_postcodes(session, areas)
    session.get_one(ImportBatch, batch.id).taken_back_by = NO_STEP
    session.flush()
    mark_unjournalled(session, BATCH)
    words = ngettext("{n} postcode of {areas}", "{n} postcodes of {areas}", count)
    return TakenBack((), (), (), words.format(n=f"{count:,}", areas=", ".join(areas)))
