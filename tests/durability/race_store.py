"""One of two people who each add one to the same record again and again, as forms do: read, think, save.

    python tests/durability/race_store.py BOOK TIMES

Prints how often the other one had been quicker and the form had to be read again.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from models.entities import Organisation
from models.errors import BookLocked, StaleRecord
from models.store import Store


def add_one(store: Store) -> None:
    """Read the number in one session and write it, one more, in another. Raises StaleRecord when it was changed."""
    with store.read() as session:
        mine = session.get_one(Organisation, 1)
        session.expunge(mine)
    mine.note = str(int(mine.note) + 1)
    with store.write("Add one") as session:
        session.add(mine)


def main() -> None:
    """Add one so many times, trying again where the other was quicker."""
    store, refused, done = Store.open(sys.argv[1]), 0, 0
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    while done < int(sys.argv[2]):
        try:
            add_one(store)
        except (StaleRecord, BookLocked):
            refused += 1
        else:
            done += 1
    store.close()
    sys.stdout.write(f"{refused}\n")


if __name__ == "__main__":
    main()
