"""What somebody may do with a book on a server, in a sentence."""

from __future__ import annotations

from models.server_roles import ServerRole
from resources.i18n import _
from resources.i18n import marked as m

_WORDS = {
    ServerRole.READER: m("You are a reader: you may look, search and print, and change nothing."),
    ServerRole.EDITOR: m("You are an editor: you may change records. The history only grows, whatever you do."),
    ServerRole.ADMINISTRATOR: m("You are an administrator: you may also let others in and bring the book up to date."),
}


def server_words(role: ServerRole | None) -> str:
    """Return where the book is, who decides on it, and what whoever opened it may do."""
    words = _("This book is on a server, which decides who may read and change it.")
    return f"{words} {_(_WORDS[role])}" if role is not None else words
