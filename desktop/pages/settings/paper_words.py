"""What the school says in its papers in its own words: chosen by paper, each part kept as it is left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.dialogs.asking import attempt
from desktop.forms.autosave import AutosaveForm
from desktop.forms.fields import Choice, Field
from desktop.theme import M
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card
from models.paper_words import PARTS, find_paper_words, reset_paper_words, title_of, words_key
from models.settings import set_setting
from reports.standard_words import our_words, papers_with_words
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context

_HINTS = {
    "opening": m("Before the first heading. Each line becomes a paragraph."),
    "closing": m("After everything else."),
    "protection": m("Like “This paper names people. Keep it safe, and destroy it when it is no longer needed.”"),
}
_LINES = {"opening": 2, "closing": 2, "protection": 1}


class PaperWordsCard(Card):
    """The card of standard words; a paper is chosen, its parts are kept as each is left."""

    def __init__(self, context: Context) -> None:
        super().__init__(gap=M)
        self.setObjectName("paper_words")
        self._context = context
        self.form = AutosaveForm(self._save)
        self.paper = Choice([(_(report.title), report.name) for report in papers_with_words()])
        self.paper.setObjectName("words_of_paper")
        self.paper.keep_narrow(12)
        self._make_form()
        self.reset = button(_("Back to our words"), self._on_reset, name="reset_paper_words")
        self.reset.setToolTip(_("Let this paper say what the program has it say. Undo brings your words back."))
        self.body.addWidget(self.form)
        self.body.addWidget(self.reset)
        self.reset.setSizePolicy(self.reset.sizePolicy().Policy.Maximum, self.reset.sizePolicy().verticalPolicy())
        self._shown = str(self.paper.value())
        self.paper.picked.connect(self._on_paper)

    def _make_form(self) -> None:
        form = self.form
        words = _(
            "Printed as they stand in the paper you choose. Leave one empty to print nothing, or our usual words."
        )
        form.heading(_("Standard words in papers"), words)
        form.row((Field(_("In the paper"), self.paper), 8))
        for part in PARTS:
            hint = _(_HINTS[part]) if part in _HINTS else ""
            if part in _LINES:
                form.row((form.notes(part, title_of(part), _LINES[part], hint), 12))
            else:
                form.row((form.line(part, title_of(part), partial(self._check, part)), 8))

    def _check(self, part: str, text: str) -> str:
        """Return what is wrong with the words of a part, or nothing."""
        key = words_key(self._shown, part)
        return "" if key.allowed(text) else key.advise()

    def refresh(self) -> None:
        """Ask the book again and show the words of the paper that is chosen."""
        paper = str(self.paper.value())
        if paper != self._shown:
            self._shown = paper
            self.form.forget()
        with self._context.store.read() as session:
            own = find_paper_words(session, paper)
        ours = our_words(paper)
        self.form.load({part: getattr(own, part) for part in PARTS})
        for part in PARTS:
            field = self.form.field(part)
            usual = str(getattr(ours, part))
            if part not in _LINES:
                field.setVisible(bool(usual))
                field.set_hint(_("Ours: {words}").format(words=usual) if usual else "")
        writable = not self._context.store.read_only
        self.form.setEnabled(writable)
        self.reset.setEnabled(writable and any(getattr(own, part) for part in PARTS))

    def _on_paper(self) -> None:
        self.form.flush()
        if self.form.unsaved():
            # What will not do yet stays in view with what is said of it.
            self.paper.set_value(self._shown)
            return
        self.refresh()

    def _save(self, part: str, value: object) -> None:
        key = words_key(self._shown, part)
        title = next(_(report.title) for report in papers_with_words() if report.name == self._shown)
        label = _("{part}: {paper}").format(part=title_of(part), paper=title)
        with self._context.store.write(label) as session:
            set_setting(session, key, str(value).strip())

    def _on_reset(self) -> None:
        title = self.paper.currentText()
        label = _("Our words again: {paper}").format(paper=title)
        attempt(self._context, label, lambda session: reset_paper_words(session, self._shown))
