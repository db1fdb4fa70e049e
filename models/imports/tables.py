"""How a person wants the columns of a table understood, out of what a window or a file of choices says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.errors import BadImport
from models.exchange.contact_tables.choices import TableChoices
from models.exchange.contact_tables.holding import KEYS
from resources.i18n import _

_NAMES = ("sheet", "encoding", "delimiter", "head_row", "columns", "dates")


def choices_of(mapping: Mapping[str, Any] | None) -> TableChoices:
    """Return the choices for a table. Raises BadImport for what no reader understands."""
    chosen = {name: value for name, value in (mapping or {}).items() if name in _NAMES and value is not None}
    odd = sorted(set(mapping or {}) - set(_NAMES))
    if odd:
        words = _("The choices for a table say “{odd}”, which means nothing. They may say: {names}.")
        raise BadImport(words.format(odd=odd[0][:40], names=", ".join(_NAMES)))
    try:
        return TableChoices(**chosen)
    except (TypeError, AttributeError) as error:
        raise BadImport(
            _("The choices for a table have a number where words belong, or words for a number.")
        ) from error


def columns_held() -> Mapping[str, str]:
    """Return what a column may hold, in words by its key."""
    return {key: held.words for key, held in KEYS.items()}
