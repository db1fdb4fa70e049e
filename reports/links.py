"""Where a link of a paper may lead: one rule for every form in which a paper is read."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from reports.cleaning import page_text

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def safe_address(link: str) -> str | None:
    """Return a link's address as a file may hold it, or None where it is no address to open from a paper."""
    link = page_text(link).strip()
    if link.startswith("#"):
        return link if len(link) > 1 else None
    try:
        scheme = urlsplit(link).scheme.lower()
    except ValueError:
        return None
    rest = link[len(scheme) + 1 :].strip("/")
    if scheme not in _SCHEMES or not rest or re.search(r"\s", rest):
        return None
    return quote(link, safe="%/:?#[]@!$&'()*+,;=-._~")
