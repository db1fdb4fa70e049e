"""Every piece once, on a shell without a book: what the audit walks through and what pictures are taken of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.context import Context
from desktop.forms.chooser import RecordField
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice as Options
from desktop.forms.fields import Field, NotesField
from desktop.hub import ChangeHub
from desktop.jobs import Jobs
from desktop.main_window import MainWindow
from desktop.settings import Settings
from desktop.shell.page import Page, PageSpec
from desktop.tables.columns import RecordLine, TableColumn
from desktop.tables.data_table import DataTable
from desktop.tables.record_list import RecordList
from desktop.tables.rows_model import RowsModel
from desktop.tables.window_model import Start
from desktop.theme import XL, L, M, S, Theme
from desktop.tokens import Tone
from desktop.widgets.buttons import button
from desktop.widgets.cards import AlertStrip, Card, EmptyState, Fact, FactsPanel, NumberCard, Picture, SectionHeader
from desktop.widgets.chips import Chips
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel, TitleLabel
from desktop.widgets.line_edit import FilterBox
from desktop.widgets.panes import Panes
from desktop.widgets.scrolling import scrolling
from desktop.widgets.suggestions import Choice
from desktop.widgets.timeline import Timeline, TimelineEntry

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Organisation:
    id: int
    name: str
    kind: str
    ward: str
    aside: str
    tone: Tone | None
    pupils: int | None


ORGANISATIONS = [
    Organisation(
        1, "Brookfield Sixth Form College", "Sixth form college", "Southgate", "No reply 63 days", Tone.LATE, 2140
    ),
    Organisation(2, "Elm Lane Primary School", "Primary", "Southgate", "3 days ago", None, 412),
    Organisation(3, "Fenside Nursery", "Nursery", "Millbrook", "41 days ago", Tone.SOON, 60),
    Organisation(4, "Faculty of Education, Millbrook University", "University", "Southgate", "12 days ago", None, None),
    Organisation(5, "Greenway Academy", "Secondary academy", "Eastfield", "8 days ago", None, 1180),
    Organisation(6, "Harlow Street Community Centre", "Community group", "Millbrook", "26 days ago", None, None),
    Organisation(7, "Kingsmead Regional College", "Further education", "Eastfield", "Never contacted", Tone.LATE, 5200),
    Organisation(8, "Millbrook City Council", "Council", "", "Yesterday", None, None),
    Organisation(9, "Ridge Road Sixth Form College", "Sixth form college", "Southgate", "19 days ago", None, 900),
    Organisation(10, "<b>St Bede's</b> & Partners", "Primary", "Eastfield", "5 days ago", None, 210),
]

ENTRIES = [
    TimelineEntry(
        "conversation", 1, "envelope", "Email sent", "12 Nov 2026",
        "Asked for the name of the person who deals with local councillors, and sent the South Area Committee date.",
        "Sam Okoro to enquiries@", "No reply", Tone.LATE,
    ),
    TimelineEntry(
        "conversation", 2, "phone", "Phone call", "30 Oct 2026",
        "Reception will pass on the message about the open forum. Would not give a direct number.",
        "Sam Okoro with reception",
    ),
    TimelineEntry(
        "meeting", 3, "notebook", "Southgate heads' meeting", "24 Sep 2026",
        "Agreed to advertise each other's fairs and concerts. Brookfield sent apologies.",
        "6 people from 4 organisations · 2 decisions · 3 commitments",
    ),
    TimelineEntry(
        "conversation", 4, "envelope-open", "Letter from Cllr Nair", "18 Sep 2026",
        "Asks the college for a regular termly conversation with ward councillors.", "Copied to us",
        "Needs a reply", Tone.SOON,
    ),
]  # fmt: skip


def line(row: Organisation) -> RecordLine:
    ward = f"{row.kind} · {row.ward} ward" if row.ward else row.kind
    return RecordLine(row.name, ward, row.aside, row.tone)


COLUMNS = (
    TableColumn[Organisation]("name", "Organisation", lambda row: row.name, ems=18, icon=lambda row: "buildings"),
    TableColumn[Organisation]("kind", "Kind", lambda row: row.kind, ems=12),
    TableColumn[Organisation]("last", "Last contact", lambda row: row.aside, tone=lambda row: row.tone, ems=10),
    TableColumn[Organisation]("pupils", "Pupils", lambda row: row.pupils, align_right=True, ems=6),
)


def entries(start: Start[TimelineEntry], limit: int) -> Sequence[TimelineEntry]:
    return ENTRIES[start.offset : start.offset + limit]


def people(text: str) -> list[Choice]:
    names = (("Cllr Priya Nair", "Councillor, Southgate ward"), ("Dana Whitlock", "Head of student life, Brookfield"))
    return [
        Choice("person", number, RecordLine(name, detail, icon="user"))
        for number, (name, detail) in enumerate(names, 1)
        if text.lower() in name.lower()
    ]


class ListPage(Page):
    """List, detail and facts, as most pages are."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        theme = context.theme
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, M, 0, 0)
        top = QVBoxLayout()
        top.setContentsMargins(L, 0, L, S)
        header = SectionHeader("Organisations")
        header.set_count(64)
        self.filter = FilterBox(theme, "Filter organisations")
        self.chips = Chips("Filters")
        self.chips.add("quiet", "Not contacted this term")
        self.chips.add("near", "Near us")
        self.chips.set_count("near", 8)
        for part in (header, self.filter, self.chips):
            top.addWidget(part)
        column.addLayout(top)
        self.list = RecordList(theme, "Organisations")
        self.model = RowsModel[Organisation]((), lambda row: row.id, line=line, parent=self)
        self.list.setModel(self.model)
        column.addWidget(self.list)
        self.split = Panes(
            theme, context.settings, "gallery", left=left, detail=scrolling(self._detail(theme)), facts=self._facts()
        )
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.split)

    def _detail(self, theme: Theme) -> QWidget:
        detail = QWidget()
        column = QVBoxLayout(detail)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(M)
        head = QHBoxLayout()
        head.setSpacing(M)
        head.addWidget(Picture(theme, "buildings", "accent", 2.4))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(TitleLabel("Brookfield Sixth Form College", "h1"))
        words.addWidget(PlainLabel("Sixth form college · Southgate ward · 0.4 miles away · 2,140 students", "muted"))
        head.addLayout(words, 1)
        column.addLayout(head)
        from desktop.widgets.flow import FlowLayout

        flow = FlowLayout()
        for text, icon in (
            ("Lo&g", "chat-circle-text"), ("&Meeting", "notebook"), ("&Commitment", "check-square"),
            ("Te&ll them about an event", "megaphone"),
        ):  # fmt: skip
            flow.addWidget(button(text, theme=theme, icon=icon))
        column.addLayout(flow)
        alert = AlertStrip(theme)
        alert.tell(
            "No reply for 63 days",
            "Three letters and two emails since 18 September. The last reply was from reception. "
            "Try the head of student life, who answered in 2025.",
            action="Log another try",
        )
        column.addWidget(alert)
        tabs = QTabWidget()
        tabs.setObjectName("tabs")
        tabs.setDocumentMode(True)
        timeline = Timeline(theme)
        timeline.show_entries(entries)
        tabs.addTab(timeline, "Timeline")
        tabs.addTab(self._table(theme), "People 5")
        tabs.addTab(
            EmptyState(theme, "check-square", "No commitments yet", "A commitment is something promised."),
            "Commitments 2",
        )
        tabs.addTab(QWidget(), "Events 3")
        tabs.setMinimumHeight(theme.line_height * 12)
        column.addWidget(tabs, 1)
        return detail

    def _table(self, theme: Theme) -> QWidget:
        table = DataTable(theme, self.context.settings, "gallery", "People")
        model = RowsModel(COLUMNS, lambda row: row.id, theme=theme, parent=self)
        model.set_rows(ORGANISATIONS)
        table.setModel(model)
        return table

    def _facts(self) -> QWidget:
        panel = FactsPanel()
        panel.show_groups(
            [
                (
                    "Who to contact",
                    [
                        Fact("", "Dana Whitlock", "Head of student life. Answers within 2 days."),
                        Fact("", "Reception", "Passes messages on. Slow."),
                        Fact("Governors' clerk", "Not known. Ask.", tone=Tone.LATE),
                    ],
                ),
                (
                    "Health of the link",
                    [Fact("", "Weak", "2 of 7 contacts answered since September", Tone.LATE, pill=True)],
                ),
            ]
        )
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(M, L, L, L)
        column.addWidget(panel)
        column.addStretch(1)
        return scrolling(holder)

    def refresh(self) -> None:
        self.model.set_rows(ORGANISATIONS)
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0, 0))

    def filter_box(self) -> FilterBox | None:
        return self.filter

    def panes(self) -> list[QWidget]:
        return self.split.shown_panes()

    def go_back(self) -> bool:
        return self.split.go_back()

    def set_window_ems(self, ems: float) -> None:
        self.split.set_window_ems(ems)


class HomePage(Page):
    """Cards with numbers."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(M)
        column.addWidget(PlainLabel("Good morning, Sam", "h1"))
        column.addWidget(PlainLabel("Sunday 22 November · autumn term, week 12", "muted"))
        row = QHBoxLayout()
        row.setSpacing(L)
        for number, words, link, tone in (
            (4, "commitments are late", "Chase the&m", Tone.LATE),
            (7, "due in the next 14 days", "See the &list", Tone.PLAIN),
            (9, "organisations not contacted this term", "See wh&o they are", Tone.PLAIN),
            (3, "events this week nearby", "Open the &calendar", Tone.PLAIN),
        ):
            card = NumberCard(link)
            card.set(number, words, tone)
            row.addWidget(card, 1)
        column.addLayout(row)
        lower = Card()
        lower.body.addWidget(SectionHeader("Needs doing"))
        lower.body.addWidget(PlainLabel("Send the room plan to Greenway Academy", "strong"))
        column.addWidget(lower)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inside))

    def refresh(self) -> None:
        pass


class FormDialog(Dialog):
    """A form with every kind of field."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Log a conversation", parent)
        self.who = RecordField(theme, "Who with", people)
        self.body.addWidget(Field("&Who with", self.who, check=self.who.check))
        how = Options([("Phone call", "call"), ("Email", "email"), ("Letter", "letter")])
        started = Options([("They contacted us", "in"), ("We contacted them", "out")])
        self.date, self.line = date_field("&Date", lambda: TODAY, past=True)
        self.line.set_date(TODAY)
        from desktop.widgets.flow import FlowLayout

        row = FlowLayout()
        for part in (Field("&How", how), Field("Who &started it", started), self.date):
            row.addWidget(part)
        self.body.addLayout(row)
        self.notes = NotesField("What was said")
        self.body.addWidget(Field("What was sai&d".replace("&", ""), self.notes), 1)
        self.add_cancel()
        self.add_button("Save", main=True)


class NoStore:
    """A book with one change to take back."""

    read_only = False

    def __init__(self) -> None:
        self.taken_back = 0

    def undo_label(self) -> str | None:
        return "Change to Brookfield" if not self.taken_back else None

    def redo_label(self) -> str | None:
        return "Change to Brookfield" if self.taken_back else None

    def undo(self) -> str:
        self.taken_back += 1
        return "Change to Brookfield"

    def redo(self) -> str:
        self.taken_back -= 1
        return "Change to Brookfield"


SPECS = (
    PageSpec("home", "Home", HomePage),
    PageSpec("organisations", "Organisations", ListPage, ("organisation",)),
)


def make_window(theme: Theme, settings: Settings, first: str = "organisations") -> MainWindow:
    """Return a filled shell."""
    from models.store import Store

    jobs, hub = Jobs(theme), ChangeHub(theme)
    window = MainWindow(theme, settings, jobs)
    context = Context(cast(Store, NoStore()), hub, jobs, settings, theme, window.commands, today=lambda: TODAY)
    window.fill(context, SPECS, first=first)
    window.commands.bind(Command.LOG_CONVERSATION, window.undo_bar.hide)
    window.rail.set_book("Elm Lane Primary School")
    window.rail.set_badge("commitments", 4, "4 late")
    window.status.show_backup("Last backup: today 8:52am")
    window.status.show_counts(("218 people", "64 organisations"))
    window.resize(1366, 728)
    return window


def make_theme(folder: Path) -> tuple[Theme, Settings]:
    """Return a theme for the application that runs now."""
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    settings = Settings(folder / "settings.ini")
    return Theme(app, settings), settings


def audited() -> MainWindow:
    """Make the window for the walker outside the tests, which makes the application itself."""
    import tempfile

    theme, settings = make_theme(Path(tempfile.mkdtemp()))
    window = make_window(theme, settings)
    window.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    return window


def audited_dialog() -> Dialog:
    """As above, for the form."""
    import tempfile

    theme, _settings = make_theme(Path(tempfile.mkdtemp()))
    return FormDialog(theme)
