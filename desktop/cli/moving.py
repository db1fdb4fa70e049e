"""The move command: the whole book to a server, from one, or into another file, proved to be the same.

What `liaison move PLACE --json` gives as `data`:

    {"from": "records.liaison", "to": "postgresql://ann@server/book", "count": 7129, "attachments": 2,
     "sha256": "…", "encrypted": false, "tables": {"organisation": 58}}
"""

from __future__ import annotations

import argparse

from desktop.cli.books import NEW_BOOK, folder_warnings
from desktop.cli.new_passphrase import ask_passphrase, refuse_short
from desktop.cli.opening import first_line, open_book
from desktop.cli.output import Result, counted
from desktop.cli.progress import progress
from models.errors import WrongUse


def run_move(asked: argparse.Namespace) -> Result:
    """Make the same book at another place; the old one stays as it is."""
    from models.archive.exporting import no_step
    from models.archive.moving import move
    from models.server_address import is_server, shown

    to_server = is_server(asked.place)
    secret = _secret(asked, to_server=to_server)
    step = progress(asked, "Moving the book") or no_step
    with open_book(asked) as store:
        made = move(store, asked.place, secret, step=step)
        before = store.location
    data = {
        "from": shown(before),
        "to": made.place,
        "count": made.whole,
        "attachments": made.attachments,
        "sha256": made.sha256,
        "encrypted": bool(secret) and not to_server,
        "tables": made.rows,
    }
    words = [
        f"{counted(made.whole, 'row', 'rows')} and {counted(made.attachments, 'attached file', 'attached files')} are "
        f"at {made.place} now, the whole history included, and were compared: both books are the same.",
        f"The old book was left as it is. Use one of the two from now on: {made.place}",
    ]
    if to_server:
        words.append("Say who may use it: liaison server prepare, then liaison server grant NAME")
    return Result(data=data, words=words, warnings=folder_warnings(made.place))


def _secret(asked: argparse.Namespace, *, to_server: bool) -> str | None:
    """Return the passphrase of the new file, or the password of the server."""
    given = first_line(asked.new_passphrase_file) if asked.new_passphrase_file else None
    if given and asked.no_passphrase:
        raise WrongUse("Give either --new-passphrase-file or --no-passphrase, not both.")
    if to_server or asked.no_passphrase:
        return given
    if not given:
        return ask_passphrase(
            NEW_BOOK, "Give --new-passphrase-file FILE to lock the new file, or --no-passphrase to keep it plain."
        )
    refuse_short(given)
    return given
