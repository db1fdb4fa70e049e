"""JSON as open formats are written: the same facts give the same bytes, and nothing empty takes room."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_ADDRESS = re.compile(r"(?:https?://)?[^\s/:@<>\"'\\]+\.[^\s/:@<>\"'\\]+(?::\d+)?(?:[/?#][^\s<>\"\\]*)?", re.IGNORECASE)


def filled(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is known of some facts: no blanks, no empty lists."""
    return {name: value for name, value in facts.items() if value not in (None, "", [], {}, ())}


def as_json(value: object) -> bytes:
    """Return a value as JSON that people can read too, in UTF-8."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return (text.encode("utf-8", "replace").decode("utf-8") + "\n").encode()


def web_address(website: str) -> str:
    """Return an address of the web that can be followed; "" for what is none.

    >>> web_address("www.elm.example"), web_address("http://elm.example"), web_address("see our page")
    ('https://www.elm.example', 'http://elm.example', '')
    """
    plain = website.strip()
    return _scheme(plain) if _ADDRESS.fullmatch(plain) is not None else ""


def _scheme(address: str) -> str:
    return address if "://" in address else f"https://{address}"
