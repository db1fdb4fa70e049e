"""Filter by a column: which column, and what it must say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field
from desktop.lists.facets import FACETS, Facet, On, Option, Way, by_choices, by_days, by_period, by_words, by_yes_no
from desktop.theme import M
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.periods import choices
from models.queries.periods import find_years_and_terms
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

_BETWEEN = "between"


class FilterDialog(Dialog):
    """Asks for one filter; `made` tells it."""

    made = Signal(object)
    """The `On` that was asked for."""

    def __init__(self, context: Context, kind: str, field: str = "", parent: QWidget | None = None) -> None:
        """`field` is the column to begin with."""
        super().__init__(_("Filter by a column"), parent, width_ems=30)
        self.setObjectName("filter_dialog")
        self._context = context
        self._facets = {facet.field: facet for facet in FACETS[kind]}
        self.column = Choice([(_(facet.title), facet.field) for facet in self._facets.values()])
        self.column.setMaxVisibleItems(20)
        self.choices = CheckList(_("Which"))
        self.words = LineEdit(_("Words"))
        self.yes = Choice([(_("Yes"), True), (_("No"), False)])
        self.days = _Days(context)
        self.editors = QStackedWidget()
        self._pages = {
            Way.CHOICES: Field(_("&Which"), self.choices, hint=_("Space ticks. Several may be ticked.")),
            Way.WORDS: Field(_("&Contains"), self.words),
            Way.YES_NO: Field(_("&Answer"), self.yes),
            Way.DAYS: self.days,
        }
        for page in self._pages.values():
            self.editors.addWidget(page)
        self.problem = PlainLabel("", "problem")
        self.problem.hide()
        for part in (Field(_("Co&lumn"), self.column), self.editors, self.problem):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.add_cancel(_("Cancel"))
        self.add_button(_("Filter"), main=True)
        self.column.currentIndexChanged.connect(self._on_column)
        self.saved.connect(self._on_saved)
        if field in self._facets:
            self.column.set_value(field)
        self._on_column()
        (self.column if not field else self._editor()).setFocus()

    def facet(self) -> Facet:
        """Return the column that is chosen."""
        return self._facets[str(self.column.value())]

    def _editor(self) -> QWidget:
        page = self._pages[self.facet().way]
        return page.editor if isinstance(page, Field) else self.days.period

    def _on_column(self) -> None:
        facet = self.facet()
        self.editors.setCurrentWidget(self._pages[facet.way])
        self.problem.hide()
        if facet.way is Way.CHOICES and facet.options is not None:
            with self._context.store.read() as session:
                self.choices.set_options(facet.options(session, self._context.today()))
        self.days.show_missing(facet.can_miss)

    def _wanted(self) -> On | str:
        """Return the filter, or what is still to be said."""
        facet = self.facet()
        match facet.way:
            case Way.CHOICES:
                ticked = self.choices.ticked()
                return by_choices(facet, ticked) if ticked else _("Tick at least one.")
            case Way.WORDS:
                text = self.words.text().strip()
                return by_words(facet, text) if text else _("Enter some words to look for.")
            case Way.YES_NO:
                return by_yes_no(facet, bool(self.yes.value()))
        return self.days.wanted(facet)

    def _on_saved(self) -> None:
        wanted = self._wanted()
        if isinstance(wanted, str):
            self.problem.setText(wanted)
            self.problem.show()
            self._editor().setFocus()
            return
        self.made.emit(wanted)
        self.accept()


class CheckList(QListWidget):
    """Choices with boxes; as high as its lines, up to ten."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSpacing(2)
        self._values: list[Option] = []

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these, none ticked."""
        self.clear()
        self._values = list(options)
        for words, _value in self._values:
            item = QListWidgetItem(words)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.addItem(item)
        if self._values:
            self.setCurrentRow(0)
        self.updateGeometry()

    def tick(self, value: str) -> None:
        """Tick a value."""
        for number, (_words, known) in enumerate(self._values):
            if known == value:
                self.item(number).setCheckState(Qt.CheckState.Checked)

    def ticked(self) -> list[Option]:
        """Return those that are ticked."""
        states = [self.item(number).checkState() for number in range(self.count())]
        return [one for one, state in zip(self._values, states, strict=True) if state == Qt.CheckState.Checked]

    def sizeHint(self) -> QSize:
        """Ask for room for up to ten lines."""
        lines = min(max(self.count(), 3), 10)
        return QSize(self.fontMetrics().height() * 20, round(lines * self.fontMetrics().height() * 1.7) + 6)

    def minimumSizeHint(self) -> QSize:
        """Show at least three lines."""
        return QSize(0, self.fontMetrics().height() * 5)


class _Days(QWidget):
    """A stretch of time by name, or from a day to a day; and whether it is to be there or missing."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._today = context.today
        with context.store.read() as session:
            periods = choices(context.today(), find_years_and_terms(session))
        self._names = {period.key: period.name for period in periods}
        options: list[tuple[str, object]] = [(period.name, period.key) for period in periods]
        self.period = Choice([*options, (_("Between two days"), _BETWEEN)])
        self.period.setMaxVisibleItems(20)
        self.first_field, self.first = date_field(_("&From"), context.today, past=True)
        self.last_field, self.last = date_field(_("&To"), context.today, past=True)
        self.missing = QCheckBox(_("&Not in that time"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        for part in (Field(_("&When"), self.period), self.first_field, self.last_field, self.missing):
            column.addWidget(part)
        column.addStretch(1)
        self.period.currentIndexChanged.connect(self._on_period)
        self._on_period()

    def show_missing(self, can_miss: bool) -> None:
        """Offer to ask for those where nothing happened in the time."""
        self.missing.setVisible(can_miss)
        if not can_miss:
            self.missing.setChecked(False)

    def set_days(self, first: date | None, last: date | None) -> None:
        """Ask for the time between two days."""
        self.period.set_value(_BETWEEN)
        self.first.set_date(first)
        self.last.set_date(last)

    def wanted(self, facet: Facet) -> On | str:
        """Return the filter, or what is still to be said."""
        key, missing = str(self.period.value()), self.missing.isChecked()
        if key != _BETWEEN:
            return by_period(facet, key, self._names[key].lower(), missing=missing)
        if not (self.first.is_understood() and self.last.is_understood()):
            return _("Enter a date, like 27 November.")
        first, last = self.first.day(), self.last.day()
        if first is not None and last is not None and last < first:
            return _("This would end before it began. Enter a later day.")
        return by_days(facet, first, last, missing=missing) or _("Enter a day from which, or a day to which.")

    def _on_period(self) -> None:
        between = self.period.value() == _BETWEEN
        self.first_field.setVisible(between)
        self.last_field.setVisible(between)
