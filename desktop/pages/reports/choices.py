"""The choices of a report: which, over what time, as known when, for whom; and the buttons that save it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.dialogs.ourselves import remind_of_school
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field
from desktop.settings import Key, Settings
from desktop.theme import XL, L, M, Theme
from desktop.tokens import Tone
from desktop.widgets.buttons import button
from desktop.widgets.cards import AlertStrip
from desktop.widgets.labels import PlainLabel
from models.errors import AppError
from models.school_year import academic_year_of
from reports.catalogue import REPORTS, Report, find_report
from reports.parameters import Parameters
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.forms.date_field import DateField

LAST_REPORT: Key[str] = Key("reports/last", REPORTS[0].name, str)
SHORTEST = timedelta(days=14)
"""A report made in the first days of a school year is about the year before."""


class ReportChoices(QWidget):
    """Everything that is chosen for a report. It asks nothing of the book itself."""

    changed = Signal()
    """Something was chosen; the preview is out of date."""
    report_picked = Signal()
    save_wanted = Signal(str)
    """Save it as "pdf" or "xlsx"."""
    print_wanted = Signal()
    preview_wanted = Signal()
    """The preview is to be shown where only one pane fits."""
    school_wanted = Signal()
    """The user is to say which school is ours."""

    def __init__(self, theme: Theme, settings: Settings, today: Callable[[], date]) -> None:
        super().__init__()
        self._theme, self._settings, self._today = theme, settings, today
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(M)
        self._heading = PlainLabel("", "h2")
        column.addWidget(self._heading)
        column.addWidget(PlainLabel(_("The preview changes as you choose."), "muted"))
        self._report = Choice([(_(report.title), report.name) for report in REPORTS])
        self._report.setObjectName("report_name")
        self._report.set_value(settings.get(LAST_REPORT))
        self._report.picked.connect(self._on_report_picked)
        column.addWidget(Field(_("Re&port"), self._report))
        self._dates = self._add_dates(column)
        self._recipient = Choice([])
        self._recipient.setObjectName("report_recipient")
        self._recipient.picked.connect(self.changed)
        self._recipient_field = Field(_("&Who it is for"), self._recipient)
        column.addWidget(self._recipient_field)
        self._audience = PlainLabel("", "small")
        column.addWidget(self._audience)
        self._ours = AlertStrip(theme)
        self._ours.pressed.connect(self.school_wanted)
        column.addWidget(self._ours)
        self._trouble = AlertStrip(theme)
        column.addWidget(self._trouble)
        self._preview = button(_("See how it loo&ks"), self._on_preview, theme=theme, icon="eye", name="see_preview")
        self._preview.hide()
        column.addWidget(self._preview)
        self._buttons = self._add_buttons(column)
        column.addStretch(1)

    def _add_dates(self, column: QVBoxLayout) -> tuple[tuple[Field, DateField], ...]:
        pairs = tuple(
            date_field(label, self._today, required=True, past=True)
            for label in (_("Fro&m"), _("T&o"), _("As it stoo&d on"))
        )
        today = self._today()
        first = academic_year_of(today).first_day
        first = first if today - first >= SHORTEST else first.replace(year=first.year - 1)
        for (field, line), day in zip(pairs, (first, today, today), strict=True):
            line.set_date(day)
            line.changed.connect(self.changed)
            column.addWidget(field)
        return pairs

    def _add_buttons(self, column: QVBoxLayout) -> tuple[QWidget, ...]:
        theme = self._theme
        made = (
            button(_("&Save as PDF…"), self._on_pdf, kind="filled", theme=theme, icon="file-pdf", name="save_pdf"),
            button(_("Save as E&xcel…"), self._on_xlsx, theme=theme, icon="table", name="save_xlsx"),
            button(_("Pr&int…"), self._on_print, theme=theme, icon="printer", name="print_report"),
        )
        for each in made:
            column.addWidget(each)
        return made

    def report(self) -> Report:
        """Return the report that is chosen."""
        return find_report(str(self._report.value()))

    def choose_report(self, name: str) -> None:
        """Choose a report by its name, as a menu or another page does."""
        self._report.set_value(name)
        self._on_report_picked()

    def show_recipients(self, names: tuple[str, ...]) -> None:
        """Offer the bodies that the report can be for, and say who reads it."""
        self._recipient.set_options([(name, name) for name in names])
        self._recipient_field.setVisible(bool(names))
        self._heading.setText(_(self.report().title))
        self._audience.setText(_("Read by: {audience}.").format(audience=_(self.report().audience)))

    def ask_for_school(self, missing: bool) -> None:
        """Say that papers cannot name our school, where nobody has said which it is."""
        remind_of_school(self._ours, missing=missing)

    def parameters(self) -> Parameters | None:
        """Return the choices, or None while one of them will not do; the page says which and why."""
        if any([field.problem() for field, _line in self._dates]):  # noqa: C419 -- every field is to say its problem
            return None
        first, last, as_at = (line.day() or self._today() for _field, line in self._dates)
        try:
            return Parameters(first, last, as_at, str(self._recipient.value() or ""))
        except AppError as trouble:
            self.tell(trouble)
            return None

    def tell(self, trouble: AppError) -> None:
        """Say why there is no report, and let nothing be saved."""
        self._trouble.tell(_("The report cannot be made yet"), trouble.sentence, Tone.SOON)
        self._trouble.show()
        self.set_ready(False)

    def set_ready(self, ready: bool) -> None:
        """Let the report be saved and printed, or not."""
        if ready:
            self._trouble.hide()
        for each in self._buttons:
            each.setEnabled(ready)

    def _on_report_picked(self) -> None:
        self._settings.set(LAST_REPORT, self.report().name)
        self.report_picked.emit()

    def _on_pdf(self) -> None:
        self.save_wanted.emit("pdf")

    def _on_xlsx(self) -> None:
        self.save_wanted.emit("xlsx")

    def offer_preview(self, offered: bool) -> None:
        """Offer the way to the preview, or not where it stands beside the choices."""
        self._preview.setVisible(offered)

    def _on_preview(self) -> None:
        self.preview_wanted.emit()

    def _on_print(self) -> None:
        self.print_wanted.emit()
