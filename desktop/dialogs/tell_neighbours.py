"""Telling the neighbours about an event (Alt+G): who is near, who took part before, and what is written to each.

Enter writes an email for each that is ticked, or a letter where no address is known, and notes it all in one change.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from desktop.dialogs.asking import WritingDialog
from desktop.dialogs.telling import Post, Posting, facts_of
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field, NotesField
from desktop.forms.spread import Spread
from desktop.tables.columns import RecordLine
from desktop.tables.groups import GroupedList, GroupsModel, Heading, Part
from desktop.tables.known_rows import KnownRows
from desktop.tokens import Tone
from desktop.widgets.buttons import button
from desktop.widgets.chips import Chips
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.actions.events import ask_organisations
from models.errors import AppError, WrongUse
from models.exchange.mail_drafts import MailAddress
from models.queries.events import EventDetail
from models.queries.promotions import Recipient, suggest_recipients
from models.queries.records import find_names
from models.queries.telling import PlannedMessage, plan_messages
from models.settings import NEAR_METRES, OUR_EMAIL, OUR_ORGANISATION, OUR_PERSON, get_setting
from models.vocabulary import Channel
from models.walking import find_walk
from models.words import PROMOTION_CHANNELS, label
from reports.formatting import clock, long_date
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.context import Context

LEAST, MOST = 100, 50_000


class TellNeighboursDialog(WritingDialog):
    """Suggests whom to tell, ticked by distance and by what they took up before; Enter writes to them."""

    def __init__(self, context: Context, event: EventDetail, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Tell neighbours"), parent or QApplication.activeWindow(), width_ems=54)
        self.setObjectName("tell_neighbours")
        self._event = event
        self._recipients: tuple[Recipient, ...] = ()
        self._ticked: set[int] = set()
        self._messages: dict[int, PlannedMessage] = {}
        with context.store.read() as session:
            self._walk = find_walk(session)
            metres = get_setting(session, NEAR_METRES)
            self._us = MailAddress(get_setting(session, OUR_PERSON), get_setting(session, OUR_EMAIL))
            ours = get_setting(session, OUR_ORGANISATION)
            school = find_names(session, [("organisation", ours)]) if ours is not None else {}
            self._school = next((found.name for found in school.values()), "")
        row = event.row
        when = f"{long_date(row.starts_at.date())}, {clock(row.starts_at)}"
        self.body.addWidget(PlainLabel(row.title, "strong"))
        self.body.addWidget(PlainLabel(", ".join(part for part in (when, row.place or row.host) if part), "muted"))
        self._make_fields(metres)
        self.phases = Chips(_("Phases"))
        self.body.addWidget(self.phases)
        self._make_list()
        self.words = NotesField(_("Message"), lines=5)
        self.words.set_text(facts_of(event))
        self._message = Field(_("&Message, after their name and before yours"), self.words)
        self.body.addWidget(self._message)
        self.body.addWidget(self._noted)
        self.finish(_("Write to them"))
        self.body.setStretch(self.body.count() - 1, 0)
        self.save = next(b for b in self.findChildren(type(self.all)) if b.isDefault())
        self._suggest()
        self._make_phases()
        self.phases.changed.connect(self._on_phases)
        self.list.setFocus()

    def _make_fields(self, metres: int) -> None:
        context = self.context
        self.metres = LineEdit(_("Within, in metres"))
        self.metres.setText(str(metres))
        day, self.day = date_field(_("Asked &on"), context.today, required=True, past=True)
        self.day.set_date(context.today())
        self.channel = Choice([(_("Not said"), ""), *((_(words), _(words)) for words in PROMOTION_CHANNELS)])
        self.way = Choice(
            [
                (_("By email, else by letter"), Channel.EMAIL),
                (_("By letter to print"), Channel.LETTER),
                (_("Only note that they were asked"), None),
            ]
        )
        near = Field(_("&Within, in metres"), self.metres, check=self._check_metres)
        how = Field(_("How they tell their people"), self.channel)
        way = Field(_("Write to them"), self.way)
        self.fields = [near, day, how]
        self.body.addWidget(Spread([(near, 6), (way, 6)]))
        self._noted = Spread([(day, 6), (how, 6)])
        self.way.set_value(Channel.EMAIL)
        self.way.currentIndexChanged.connect(self._on_way)
        self.metres.editingFinished.connect(self._on_metres)
        self.metres.setObjectName("near_metres")

    def _make_list(self) -> None:
        self.model: GroupsModel[Recipient] = GroupsModel(_key, self._line, ticked=self._is_ticked, parent=self)
        self.list = GroupedList(self.context.theme, _("Whom to tell"))
        self.list.setObjectName("whom_to_tell")
        self.list.setModel(self.model)
        self.list.setMinimumHeight(self.context.theme.line_height * 14)
        self.list.tick_wanted.connect(self._on_ticked)
        self.list.record_opened.connect(self.saved)
        self.all = button(_("Tick all"), self._on_all, kind="link", name="tick_all")
        self.none = button(_("Tick none"), self._on_none, kind="link", name="tick_none")
        self.copy = button(_("&Copy a message for them"), self._on_copy, kind="link", name="copy_message")
        row = FlowLayout()
        for made in (self.all, self.none, self.copy):
            row.addWidget(made)
        self.why = PlainLabel("", "small")
        self.body.addLayout(row)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.why)

    def ticked(self) -> list[int]:
        """Return the organisations that are ticked and shown, in the order shown."""
        return [one.organisation_id for one in self._recipients if one.organisation_id in self._ticked]

    def write(self) -> None:
        """Write to those that are ticked and note it, in one change."""
        chosen = self.ticked()
        if not chosen:
            raise WrongUse(_("Tick at least one organisation to tell."))
        day, how = self.day.day() or self.context.today(), str(self.channel.value() or "")
        if self.way.value() is not None:
            row = self._event.row
            post = Post(row.id, row.title, self.words.text(), self._us, self._school, day, how)
            Posting(self.context, post, [self._messages[number] for number in chosen]).start()
            return
        words = ngettext("Tell {count} neighbour", "Tell {count} neighbours", len(chosen)).format(count=len(chosen))
        with self.context.store.write(f"{words}: {self._event.row.title}") as session:
            ask_organisations(session, self._event.row.id, chosen, day, how, self._us.name)

    # --- whom to tell ---------------------------------------------------------------------------------------------

    def _suggest(self) -> None:
        """Ask again who is near, and tick whoever is likely to help."""
        phases = sorted(self.phases.on())
        metres = int(self.metres.text())
        try:
            with self.context.store.read() as session:
                self._recipients = suggest_recipients(
                    session, self._event.row.id, metres, self.context.today(), phases=phases
                )
        except AppError as error:
            self._recipients = ()
            self._tell(error.sentence)
        self._ticked = {one.organisation_id for one in self._recipients if _is_likely(one, metres)}
        self._plan()
        self._show()
        words = _(
            "Ticked at first: those not told yet that took up an event before, "
            "and those never asked that are within {half}. {assumption}"
        )
        self.why.setText(
            words.format(half=_("{metres:,} metres").format(metres=metres // 2), assumption=self._walk.assumption)
        )

    def _plan(self) -> None:
        way = self.way.value()
        with self.context.store.read() as session:
            rows = self._recipients if way is not None else ()
            planned = plan_messages(session, rows, Channel(str(way or Channel.LETTER)), today=self.context.today())
        self._messages = {one.organisation_id: one for one in planned}

    def _on_way(self) -> None:
        self._message.setVisible(self.way.value() is not None)
        self._plan()
        self._show()

    def _make_phases(self) -> None:
        for phase in sorted({one.phase for one in self._recipients if one.phase and one.phase != "Not applicable"}):
            self.phases.add(phase, phase, _("Of the schools, only these"))
        self.phases.setVisible(bool(self.phases.findChildren(type(self.all))))

    def _show(self) -> None:
        fresh = [one for one in self._recipients if not one.told]
        told = [one for one in self._recipients if one.told]
        key = self.list.current_row()
        parts = [
            Part(Heading("fresh", _("Not told yet"), len(fresh)), KnownRows(fresh)),
            Part(Heading("told", _("Told already"), len(told)), KnownRows(told)),
        ]
        self.list.keeping_place(
            partial(self.model.show_parts, parts), key.organisation_id if isinstance(key, Recipient) else None
        )
        if not self.list.currentIndex().isValid():
            self.list.show_first()
        self.save.setText(self._save_words(len(self.ticked())))
        self.save.setEnabled(bool(self.ticked()))
        if not self._recipients and not self.problem.text():
            self._tell(_("Nobody is that near. Enter a larger distance."))

    def _save_words(self, count: int) -> str:
        if self.way.value() is None:
            words = ngettext("Note {count} as asked", "Note {count} as asked", count)
            return words.format(count=count) if count else _("Note as asked")
        return ngettext("Write to {count}", "Write to {count}", count).format(count=count) if count else _("Write")

    def _line(self, one: Recipient) -> RecordLine:
        took = ""
        if one.asked_before:
            took = _("took up {taken} of {asked}").format(taken=one.taken_up, asked=one.asked_before)
        elif not one.told:
            took = _("not asked before")
        ask = self._whom(one)
        phase = one.phase if one.phase != "Not applicable" else ""
        parts = (self._walk.words(one.metres), phase, took, ask)
        state = label(one.state) if one.state is not None else ""
        return RecordLine(one.name, " · ".join(part for part in parts if part), state, Tone.INFO if state else None)

    def _whom(self, one: Recipient) -> str:
        """Return who there gets it, and how."""
        planned = self._messages.get(one.organisation_id)
        if planned is None:
            return _("ask {name}").format(name=one.contact) if one.contact else ""
        if planned.channel is Channel.EMAIL:
            return _("email to {name}").format(name=planned.person or planned.address)
        return _("letter to {name}").format(name=planned.person) if planned.person else _("letter to the office")

    def _is_ticked(self, one: Recipient) -> bool:
        return one.organisation_id in self._ticked

    def _on_ticked(self, rows: Sequence[object]) -> None:
        numbers = {row.organisation_id for row in rows if isinstance(row, Recipient)}
        self._ticked = self._ticked - numbers if numbers <= self._ticked else self._ticked | numbers
        self._show()

    def _on_all(self) -> None:
        self._ticked = {one.organisation_id for one in self._recipients if not one.told}
        self._show()

    def _on_none(self) -> None:
        self._ticked = set()
        self._show()

    def _on_phases(self) -> None:
        if not self._check_metres():
            self._suggest()

    def _on_metres(self) -> None:
        if not self.fields[0].problem():
            self._tell("")
            self._suggest()

    def _check_metres(self) -> str:
        text = self.metres.text().strip()
        fits = text.isascii() and text.isdigit() and len(text) < 6 and LEAST <= int(text) <= MOST
        return "" if fits else _("Enter a whole number from {low} to {high:,}").format(low=LEAST, high=MOST)

    def _on_copy(self) -> None:
        """Put words for an email or a newsletter on the clipboard."""
        QApplication.clipboard().setText(self.words.text())
        self.context.say(_("Copied a message about “{title}”").format(title=self._event.row.title))


def _is_likely(one: Recipient, metres: int) -> bool:
    """Say whether to tick somebody at first."""
    if one.told:
        return False
    return one.taken_up > 0 if one.asked_before else one.metres <= metres / 2


def _key(one: Recipient) -> int:
    return one.organisation_id
