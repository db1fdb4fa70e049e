"""Troubles with a PostgreSQL server in words: it cannot be reached, does not let somebody in, or not do something."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from models.errors import AppError, BookLocked, BookNotFound, NoRoom, WrongPassphrase
from resources.i18n import _
from resources.i18n import marked as m

_READING = ("SELECT", "WITH")

_SENTENCES: tuple[tuple[tuple[str, ...], type[AppError], str], ...] = (
    (
        ("no password supplied",),
        WrongPassphrase,
        m("The server of {location} asks for your password. Give it to open the book."),
    ),
    (
        ("password authentication failed",),
        WrongPassphrase,
        m("The server of {location} does not know this name with this password. Type it again."),
    ),
    (
        ("root certificate file", "certificate verify failed", "self-signed", "self signed"),
        BookNotFound,
        m(
            "The server of {location} could not be proved to be the one you mean, so nothing was sent to it. "
            "Ask whoever keeps it for the file of its certificate authority, and add ?sslrootcert=FILE to the address."
        ),
    ),
    (
        ("does not match host name", "server certificate for"),
        BookNotFound,
        m(
            "The server of {location} has the certificate of another one, so nothing was sent to it. "
            "Check the name in the address, or ask whoever keeps the server."
        ),
    ),
    (
        ("server does not support ssl",),
        BookNotFound,
        m(
            "The server of {location} cannot encrypt what goes between you, so nothing was sent to it. "
            "Ask whoever keeps it to switch TLS on."
        ),
    ),
    (
        ("permission denied for database", "permission denied for schema", "no pg_hba.conf entry"),
        BookLocked,
        m("You may not open {location}. Ask an administrator of the book: liaison server grant NAME reader"),
    ),
    (
        ("permission denied to create role",),
        BookLocked,
        m(
            "Only whoever runs the server of {location} may make somebody known to it. Ask them to make the name, "
            "then let it in without --new."
        ),
    ),
    (
        (
            *("must be owner", "must have admin option", "must be able to set role", "permission denied to"),
            # What an erasure writes, which editors may not.
            *("permission denied for table change", "permission denied for table erasure"),
        ),
        BookLocked,
        m("Only an administrator of {location} may do this. Nothing was changed."),
    ),
    (("read-only transaction",), BookLocked, m("{location} can only be read just now. Nothing was changed.")),
    (
        ("could not extend file", "no space left", "disk full"),
        NoRoom,
        m("The disk of the server is full. Nothing was lost."),
    ),
)


def server_trouble(error: DBAPIError, location: str) -> AppError | None:
    """Return a known trouble as what to tell the user; `location` is the address as it may be shown."""
    words = str(error.orig).lower()
    for signs, kind, sentence in _SENTENCES:
        if any(sign in words for sign in signs):
            return kind(_(sentence).format(location=location))
    if "permission denied" in words:
        reading = (error.statement or "").lstrip().upper().startswith(_READING)
        if reading:
            return BookLocked(
                _("You may not read {location}. Ask an administrator of the book to let you.").format(location=location)
            )
        return BookLocked(
            _("You may read {location} and not change it. Nothing was changed. Ask whoever keeps the server.").format(
                location=location
            )
        )
    if error.connection_invalidated or isinstance(error, OperationalError | InterfaceError):
        return BookNotFound(
            _(
                "The server of the book cannot be reached, so this was not done. What you typed is still here. "
                "Check the address and the network, then try again."
            )
        )
    return None
