"""Changing how formal a partnership has become: from pilot to project, alliance and integration, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.partnerships import get_partnership
from models.entities import PartnershipStage
from models.errors import WrongUse
from models.validation import check_order, get_record
from models.vocabulary import Precision, Stage
from models.words import label
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class StageFields:
    """What a form of a stage holds: what it became, from when, and why."""

    partnership_id: int
    stage: Stage
    starts_on: date
    starts_precision: Precision = Precision.DAY
    ends_on: date | None = None
    ends_precision: Precision = Precision.DAY
    why: str = ""
    version: int | None = None


def enter_stage(session: Session, fields: StageFields) -> int:
    """Say that a partnership comes to a stage: the stage before ends on that day. Return the number of the new one.

    With `ends_on` a stage of the past is added. Raises WrongUse where two stages would share a day.
    """
    get_partnership(session, fields.partnership_id)
    mine = PartnershipStage.partnership_id == fields.partnership_id
    before = session.scalars(
        select(PartnershipStage).where(
            mine,
            PartnershipStage.ends_on.is_(None),
            or_(PartnershipStage.starts_on.is_(None), PartnershipStage.starts_on < fields.starts_on),
        )
    ).all()
    if fields.ends_on is None:
        for stage in before:
            if stage.stage is fields.stage:
                raise WrongUse(_("It is at the stage {stage} already.").format(stage=label(fields.stage)))
            stage.ends_on, stage.ends_precision = fields.starts_on, fields.starts_precision
            stage.end_reason = fields.why.strip()
        session.flush()
    _check_room(session, fields, None)
    return writing.create(session, PartnershipStage, fields)


def edit_stage(session: Session, stage_id: int, fields: StageFields) -> int:
    """Change a stage of a partnership. Raises WrongUse where two stages would share a day."""
    _check_room(session, fields, stage_id)
    return writing.edit(session, PartnershipStage, stage_id, fields, _("stage"))


def remove_stage(session: Session, stage_id: int) -> None:
    """Take out a stage that was entered by mistake; the one it ended stands again."""
    stage = get_record(session, PartnershipStage, stage_id, _("stage"))
    before = session.scalars(
        select(PartnershipStage).where(
            PartnershipStage.partnership_id == stage.partnership_id,
            PartnershipStage.ends_on == stage.starts_on,
            PartnershipStage.id != stage_id,
        )
    ).first()
    if before is not None:
        before.ends_on, before.ends_precision, before.end_reason = stage.ends_on, stage.ends_precision, stage.end_reason
    writing.remove(session, PartnershipStage, stage_id, _("stage"))


def _check_room(session: Session, fields: StageFields, own_id: int | None) -> None:
    """Refuse a stage that would share a day with another."""
    check_order(fields.starts_on, fields.ends_on, _("The stage would end before it began. Enter a later day."))
    others = select(PartnershipStage).where(
        PartnershipStage.partnership_id == fields.partnership_id,
        PartnershipStage.id != (own_id or 0),
        or_(PartnershipStage.ends_on.is_(None), PartnershipStage.ends_on > fields.starts_on),
    )
    if fields.ends_on is not None:
        others = others.where(or_(PartnershipStage.starts_on.is_(None), PartnershipStage.starts_on < fields.ends_on))
    other = session.scalars(others.order_by(PartnershipStage.id)).first()
    if other is not None:
        raise WrongUse(
            _("It was at the stage {stage} in that time. End that stage first, or choose other days.").format(
                stage=label(other.stage)
            )
        )
