"""How a person wants the columns of a table understood, out of what a window or a file of choices says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.exchange.contact_tables.choices import TableChoices, understand_choices
from models.exchange.contact_tables.holding import KEYS
from resources.i18n import _


def choices_of(mapping: Mapping[str, Any] | None) -> TableChoices:
    """Return the choices for a table. Raises BadImport for what no reader understands."""
    chosen = {name: value for name, value in (mapping or {}).items() if value is not None}
    return understand_choices(chosen, _("The choices for the table"))


def columns_held() -> Mapping[str, str]:
    """Return what a column may hold, in words by its key."""
    return {key: held.words for key, held in KEYS.items()}
