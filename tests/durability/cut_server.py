"""Cuts the connection to a server at random moments while changes are saved, and counts what became of each change.

    python tests/durability/cut_server.py --cuts 200

A private PostgreSQL server has the book. Each change adds an organisation of its own; a second connection ends all
others to the book at a random moment of it. What was told as saved must be there once (*lost*, *twice*), what was
told as not saved must not be there (*claimed*), the history must hold together (*unsound*), and after each cut the
same store must save again (*stuck*).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import threading
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import psycopg
from sqlalchemy import select

from models.actions.organisations import OrganisationFields, create_organisation
from models.entities import Organisation
from models.errors import AppError
from models.store import Store
from models.vocabulary import OrganisationKind
from tests.postgres_server import PostgresServer, find_programs, running_server

_END = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"


def add(store: Store, name: str) -> bool:
    """Save a change; return whether the program said that it is saved."""
    try:
        with store.write(f"Add {name}") as session:
            create_organisation(session, OrganisationFields(name, OrganisationKind.INSTITUTION))
    except AppError:
        return False
    return True


def cut(server: PostgresServer, database: str, cuts: int, seed: int) -> dict[str, object]:
    """Save changes and cut them off, so many times."""
    source = random.Random(seed)
    store = Store.open(server.url(database))
    told: dict[str, bool] = {}
    stuck = ended = 0
    usual = 0.02
    with psycopg.connect(host=str(server.folder), user="liaison", dbname="postgres", autocommit=True) as hand:
        for number in range(cuts):
            wait = source.uniform(0, 1.3 * usual)
            saving = threading.Event()

            def end_all(wait: float = wait, saving: threading.Event = saving) -> None:
                nonlocal ended
                saving.wait()
                time.sleep(wait)
                row = hand.execute(_END, (database,)).fetchone()
                ended += bool(row and row[0])

            thread = threading.Thread(target=end_all)
            thread.start()
            begun = time.monotonic()
            saving.set()
            told[f"Cut {number}"] = add(store, f"Cut {number}")
            if told[f"Cut {number}"]:
                usual = (usual + time.monotonic() - begun) / 2
            thread.join()
            # Whoever is told that it was not saved presses again.
            told[f"Again {number}"] = add(store, f"Again {number}")
            stuck += not told[f"Again {number}"] and not add(store, f"Once more {number}")
    store.close()
    with closing(Store.open(server.url(database))) as looked:
        with looked.read() as session:
            there = Counter(session.scalars(select(Organisation.name)))
        unsound = looked.check()
    return {
        "cuts": ended,
        "saved": sum(told.values()),
        "refused": sum(not saved for name, saved in told.items() if name.startswith("Cut")),
        "lost": sorted(name for name, saved in told.items() if saved and not there[name]),
        "twice": sorted(name for name, count in there.items() if count > 1),
        "claimed": sorted(name for name, saved in told.items() if not saved and there[name]),
        "unsound": unsound,
        "stuck": stuck,
    }


def main() -> None:
    """Start a server, cut, and print what was seen as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    programs = find_programs()
    if programs is None:
        sys.exit("PostgreSQL's server is not installed here.")
    with running_server(programs) as server:
        database = server.new_database()
        Store.create(server.url(database)).close()
        seen = cut(server, database, asked.cuts, asked.seed)
    sys.stdout.write(json.dumps(seen) + "\n")
    sys.exit(any(seen[name] for name in ("lost", "twice", "claimed", "unsound", "stuck")))


if __name__ == "__main__":
    main()
