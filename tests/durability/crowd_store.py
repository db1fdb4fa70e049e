"""Some of a crowd who all have the same form open and save it at the same moment, each with a connection of their own.

    python tests/durability/crowd_store.py BOOK PEOPLE

Each reads the organisation, writes one more than the number in its note, and saves the form with the
version it was opened with. Who is told that somebody else was quicker opens the form again and tries anew. Prints, as
JSON, for each person the versions on which they were refused and the one on which their save was kept.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from sqlalchemy import select

from models.actions.organisations import OrganisationFields, edit_organisation
from models.entities import Organisation, OrganisationKind
from models.errors import BookLocked, StaleRecord
from models.store import Store

PAUSE = 4.0
"""Seconds within which somebody who was refused has looked at the form again."""
FORM = select(Organisation.name, Organisation.note, Organisation.version).where(Organisation.id == 1)


def open_form(store: Store) -> OrganisationFields:
    """Return the form as it opens: what stands there now, and its version."""
    with store.read() as session:
        name, note, version = session.execute(FORM).one()
    return OrganisationFields(name, OrganisationKind.INSTITUTION, note=str(int(note) + 1), version=version)


def save(store: Store, form: OrganisationFields) -> bool:
    """Save the form; False where the person was told that it is older than the record.

    Whoever is told that the book is busy, as a file is with so many, presses the button again.
    """
    while True:
        try:
            with store.write("Add one") as session:
                edit_organisation(session, 1, form)
        except StaleRecord:
            return False
        except BookLocked:
            continue
        return True


def add_one(store: Store, everyone: threading.Barrier) -> dict[str, object]:
    """Save once, as often as it takes; all have opened the form before the first of them saves."""
    form, refused = open_form(store), []
    everyone.wait()
    while not save(store, form):
        refused.append(form.version)
        time.sleep(random.uniform(0, PAUSE))
        form = open_form(store)
    return {"refused": refused, "kept": form.version}


def main() -> None:
    """Have everybody ready, then save together."""
    people = int(sys.argv[2])
    everyone = threading.Barrier(people + 1)
    with ThreadPoolExecutor(people) as crowd:
        stores = [Store.open(sys.argv[1]) for _ in range(people)]
        saving = [crowd.submit(add_one, store, everyone) for store in stores]
        while everyone.n_waiting < people and not any(one.done() for one in saving):
            time.sleep(0.01)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        everyone.wait()
        told = [one.result() for one in saving]
    for store in stores:
        store.close()
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
