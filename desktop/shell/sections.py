"""The parts of the program one can go to, in the order of the rail."""

from __future__ import annotations

from typing import NamedTuple

from desktop.commands import SPECS, Command
from resources.i18n import _


class Section(NamedTuple):
    """A part of the program one can go to."""

    key: str
    command: Command

    @property
    def title(self) -> str:
        """Return its name."""
        return _(SPECS[self.command].text)


SECTIONS = (
    Section("home", Command.GO_HOME),
    Section("organisations", Command.GO_ORGANISATIONS),
    Section("people", Command.GO_PEOPLE),
    Section("conversations", Command.GO_CONVERSATIONS),
    Section("meetings", Command.GO_MEETINGS),
    Section("commitments", Command.GO_COMMITMENTS),
    Section("events", Command.GO_EVENTS),
    Section("partnerships", Command.GO_PARTNERSHIPS),
    Section("reports", Command.GO_REPORTS),
)

WITHIN = {"papers_made": "reports"}
"""Pages that belong to a section without being one."""
