"""The postal address of a row: one of those it has, the work one first, with its postcode as post offices write it."""

from __future__ import annotations

from functools import lru_cache

from models.addresses import lines_of_text
from models.exchange.contact_tables.cells import SEVERAL, Cells
from models.exchange.contact_tables.holding import Holds
from models.exchange.incoming import Postal
from models.geography import normalise_postcode
from models.text import sort_key
from resources.i18n import _

_PARTS = (Holds.ADDRESS, Holds.STREET, Holds.TOWN, Holds.COUNTY, Holds.POSTCODE, Holds.COUNTRY)
_AT_HOME = frozenset(
    {"gb", "uk", "united kingdom", "great britain", "england", "scotland", "wales", "northern ireland"}
)
_ORDER = {"Work": 0, "": 1, "Other": 2, "Home": 3}

Group = dict[Holds, list[str]]


def postal_of(cells: Cells, called: str, remarks: list[str]) -> Postal:
    """Return the address in some cells of a row; `called` is the organisation, whose name is no line of its address."""
    if cells.keys().isdisjoint(_PARTS):
        return Postal()
    groups: dict[tuple[str, int], Group] = {}
    for holds in _PARTS:
        for column, text in cells.get(holds, ()):
            key = (column.found.label, column.found.group)
            groups.setdefault(key, {}).setdefault(holds, []).append(text.split(SEVERAL)[0])
    # A country alone is no address.
    filled = {key: group for key, group in groups.items() if set(group) - {Holds.COUNTRY}}
    if not filled:
        return Postal()
    best = min(filled, key=lambda key: (_ORDER.get(key[0], 2), key[1]))
    if len(filled) > 1:
        taken = " ".join(" ".join(texts) for texts in list(filled[best].values())[:1]).split()
        remarks.append(_("The row has several postal addresses; “{text}” was taken.").format(text=" ".join(taken)[:60]))
    return _postal(filled[best], called, remarks, is_told_twice=best[1] > 0)


def _postal(group: Group, called: str, remarks: list[str], *, is_told_twice: bool) -> Postal:
    """Return an address; Google tells each twice, as one text and in its parts."""

    def joined(holds: Holds) -> str:
        return ", ".join(" ".join(text.split()) for text in group.get(holds, ()))

    lines: list[str] = []
    if not is_told_twice or Holds.STREET not in group or Holds.TOWN not in group:
        lines += (line for text in group.get(Holds.ADDRESS, ()) for line in _lines(text))
    lines += (line for text in group.get(Holds.STREET, ()) for line in _lines(text))
    postcode = joined(Holds.POSTCODE)
    while lines and (_key(lines[-1]) in _AT_HOME or _key(lines[-1]) == _key(postcode)):
        lines.pop()
    if lines and not postcode and (known := _known(lines[-1])):
        postcode = known
        lines.pop()
    elif lines and postcode and _known(lines[-1]) == _known(postcode) is not None:
        lines.pop()
    country = joined(Holds.COUNTRY)
    if _key(country) in _AT_HOME:
        country = ""
    kept = tuple(line for line in dict.fromkeys(lines) if not called or _key(line) != _key(called))
    return Postal(kept, joined(Holds.TOWN), joined(Holds.COUNTY), _postcode(postcode, remarks), country)


_key = lru_cache(maxsize=4096)(sort_key)
_known = lru_cache(maxsize=4096)(normalise_postcode)


@lru_cache(maxsize=1024)
def _lines(text: str) -> tuple[str, ...]:
    """Return the lines of a part of an address; the country at its end hides no postcode."""
    rows = [row for row in text.splitlines() if row.strip()]
    while len(rows) > 1 and _key(rows[-1]) in _AT_HOME:
        rows.pop()
    return lines_of_text("\n".join(rows))


def _postcode(given: str, remarks: list[str]) -> str:
    if not given:
        return ""
    known = _known(given)
    if known is None:
        remarks.append(_("“{text}” is no postcode of the United Kingdom; it is kept as it is.").format(text=given[:40]))
    return known or given
