"""Words in the reader's language: gettext for every room, British English where there is no catalogue."""

from __future__ import annotations

import gettext
from functools import lru_cache

from resources import path

DOMAIN = "liaison-desk"


@lru_cache(maxsize=1)
def _catalogue() -> gettext.NullTranslations:
    """Return the catalogue of the language that the computer is set to, or none at all."""
    folder = path("locale")
    # Looking for the language takes longer than drawing the window; without any catalogue there is nothing to look for.
    return gettext.translation(DOMAIN, folder, fallback=True) if folder.is_dir() else gettext.NullTranslations()


def _(message: str) -> str:
    """Return the words of a message in the reader's language."""
    return _catalogue().gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the words for one or for several, as the reader's language counts."""
    return _catalogue().ngettext(singular, plural, count)


def marked(message: str) -> str:
    """Mark words for translation where they stand in a table; `_()` translates them at use."""
    return message
