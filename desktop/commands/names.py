"""The commands by name, the menus, and what is told of each command."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from resources.i18n import marked as m


class Command(Enum):
    """What can be asked of the program."""

    NEW_BOOK = auto()
    OPEN_BOOK = auto()
    OPEN_SERVER = auto()
    FROM_ARCHIVE = auto()
    IMPORT = auto()
    IMPORT_REGISTER = auto()
    IMPORTS = auto()
    EXPORT = auto()
    SAVE_PROTECTED = auto()
    EDIT_SHEET = auto()
    SAVE_CONTACTS = auto()
    SAVE_CALENDAR = auto()
    SAVE_OPEN_DATA = auto()
    BRING_BACK = auto()
    PRINT = auto()
    BACK_UP = auto()
    RESTORE = auto()
    SAVE_ARCHIVE = auto()
    MOVE_BOOK = auto()
    DELETED = auto()
    LOCK = auto()
    PASSPHRASE = auto()
    SETTINGS = auto()
    QUIT = auto()
    UNDO = auto()
    REDO = auto()
    SEARCH = auto()
    FIND = auto()
    COPY_ROWS = auto()
    PASTE_ROWS = auto()
    CHOOSE_ALL = auto()
    EDIT_RECORD = auto()
    DELETE_RECORD = auto()
    GO_HOME = auto()
    GO_ORGANISATIONS = auto()
    GO_PEOPLE = auto()
    GO_CONVERSATIONS = auto()
    GO_MEETINGS = auto()
    GO_COMMITMENTS = auto()
    GO_EVENTS = auto()
    GO_PARTNERSHIPS = auto()
    GO_REPORTS = auto()
    PICTURES = auto()
    FILTER_BY = auto()
    CLEAR_FILTERS = auto()
    SAVE_FILTER = auto()
    SAVED_FILTERS = auto()
    SORT_LIST = auto()
    AS_TABLE = auto()
    COLUMNS = auto()
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
    NEW_PARTNERSHIP = auto()
    FIND_IN_REGISTER = auto()
    CHANGE_MANY = auto()
    WRITE_REMINDERS = auto()
    EMAIL_SEVERAL = auto()
    DUPLICATES = auto()
    HELD = auto()
    SUBJECT_REQUESTS = auto()
    ERASE_PERSON = auto()
    BOARD_PAPER = auto()
    BOARD_PACK = auto()
    AREA_COMMITTEE = auto()
    SAVE_PDF = auto()
    SAVE_EXCEL = auto()
    SAVE_WORD = auto()
    SAVE_WEB = auto()
    SEND_REPORT = auto()
    LETTERS_AND_LABELS = auto()
    PAPERS_MADE = auto()
    HELP = auto()
    KEYS = auto()
    LOG_FOLDER = auto()
    REPORT_PROBLEM = auto()
    ABOUT = auto()


class Menu(Enum):
    """The menus, with the letters that no screen may use again."""

    FILE = m("&File")
    EDIT = m("&Edit")
    VIEW = m("&View")
    RECORD = m("&Record")
    REPORTS = m("Repor&ts")
    HELP = m("&Help")


class Spec(NamedTuple):
    """How a command is called and reached; `tip` is a sentence, shown with its keys."""

    menu: Menu
    text: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    tip: str = ""
    starts_group: bool = False
    checkable: bool = False
