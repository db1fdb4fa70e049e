"""The choices of a report: which, over what time, as known when, for whom; and the buttons that pass it on.

The last choices of each report are kept on this computer; its dates go with the day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.fields import Field
from desktop.pages.reports.narrow import narrow_choice
from desktop.pages.reports.passing_on import PassingOn
from desktop.pages.reports.period import PeriodFields
from desktop.pages.reports.readers import ReaderFields
from desktop.pages.reports.saved import SavedReports
from desktop.pages.reports.subject import SubjectFields
from desktop.settings import Key
from desktop.theme import XL, L, M
from desktop.tokens import Tone
from desktop.widgets.cards import AlertStrip
from desktop.widgets.labels import PlainLabel
from desktop.widgets.school_strip import remind_of_school
from desktop.widgets.scrolling import scrolling
from models.actions.saved_reports import SavedReportFields
from models.errors import AppError
from reports.catalogue import REPORTS, Report, find_report
from reports.parameters import Parameters
from reports.saved import Chosen, Days
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

LAST_REPORT: Key[str] = Key("reports/last", REPORTS[0].name, str)


class ReportChoices(QWidget):
    """Everything that is chosen for a report. It asks nothing of the book itself."""

    changed = Signal()
    """Something was chosen; the preview is out of date."""
    report_picked = Signal()
    school_wanted = Signal()
    """The user is to say which school is ours."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        theme, settings = context.theme, context.settings
        self._settings = settings
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(M)
        self._heading = PlainLabel("", "h2")
        self.saved = SavedReports(context, self)
        readers = dict.fromkeys(report.audience for report in REPORTS)
        self._group = narrow_choice("report_group", [(_(group), group) for group in readers])
        self._report = narrow_choice("report_name", [])
        self.period, self.readers = PeriodFields(settings, context.today), ReaderFields(settings)
        self.subject = SubjectFields(context)
        self._left_out, self._ours, self._trouble = AlertStrip(theme), AlertStrip(theme), AlertStrip(theme)
        self._left_out.setObjectName("left_out")
        self._lost = AlertStrip(theme)
        self._lost.setObjectName("lost_characters")
        self._lost.hide()
        self._long = AlertStrip(theme)
        self._long.setObjectName("long_report")
        self._long.hide()
        for part in (
            self._heading,
            self.saved,
            Field(_("Gro&up"), self._group),
            Field(_("Re&port"), self._report),
            self.subject,
            self.period,
            self.readers,
            self._long,
            self._left_out,
            self._lost,
            self._ours,
            self._trouble,
        ):
            column.addWidget(part)
        column.addStretch(1)
        self.foot = PassingOn(theme)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scrolling(inside), 1)
        outer.addWidget(self.foot)
        self._group.picked.connect(self._on_group_picked)
        self._report.picked.connect(self._on_report_picked)
        self.subject.changed.connect(self.changed)
        self.period.changed.connect(self.changed)
        self.readers.changed.connect(self.changed)
        for part in (self.subject, self.period, self.readers):
            part.changed.connect(self.saved.forget)
        self._ours.pressed.connect(self.school_wanted)
        self._show_report(settings.get(LAST_REPORT))
        self._show_last_choices()

    # --- what is chosen -------------------------------------------------------------------------------------------

    def report(self) -> Report:
        """Return the report that is chosen."""
        return find_report(str(self._report.value()))

    def choose_report(self, name: str) -> None:
        """Choose a report by its name, as a menu or another page does, with its dates as of today."""
        self._show_report(name)
        self._on_report_picked()

    def choose_again(self, chosen: Chosen) -> None:
        """Show the choices of a paper that was made, or that are kept under a name."""
        self.choose_report(chosen.report)
        if self.report().name != chosen.report:
            return
        had = chosen.parameters
        self.period.choose(Days(had.first_day, had.last_day, had.as_at), chosen.period)
        self.readers.choose(had.audience, had.recipient)
        self.subject.choose(had.about, chosen.about_name, had.ward_id, had.metres)
        self.changed.emit()

    def show_recipients(self, names: tuple[str, ...]) -> None:
        """Offer the bodies that the report can be for."""
        self.readers.show_recipients(names)
        self._heading.setText(_(self.report().title))

    def parameters(self) -> Parameters | None:
        """Return the choices, or None while one of them will not do; the page says which and why."""
        days = self.period.days()
        if days is None:
            return None
        try:
            return Parameters(
                *days,
                self.readers.recipient(),
                self.readers.audience(),
                self.subject.about(),
                self.subject.ward_id(),
                self.subject.metres(),
            )
        except AppError as trouble:
            self.tell(trouble)
            return None

    def to_keep(self, name: str, form: str) -> SavedReportFields | None:
        """Return the choices as they are kept under a name; None while one of them will not do."""
        days, parameters = self.period.to_keep(), self.parameters()
        if days is None or parameters is None:
            return None
        kind, number = parameters.about or ("", None)
        return SavedReportFields(
            name=name,
            report=self.report().name,
            form=form,
            audience=parameters.audience,
            period=days.period,
            first_day=days.first_day,
            last_day=days.last_day,
            as_at=days.as_at,
            recipient=parameters.recipient,
            record_kind=kind,
            record_id=number,
            area_id=parameters.ward_id,
            metres=parameters.metres,
        )

    def _show_last_choices(self) -> None:
        """Show what was chosen for this report last time."""
        report = self.report()
        self.readers.show_last(report)
        self.period.show_last(report.name, has_period=report.asks.period)
        self.subject.show_report(report)

    def _show_report(self, name: str) -> None:
        """Choose a report and its readers; the first there is, where none has that name."""
        report = next((one for one in REPORTS if one.name == name), REPORTS[0])
        self._group.set_value(report.audience)
        self._offer_reports()
        self._report.set_value(report.name)

    def _offer_reports(self) -> None:
        """Offer the reports for the readers that are chosen."""
        offered = [report for report in REPORTS if report.audience == self._group.value()]
        self._report.set_options([(_(report.title), report.name) for report in offered])

    def _on_group_picked(self) -> None:
        self._offer_reports()
        self._on_report_picked()

    def _on_report_picked(self) -> None:
        self.saved.forget()
        self._settings.set(LAST_REPORT, self.report().name)
        self._show_last_choices()
        self.report_picked.emit()

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

    def tell_lost(self, words: str) -> None:
        """Say which characters the pages show as a mark, and in which records they stand."""
        self._lost.setVisible(bool(words))
        if words:
            advice = _("The report as a web page, as Word or as Excel shows them with the fonts of its reader.")
            self._lost.tell(_("Some characters cannot be printed"), f"{words} {advice}", Tone.SOON)

    def tell_long(self, words: str) -> None:
        """Say that the report is too long to be read through, and how it gets shorter."""
        self._long.setVisible(bool(words))
        if words:
            self._long.tell(_("This is a very long report"), words, Tone.SOON)

    def tell(self, trouble: AppError) -> None:
        """Say why there is no report, and let nothing be saved."""
        self._left_out.hide()
        self._lost.hide()
        self._long.hide()
        self._trouble.tell(_("The report cannot be made yet"), trouble.sentence, Tone.SOON)
        self._trouble.show()
        self.foot.set_ready(False)

    def set_low(self, low: bool) -> None:
        """Leave the room to the choices in a low window."""
        self.foot.set_low(low)

    def set_ready(self) -> None:
        """Let the report be saved and printed."""
        self._trouble.hide()
        self.foot.set_ready(True)
