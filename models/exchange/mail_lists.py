"""A distribution list as text: addresses to paste into a mail program, in portions, and as a link that opens it.

Outlook keeps addresses apart by semicolons, nearly everything else by commas. Mail programs cut links of about 2,000
characters and servers refuse letters to hundreds, so links are short and lists come in portions.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from models.chunks import in_chunks
from models.exchange.mail_drafts import is_address, one_line

LONGEST_LINK = 1_800
"""Characters of an encoded link that every mail program takes."""
FOR_OUTLOOK, FOR_OTHERS = "; ", ", "


def sound_addresses(addresses: Sequence[str]) -> tuple[str, ...]:
    """Return those addresses that can be written to, each once, whatever its capitals, in their order."""
    found: dict[str, str] = {}
    for address in addresses:
        plain = address.strip()
        if is_address(plain):
            found.setdefault(plain.casefold(), plain)
    return tuple(found.values())


def portions(addresses: Sequence[str], most: int) -> tuple[tuple[str, ...], ...]:
    """Return addresses in portions of so many at most; all in one where `most` is 0.

    >>> portions(["a", "b", "c"], 2)
    (('a', 'b'), ('c',))
    """
    return tuple(map(tuple, in_chunks(addresses, most or max(len(addresses), 1))))


def mail_link(addresses: Sequence[str], subject: str = "", body: str = "") -> str | None:
    """Return a link that begins an email to addresses that do not see each other; None where it would be too long.

    >>> mail_link(["a@elm.example", "b@elm.example"], "Summer fair")
    'mailto:?bcc=a@elm.example,b@elm.example&subject=Summer%20fair'
    """
    parts = [f"bcc={','.join(quote(address, safe='@') for address in addresses)}"]
    for name, text in (("subject", one_line(subject)), ("body", body.replace("\r\n", "\n").replace("\n", "\r\n"))):
        if text:
            parts.append(f"{name}={quote(text.encode('utf-8', 'replace'), safe='')}")
    link = f"mailto:?{'&'.join(parts)}"
    return link if len(link) <= LONGEST_LINK else None
