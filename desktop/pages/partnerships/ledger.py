"""The contribution ledger as a table: what each member gives, and what it gets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent

from desktop.parts.money import pounds
from desktop.parts.spec import Owner, Session
from desktop.parts.tab import OwnCard
from desktop.tables.columns import TableColumn
from desktop.tables.data_table import DataTable
from desktop.tables.rows_model import RowsModel
from desktop.tokens import Tone
from desktop.widgets.cards import SectionHeader
from desktop.widgets.labels import PlainLabel
from models.queries.contribution_ledger import LedgerRow, find_contribution_ledger
from models.school_year import academic_year_of
from models.vocabulary import ContributionKind
from reports.document import Kind
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context

_MOST = 12
"""So many members are in view at once; more are scrolled to."""
_Column = TableColumn[LedgerRow]


def _balance(row: LedgerRow) -> str:
    if row.only_gives:
        return _("Only gives")
    return _("Only gets") if row.only_gets else ""


def _brought(kind: ContributionKind) -> Callable[[LedgerRow], int]:
    return lambda row: row.brought[kind]


def _count(key: str, title: str, value: Callable[[LedgerRow], int], ems: float, rank: int = 0) -> _Column:
    return _Column(key, title, value, ems=ems, align_right=True, kind=Kind.INTEGER, rank=rank)


def _money(key: str, title: str, value: Callable[[LedgerRow], int]) -> _Column:
    return _Column(key, title, lambda row: pounds(value(row)), value, ems=7, align_right=True)


_COLUMNS = (
    _Column("member", m("Member"), lambda row: row.organisation, ems=13, stretch=True),
    _count("skills", m("Skills"), _brought(ContributionKind.SKILLS), 5, 2),
    _count("experience", m("Experience"), _brought(ContributionKind.EXPERIENCE), 7, 2),
    _count("resources", m("Resources"), _brought(ContributionKind.RESOURCES), 7, 2),
    _count("funds", m("Funds"), _brought(ContributionKind.FUNDS), 5, 2),
    _money("amount", m("Money given"), lambda row: row.amount_pence),
    _count("hours", m("Hours"), lambda row: row.hours, 5, 1),
    _count("benefits", m("Benefits"), lambda row: row.benefits, 6),
    _money("saved", m("Saved"), lambda row: row.saving_pence),
    _Column("balance", m("Balance"), _balance, ems=7, tone=lambda row: Tone.SOON if _balance(row) else None),
)


class LedgerCard(OwnCard):
    """What each member gave and got in the academic year."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("ledger_card")
        self._context = context
        self.title = SectionHeader(_("Who gives and who gets"), "h3")
        self.words = PlainLabel("", "muted")
        self.model: RowsModel[LedgerRow] = RowsModel(_COLUMNS, lambda row: row.organisation_id, theme=context.theme)
        self.table = DataTable(context.theme, context.settings, "ledger", _("Who gives and who gets"))
        self.table.setModel(self.model)
        self.model.setParent(self)
        for part in (self.title, self.words, self.table):
            self.body.addWidget(part)
        self.table.row_opened.connect(self._on_opened)
        context.theme.changed.connect(self._fit)

    def load(self, session: Session, owner: Owner) -> None:
        """Ask for the ledger of the academic year of today."""
        year = academic_year_of(self._context.today())
        rows = find_contribution_ledger(session, owner.id, year.first_day, year.last_day)
        self.model.set_rows(rows)
        self.title.set_count(len(rows) or None)
        self.table.setVisible(bool(rows))
        if rows:
            self.words.setText(_("Academic year {year}. Counts of what was noted above.").format(year=year.name))
        else:
            self.words.setText(
                _("Nothing is noted in the academic year {year}. What members give and get adds up here.").format(
                    year=year.name
                )
            )
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "table"):
            self._fit()

    def _fit(self) -> None:
        """Be as high as the members there are, up to a dozen."""
        table = self.table
        rows = min(self.model.rowCount(), _MOST)
        height = sum(table.rowHeight(row) for row in range(rows)) + table.horizontalHeader().sizeHint().height()
        table.setFixedHeight(height + table.horizontalScrollBar().sizeHint().height() + 2 * table.frameWidth())

    def _on_opened(self, row: object) -> None:
        if isinstance(row, LedgerRow):
            self._context.open("organisation", row.organisation_id)
