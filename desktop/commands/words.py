"""Commands and keys in words: tooltips, the sheet of keys, the pages of help."""

from __future__ import annotations

from desktop.commands.names import Command, Spec
from desktop.commands.submenus import SUBMENU_OF
from desktop.commands.table import SPECS
from resources.i18n import _
from resources.i18n import marked as m


def plain(text: str) -> str:
    """Return a text without the mark of its letter and without the dots that promise a dialog."""
    return text.replace("&", "").rstrip("…")


def tip_of(command: Command) -> str:
    """Return the tooltip of a command: what it does, and its first key."""
    spec = SPECS[command]
    words = _(spec.tip) if spec.tip else plain(_(spec.text))
    return f"{words} ({spec.keys[0]})" if spec.keys else words


# Keys that belong to lists and dialogs and not to a command.
OTHER_KEYS: tuple[tuple[str, str], ...] = (
    ("Ctrl+Enter", m("Save a form")),
    ("Enter", m("Open the chosen line")),
    (m("Menu or Shift+F10"), m("What can be done with the chosen line")),
    ("Ctrl+Page Up, Ctrl+Page Down", m("Turn a page of the report in view")),
    ("Space, Shift+arrows", m("Choose more lines of a list")),
    ("1 … 5, N, L", m("Say who a doubtful row of a file is: one of these, somebody new, nobody")),
    ("Tab, Shift+Tab", m("Next and previous field")),
)


def key_rows() -> list[tuple[str, str, str]]:
    """Return menu, keys and meaning of everything that has keys, in the order of the menus."""
    rows = [(plain(_(spec.menu.value)), keys_of(spec), plain(_(spec.text))) for spec in SPECS.values() if spec.keys]
    return rows + [(_("Lists and forms"), _(keys), _(words)) for keys, words in OTHER_KEYS]


def command_rows() -> list[tuple[str, str, str]]:
    """Return menu, way and sentence of every command, then the keys of lists and forms.

    The way is its keys, or the menu in the menu that it stands in, or nothing.
    """
    rows = [(plain(_(spec.menu.value)), _way_to(command), _told(spec)) for command, spec in SPECS.items()]
    return rows + [(_("Lists and forms"), _(keys), _(words)) for keys, words in OTHER_KEYS]


def _way_to(command: Command) -> str:
    """Return the keys of a command, or under what it is found in its menu where it has none."""
    keys, submenu = keys_of(SPECS[command]), SUBMENU_OF.get(command)
    if keys or submenu is None:
        return keys
    return _("under “{submenu}”").format(submenu=plain(_(submenu.text)))


def _told(spec: Spec) -> str:
    """Return what a command is called and what it does."""
    return f"{plain(_(spec.text))}. {_(spec.tip)}" if spec.tip else plain(_(spec.text))


def keys_of(spec: Spec) -> str:
    """Return the keys of a command in words, nothing where it has none."""
    return f" {_('or')} ".join(spec.keys)
