"""The fields of a part's form: each a labelled editor that takes its values from a record and gives them back."""

from desktop.parts.fields.base import FormField
from desktop.parts.fields.making import make_field
from desktop.parts.fields.values import starting_values, types_of

__all__ = ["FormField", "make_field", "starting_values", "types_of"]
