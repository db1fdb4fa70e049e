"""The fields of a dataclass: their types, their first values, and which belong together."""

from __future__ import annotations

import types
from dataclasses import MISSING
from dataclasses import fields as fields_of
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    pass


def precision_of(name: str) -> str:
    """Return the field that says how exactly a day is known: "starts_precision" for "starts_on"."""
    return name.removesuffix("_on") + "_precision"


def types_of(form: type[Any] | None) -> dict[str, Any]:
    """Return the types of a form's fields, without the None that says one may be empty."""
    if form is None:
        return {}
    return {name: _bare(hint) for name, hint in get_type_hints(form).items()}


def _bare(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        kept = [one for one in get_args(hint) if one is not type(None)]
        return kept[0] if len(kept) == 1 else hint
    return hint


def starting_values(form: type[Any] | None) -> dict[str, object]:
    """Return the values that a form has by itself."""
    return {} if form is None else {one.name: one.default for one in fields_of(form) if one.default is not MISSING}
