"""Trusts, federations and their members as they come in: into the register, and where one says so into our records."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from models.actions.register import RegisterImport
from models.actions.register_groups import GroupsTaken, take_group_offers
from models.exchange.gias import GiasFile
from models.imports.batches import Made
from models.imports.kinds import Asked
from models.imports.preview import Candidate, Fate, FieldChange, PreviewLine
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
    chosen = [offer for offer in offers if _is_chosen(offer, asked, wanted=wanted)]
    refs: tuple[Made, ...] = ()
    taken: GroupsTaken | None = None
    if chosen and not dry_run:
        taken = take_group_offers(session, [offer.key for offer in chosen], asked.today)
        refs = tuple(("organisation", offer.organisation_id) for offer in chosen)
    lines = tuple(_line(offer, asked, is_chosen=offer in chosen) for offer in offers)
    recognised = replace(done.recognised, kind="groups")
    detail = GroupsDone(done.detail, offers, taken)
    return replace(done, recognised=recognised, lines=(*lines, *done.lines), refs=refs, detail=detail)


def _is_chosen(offer: GroupOffer, asked: Asked, *, wanted: bool) -> bool:
    """Say whether an offer is to be written: of one that is unsure a person says so, whatever is wanted of the rest."""
    if offer.is_unsure:
        return asked.decided.get(offer.key) == offer.organisation_id
    return wanted


def _line(offer: GroupOffer, asked: Asked, *, is_chosen: bool) -> PreviewLine:
    """Return what the register has of one of our institutions and our records have not."""
    change = FieldChange("group", _("Group"), None, _words(offer))
    line = PreviewLine(
        0, offer.organisation, Fate.CHANGED if is_chosen else Fate.SAME, "organisation", offer.organisation_id,
        (change,), key=offer.key, fingerprint=offer.key,
    )  # fmt: skip
    if is_chosen:
        return line
    if not offer.is_unsure or offer.key in asked.decided:
        return replace(line, notes=(_("Only in the register: your own record stays as it is."),))
    why = _("The register names no other member of the group, or still calls it the trust. If it left, say so.")
    left = Candidate(
        offer.organisation_id,
        _("It left {group}").format(group=offer.group),
        _("end the membership on {day}").format(day=in_words(offer.left_on or asked.today)),
    )
    return replace(line, fate=Fate.DOUBTFUL, reasons=(why,), candidates=(left,), can_be_new=False)


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
