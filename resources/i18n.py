"""Words in the reader's language: gettext for every room, British English where there is no catalogue.

`LIAISON_LANGUAGE` names a language instead of the one that the computer is set to, for instance `cy`; `pseudo` stands
for an invented one that shows what would be left in English and what would not fit.
"""

from __future__ import annotations

import gettext
import os
from functools import lru_cache

from resources import path

DOMAIN = "liaison-desk"
LANGUAGE = "LIAISON_LANGUAGE"
PSEUDO = "pseudo"


@lru_cache(maxsize=1)
def _catalogue() -> gettext.NullTranslations:
    """Return the catalogue of the language that is asked for or that the computer is set to, or none at all."""
    language = os.environ.get(LANGUAGE, "")
    if language == PSEUDO:
        from resources.pseudo import PseudoTranslations

        return PseudoTranslations()
    folder = path("locale")
    # Looking for the language takes longer than drawing the window; without any catalogue there is nothing to look for.
    if not folder.is_dir():
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, folder, [language] if language else None, fallback=True)


def forget_language() -> None:
    """Look again for the language when the next words are asked for, as tests do that change it."""
    _catalogue.cache_clear()


def _(message: str) -> str:
    """Return the words of a message in the reader's language."""
    # A catalogue answers no words at all with its own head.
    return _catalogue().gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the words for one or for several, as the reader's language counts."""
    return _catalogue().ngettext(singular, plural, count)


def marked(message: str) -> str:
    """Mark words for translation where they stand in a table; `_()` translates them at use."""
    return message
