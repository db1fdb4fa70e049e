"""Which kind of number a telephone number of the United Kingdom is, by its own digits."""

from __future__ import annotations

import re

from models.vocabulary import ContactPointKind

_MOBILE = re.compile(r"(?:(?:\+|00)44(?:\(0\))?|0)7(?:[1-57-9]|624)\d{6,}")
"""070 and 076 are none, but for 07624 (Isle of Man)."""


def phone_kind(number: str) -> ContactPointKind:
    """Return whether a number is a mobile's or another telephone's.

    >>> [phone_kind(number).value for number in ("+44 (0)7700 900123", "0113 496 0000", "07000 900123")]
    ['mobile', 'phone', 'phone']
    """
    is_mobile = _MOBILE.match(re.sub(r"[^\d+()]", "", number))
    return ContactPointKind.MOBILE if is_mobile else ContactPointKind.PHONE
