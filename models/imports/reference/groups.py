"""Trusts, federations and their members as they come in: into the register, and where one says so into our records."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from models.actions.register import RegisterImport
from models.actions.register_groups import GroupsTaken, take_group_offers
from models.exchange.gias import GiasFile
from models.imports.batches import Made
from models.imports.kinds import Asked
from models.imports.preview import Fate, FieldChange, PreviewLine
from models.imports.reference.kinds import Outcome
from models.imports.reference.register import take_register
from models.queries.register_groups import GroupOffer, GroupOfferKind, list_group_offers
from models.value_words import in_words
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class GroupsDone:
    """What became of a file of groups or of their members."""

    register: RegisterImport
    offers: tuple[GroupOffer, ...]
    """What the register has otherwise than our records."""
    taken: GroupsTaken | None
    """What of it was written into our records, where that was wanted."""


def take_groups(session: Session, file: GiasFile, asked: Asked, *, dry_run: bool) -> Outcome:
    """Take a file into the register; with "take" in `asked.mapping` write what it means into our records too."""
    done = take_register(session, file, asked, dry_run=dry_run)
    offers = list_group_offers(session)
    wanted = bool((asked.mapping or {}).get("take"))
    refs: tuple[Made, ...] = ()
    taken: GroupsTaken | None = None
    if wanted and offers and not dry_run:
        sure = [offer for offer in offers if not offer.is_unsure]
        taken = take_group_offers(session, [offer.key for offer in sure], asked.today)
        refs = tuple(("organisation", offer.organisation_id) for offer in sure)
    lines = tuple(_line(offer, wanted=wanted) for offer in offers)
    recognised = replace(done.recognised, kind="groups")
    detail = GroupsDone(done.detail, offers, taken)
    return replace(done, recognised=recognised, lines=(*lines, *done.lines), refs=refs, detail=detail)


def _line(offer: GroupOffer, *, wanted: bool) -> PreviewLine:
    """Return what the register has of one of our institutions and our records have not."""
    note = () if wanted else (_("Only in the register: your own record stays as it is."),)
    if offer.is_unsure:
        wanted = False
        note = (_("The register names no other member of the group, or still calls it the trust. If it left, say so."),)
    change = FieldChange("group", _("Group"), None, _words(offer))
    fate = Fate.CHANGED if wanted else Fate.SAME
    return PreviewLine(
        0, offer.organisation, fate, "organisation", offer.organisation_id, (change,), notes=note, key=offer.key
    )


def _words(offer: GroupOffer) -> str:
    words = {
        GroupOfferKind.JOIN: _("joins {group}"),
        GroupOfferKind.DATES: _("joined {group} on another day"),
        GroupOfferKind.LEAVE: _("is no longer in {group}"),
    }[offer.kind].format(group=offer.group)
    if offer.joined_on is not None and offer.kind is not GroupOfferKind.LEAVE:
        words = _("{words}, since {day}").format(words=words, day=in_words(offer.joined_on))
    if offer.left_on is not None:
        words = _("{words}, until {day}").format(words=words, day=in_words(offer.left_on))
    return words
