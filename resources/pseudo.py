"""An invented language: every message with accents, two fifths longer and in brackets, made from the English at use.

What stands on the screen without brackets was never given to a translator; what is cut will be cut in Welsh too.
"""

from __future__ import annotations

import gettext
import re

OPEN, CLOSE = "[", "]"
SHARE = 1.4
"""How long a message becomes, brackets apart: Welsh and German need so much room for short labels."""

_ACCENTS = str.maketrans("aceinosuwyACEINOSUWY", "áçéíñöšúŵýÁÇÉÍÑÖŠÚŴÝ")
_VOWEL = re.compile(r"[aeiouAEIOU]")
_KEPT = re.compile(r"\{[^{}]*\}|&.|\*\.\w+|(?:Ctrl|Alt|Shift)\+\S+|\bF\d+\b")
"""Places for values, the letter of a control, endings of files and names of keys stay as they are."""


class PseudoTranslations(gettext.NullTranslations):
    """Gives each message in the invented language."""

    def gettext(self, message: str) -> str:
        """Return a message in brackets; one that has them already is given back as it is."""
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the message for one or for several, as English counts."""
        return pseudo(msgid1 if n == 1 else msgid2)


def pseudo(message: str) -> str:
    """Return a message with accents, longer and in brackets."""
    if message.startswith(OPEN):
        return message
    wanted = round(len(_KEPT.sub("", message)) * (SHARE - 1))
    parts, place = [], 0
    for kept in [*_KEPT.finditer(message), None]:
        words = message[place : kept.start() if kept else len(message)]
        longer, wanted = _lengthen(words, wanted)
        parts.append(longer.translate(_ACCENTS) + (kept[0] if kept else ""))
        place = kept.end() if kept else place
    return f"{OPEN}{''.join(parts)}{'~' * wanted}{CLOSE}"


def _lengthen(words: str, wanted: int) -> tuple[str, int]:
    """Double so many vowels, so that words grow as words of another language do; return how many were too few."""
    doubled = min(wanted, len(_VOWEL.findall(words)))
    return _VOWEL.sub(r"\g<0>\g<0>", words, count=doubled) if doubled else words, wanted - doubled
