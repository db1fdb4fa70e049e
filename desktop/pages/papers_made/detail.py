"""One paper that was made: with which choices, which file it is, and who got it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.pages.papers_made.parts import TABS
from desktop.parts.spec import Owner
from desktop.parts.tab import PartsTab
from desktop.theme import XL, L, M
from desktop.widgets.buttons import button
from desktop.widgets.cards import Fact, FactsPanel
from desktop.widgets.labels import PlainLabel
from reports.checking import OTHERS, READERS, form_words, made_at, title_of
from reports.formatting import date_and_time, long_date, thousands
from reports.noting import choices_of
from reports.saved import Chosen
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.context import Context
    from models.queries.report_runs import RunRow

_GROUP = 8
"""Characters of a file's sum that are shown together, to be read and compared by eye."""


class RunPanel(QWidget):
    """Shows a paper that was made."""

    wanted_again = Signal(object)
    """The report is to be opened with the same choices: a `Chosen`."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("run_panel")
        self.row: RunRow | None = None
        self._title, self._when = PlainLabel("", "h1"), PlainLabel("", "muted")
        self.again = button(
            _("&Open with these choices"), self._on_again, kind="filled", theme=context.theme, icon="arrow-clockwise",
            name="open_again",
        )  # fmt: skip
        self._facts = FactsPanel()
        _words, parts, name = TABS[0]
        self.given = PartsTab(context, parts, name)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(M)
        row = QVBoxLayout()
        for one in (self._title, self._when):
            row.addWidget(one)
        column.addLayout(row)
        column.addWidget(self.again)
        column.addWidget(self.given)
        column.addWidget(self._facts)
        column.addStretch(1)
        self.again.setSizePolicy(self.again.sizePolicy().Policy.Maximum, self.again.sizePolicy().verticalPolicy())

    def show_run(self, row: RunRow) -> None:
        """Show a paper that was made."""
        self.row = row
        self._title.setText(title_of(row.report))
        self.again.setVisible(row.report not in OTHERS)
        self._when.setText(
            _("Made on {moment} by {who}").format(moment=date_and_time(made_at(row)), who=row.made_by or _("somebody"))
        )
        self._facts.show_groups(((_("The choices"), list(_choices(row))), (_("The file"), list(_file(row)))))
        self.given.show_owner(Owner("report_run", row.id, title_of(row.report)))

    def _on_again(self) -> None:
        row = self.row
        if row is not None:
            self.wanted_again.emit(Chosen(row.report, choices_of(row), row.about_name))


def _choices(row: RunRow) -> Iterator[Fact]:
    yield Fact(_("Who could read it"), _(READERS[row.audience]).capitalize(), _left_out(row))
    yield Fact(_("As it stood on"), long_date(row.as_at))
    if row.first_day is not None and row.last_day is not None:
        words = _("{first} to {last}").format(first=long_date(row.first_day), last=long_date(row.last_day))
        yield Fact(_("Time it covers"), words)
    if row.recipient:
        yield Fact(_("Written for"), row.recipient)
    if row.about is not None:
        yield Fact(_("What it is about"), row.about_name or _("A record that is no longer there"))
    if row.area_name:
        yield Fact(_("Only in the ward"), row.area_name)
    if row.metres is not None:
        yield Fact(_("Distance around"), _("{n} metres").format(n=thousands(row.metres)))


def _left_out(row: RunRow) -> str:
    if not row.left_out:
        return _("Nothing was left out.")
    return ngettext("{n} line was left out.", "{n} lines were left out.", row.left_out).format(
        n=thousands(row.left_out)
    )


def _file(row: RunRow) -> Iterator[Fact]:
    yield Fact(_("Name"), row.file_name or _("None: it went to another program"))
    size = _("{form}, {size} KB").format(form=form_words(row.form), size=thousands(max(1, row.size // 1024)))
    yield Fact(_("Kind and size"), size)
    groups = [row.sha256[at : at + _GROUP] for at in range(0, len(row.sha256), _GROUP)]
    yield Fact(
        _("Fingerprint (SHA-256)"),
        " ".join(groups),
        _("Two files with the same fingerprint are the same, to the last letter."),
    )
