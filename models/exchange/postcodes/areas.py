"""Which postcodes are wanted: those of whole areas (LS), of districts (LS6) or of sectors (LS6 2)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from models.errors import WrongUse
from resources.i18n import _

_AREA = re.compile(r"[A-Z]{1,2}")
_DISTRICT = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")
_SECTOR = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) (\d)")

_SECTORS = 15_000
"""The country has 11,000."""


def area_of(postcode: str) -> str:
    """Return the letters that a postcode begins with.

    >>> area_of("LS6 2AB"), area_of("M1 1AD")
    ('LS', 'M')
    """
    return postcode[:2] if postcode[1:2].isalpha() else postcode[:1]


@dataclass(frozen=True, slots=True)
class Areas:
    """Parts of the country by how their postcodes begin; without any, all of it."""

    areas: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    _known: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def __bool__(self) -> bool:
        return bool(self.areas or self.districts or self.sectors)

    def __contains__(self, packed: str) -> bool:
        """Say whether a postcode, in capitals and without its blank, is wanted."""
        sector = packed[:-2]
        known = self._known.get(sector)
        if known is None:
            known = not self or self._is_wanted(sector)
            if len(self._known) < _SECTORS:
                self._known[sector] = known
        return known

    def _is_wanted(self, sector: str) -> bool:
        return area_of(sector) in self.areas or sector[:-1] in self.districts or sector in self.sectors

    @property
    def letters(self) -> frozenset[str]:
        """Return the areas that something is wanted of."""
        return self.areas.union(area_of(part) for part in (*self.districts, *self.sectors))


def parse_areas(written: str) -> Areas:
    """Return the parts of the country that somebody wrote. Raises WrongUse for what is none.

    >>> sorted(parse_areas("ls, CB6 and n1 9").letters)
    ['CB', 'LS', 'N']
    """
    areas, districts, sectors = set(), set(), set()
    for part in re.split(r"[,;/\n]|\band\b", written, flags=re.IGNORECASE):
        text = " ".join(part.upper().split())
        sector = _SECTOR.fullmatch(text)
        if not text:
            continue
        if _AREA.fullmatch(text):
            areas.add(text)
        elif _DISTRICT.fullmatch(text):
            districts.add(text)
        elif sector is not None:
            sectors.add(sector[1] + sector[2])
        elif all(_AREA.fullmatch(word) or _DISTRICT.fullmatch(word) for word in text.split()):
            found = parse_areas(",".join(text.split()))
            areas |= found.areas
            districts |= found.districts
        else:
            words = _("“{text}” is no part of the country. Give the beginnings of postcodes, like LS, CB6.")
            raise WrongUse(words.format(text=text[:40]))
    return Areas(frozenset(areas), frozenset(districts), frozenset(sectors))
