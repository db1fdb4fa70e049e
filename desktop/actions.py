"""Every command of the window, named once: menus, buttons, tooltips and the sheet of keys are made from it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from desktop.theme import Theme
from resources.i18n import _


class Command(Enum):
    """What can be asked of the program."""

    NEW_BOOK = auto()
    OPEN_BOOK = auto()
    IMPORT = auto()
    EXPORT = auto()
    PRINT = auto()
    BACK_UP = auto()
    RESTORE = auto()
    SETTINGS = auto()
    QUIT = auto()
    UNDO = auto()
    REDO = auto()
    SEARCH = auto()
    FIND = auto()
    EDIT_RECORD = auto()
    DELETE_RECORD = auto()
    GO_HOME = auto()
    GO_ORGANISATIONS = auto()
    GO_PEOPLE = auto()
    GO_CONVERSATIONS = auto()
    GO_MEETINGS = auto()
    GO_COMMITMENTS = auto()
    GO_EVENTS = auto()
    GO_REPORTS = auto()
    BACK = auto()
    NEXT_PANE = auto()
    ZOOM_IN = auto()
    ZOOM_OUT = auto()
    ZOOM_RESET = auto()
    LOOK_SYSTEM = auto()
    LOOK_LIGHT = auto()
    LOOK_DARK = auto()
    LOG_CONVERSATION = auto()
    NEW = auto()
    NEW_MEETING = auto()
    NEW_COMMITMENT = auto()
    NEW_PERSON = auto()
    NEW_ORGANISATION = auto()
    NEW_EVENT = auto()
    FIND_IN_REGISTER = auto()
    BOARD_PAPER = auto()
    AREA_COMMITTEE = auto()
    HELP = auto()
    KEYS = auto()
    LOG_FOLDER = auto()
    ABOUT = auto()


class Menu(Enum):
    """The menus, with the letters that no screen may use again."""

    FILE = "&File"
    EDIT = "&Edit"
    VIEW = "&View"
    RECORD = "&Record"
    REPORTS = "Repor&ts"
    HELP = "&Help"


class Spec(NamedTuple):
    """How a command is called and reached; `tip` is a sentence, shown with its keys."""

    menu: Menu
    text: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    tip: str = ""
    starts_group: bool = False
    checkable: bool = False


_F, _E, _V, _R, _T, _H = Menu

SPECS: dict[Command, Spec] = {
    Command.NEW_BOOK: Spec(_F, "&New record book…", "book-open", tip="Start an empty record book"),
    Command.OPEN_BOOK: Spec(_F, "&Open record book…", "folder-open", ("Ctrl+O",), "Open another record book"),
    Command.IMPORT: Spec(_F, "&Import…", "download-simple", ("Ctrl+I",), "Bring in a register file", True),
    Command.EXPORT: Spec(_F, "&Export this list…", "export", ("Ctrl+E",), "Save this list as a spreadsheet"),
    Command.PRINT: Spec(_F, "&Print…", "printer", ("Ctrl+P",), "Print the report in view"),
    Command.BACK_UP: Spec(_F, "&Back up now", "archive", (), "Save a checked copy of the record book", True),
    Command.RESTORE: Spec(_F, "&Restore a backup…", "clock-counter-clockwise", (), "Go back to an earlier copy"),
    Command.SETTINGS: Spec(_F, "&Settings", "gear", ("Ctrl+,",), "Change how the program works for you", True),
    Command.QUIT: Spec(_F, "&Quit", "sign-out", ("Ctrl+Q",), "Close the program", True),
    Command.UNDO: Spec(_E, "&Undo", "arrow-counter-clockwise", ("Ctrl+Z",), "Take back the last change"),
    Command.REDO: Spec(_E, "&Redo", "arrow-clockwise", ("Ctrl+Y", "Ctrl+Shift+Z"), "Make the change again"),
    Command.SEARCH: Spec(
        _E, "&Search everything", "magnifying-glass", ("Ctrl+K",), "Search all records and notes", True
    ),
    Command.FIND: Spec(_E, "&Filter this list", "funnel", ("Ctrl+F",), "Show only what you type"),
    Command.EDIT_RECORD: Spec(_E, "&Edit this record", "pencil-simple", ("F2",), "Change the record in view", True),
    Command.DELETE_RECORD: Spec(_E, "&Delete this record…", "trash", ("Ctrl+Delete",), "Remove the record in view"),
    Command.GO_HOME: Spec(_V, "Home", "house", ("Ctrl+1",), "What needs doing"),
    Command.GO_ORGANISATIONS: Spec(_V, "Organisations", "buildings", ("Ctrl+2",), "Schools, colleges, councils"),
    Command.GO_PEOPLE: Spec(_V, "People", "users", ("Ctrl+3",), "The people you know there"),
    Command.GO_CONVERSATIONS: Spec(
        _V, "Conversations", "chat-circle-text", ("Ctrl+4",), "Calls, emails, letters, visits"
    ),
    Command.GO_MEETINGS: Spec(_V, "Meetings", "notebook", ("Ctrl+5",), "Agendas, attendance, decisions"),
    Command.GO_COMMITMENTS: Spec(_V, "Commitments", "check-square", ("Ctrl+6",), "What was promised, and by when"),
    Command.GO_EVENTS: Spec(_V, "Events", "calendar-blank", ("Ctrl+7",), "What is on, and who has been told"),
    Command.GO_REPORTS: Spec(_V, "Reports", "file-text", ("Ctrl+8",), "Papers for boards and committees"),
    Command.BACK: Spec(_V, "&Back", "arrow-left", ("Alt+Left", "Esc"), "Go back to where you were", True),
    Command.NEXT_PANE: Spec(_V, "&Next pane", "columns", ("F6",), "Move to the next part of the window"),
    Command.ZOOM_IN: Spec(_V, "&Larger text", "magnifying-glass-plus", ("Ctrl++", "Ctrl+="), "Make text larger", True),
    Command.ZOOM_OUT: Spec(_V, "&Smaller text", "magnifying-glass-minus", ("Ctrl+-",), "Make text smaller"),
    Command.ZOOM_RESET: Spec(_V, "&Usual text size", "text-aa", ("Ctrl+0",), "Make text the usual size"),
    Command.LOOK_SYSTEM: Spec(_V, "&Colours of the system", "", (), "Light or dark as the system", True, True),
    Command.LOOK_LIGHT: Spec(_V, "L&ight colours", "", (), "Dark text on white", checkable=True),
    Command.LOOK_DARK: Spec(_V, "&Dark colours", "", (), "Light text on dark", checkable=True),
    Command.LOG_CONVERSATION: Spec(
        _R, "&Log a conversation…", "chat-circle-text", ("Ctrl+L",), "Note a call, email, letter or visit"
    ),
    Command.NEW: Spec(_R, "&New…", "plus", ("Ctrl+N",), "Choose what to add"),
    Command.NEW_MEETING: Spec(_R, "New &meeting…", "notebook", ("Ctrl+M",), "Add a meeting", True),
    Command.NEW_COMMITMENT: Spec(_R, "New &commitment…", "check-square", ("Ctrl+T",), "Note what was promised"),
    Command.NEW_PERSON: Spec(_R, "New &person…", "user", ("Ctrl+Shift+P",), "Add a person"),
    Command.NEW_ORGANISATION: Spec(_R, "New &organisation…", "buildings", ("Ctrl+Shift+O",), "Add an organisation"),
    Command.NEW_EVENT: Spec(_R, "New &event…", "calendar-blank", ("Ctrl+Shift+E",), "Add an event"),
    Command.FIND_IN_REGISTER: Spec(
        _R,
        "&Add from the register…",
        "plus-circle",
        ("Ctrl+R",),
        "Add schools from the national register",
        True,
    ),
    Command.BOARD_PAPER: Spec(_T, "&Board paper…", "file-text", (), "A paper for your governing board"),
    Command.AREA_COMMITTEE: Spec(_T, "&Area committee report…", "file-text", (), "A report in the council's form"),
    Command.HELP: Spec(_H, "&Help", "question", ("F1",), "Read how this screen works"),
    Command.KEYS: Spec(_H, "&Keys…", "keyboard", ("Ctrl+/",), "See every key"),
    Command.LOG_FOLDER: Spec(_H, "Open &log folder", "folder-open", (), "Find the log and error reports", True),
    Command.ABOUT: Spec(_H, "&About Liaison Desk", "info", (), "Version, licences and thanks"),
}


PAGE_COMMANDS = (
    Command.FIND,
    Command.EXPORT,
    Command.EDIT_RECORD,
    Command.DELETE_RECORD,
    Command.PRINT,
)
"""Those whose meaning the page in view gives; they are off where it gives none."""

BOOK_COMMANDS = (
    *PAGE_COMMANDS,
    Command.IMPORT,
    Command.BACK_UP,
    Command.RESTORE,
    Command.SETTINGS,
    Command.LOG_CONVERSATION,
    Command.NEW_MEETING,
    Command.NEW_COMMITMENT,
    Command.NEW_PERSON,
    Command.NEW_ORGANISATION,
    Command.NEW_EVENT,
    Command.FIND_IN_REGISTER,
    Command.BOARD_PAPER,
    Command.AREA_COMMITTEE,
    Command.HELP,
    Command.ABOUT,
)
"""Those that reach for the open book or its pages; each book gives them their meaning anew."""


def plain(text: str) -> str:
    """Return a text without the mark of its letter and without the dots that promise a dialog."""
    return text.replace("&", "").rstrip("…")


class Actions(QObject):
    """The QActions, one a command; each is off until somebody binds what it does."""

    triggered = Signal(object)
    """Carries the `Command`, after its own slot has run."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = {command: self._make(command, spec, theme) for command, spec in SPECS.items()}

    def __getitem__(self, command: Command) -> QAction:
        return self._actions[command]

    def bind(self, command: Command, slot: Callable[[], object]) -> None:
        """Say what a command does, instead of whatever it did before, and switch it on."""
        action = self._actions[command]
        if action.property("bound"):
            action.triggered.disconnect()
        action.setProperty("bound", True)
        action.triggered.connect(_without_arguments(slot))
        action.triggered.connect(partial(self.triggered.emit, command))
        action.setEnabled(True)
        action.setVisible(True)

    def begin_book(self) -> None:
        """Take away what the book before gave a meaning, so that nothing reaches for a book that is closed."""
        for command in BOOK_COMMANDS:
            action = self._actions[command]
            if action.property("bound"):
                action.triggered.disconnect()
                action.setProperty("bound", False)
                action.setEnabled(False)

    def unbound(self) -> list[Command]:
        """Return the commands nobody has given a meaning yet."""
        return [command for command, action in self._actions.items() if not action.property("bound")]

    def hide_unbound(self) -> None:
        """Show in the menus only what has a meaning, or gets one from a page; whatever is bound later comes back."""
        for command in self._actions:
            self._actions[command].setVisible(command in PAGE_COMMANDS or command not in self.unbound())

    def fill(self, bar: QMenuBar) -> dict[Menu, QMenu]:
        """Put every command into its menu."""
        menus: dict[Menu, QMenu] = {}
        for menu in Menu:
            menus[menu] = bar.addMenu(_(menu.value))
            menus[menu].setObjectName(f"menu_{menu.name.lower()}")
            menus[menu].setToolTipsVisible(True)
        for command, spec in SPECS.items():
            if spec.starts_group:
                menus[spec.menu].addSeparator()
            menus[spec.menu].addAction(self._actions[command])
        return menus

    def _make(self, command: Command, spec: Spec, theme: Theme) -> QAction:
        action = QAction(_(spec.text), self)
        action.setObjectName(f"action_{command.name.lower()}")
        if spec.icon:
            action.setIcon(theme.icon(spec.icon))
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setToolTip(tip_of(command))
        action.setStatusTip(_(spec.tip) if spec.tip else "")
        action.setCheckable(spec.checkable)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.setEnabled(False)
        return action


def _without_arguments(slot: Callable[[], object]) -> Callable[..., object]:
    """Return a slot that drops the `checked` Qt sends along."""

    def call(*_args: object) -> object:
        return slot()

    return call


def tip_of(command: Command) -> str:
    """Return the tooltip of a command: what it does, and its first key."""
    spec = SPECS[command]
    words = _(spec.tip) if spec.tip else plain(_(spec.text))
    return f"{words} ({spec.keys[0]})" if spec.keys else words


# Keys that belong to lists and dialogs and not to a command.
OTHER_KEYS: tuple[tuple[str, str], ...] = (
    ("Ctrl+Enter", "Save a form"),
    ("Enter", "Open the chosen line"),
    ("Menu or Shift+F10", "What can be done with the chosen line"),
    ("Ctrl+C", "Copy the chosen lines of a list"),
    ("Ctrl+A", "Choose every line of a list"),
    ("Tab, Shift+Tab", "Next and previous field"),
)


def key_rows() -> list[tuple[str, str, str]]:
    """Return menu, keys and meaning of everything that has keys, in the order of the menus."""
    rows = [(plain(spec.menu.value), " or ".join(spec.keys), plain(spec.text)) for spec in SPECS.values() if spec.keys]
    return rows + [("Lists and forms", keys, words) for keys, words in OTHER_KEYS]
