"""Tables are mapped when they are asked for, with all they point to and no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
EACH = """
import sys
from models.base import Base
from models.entities import map_table
name = sys.argv[1]
map_table(name)
for key in Base.metadata.tables[name].foreign_keys:
    assert key.column.table.name in Base.metadata.tables
print(len(Base.metadata.tables))
"""
EVERY = """
import models.entities as entities
from models.base import Base
entities.map_all()
for mapper in Base.registry.mappers:
    room = mapper.class_.__module__.rpartition(".")[2]
    if room in entities.ROOMS:
        assert entities._ROOM_OF_TABLE[mapper.local_table.name] == room, mapper.local_table.name
    entities.map_table(mapper.local_table.name)
print(len(Base.metadata.tables))
"""


def said(code: str, *words: str) -> int:
    return int(subprocess.check_output([sys.executable, "-c", code, *words], cwd=ROOT, text=True))


def test_the_room_of_every_table_is_known() -> None:
    every = said(EVERY)
    assert said(EACH, "commitment") < every / 2
    assert said(EACH, "offer_match") < every
    assert said(EACH, "record_group") < every
