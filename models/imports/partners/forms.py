"""Writing what a partner changed over the form of a record, as somebody would who filled it in again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from models.queries.forms import find_form

Values = Mapping[str, Any]


def write_over(kind: str, form: type[Any], edit: Callable[[Session, int, Any], object]) -> Callable[..., object]:
    """Return what writes values over a record's form, everything else as it stands."""

    def change(session: Session, number: int, values: Values) -> object:
        return edit(session, number, replace(find_form(session, kind, number, form), **values))

    return change
