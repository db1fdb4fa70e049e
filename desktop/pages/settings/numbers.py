"""Numbers among the settings: what a text means, and whether it is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.settings import SettingKey


def read_number(key: SettingKey[int] | SettingKey[float], text: str) -> int | float | None:
    """Return the number that a setting's text means, or None."""
    try:
        return key.from_text(text.replace(",", ""))
    except ValueError:
        return None


class NumberFits:
    """Judges the text of a number."""

    def __init__(self, key: SettingKey[int] | SettingKey[float]) -> None:
        self._key = key

    def __call__(self, text: str) -> str:
        """Return the advice for a text that will not do, "" for one that will."""
        value = read_number(self._key, text)
        allowed: Callable[[Any], bool] = self._key.allowed
        return "" if value is not None and allowed(value) else self._key.advise()
