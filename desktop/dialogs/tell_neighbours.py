"""Telling the neighbours about an event (Alt+G): who is near, who took part before, all noted in one change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from desktop.dialogs.asking import WritingDialog
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field
from desktop.forms.spread import Spread
from desktop.tables.columns import RecordLine
from desktop.tables.groups import GroupedList, GroupsModel, Heading, Part
from desktop.tokens import Tone
from desktop.widgets.buttons import button
from desktop.widgets.chips import Chips
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.actions.events import ask_organisations
from models.errors import AppError, WrongUse
from models.queries.events import EventDetail
from models.queries.promotions import Recipient, suggest_recipients
from models.settings import NEAR_METRES, get_setting
from models.walking import find_walk
from models.words import PROMOTION_CHANNELS, label
from reports.formatting import clock, long_date
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.context import Context

LEAST, MOST = 100, 50_000


class TellNeighboursDialog(WritingDialog):
    """Suggests whom to tell, ticked by distance and by what they took up before; Enter notes them as asked."""

    def __init__(self, context: Context, event: EventDetail, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Tell neighbours"), parent or QApplication.activeWindow(), width_ems=54)
        self.setObjectName("tell_neighbours")
        self._event = event
        self._recipients: tuple[Recipient, ...] = ()
        self._ticked: set[int] = set()
        with context.store.read() as session:
            self._walk = find_walk(session)
            metres = get_setting(session, NEAR_METRES)
        row = event.row
        when = f"{long_date(row.starts_at.date())}, {clock(row.starts_at)}"
        self.body.addWidget(PlainLabel(row.title, "strong"))
        self.body.addWidget(PlainLabel(", ".join(part for part in (when, row.place or row.host) if part), "muted"))
        self._make_fields(metres)
        self.phases = Chips(_("Phases"))
        self.body.addWidget(self.phases)
        self._make_list()
        self.finish(_("Note as asked"))
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
        near = Field(_("&Within, in metres"), self.metres, check=self._check_metres)
        how = Field(_("How"), self.channel)
        self.fields = [near, day, how]
        self.body.addWidget(Spread([(near, 4), (day, 4), (how, 4)]))
        self.metres.editingFinished.connect(self._on_metres)
        self.metres.setObjectName("near_metres")

    def _make_list(self) -> None:
        self.model: GroupsModel[Recipient] = GroupsModel(_key, self._line, ticked=self._is_ticked, parent=self)
        self.list = GroupedList(self.context.theme, _("Whom to tell"))
        self.list.setObjectName("whom_to_tell")
        self.list.setModel(self.model)
        self.list.setMinimumHeight(self.context.theme.line_height * 16)
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
        """Note those that are ticked as asked, in one change."""
        chosen = self.ticked()
        if not chosen:
            raise WrongUse(_("Tick at least one organisation to tell."))
        words = ngettext("Tell {count} neighbour", "Tell {count} neighbours", len(chosen)).format(count=len(chosen))
        with self.context.store.write(f"{words}: {self._event.row.title}") as session:
            ask_organisations(
                session, self._event.row.id, chosen, self.day.day() or self.context.today(),
                str(self.channel.value() or ""),
            )  # fmt: skip

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
        self._show()
        words = _(
            "Ticked at first: those not told yet that took up an event before, "
            "and those never asked that are within {half}. {assumption}"
        )
        self.why.setText(words.format(half=_("{metres:,} metres").format(metres=metres // 2), assumption=self._assumed))

    @property
    def _assumed(self) -> str:
        return self._walk.assumption

    def _make_phases(self) -> None:
        for phase in sorted({one.phase for one in self._recipients if one.phase and one.phase != "Not applicable"}):
            self.phases.add(phase, phase, _("Of the schools, only these"))
        self.phases.setVisible(bool(self.phases.findChildren(type(self.all))))

    def _show(self) -> None:
        fresh = [one for one in self._recipients if not one.told]
        told = [one for one in self._recipients if one.told]
        key = self.list.current_row()
        self.list.keeping_place(
            _Showing(self.model, fresh, told), key.organisation_id if isinstance(key, Recipient) else None
        )
        if not self.list.currentIndex().isValid():
            self.list.show_first()
        count = len(self.ticked())
        self.save.setText(
            ngettext("Note {count} as asked", "Note {count} as asked", count).format(count=count)
            if count
            else _("Note as asked")
        )
        self.save.setEnabled(bool(count))
        if not self._recipients and not self.problem.text():
            self._tell(_("Nobody is that near. Enter a larger distance."))

    def _line(self, one: Recipient) -> RecordLine:
        took = ""
        if one.asked_before:
            took = _("took up {taken} of {asked}").format(taken=one.taken_up, asked=one.asked_before)
        elif not one.told:
            took = _("not asked before")
        ask = _("ask {name}").format(name=one.contact) if one.contact else ""
        phase = one.phase if one.phase != "Not applicable" else ""
        parts = (self._walk.words(one.metres), phase, took, ask)
        state = label(one.state) if one.state is not None else ""
        return RecordLine(one.name, " · ".join(part for part in parts if part), state, Tone.INFO if state else None)

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
        QApplication.clipboard().setText(message_for(self._event))
        self.context.say(_("Copied a message about “{title}”").format(title=self._event.row.title))


def message_for(event: EventDetail) -> str:
    """Return the words to send: what, when, where, for whom, and what is asked."""
    row = event.row
    when = f"{long_date(row.starts_at.date())}, {clock(row.starts_at)}"
    if row.ends_at is not None and row.ends_at.date() == row.starts_at.date():
        when = _("{start} to {end}").format(start=when, end=clock(row.ends_at))
    facts = (
        (_("When"), when),
        (_("Where"), row.place),
        (_("Held by"), row.host or ""),
        (_("Open to"), row.open_to),
    )
    lines = [row.title, "", *(f"{name}: {value}" for name, value in facts if value), ""]
    return "\n".join([*lines, _("Could you tell your people about this, for example in your newsletter?"), ""])


def _is_likely(one: Recipient, metres: int) -> bool:
    """Say whether to tick somebody at first."""
    if one.told:
        return False
    return one.taken_up > 0 if one.asked_before else one.metres <= metres / 2


def _key(one: Recipient) -> int:
    return one.organisation_id


class _Fetch:
    """Gives the rows of one part of the list."""

    def __init__(self, rows: list[Recipient]) -> None:
        self._rows = rows

    def __call__(self, skip: int, after: Recipient | None, limit: int) -> Sequence[Recipient]:
        start = self._rows.index(after) + 1 if after is not None else skip
        return self._rows[start : start + limit]


class _Showing:
    """Shows the parts, when the list is ready for it."""

    def __init__(self, model: GroupsModel[Recipient], fresh: list[Recipient], told: list[Recipient]) -> None:
        self._model, self._fresh, self._told = model, fresh, told

    def __call__(self) -> None:
        self._model.show_parts(
            [
                Part(Heading("fresh", _("Not told yet"), len(self._fresh)), _Fetch(self._fresh)),
                Part(Heading("told", _("Told already"), len(self._told)), _Fetch(self._told)),
            ]
        )
