"""Log a conversation from anywhere (Ctrl+L): who with, how, what was said, and what was promised, saved in one step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.dialogs.drafted import DraftedDialog
from desktop.dialogs.drafted import Start as DraftStart
from desktop.dialogs.logged import Asked, Log, find_asked, load_start, party_of, save_log
from desktop.dialogs.settling import Settling
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice as Options
from desktop.forms.fields import Field, NotesField, first_problem
from desktop.forms.parties_field import PartiesField
from desktop.forms.promise_part import PromisePart
from desktop.forms.spread import Spread
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.actions.conversations import ConversationFields
from models.errors import AppError, StaleRecord
from models.vocabulary import Channel, Direction
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context

_TITLES = {
    "new": m("Log a conversation"),
    "reply": m("Log the reply"),
    "chase": m("Log another try"),
    "edit": m("Change a conversation"),
}


class QuickLogDialog(DraftedDialog):
    """The form. Enter takes the first name and goes on to what was said; Ctrl+Enter saves."""

    def __init__(self, context: Context, wanted: Log | None = None, parent: QWidget | None = None) -> None:
        self.wanted = wanted or Log()
        super().__init__(_(_TITLES[self.wanted.task]), parent, width_ems=52)
        self.setObjectName("quick_log")
        self._context = context
        self._start = load_start(context, self.wanted)
        self._asked: Asked | None = None
        self._build()
        self._fill()
        self._connect()
        self._on_parties()
        self._begin()

    # --- building -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        today = self._context.today
        self.who = PartiesField(self._context, _("&Who with"))
        self.how = Options([(label(channel), channel) for channel in Channel])
        both = [Direction.BOTH] if self._start.fields.direction is Direction.BOTH else []
        self.started = Options([(label(way), way) for way in (Direction.IN, Direction.OUT, *both)])
        self.outcome = Options()
        self.day_field, self.day = date_field(_("&Date"), today, required=True, past=True)
        self.reply_field, self.reply_by = date_field(_("Repl&y wanted by"), today)
        self.about, self.said = LineEdit(_("About")), NotesField(_("What was said"), lines=5)
        self.answers = QCheckBox("")
        self.answers.setObjectName("answers_earlier")
        self.subject = PlainLabel("", "small")
        self.promise = PromisePart(self._context)
        row = Spread(
            [
                (Field(_("&How"), self.how), 3),
                (Field(_("Wh&o started it"), self.started), 3),
                (Field(_("&Result"), self.outcome), 3),
                (self.day_field, 3),
                (self.reply_field, 6),
            ]
        )
        for part in (self.who, row, self.answers, self.subject, Field(_("Abo&ut"), self.about)):
            self.body.addWidget(part)
        self.body.addWidget(Field(_("What was &said"), self.said), 1)
        self.body.addWidget(self.promise)
        self.add_cancel(_("Cancel"))
        self.save = self.add_button(_("Save"), main=True)
        self.save.setToolTip(_("Save (Ctrl+Enter)"))

    def _fill(self) -> None:
        fields, task = self._start.fields, self.wanted.task
        self.who.set_choices(list(self._start.parties))
        self.how.set_value(fields.channel)
        self.started.set_value(fields.direction)
        self.day.set_date(fields.happened_on)
        self.about.setText(fields.subject)
        self.said.set_text(fields.note)
        self._show_results()
        if fields.reply_expected_by is not None or task == "chase":
            self.outcome.set_value(True)
        self.reply_by.set_date(fields.reply_expected_by or self._start.reply_by)
        self.who.setEnabled(task in ("new", "edit"))
        for fixed in (self.started, self.about):
            fixed.setEnabled(task in ("new", "edit"))
        self.promise.setVisible(task != "edit")

    def _connect(self) -> None:
        self.who.changed.connect(self._on_parties)
        self.who.taken.connect(self._on_taken)
        self.started.currentIndexChanged.connect(self._on_way)
        self.outcome.currentIndexChanged.connect(self._on_result)
        self.promise.opened.connect(self._on_promise)
        self.saved.connect(self._on_save)

    def _begin(self) -> None:
        self._on_result()
        if self._start.parties:
            self.said.setFocus()
        else:
            self.who.line.setFocus()

    # --- what follows from what -----------------------------------------------------------------------------------

    def _way(self) -> Direction:
        way = self.started.value()
        return way if isinstance(way, Direction) else Direction.IN

    def _show_results(self) -> None:
        waiting = _("We want a reply by") if self._way() is Direction.OUT else _("They want a reply")
        self.outcome.set_options([(_("Spoke or replied"), False), (waiting, True)])

    def _on_way(self) -> None:
        self._show_results()
        self._on_result()
        self._offer_answer()

    def _on_result(self) -> None:
        """Ask for the day of a reply we want; make a commitment of a reply they want."""
        wanted = self.outcome.value() is True
        self.reply_field.setVisible(wanted and self._way() is Direction.OUT)
        if wanted and self._way() is Direction.IN and self.wanted.task != "edit":
            us = self._start.us
            names = ", ".join(one.line.title for one in self.who.choices())
            words = _("Reply to {who}").format(who=names) if names else _("Reply")
            self.promise.begin(words, self._start.reply_by, (us.kind, us.id) if us is not None else None)

    def _on_taken(self) -> None:
        self.said.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_parties(self) -> None:
        choices = self.who.choices()
        names = ", ".join(choice.line.title for choice in choices)
        self.note.setText(_("Will be saved to: {names}").format(names=names) if names else "")
        self.promise.set_parties(choices, self._start.us)
        self._offer_answer()

    def _offer_answer(self) -> None:
        """Offer that this is the reply somebody waits for."""
        before = self._asked
        if self.wanted.task == "reply":
            self._asked = self._start.asked
            self.answers.setChecked(True)
            self.answers.setEnabled(False)
        elif self.wanted.task == "new" and self._way() is Direction.IN and self.who.choices():
            self._asked = find_asked(self._context, self.who.choices())
        else:
            self._asked = None
        if self._asked != before and self.wanted.task == "new":
            self.answers.setChecked(False)
        self.answers.setVisible(self._asked is not None)
        if self._asked is not None:
            self.answers.setText(_("This &answers {letter}").format(letter=self._asked.words))
            self.subject.setText(self._asked.subject)
        self.subject.setVisible(self._asked is not None and bool(self._asked.subject))

    def _on_promise(self) -> None:
        """Bring the fields that have opened into view."""
        self.resize(self.sizeHint().expandedTo(self.size()))
        QTimer.singleShot(0, self, self._show_promise)

    def _show_promise(self) -> None:
        self._scroll.ensureWidgetVisible(self.promise)

    # --- keeping --------------------------------------------------------------------------------------------------

    def fields(self) -> ConversationFields:
        """Return what the form says now."""
        start, choices = self._start.fields, self.who.choices()
        channel = self.how.value()
        parties = tuple(replace(party_of(one, start.parties), name=one.line.title) for one in choices)
        way = self._way()
        waits = self.outcome.value() is True and way is Direction.OUT
        return replace(
            start,
            channel=channel if isinstance(channel, Channel) else start.channel,
            direction=way,
            happened_on=self.day.day() or start.happened_on,
            parties=parties,
            subject=self.about.text(),
            note=self.said.text(),
            reply_expected_by=self.reply_by.day() if waits else None,
            answers_id=self._answers_id(),
        )

    def _answers_id(self) -> int | None:
        if self.wanted.task == "edit":
            return self._start.fields.answers_id if self._way() is Direction.IN else None
        return self._asked.id if self._asked is not None and self.answers.isChecked() else None

    def _on_save(self) -> None:
        shown = [self.who.field, self.day_field, *([self.reply_field] if not self.reply_field.isHidden() else [])]
        if first_problem(shown) is not None or not self.promise.is_sound():
            return
        if not self.reply_field.isHidden() and self.reply_by.day() is None:
            self.reply_field.show_problem(_("Enter the day by which you want a reply, like fri"))
            self.reply_by.setFocus()
            return
        try:
            self.write()
        except StaleRecord as trouble:
            Settling(self._context, self, self.note.setText).settle(trouble)
        except AppError as error:
            self.note.setText(error.sentence)
        else:
            self.accept()

    def write(self) -> None:
        """Keep the conversation, and what was promised."""
        fields = self.fields()
        promise = self.promise.commitment(fields.happened_on) if self.promise.is_wanted() else None
        save_log(self._context, self.wanted, fields, promise)

    def record(self) -> tuple[str, int] | None:
        """Return the conversation that is changed."""
        number = self.wanted.number
        return ("conversation", number) if self.wanted.task == "edit" and number is not None else None

    # --- as a draft -----------------------------------------------------------------------------------------------

    def draft_start(self) -> DraftStart:
        """Return what it is for."""
        wanted = self.wanted
        return {"task": wanted.task, "number": wanted.number, "parties": [list(pair) for pair in wanted.parties]}

    @classmethod
    def reopen(cls, context: Context, start: DraftStart) -> QuickLogDialog:
        """Return the form again; a reply or a change reads its conversation anew."""
        parties = tuple((str(kind), int(number)) for kind, number in start["parties"])
        return cls(context, Log(str(start["task"]), start["number"], parties))

    def draft_words(self) -> str:
        """Return whom it is with."""
        names = ", ".join(choice.line.title for choice in self.who.choices())
        return _("a conversation with {names}").format(names=names) if names else _("a conversation")


def ask_quick_log(context: Context, wanted: Log | None = None) -> QuickLogDialog:
    """Open the form over the window in front; without `wanted` it begins with the record in view."""
    if wanted is None:
        in_view = context.in_view()
        named = in_view is not None and in_view[0] in ("person", "organisation")
        wanted = Log(parties=(in_view,)) if named and in_view is not None else Log()
    dialog = QuickLogDialog(context, wanted)
    dialog.open()
    return dialog
