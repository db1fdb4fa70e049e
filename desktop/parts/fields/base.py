"""What a field of a form is to the form: it takes its values from a record and gives them back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.forms.fields import Field
from desktop.parts.spec import FieldSpec, Values

if TYPE_CHECKING:
    pass


Names = Mapping[tuple[str, int], str]
"""What the records are called that a form's values point to."""


class FormField:
    """A field of a form; `refs` names the records whose names it will want before it can show its values."""

    def __init__(self, spec: FieldSpec, field: QWidget) -> None:
        self.spec, self.field = spec, field

    def refs(self, values: Values) -> list[tuple[str, int]]:
        """Return the records that the values name."""
        return []

    def show(self, values: Values, names: Names) -> None:
        """Show the values of a record."""
        raise NotImplementedError

    def values(self) -> dict[str, object]:
        """Return what is held, by the names of the form's dataclass."""
        raise NotImplementedError

    def judged(self) -> Field | None:
        """Return the field whose message says what is wrong, or None where nothing can be."""
        return self.field if isinstance(self.field, Field) else None
