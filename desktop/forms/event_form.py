"""The fields of an event: what, when, where, by whom, for whom, and how many came."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field, NotesField, first_problem
from desktop.forms.parties import held, party_field
from desktop.forms.spread import Spread
from desktop.forms.time_field import TimeField
from desktop.tables.columns import RecordLine
from desktop.theme import M
from desktop.widgets import suggestions
from desktop.widgets.line_edit import LineEdit
from models.actions.events import EventFields
from models.vocabulary import EventStage, Visibility
from models.words import EVENT_KINDS, label
from resources.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.context import Context

_GRID = re.compile(r"(\d{1,6})[\s,]+(\d{1,7})", re.ASCII)


class EventForm(QWidget):
    """Shows and judges an event; whoever holds it saves it when `edited` is told."""

    edited = Signal()
    """A field was left or a choice was made, and the values may be kept."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = empty_event(context.today())
        self._number: int | None = None
        self._make_lines(context)
        day_field, self.day = date_field(_("Da&y"), context.today, required=True)
        last_field, self.last_day = date_field(_("Last day"), context.today)
        last_field.set_check(self._check_last)
        self.last_day.setPlaceholderText(_("If several days"))
        self.fields_shown = [
            Field(_("Title"), self.title, check=_Needs(self.title, _("Enter a title, like: Craft fair"))),
            Field(_("&Kind"), self.kind),
            day_field,
            Field(_("From"), self.starts, check=self.starts.check),
            Field(_("To"), self.ends, check=self._check_end),
            last_field,
            Field(_("Host"), self.host, check=self.host.check),
            Field(_("&Place"), self.place),
            Field(_("Stage"), self.stage),
            Field(_("&Open to"), self.open_to),
            Field(_("Expected"), self.expected, check=_Counts(self.expected)),
            Field(_("Turn-out"), self.turn_out, check=self._check_turn_out),
            Field(_("Who may read this"), self.visibility),
            Field(_("Grid reference"), self.grid, check=self._check_grid, hint=_("Left open, it is where the host is")),
            Field(_("Note"), self.note),
        ]
        for field, name in zip(self.fields_shown, _NAMES, strict=True):
            field.editor.setObjectName(f"event_{name}")
        self.note_field = self.fields_shown.pop()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        shares = (8, 4, 4, 2, 2, 4, 6, 6, 4, 4, 2, 2, 6, 6)
        column.addWidget(Spread(list(zip(self.fields_shown, shares, strict=True))))
        column.addWidget(self.note_field)
        self._connect()

    def _make_lines(self, context: Context) -> None:
        theme = context.theme
        self.title, self.place = LineEdit(_("Title")), LineEdit(_("Place"))
        self.kind = suggestions.SuggestField(theme, _("Kind"), _kinds_like, nothing=_("A kind of your own is fine."))
        self.kind.setPlaceholderText(_("For example fair or open day"))
        self.starts, self.ends = TimeField(_("From"), required=True), TimeField(_("To"))
        for line in (self.starts, self.ends):
            line.setPlaceholderText(_("Like 4pm"))
        self.host = party_field(context, _("Host"), ("organisation",))
        self.open_to = LineEdit(_("Open to"))
        self.open_to.setPlaceholderText(_("For example everyone"))
        self.stage = Choice([(label(stage), stage) for stage in EventStage])
        self.visibility = Choice([(label(one), one) for one in Visibility])
        self.expected, self.turn_out = LineEdit(_("Expected")), LineEdit(_("Turn-out"))
        self.grid = LineEdit(_("Grid reference"))
        self.grid.setPlaceholderText(_("Easting and northing, like 571200 250400"))
        self.note = NotesField(_("Note"), lines=3)

    def show_fields(self, fields: EventFields, host: str | None = None, number: int | None = None) -> None:
        """Show an event, or the values to begin with; what is being typed is left alone."""
        fresh = number is None or number != self._number
        before, self._base, self._number = self._base, fields, number
        for line, old, new in zip(self._lines(), _texts(before), _texts(fields), strict=True):
            if fresh or old != new:
                line.setText(new)
        for chooser, old_value, value in (
            (self.stage, before.stage, fields.stage),
            (self.visibility, before.visibility, fields.visibility),
        ):
            if fresh or old_value != value:
                chooser.set_value(value)
        if fresh or before.note != fields.note:
            self.note.set_text(fields.note)
        if fresh or before.starts_at != fields.starts_at or before.ends_at != fields.ends_at:
            self._show_times(fields)
        if fresh or before.organisation_id != fields.organisation_id:
            self.host.set_choice(held("organisation", fields.organisation_id, host))
        if fresh:
            for field in self._all():
                field.show_problem("")

    def fields(self) -> EventFields:
        """Return what the form says now; what cannot be read stays as it was."""
        base, host = self._base, self.host.choice()
        day = self.day.day() or base.starts_at.date()
        ends = self.ends.moment()
        easting, northing = self._grid_numbers()
        return replace(
            base,
            title=self.title.text().strip(),
            kind=self.kind.text().strip(),
            organisation_id=host.id if host is not None else None,
            starts_at=datetime.combine(day, self.starts.moment() or base.starts_at.time()),
            ends_at=None if ends is None else datetime.combine(self.last_day.day() or day, ends),
            place=self.place.text().strip(),
            easting=easting,
            northing=northing,
            stage=EventStage(str(self.stage.value())),
            open_to=self.open_to.text().strip(),
            expected=_number(self.expected),
            turn_out=_number(self.turn_out),
            visibility=Visibility(str(self.visibility.value())),
            note=self.note.text(),
        )

    def is_sound(self, *, quietly: bool = False) -> bool:
        """Tell whether every field will do; otherwise say what is wrong and, unless `quietly`, go there."""
        if quietly:
            return not [field for field in self._all() if field.problem()]
        return first_problem(self._all()) is None

    def has_changed(self) -> bool:
        """Tell whether the form says anything else than what it was given."""
        return self.fields() != self._base

    def set_read_only(self, locked: bool) -> None:
        """Let nothing be typed, as when the book can only be read."""
        for field in self._all():
            editor = field.editor
            if isinstance(editor, (LineEdit, NotesField)):
                editor.setReadOnly(locked)
            else:
                editor.setEnabled(not locked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear when the note is left, for which Qt has no signal."""
        if watched is self.note and event.type() == QEvent.Type.FocusOut:
            self.edited.emit()
        return super().eventFilter(watched, event)

    def _all(self) -> list[Field]:
        return [*self.fields_shown, self.note_field]

    def _lines(self) -> tuple[LineEdit, ...]:
        return (self.title, self.kind, self.place, self.open_to, self.expected, self.turn_out, self.grid)

    def _show_times(self, fields: EventFields) -> None:
        start, end = fields.starts_at, fields.ends_at
        self.day.set_date(start.date() if self._number is not None or start.time() != time.min else None)
        self.starts.set_time(start.time() if self._number is not None or start.time() != time.min else None)
        self.ends.set_time(end.time() if end is not None else None)
        self.last_day.set_date(end.date() if end is not None and end.date() != start.date() else None)

    def _connect(self) -> None:
        for line in (*self._lines(), self.day, self.last_day, self.starts, self.ends):
            line.editingFinished.connect(self.edited)
        self.kind.chosen.connect(self.edited)
        self.host.chosen.connect(self.edited)
        self.host.editingFinished.connect(self.edited)
        self.stage.picked.connect(self.edited)
        self.visibility.picked.connect(self.edited)
        self.note.installEventFilter(self)

    # --- judging --------------------------------------------------------------------------------------------------

    def _check_end(self) -> str:
        day, ends = self.day.day(), self.ends.moment()
        if self.ends.check():
            return self.ends.check()
        if self.last_day.day() is not None and ends is None:
            return _("Enter when it ends on the last day, like 4pm")
        starts = self.starts.moment()
        if day is None or ends is None or starts is None:
            return ""
        backwards = datetime.combine(self.last_day.day() or day, ends) < datetime.combine(day, starts)
        return _("Enter an end after the beginning") if backwards else ""

    def _check_last(self) -> str:
        if not self.last_day.is_understood():
            return _("Enter a date, like 27 November")
        day, last = self.day.day(), self.last_day.day()
        return _("Enter a last day after the first") if day is not None and last is not None and last < day else ""

    def _check_turn_out(self) -> str:
        wrong = _Counts(self.turn_out)()
        if not wrong and self.turn_out.text().strip() and self.stage.value() != EventStage.HELD:
            return _("Choose the stage “Held” first: only an event that was held has a turn-out")
        return wrong

    def _check_grid(self) -> str:
        if self.grid.text().strip() and _GRID.fullmatch(self.grid.text().strip()) is None:
            return _("Enter easting and northing in metres, like 571200 250400")
        return ""

    def _grid_numbers(self) -> tuple[int | None, int | None]:
        found = _GRID.fullmatch(self.grid.text().strip())
        return (int(found[1]), int(found[2])) if found is not None else (None, None)


_NAMES = (
    "title", "kind", "day", "starts", "ends", "last_day", "host", "place", "stage", "open_to", "expected", "turn_out",
    "visibility", "grid", "note",
)  # fmt: skip


def empty_event(day: date, at: time = time.min) -> EventFields:
    """Return what the form of a new event begins with; midnight stands for a time not yet known."""
    return EventFields("", datetime.combine(day, at))


def _texts(fields: EventFields) -> tuple[str, ...]:
    """Return what stands in the plain lines."""
    grid = "" if fields.easting is None else f"{fields.easting} {fields.northing}"
    counts = ("" if count is None else str(count) for count in (fields.expected, fields.turn_out))
    return (fields.title, fields.kind, fields.place, fields.open_to, *counts, grid)


def _kinds_like(words: str) -> Sequence[suggestions.Choice]:
    """Return the usual kinds that begin with what is typed."""
    wanted = words.casefold()
    return [
        suggestions.Choice("event_kind", 0, RecordLine(_(kind)))
        for kind in EVENT_KINDS
        if any(part.startswith(wanted) for part in (_(kind).casefold(), *_(kind).casefold().split()))
    ]


def _number(line: LineEdit) -> int | None:
    text = line.text().strip().replace(",", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None


class _Needs:
    """A check that gives a sentence for an empty line."""

    def __init__(self, line: LineEdit, sentence: str) -> None:
        self._line, self._sentence = line, sentence

    def __call__(self) -> str:
        return "" if self._line.text().strip() else self._sentence


class _Counts:
    """A check for a number of people."""

    def __init__(self, line: LineEdit) -> None:
        self._line = line

    def __call__(self) -> str:
        empty = not self._line.text().strip()
        return "" if empty or _number(self._line) is not None else _("Enter a whole number, like 120")
