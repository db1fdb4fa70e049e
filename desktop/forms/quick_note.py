"""One line to note what was said, saved with Enter; how it was said is read from the first words and shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.dialogs.asking import attempt
from desktop.theme import XS
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.actions.conversations import ConversationFields, Party, log_conversation
from models.settings import OUR_PERSON, get_setting
from models.vocabulary import Channel, Direction
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context

_HOW = (
    (re.compile(r"\b(call(ed)?|rang|phoned|spoke|telephoned)\b"), Channel.CALL),
    (re.compile(r"\be-?mail(ed)?\b"), Channel.EMAIL),
    (re.compile(r"\b(wrote|letter)\b"), Channel.LETTER),
    (re.compile(r"\b(visit(ed)?|came|dropped in|went)\b"), Channel.VISIT),
)
_FROM_THEM = re.compile(r"^(they|he|she)\b|\bfrom (them|him|her)\b|^[\w' ]{0,30}\b(came|asked us|told us)\b")
_WORDS = {
    (Channel.CALL, Direction.OUT): m("a call to them"),
    (Channel.CALL, Direction.IN): m("a call from them"),
    (Channel.EMAIL, Direction.OUT): m("an email to them"),
    (Channel.EMAIL, Direction.IN): m("an email from them"),
    (Channel.LETTER, Direction.OUT): m("a letter to them"),
    (Channel.LETTER, Direction.IN): m("a letter from them"),
    (Channel.VISIT, Direction.OUT): m("a visit to them"),
    (Channel.VISIT, Direction.IN): m("a visit from them"),
}


def understand_note(text: str) -> tuple[Channel, Direction]:
    """Return how a note says the conversation was; where it does not say, it is a note of a meeting."""
    words = text.strip().lower()
    opening = " ".join(words.split()[:4])
    channel = next((channel for pattern, channel in _HOW if pattern.search(opening)), Channel.MEETING_NOTE)
    return channel, Direction.IN if _FROM_THEM.search(words) else Direction.OUT


class QuickNote(QWidget):
    """The line over a timeline; what it will be saved as stands below it while one types."""

    saved = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._party, self._name = Party(), ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        self.line = LineEdit(_("Quick note"))
        self.line.setObjectName("quick_note")
        self.line.setPlaceholderText(_("Add a quick note, for example: called reception, asked for the clerk"))
        self.hint = PlainLabel("", "small")
        self.hint.hide()
        column.addWidget(self.line)
        column.addWidget(self.hint)
        self.line.textChanged.connect(self._on_typed)
        self.line.returnPressed.connect(self._on_enter)

    def about(self, party: Party, name: str) -> None:
        """Say whom the next note is about; a note begun for somebody else is not kept for this one."""
        if party != self._party:
            self.line.clear()
        self._party, self._name = party, name

    def _on_typed(self) -> None:
        text = self.line.text().strip()
        self.hint.setVisible(bool(text))
        how = _(_WORDS.get(understand_note(text), m("a note")))
        self.hint.setText(_("Enter saves it as {how}, today. No reply is expected.").format(how=how) if text else "")

    def _on_enter(self) -> None:
        text = self.line.text().strip()
        if not text:
            return
        channel, direction = understand_note(text)
        today = self._context.today()

        def write(session: Any) -> None:
            log_conversation(
                session,
                ConversationFields(
                    channel=channel,
                    direction=direction,
                    happened_on=today,
                    parties=(self._party,),
                    note=text,
                    our_person=get_setting(session, OUR_PERSON),
                ),
            )

        if attempt(self._context, _("Note about {name}").format(name=self._name), write):
            self.line.clear()
            self.saved.emit()
