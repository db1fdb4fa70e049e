"""What is asked for seldom stands a step further in: each menu then fits a small screen at twice the size of text."""

from __future__ import annotations

from typing import NamedTuple

from desktop.commands.names import Command, Menu
from resources.i18n import marked as m


class Submenu(NamedTuple):
    """A menu in a menu, at the place of the first of its commands; the others follow in this order."""

    menu: Menu
    text: str
    commands: tuple[Command, ...]
    icon: str
    starts_group: bool = False


SUBMENUS = (
    Submenu(
        Menu.FILE,
        m("Ser&vers and archives"),
        (Command.OPEN_SERVER, Command.MOVE_BOOK, Command.SAVE_ARCHIVE, Command.FROM_ARCHIVE),
        "cloud",
    ),
    Submenu(
        Menu.FILE,
        m("&More imports"),
        (Command.IMPORT_REGISTER, Command.BRING_BACK, Command.IMPORTS),
        "download-simple",
    ),
    Submenu(
        Menu.FILE,
        m("&Export"),
        (
            Command.EXPORT,
            Command.EDIT_SHEET,
            Command.SAVE_PROTECTED,
            Command.SAVE_CONTACTS,
            Command.SAVE_CALENDAR,
            Command.SAVE_OPEN_DATA,
        ),
        "export",
        True,
    ),
    Submenu(
        Menu.VIEW,
        m("&Go to"),
        (
            Command.GO_HOME,
            Command.GO_ORGANISATIONS,
            Command.GO_PEOPLE,
            Command.GO_CONVERSATIONS,
            Command.GO_MEETINGS,
            Command.GO_COMMITMENTS,
            Command.GO_EVENTS,
            Command.GO_PARTNERSHIPS,
            Command.GO_REPORTS,
        ),
        "compass",
    ),
    Submenu(Menu.VIEW, m("Text si&ze"), (Command.ZOOM_IN, Command.ZOOM_OUT, Command.ZOOM_RESET), "text-aa", True),
    Submenu(Menu.VIEW, m("&Colours"), (Command.LOOK_SYSTEM, Command.LOOK_LIGHT, Command.LOOK_DARK), "palette"),
    Submenu(
        Menu.RECORD,
        m("&Data protection"),
        (Command.SUBJECT_REQUESTS, Command.ERASE_PERSON),
        "shield-check",
        True,
    ),
)

SUBMENU_OF = {command: submenu for submenu in SUBMENUS for command in submenu.commands}
