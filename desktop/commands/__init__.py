"""Everything that can be asked of the program: what it is called, which keys it has, why it can be off."""

from desktop.commands.names import Command, Menu, Spec
from desktop.commands.submenus import SUBMENU_OF, SUBMENUS, Submenu
from desktop.commands.table import BOOK_COMMANDS, PAGE_COMMANDS, SPECS
from desktop.commands.words import OTHER_KEYS, command_rows, key_rows, keys_of, plain, tip_of

__all__ = [
    "BOOK_COMMANDS",
    "OTHER_KEYS",
    "PAGE_COMMANDS",
    "SPECS",
    "SUBMENUS",
    "SUBMENU_OF",
    "Command",
    "Menu",
    "Spec",
    "Submenu",
    "command_rows",
    "key_rows",
    "keys_of",
    "plain",
    "tip_of",
]
