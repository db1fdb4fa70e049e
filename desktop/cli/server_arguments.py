"""What may be typed after `liaison server` and `liaison move`."""

from __future__ import annotations

from desktop.cli.parser import Adder

ROLES = ("reader", "editor", "administrator")


def add_server_commands(add: Adder) -> None:
    """Add the commands."""
    server = add("server", "Say who may read, write and keep a book on a PostgreSQL server (--book postgresql://...).")
    server.add_argument("what", choices=["prepare", "users", "grant", "revoke"])
    server.add_argument("name", nargs="?", metavar="NAME", help="for grant and revoke: whom, as the server knows them")
    server.add_argument("role", nargs="?", choices=ROLES, default="editor", help="for grant (default: editor)")
    server.add_argument(
        "--new", action="store_true", help="for grant: make somebody known whom the server does not know"
    )
    server.add_argument("--password-file", metavar="FILE", help="for --new: their password, on the first line")
    move = add("move", "Make the same book at another place, on a server or in a file; the old one stays as it is.")
    move.add_argument(
        "place", metavar="FILE|URL", help="a new file, or an empty database: postgresql://name@server/database"
    )
    move.add_argument(
        "--new-passphrase-file", metavar="FILE", help="lock the new file with this, or the server's password"
    )
    move.add_argument("--no-passphrase", action="store_true", help="keep the new file in plain form, on purpose")
