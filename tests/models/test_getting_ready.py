"""Tables may be mapped in one thread while others ask and write: nobody sees half of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from models.store import Store

ROOT = Path(__file__).parents[2]

AT_ONCE = """
import sys, threading
from datetime import date
from pathlib import Path
import models.queries.home as home
from models.store import Store
sys.setswitchinterval(1e-5)
store = Store.open(Path(sys.argv[1]))
assert "models.entities.partnerships" not in sys.modules, "mapped too soon: nothing would be tried"
from models.base import Base
troubles, done = [], threading.Event()

def attempt(work):
    def run():
        try:
            work()
        except BaseException as error:
            troubles.append(repr(error))
            done.set()
    return threading.Thread(target=run)

def ask():
    while not done.is_set():
        with store.read() as session:
            home.find_numbers(session, date(2026, 11, 22), None)
            home.list_needs_doing(session, date(2026, 11, 22))

def save():
    from models.actions.organisations import OrganisationFields, create_organisation
    from models.vocabulary import OrganisationKind
    with store.write("Add a school") as session:
        create_organisation(session, OrganisationFields(name="Elm School", kind=OrganisationKind.INSTITUTION))

def get_ready():
    store.get_ready()
    done.set()

threads = [attempt(ask), attempt(get_ready), attempt(save), attempt(get_ready)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join(60)
assert not troubles, troubles
with store.read() as session:
    assert home.find_numbers(session, date(2026, 11, 22), None).not_contacted == 1
print(len(Base.metadata.tables), len(list(Base.registry.mappers)))
"""


def test_one_thread_maps_while_another_asks_and_a_third_saves(tmp_path: Path) -> None:
    for number in range(2):
        book = tmp_path / f"book{number}"
        Store.create(book).close()
        done = subprocess.run(
            [sys.executable, "-c", AT_ONCE, str(book)],
            capture_output=True, text=True, cwd=ROOT, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        tables, mappers = map(int, done.stdout.split())
        assert tables == mappers > 50
