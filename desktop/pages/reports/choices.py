"""The choices of a report: which, over what time, as known when, for whom; and the buttons that pass it on.

The last choices of each report are kept on this computer; its dates go with the day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.commands import SPECS, Command, plain, tip_of
from desktop.dialogs.ourselves import remind_of_school
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field
from desktop.settings import Key, Settings
from desktop.theme import XL, L, M, Theme
from desktop.tokens import Tone
from desktop.widgets.buttons import Button, button
from desktop.widgets.cards import AlertStrip
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from desktop.widgets.scrolling import scrolling
from models import periods
from models.errors import AppError
from models.school_year import academic_year_of
from models.vocabulary import Visibility
from reports.catalogue import REPORTS, Report, find_report
from reports.formatting import long_date
from reports.parameters import Parameters
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.forms.date_field import DateField

LAST_REPORT: Key[str] = Key("reports/last", REPORTS[0].name, str)
PERIOD: Key[str] = Key("reports/period", "", str)
FIRST_DAY: Key[str] = Key("reports/first", "", str)
RECIPIENT: Key[str] = Key("reports/recipient", "", str)
AUDIENCE: Key[str] = Key("reports/audience", "", str)
SHORTEST = timedelta(days=14)
"""A report made in the first days of a school year is about the year before."""
OWN = "own"
_OFFERED = ("this-term", "last-term", "this-academic-year", "last-academic-year", "this-municipal-year")
_READERS = {
    Visibility.PUBLIC: m("Anybody: it may be published"),
    Visibility.PARTNERS: m("Our partners"),
    Visibility.INTERNAL: m("Our own people only"),
}


class ReportChoices(QWidget):
    """Everything that is chosen for a report. It asks nothing of the book itself."""

    changed = Signal()
    """Something was chosen; the preview is out of date."""
    report_picked = Signal()
    save_wanted = Signal(str)
    """Save it as "pdf" or "xlsx"."""
    print_wanted = Signal()
    send_wanted = Signal()
    preview_wanted = Signal()
    """The preview is to be shown where only one pane fits."""
    school_wanted = Signal()
    """The user is to say which school is ours."""

    def __init__(self, theme: Theme, settings: Settings, today: Callable[[], date]) -> None:
        super().__init__()
        self._theme, self._settings, self._today = theme, settings, today
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(M)
        self._heading = PlainLabel("", "h2")
        column.addWidget(self._heading)
        column.addWidget(PlainLabel(_("The preview changes as you choose."), "muted"))
        self._report = self._choice("report_name", [(_(report.title), report.name) for report in REPORTS])
        self._report.set_value(settings.get(LAST_REPORT))
        self._report.picked.connect(self._on_report_picked)
        column.addWidget(Field(_("Re&port"), self._report))
        self._period = self._choice("report_period", [])
        self._period.picked.connect(self._on_period_picked)
        self._covered = Field(_("Time it covers"), self._period)
        column.addWidget(self._covered)
        self._dates = self._add_dates(column)
        self._recipient, self._audience = self._choice("report_recipient", []), self._choice("report_audience", [])
        self._recipient_field = Field(_("&Who it is for"), self._recipient)
        column.addWidget(self._recipient_field)
        column.addWidget(Field(_("Who &can read this copy"), self._audience))
        self._recipient.picked.connect(self._on_picked)
        self._audience.picked.connect(self._on_picked)
        self._left_out, self._ours, self._trouble = AlertStrip(theme), AlertStrip(theme), AlertStrip(theme)
        self._left_out.setObjectName("left_out")
        self._ours.pressed.connect(self.school_wanted)
        for strip in (self._left_out, self._ours, self._trouble):
            column.addWidget(strip)
        column.addStretch(1)
        self._preview = button(_("See how it loo&ks"), self._on_preview, theme=theme, icon="eye", name="see_preview")
        self._preview.hide()
        self._buttons = self._make_buttons()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scrolling(inside), 1)
        outer.addWidget(self._make_foot())
        self._take_last_choices()

    def _choice(self, name: str, options: list[tuple[str, object]]) -> Choice:
        made = Choice(options)
        made.setObjectName(name)
        # Long names are cut in a narrow pane and shown whole in the list that opens.
        made.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(12)
        return made

    def _add_dates(self, column: QVBoxLayout) -> tuple[tuple[Field, DateField], ...]:
        pairs = tuple(
            date_field(label, self._today, required=True, past=True)
            for label in (_("Fro&m"), _("T&o"), _("As it stoo&d on"))
        )
        for number, (field, line) in enumerate(pairs):
            line.changed.connect(self._on_day if number < 2 else self.changed)
            column.addWidget(field)
        return pairs

    def _make_buttons(self) -> tuple[Button, ...]:
        theme = self._theme
        made = (
            button(_("&Save as PDF…"), self._on_pdf, kind="filled", theme=theme, icon="file-pdf", name="save_pdf"),
            button(_("E&xcel…"), self._on_xlsx, theme=theme, icon="table", name="save_xlsx"),
            button(_("Pr&int…"), self._on_print, theme=theme, icon="printer", name="print_report"),
            button(_("Emai&l…"), self._on_send, theme=theme, icon="paper-plane-tilt", name="send_report"),
        )
        meant = (Command.SAVE_PDF, Command.SAVE_EXCEL, Command.PRINT, Command.SEND_REPORT)
        for each, command in zip(made, meant, strict=True):
            each.setToolTip(tip_of(command))
            each.setAccessibleName(plain(_(SPECS[command].text)))
        return made

    def _make_foot(self) -> QWidget:
        """Return what is done with the report, in view however long the choices are."""
        foot = QFrame()
        foot.setProperty("look", "bar")
        column = QVBoxLayout(foot)
        column.setContentsMargins(L, M, L, M)
        flow = FlowLayout()
        for each in (self._preview, *self._buttons):
            flow.addWidget(each)
        column.addLayout(flow)
        return foot

    # --- what is chosen -------------------------------------------------------------------------------------------

    def report(self) -> Report:
        """Return the report that is chosen."""
        return find_report(str(self._report.value()))

    def choose_report(self, name: str) -> None:
        """Choose a report by its name, as a menu or another page does, with its dates as of today."""
        self._report.set_value(name)
        self._on_report_picked()

    def show_recipients(self, names: tuple[str, ...]) -> None:
        """Offer the bodies that the report can be for."""
        kept = self._settings.get(RECIPIENT.of(self.report().name))
        self._recipient.set_options([(name, name) for name in names])
        if kept in names:
            self._recipient.set_value(kept)
        self._recipient_field.setVisible(bool(names))
        self._heading.setText(_(self.report().title))

    def parameters(self) -> Parameters | None:
        """Return the choices, or None while one of them will not do; the page says which and why."""
        if any([field.problem() for field, _line in self._dates]):  # noqa: C419 -- every field is to say its problem
            return None
        first, last, as_at = (line.day() or self._today() for _field, line in self._dates)
        audience = self._audience.value()
        try:
            return Parameters(
                first,
                last,
                as_at,
                str(self._recipient.value() or ""),
                audience if isinstance(audience, Visibility) else None,
            )
        except AppError as trouble:
            self.tell(trouble)
            return None

    def _take_last_choices(self) -> None:
        """Show what was chosen for this report last time, with its dates as of today."""
        name = self.report().name
        offered = {one.key: one for one in periods.choices(self._today())}
        options: list[tuple[str, object]] = [(offered[key].name, key) for key in _OFFERED]
        self._period.set_options([*options, (_("Own dates"), OWN)])
        self._period.set_value(self._settings.get(PERIOD.of(name)) or self._usual_period())
        readers = [(_(_READERS[level]), level) for level in self.report().audiences]
        self._audience.set_options([*readers])
        kept = self._settings.get(AUDIENCE.of(name))
        self._audience.set_value(
            next((level for level in self.report().audiences if level.value == kept), readers[0][1])
        )
        self._roll_dates()

    def _usual_period(self) -> str:
        today = self._today()
        young = today - academic_year_of(today).first_day < SHORTEST
        return "last-academic-year" if young else "this-academic-year"

    def _roll_dates(self) -> None:
        """Set the dates that the period means today; of own dates the first stays and the others go with the day."""
        today = self._today()
        period = next((one for one in periods.choices(today) if one.key == self._period.value()), None)
        if period is not None:
            days = (period.first_day, min(period.last_day, today), today)
        else:
            kept = self._settings.get(FIRST_DAY.of(self.report().name))
            days = (_as_day(kept) or academic_year_of(today).first_day, today, today)
        for (_field, line), day in zip(self._dates, days, strict=True):
            line.blockSignals(True)
            line.set_date(day)
            line.blockSignals(False)
        for field, _line in self._dates:
            field.set_hint("")
            field.show_problem("")
        self._show_days()

    def _show_days(self) -> None:
        """Say in words which days the period means; only days of one's own are typed."""
        own = self._period.value() == OWN
        for field, _line in self._dates[:2]:
            field.setVisible(own)
        first, last = (line.day() for _field, line in self._dates[:2])
        words = _("{first} to {last}").format(first=long_date(first), last=long_date(last)) if first and last else ""
        self._covered.set_hint("" if own else words)

    # --- what the page tells --------------------------------------------------------------------------------------

    def ask_for_school(self, missing: bool) -> None:
        """Say that papers cannot name our school, where nobody has said which it is."""
        remind_of_school(self._ours, missing=missing)

    def tell_left_out(self, sentences: tuple[str, ...]) -> None:
        """Say what the report does not show because its readers may not see it."""
        if sentences:
            self._left_out.tell(_("Left out for these readers"), " ".join(sentences), Tone.INFO)
        else:
            self._left_out.tell(
                _("Nothing is left out"), _("These readers may see everything this report is about."), Tone.GOOD
            )

    def tell(self, trouble: AppError) -> None:
        """Say why there is no report, and let nothing be saved."""
        self._left_out.hide()
        self._trouble.tell(_("The report cannot be made yet"), trouble.sentence, Tone.SOON)
        self._trouble.show()
        self.set_ready(False)

    def set_ready(self, ready: bool) -> None:
        """Let the report be saved and printed, or not."""
        if ready:
            self._trouble.hide()
        for each in self._buttons:
            each.setEnabled(ready)

    def offer_preview(self, offered: bool) -> None:
        """Offer the way to the preview, or not where it stands beside the choices."""
        self._preview.setVisible(offered)

    # --- what was pressed -----------------------------------------------------------------------------------------

    def _on_report_picked(self) -> None:
        self._settings.set(LAST_REPORT, self.report().name)
        self._take_last_choices()
        self.report_picked.emit()

    def _on_period_picked(self) -> None:
        self._settings.set(PERIOD.of(self.report().name), str(self._period.value()))
        if self._period.value() == OWN:
            # The days in view are where one begins.
            self._show_days()
            self._on_day()
            self._dates[0][1].setFocus()
            return
        self._roll_dates()
        self.changed.emit()

    def _on_day(self) -> None:
        """Dates that were typed are dates of one's own."""
        name = self.report().name
        self._period.set_value(OWN)
        self._settings.set(PERIOD.of(name), OWN)
        self._show_days()
        first = self._dates[0][1].day()
        if first is not None:
            self._settings.set(FIRST_DAY.of(name), first.isoformat())
        self.changed.emit()

    def _on_picked(self) -> None:
        name, audience = self.report().name, self._audience.value()
        self._settings.set(RECIPIENT.of(name), str(self._recipient.value() or ""))
        self._settings.set(AUDIENCE.of(name), audience.value if isinstance(audience, Visibility) else "")
        self.changed.emit()

    def _on_pdf(self) -> None:
        self.save_wanted.emit("pdf")

    def _on_xlsx(self) -> None:
        self.save_wanted.emit("xlsx")

    def _on_preview(self) -> None:
        self.preview_wanted.emit()

    def _on_print(self) -> None:
        self.print_wanted.emit()

    def _on_send(self) -> None:
        self.send_wanted.emit()


def _as_day(text: str) -> date | None:
    """Return the day that a setting keeps, or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
