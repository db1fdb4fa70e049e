"""Who was told about an event: organisation, distance, whom to ask, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.dialogs.asking import attempt
from desktop.dialogs.promotion import PromotionDialog
from desktop.pages.events.words import PROMOTION_TONES, sentence_case, told_words
from desktop.tables.columns import TableColumn
from desktop.tables.data_table import DataTable
from desktop.tables.rows_model import RowsModel
from desktop.theme import M, S
from desktop.tokens import Tone
from desktop.widgets.buttons import button
from desktop.widgets.cards import Card
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import Pill, PlainLabel
from desktop.widgets.menus import drop_down
from desktop.widgets.passing import pop_up
from models.actions.events import remove_promotion, set_promotion_state
from models.queries.promotions import NeighboursTold, PromotionRow
from models.vocabulary import PromotionState
from models.walking import Walk
from models.words import label
from reports.formatting import short_date
from resources.i18n import _, ngettext
from resources.i18n import marked as m

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from desktop.context import Context

_MOST_LINES = 9


@dataclass(frozen=True)
class ToldRow:
    """A line of the table: the promotion, and how far away the organisation is."""

    promotion: PromotionRow
    metres: int | None
    distance: str
    person: str
    """Who was asked, or else whom to ask there."""


class PromotionsCard(Card):
    """The table, how many neighbours were told, and what can be done with the chosen lines."""

    tell_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=M)
        self._context, self._event_id = context, 0
        theme = context.theme
        self.heading = PlainLabel(_("Who has been told"), "h3", wrap=False)
        self.pill = Pill()
        self.tell = button(_("Tell nei&ghbours…"), self.tell_wanted.emit, theme=theme, icon="megaphone")
        self.tell.setObjectName("tell_neighbours")
        self.note_answer = button(_("Note an ans&wer…"), self._on_answer, theme=theme, icon="pencil-simple")
        self.note_answer.setObjectName("note_answer")
        self.model: RowsModel[ToldRow] = RowsModel(COLUMNS, _key, theme=theme, parent=self)
        self.table = _PromotionTable(theme, context.settings, "promotions", _("Who has been told"))
        self.table.setModel(self.model)
        self.none = PlainLabel(_("Nobody has been told yet."), "muted")
        self.assumption = PlainLabel("", "small")
        row = FlowLayout(gap=S)
        row.addWidget(self.note_answer)
        top = QHBoxLayout()
        top.setSpacing(M)
        top.addWidget(self.heading)
        top.addWidget(self.pill)
        top.addStretch(1)
        self.body.addLayout(top)
        self.body.addLayout(row)
        for part in (self.table, self.none, self.assumption):
            self.body.addWidget(part)
        self.table.row_opened.connect(self._on_opened)
        self.table.menu_wanted.connect(self._on_menu)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)

    def show_rows(
        self,
        event_id: int,
        rows: Sequence[PromotionRow],
        metres: Mapping[int, int],
        told: NeighboursTold | None,
        walk: Walk,
        contacts: Mapping[int, str],
    ) -> None:
        """Show whom an event was told to."""
        self._event_id = event_id
        self.model.set_rows(
            ToldRow(
                row,
                metres.get(row.organisation_id),
                walk.words(metres[row.organisation_id]) if row.organisation_id in metres else "",
                row.person or contacts.get(row.organisation_id, ""),
            )
            for row in rows
        )
        words, tone = told_words(told)
        self.pill.set(words, tone)
        self.table.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self.assumption.setText(walk.assumption)
        self.assumption.setVisible(bool(metres))
        locked = self._context.store.read_only
        self.tell.setVisible(not locked)
        self.note_answer.setVisible(not locked and bool(rows))
        self._on_selected()
        self.table.updateGeometry()

    def _chosen(self) -> list[PromotionRow]:
        return [row.promotion for row in self.table.chosen_rows() if isinstance(row, ToldRow)]

    def _on_selected(self) -> None:
        self.note_answer.setEnabled(bool(self._chosen()))
        tip = _("Choose one or more lines first") if not self._chosen() else _("Say what came of asking them")
        self.note_answer.setToolTip(tip)

    def _on_opened(self, row: object) -> None:
        if isinstance(row, ToldRow) and not self._context.store.read_only:
            PromotionDialog(self._context, row.promotion, self.window()).open()

    def _on_answer(self) -> None:
        chosen = self._chosen()
        if len(chosen) == 1:
            PromotionDialog(self._context, chosen[0], self.window()).open()
        elif chosen:
            drop_down(self._menu(), self.note_answer)

    def _on_menu(self, row: object, place: QPoint) -> None:
        if isinstance(row, ToldRow):
            pop_up(self._menu(row.promotion), place)

    def _menu(self, row: PromotionRow | None = None) -> QMenu:
        """Return what can be done with the chosen lines."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        if not self._context.store.read_only:
            for state in PromotionState:
                menu.addAction(label(state)).triggered.connect(_Answering(self, state))
            menu.addSeparator()
            if row is not None:
                menu.addAction(_("Change the answer…")).triggered.connect(_Editing(self, row))
            menu.addAction(_("Take off this list")).triggered.connect(self.remove_chosen)
        if row is not None:
            menu.addAction(_("Open {name}").format(name=row.organisation.replace("&", "&&"))).triggered.connect(
                _Opening(self._context, row.organisation_id)
            )
        return menu

    def set_state(self, state: PromotionState) -> None:
        """Note the same answer for every chosen line, in one change."""
        rows, today = self._chosen(), self._context.today()

        def work(session: Any) -> None:
            on = today if state in (PromotionState.ASKED, PromotionState.DISPLAYED) else None
            for row in rows:
                set_promotion_state(session, row.event_id, row.organisation_id, state, on=on)

        if rows:
            words = ngettext("{state}: {count} organisation", "{state}: {count} organisations", len(rows))
            attempt(self._context, words.format(state=label(state), count=len(rows)), work)

    def remove_chosen(self) -> None:
        """Take the chosen lines off the list; the undo bar brings them back."""
        rows = self._chosen()

        def work(session: Any) -> None:
            for row in rows:
                remove_promotion(session, row.event_id, row.organisation_id)

        if rows:
            words = ngettext("Take {count} organisation off", "Take {count} organisations off", len(rows))
            attempt(self._context, words.format(count=len(rows)), work)


class _PromotionTable(DataTable):
    """As high as its lines, up to a few; the page around it scrolls."""

    def sizeHint(self) -> QSize:
        """Ask for room for the lines and the heading."""
        rows = min(max(self.model().rowCount() if self.model() is not None else 1, 1), _MOST_LINES)
        section = self.verticalHeader().defaultSectionSize()
        return QSize(20 * section, section * rows + self.horizontalHeader().sizeHint().height() + section // 2)

    def minimumSizeHint(self) -> QSize:
        """Never be lower than the lines ask for."""
        return QSize(0, self.sizeHint().height())


class _Answering:
    """Notes one answer: a slot that needs no lambda."""

    def __init__(self, card: PromotionsCard, state: PromotionState) -> None:
        self._card, self._state = card, state

    def __call__(self, *_args: object) -> None:
        self._card.set_state(self._state)


class _Editing:
    """Opens the dialog of one line."""

    def __init__(self, card: PromotionsCard, row: PromotionRow) -> None:
        self._card, self._row = card, row

    def __call__(self, *_args: object) -> None:
        PromotionDialog(self._card._context, self._row, self._card.window()).open()


class _Opening:
    """Opens an organisation."""

    def __init__(self, context: Context, number: int) -> None:
        self._context, self._number = context, number

    def __call__(self, *_args: object) -> None:
        self._context.open("organisation", self._number)


def _key(row: ToldRow) -> int:
    return row.promotion.id


def _name(row: ToldRow) -> str:
    return row.promotion.organisation


def _distance(row: ToldRow) -> str:
    return row.distance


def _metres(row: ToldRow) -> int | None:
    return row.metres


def _person(row: ToldRow) -> str:
    return row.person


def _state(row: ToldRow) -> str:
    promotion = row.promotion
    if promotion.state is PromotionState.DISPLAYED and promotion.displayed_on is not None:
        return f"{label(promotion.state)} {short_date(promotion.displayed_on)}"
    return label(promotion.state)


def _tone(row: ToldRow) -> Tone:
    return PROMOTION_TONES[row.promotion.state]


def _asked(row: ToldRow) -> object:
    return row.promotion.asked_on


def _channel(row: ToldRow) -> str:
    return sentence_case(row.promotion.channel)


COLUMNS: tuple[TableColumn[ToldRow], ...] = (
    TableColumn("name", m("Organisation"), _name, ems=14, stretch=True),
    TableColumn("distance", m("Distance"), _distance, sort_key=_metres, ems=13),
    TableColumn("person", m("Who to ask"), _person, ems=11),
    TableColumn("state", m("What came of it"), _state, tone=_tone, ems=9),
    TableColumn("asked", m("Asked on"), _asked, ems=6),
    TableColumn("channel", m("How"), _channel, ems=7),
)
