"""Who pays for an institution, how far up an authority stands, and which sector somebody on a board comes from."""

from __future__ import annotations

from models.text import sort_key
from models.vocabulary import GovernmentTier, OrganisationKind, RepresentedSector, Sector

_INDEPENDENT_GROUPS = frozenset({"independent schools"})
_STATE_GROUPS = frozenset(
    {
        "academies",
        "childrens centres",
        "colleges",
        "free schools",
        "la maintained schools",
        "local authority maintained schools",
        "special schools",
        "universities",
        "welsh schools",
    }
)
_INDEPENDENT_TYPES = ("independent", "non maintained special school")


def sector_of(type_group: str, establishment_type: str, corrected: Sector | None = None) -> Sector | None:
    """Return who pays for an institution: as corrected by us, else as its type tells; None where neither does.

    >>> sector_of("Academies", "Academy converter").value, sector_of("", "Other independent school").value
    ('state_funded', 'independent')
    """
    if corrected is not None:
        return corrected
    group, kind = sort_key(type_group), sort_key(establishment_type)
    if group in _INDEPENDENT_GROUPS or any(words in kind for words in _INDEPENDENT_TYPES):
        return Sector.INDEPENDENT
    return Sector.STATE_FUNDED if group in _STATE_GROUPS else None


_TIERS = {
    OrganisationKind.COMBINED_AUTHORITY: GovernmentTier.COMBINED,
    OrganisationKind.LOCAL_AUTHORITY: GovernmentTier.UPPER,
    OrganisationKind.COUNCIL: GovernmentTier.LOWER,
    OrganisationKind.GOVERNMENT: GovernmentTier.NATIONAL,
}


def tier_of(kind: OrganisationKind, body_kind: str) -> GovernmentTier | None:
    """Return how far up an authority stands; None for what is no authority.

    A council that calls itself a parish or town council is one; an office of government with "region" in what it is
    stands for the region.

    >>> tier_of(OrganisationKind.COUNCIL, "parish council").value
    'parish'
    """
    words = sort_key(body_kind).split()
    if kind is OrganisationKind.COUNCIL and {"parish", "town", "community"} & set(words):
        return GovernmentTier.PARISH
    if kind is OrganisationKind.GOVERNMENT and any(word.startswith("region") for word in words):
        return GovernmentTier.REGIONAL
    if kind is OrganisationKind.GOVERNMENT and any(word in ("local", "police", "team") for word in words):
        return None
    return _TIERS.get(kind)


_SECTORS = {
    OrganisationKind.CHARITY: RepresentedSector.CHARITY,
    OrganisationKind.TRUST: RepresentedSector.STATE_FUNDED,
    OrganisationKind.FEDERATION: RepresentedSector.STATE_FUNDED,
    OrganisationKind.LOCAL_AUTHORITY: RepresentedSector.GOVERNMENT,
    OrganisationKind.COUNCIL: RepresentedSector.GOVERNMENT,
    OrganisationKind.COMBINED_AUTHORITY: RepresentedSector.GOVERNMENT,
    OrganisationKind.GOVERNMENT: RepresentedSector.GOVERNMENT,
    OrganisationKind.BUSINESS: RepresentedSector.BUSINESS,
    OrganisationKind.COMMUNITY_GROUP: RepresentedSector.COMMUNITY,
    OrganisationKind.PTA: RepresentedSector.COMMUNITY,
    OrganisationKind.STUDENT_SOCIETY: RepresentedSector.COMMUNITY,
}


def represented_sector(kind: OrganisationKind | None, institution: Sector | None) -> RepresentedSector:
    """Return from which sector an organisation is; of an institution, who pays for it."""
    if institution is not None:
        return RepresentedSector(institution.value)
    return RepresentedSector.NOT_KNOWN if kind is None else _SECTORS.get(kind, RepresentedSector.NOT_KNOWN)
