"""Changing the list of kinds of partnership: each book takes from the presets what it uses and adds its own."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import PartnershipProfile, PartnershipType
from models.errors import WrongUse
from models.partnership_types import PRESET_TYPES
from models.text import sort_key
from models.validation import get_record, required
from resources.i18n import _


def use_partnership_type(session: Session, name: str) -> int:
    """Return the number of the kind of partnership of that name; a preset or a new one is added to the book."""
    name = required(name, _("the kind of partnership, like Cluster"))
    found = session.scalar(select(PartnershipType.id).where(PartnershipType.name_key == sort_key(name)))
    if found is not None:
        return found
    preset = next((one for one in PRESET_TYPES if sort_key(name) in (sort_key(one.name), sort_key(_(one.name)))), None)
    kind = PartnershipType(is_preset=preset is not None, is_historical=preset is not None and preset.is_historical)
    kind.rename(_(preset.name) if preset else name)
    session.add(kind)
    session.flush()
    return kind.id


def add_preset_types(session: Session) -> int:
    """Add to the book every preset kind that it has not; return how many were added."""
    known = set(session.scalars(select(PartnershipType.name_key)))
    missing = [preset for preset in PRESET_TYPES if sort_key(_(preset.name)) not in known]
    for preset in missing:
        use_partnership_type(session, _(preset.name))
    return len(missing)


def rename_partnership_type(session: Session, type_id: int, name: str) -> int:
    """Give a kind of partnership another name; the partnerships of that kind go with it."""
    kind = get_record(session, PartnershipType, type_id, _("kind of partnership"))
    name = required(name, _("the kind of partnership, like Cluster"))
    taken = session.scalar(
        select(PartnershipType.id).where(PartnershipType.name_key == sort_key(name), PartnershipType.id != type_id)
    )
    if taken is not None:
        raise WrongUse(_("There is a kind of partnership called {name} already. Choose that one.").format(name=name))
    kind.rename(name)
    session.flush()
    return type_id


def mark_type_historical(session: Session, type_id: int, *, is_historical: bool = True) -> int:
    """Say that a kind of partnership belongs to a period that is over, or that it does not."""
    kind = get_record(session, PartnershipType, type_id, _("kind of partnership"))
    kind.is_historical = is_historical
    session.flush()
    return type_id


def remove_partnership_type(session: Session, type_id: int) -> None:
    """Take a kind of partnership out of the book. Raises WrongUse while a partnership is of that kind."""
    kind = get_record(session, PartnershipType, type_id, _("kind of partnership"))
    used = session.scalar(select(PartnershipProfile.id).where(PartnershipProfile.type_id == type_id).limit(1))
    if used is not None:
        raise WrongUse(_("A partnership is of the kind {name}. Give it another kind first.").format(name=kind.name))
    writing.remove(session, PartnershipType, type_id, _("kind of partnership"))
