"""What is said about letters, and about labels: the lower half of the dialog, one part at a time.

Their widgets stand in the dialog itself, which so knows how high each is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field, NotesField
from desktop.forms.number_field import NumberField
from desktop.forms.spread import Spread
from desktop.widgets.buttons import button
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.queries.letter_templates import list_letter_templates
from reports.labels.sheets import ADVICE, SHEETS, Sheet
from reports.mail_merge.fields import LetterWords
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context

ONE_WORD, EACH_WORD, ONE_PDF = "one_docx", "each_docx", "one_pdf"
_FORMS = {
    ONE_WORD: m("One Word file, a page or more for each"),
    EACH_WORD: m("A Word file for each, in a folder"),
    ONE_PDF: m("One PDF, to read and print"),
}


class LettersPart(QObject):
    """The template, the words of all letters, and what is noted of them."""

    changed = Signal()
    templates_wanted = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.template, self.form = Choice(), Choice([(_(words), form) for form, words in _FORMS.items()])
        self.template.keep_narrow(14)
        self.subject, self.reference = LineEdit(_("Subject")), LineEdit(_("Our reference"))
        self.words = NotesField(_("Words of the letter"), lines=5)
        self._reply, self.reply = date_field(_("Reply b&y"), context.today)
        self._subject = Field(_("&Subject"), self.subject, check=self._check_subject)
        self.log = QCheckBox(_("Note each letter as a &conversation"))
        self.log.setObjectName("log_letters")
        self.log.setChecked(not context.store.read_only)
        self.log.setEnabled(not context.store.read_only)
        self.manage = button(_("Tem&plates…"), self.templates_wanted.emit, kind="link", name="manage_templates")
        self.widgets: list[QWidget] = [
            Spread([(Field(_("Te&mplate"), self.template), 6), (Field(_("F&ile"), self.form), 6)]),
            self.manage,
            Spread([(self._subject, 6), (Field(_("Our refere&nce"), self.reference), 3), (self._reply, 3)]),
            Field(_("Words of the &letter: an empty line begins a new paragraph"), self.words),
            self.log,
        ]
        self.fill_templates()
        self.template.picked.connect(self._on_changed)
        self.form.picked.connect(self._on_changed)
        for line in (self.subject, self.reference, self.reply, self.words):
            line.textChanged.connect(self._on_changed)

    @property
    def fields(self) -> list[Field]:
        """Return what is judged before letters are made."""
        return [self._subject, self._reply]

    def fill_templates(self, chosen: int | None = None) -> None:
        """Offer the templates there are now."""
        with self._context.store.read() as session:
            rows = list_letter_templates(session)
        self.template.set_options([(_("Our usual letter"), None), *((row.name, row.id) for row in rows)])
        if chosen is not None:
            self.template.set_value(chosen)

    def template_id(self) -> int | None:
        """Return the template that is chosen; None for the usual letter."""
        value = self.template.value()
        return value if isinstance(value, int) else None

    def said(self) -> LetterWords:
        """Return what is said in all letters."""
        return LetterWords(
            self._context.today(), self.subject.text(), self.words.text(), self.reference.text(), self.reply.day()
        )

    def _check_subject(self) -> str:
        return "" if self.subject.text().strip() else _("Enter what the letters are about")

    def _on_changed(self) -> None:
        self.changed.emit()


class LabelsPart(QObject):
    """Which sheet, and where on it to begin."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        words = _("{code}: {count} labels of {width} by {height} mm")
        self.sheet = Choice(
            [(words.format(code=one.code, count=one.count, width=one.width, height=one.height), one) for one in SHEETS]
        )
        self.start = NumberField(_("First free label"))
        self.start.setText("1")
        self._start = Field(_("F&irst free label"), self.start, hint=_("Count along the rows"), check=self._check_start)
        self.widgets: list[QWidget] = [
            Spread([(Field(_("Sheet, &by Avery’s number"), self.sheet), 8), (self._start, 4)]),
            PlainLabel(_(ADVICE), "muted"),
        ]
        self.sheet.picked.connect(self._on_changed)
        self.start.textChanged.connect(self._on_changed)

    @property
    def fields(self) -> list[Field]:
        """Return what is judged before labels are made."""
        return [self._start]

    def chosen(self) -> Sheet:
        """Return the sheet."""
        value = self.sheet.value()
        return value if isinstance(value, Sheet) else SHEETS[0]

    def first(self) -> int:
        """Return the label to begin with, counted from 1."""
        return int(self.start.number() or 0)

    def _check_start(self) -> str:
        most = self.chosen().count
        return "" if 1 <= self.first() <= most else _("Enter a number from 1 to {most}").format(most=most)

    def _on_changed(self) -> None:
        self.changed.emit()
