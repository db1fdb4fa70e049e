"""What was recognised of a table, each with a way to say it otherwise: letters, marks, sheet, headings, dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.fields import Choice, Field
from desktop.pages.imports.words import delimiter_words, encoding_words
from desktop.theme import M
from models.exchange.contact_tables.choices import DAY_FIRST, ENCODINGS, MONTH_FIRST
from models.exchange.reading import DELIMITERS
from models.imports.known import IMPORTS
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.pages.imports.files import IncomingFile
    from models.exchange.incoming import Recognised

Options = list[tuple[str, object]]
_LETTERS = 24
"""Letters of a choice that are seen before it is opened."""


class CorrectionsView(QWidget):
    """A choice for each thing that the reader of a kind can be told; what it found by itself is the first."""

    corrected = Signal(object)
    """What was said otherwise: a dictionary, by the keys of `Asked.mapping`; None for what the reader is to find."""

    def __init__(self) -> None:
        super().__init__()
        self._file: IncomingFile | None = None
        self.choices = {key: Choice() for key in ("encoding", "delimiter", "sheet", "head_row", "dates")}
        labels = {
            "encoding": _("&Letters (encoding)"),
            "delimiter": _("&Between the columns"),
            "sheet": _("&Sheet"),
            "head_row": _("Row with the headin&gs"),
            "dates": _("&Dates"),
        }
        self._fields = {key: Field(labels[key], choice) for key, choice in self.choices.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        for key, choice in self.choices.items():
            choice.keep_narrow(_LETTERS)
            choice.picked.connect(partial(self._on_picked, key))
            column.addWidget(self._fields[key])

    def show_file(self, file: IncomingFile) -> None:
        """Show what was recognised of a file, and what was said otherwise."""
        self._file = file
        kind = IMPORTS.get(file.key)
        can_say = kind.corrections if kind is not None else frozenset()
        seen = file.preview.recognised if file.preview is not None else None
        found = dict(_options(seen, file.mapping)) if seen is not None else {}
        for key, choice in self.choices.items():
            options = found.get(key, []) if key in can_say else []
            self._fields[key].setVisible(len(options) > 1)
            if options:
                choice.set_options(options)
                choice.set_value(file.mapping.get(key))
        self.setVisible(any(not field.isHidden() for field in self._fields.values()))

    def _on_picked(self, key: str, value: object) -> None:
        if self._file is not None and value != self._file.mapping.get(key):
            self.corrected.emit({key: value})


def _options(seen: Recognised, said: Mapping[str, Any]) -> Iterator[tuple[str, Options]]:
    """Yield what each thing may be; the first of each, None, leaves it to the reader."""
    if seen.encoding:
        found = encoding_words(seen.encoding)
        yield "encoding", [_first(found, said, "encoding"), *((encoding_words(one), one) for one in ENCODINGS)]
    if seen.delimiter:
        found = delimiter_words(seen.delimiter)
        marks: Options = [(delimiter_words(one).capitalize(), one) for one in DELIMITERS]
        yield "delimiter", [_first(found, said, "delimiter"), *marks]
    if len(seen.sheets) > 1:
        sheets: Options = [(name, name) for name in seen.sheets]
        yield "sheet", [_first(seen.sheet, said, "sheet"), *sheets]
    if seen.beginning:
        rows: Options = [(_("Row {n}: {text}").format(n=n, text=text), n) for n, text in seen.beginning]
        found = _("row {n}").format(n=seen.head_row) if seen.head_row else _("no headings")
        yield "head_row", [_first(found, said, "head_row"), (_("There are no headings"), 0), *rows]
    if seen.dates or said.get("dates"):
        days: Options = [(_("Day first, 31/12/2025"), DAY_FIRST), (_("Month first, 12/31/2025"), MONTH_FIRST)]
        yield "dates", [(_("As recognised: day first"), None), *days]


def _first(found: str, said: Mapping[str, Any], key: str) -> tuple[str, object]:
    """Return the choice that leaves a thing to the reader, with what it found where nothing else was said."""
    words = _("As recognised") if key in said else _("As recognised: {found}").format(found=found)
    return words, None
