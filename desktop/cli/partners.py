"""`export exchange`: the shared part of a partnership as a file for a partner.

What `liaison export exchange --json` gives as `data`:

    {"format": "exchange", "file": "north.json", "partnership": "North Learning Partnership", "audience": "partners",
     "count": 42, "records": {"organisation": 12, "person": 3}}
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from desktop.cli.opening import open_book
from desktop.cli.output import Result, counted
from desktop.cli.records import today
from models.errors import CannotWrite, WouldOverwrite, WrongUse
from models.vocabulary import Visibility


def export_exchange(asked: argparse.Namespace) -> Result:
    """Write what partners may read of a partnership to a file."""
    from models.exchange.partner_file import write_partner_file
    from models.files import write_whole
    from models.imports.partners.gathering import shared_part

    target = Path(asked.output)
    if target.exists() and not asked.force:
        raise WouldOverwrite(f"There is a file at {target} already. Add --force to replace it, or choose another name.")
    kind, number = asked.partnership
    if kind not in ("partnership", "organisation"):
        raise WrongUse("Say which partnership: --partnership partnership:12. See: liaison list partnerships")
    with open_book(asked) as store, store.read() as session:
        content = shared_part(session, number, today())
    try:
        write_whole(target, write_partner_file(content))
    except OSError as error:
        raise CannotWrite(f"{target.name} could not be saved in {target.parent}. Choose another folder.") from error
    data = {
        "format": "exchange",
        "file": target,
        "partnership": content.partnership,
        "audience": Visibility.PARTNERS,
        "count": len(content.records),
        "records": dict(Counter(one.kind for one in content.records)),
    }
    words = f"{counted(len(content.records), 'record', 'records')} of {content.partnership}: written to {target}."
    return Result(data=data, words=[words])
