"""A module that is imported when it is first used, for whoever only mentions it: asyncio, which SQLAlchemy names.

SQLAlchemy imports asyncio, and with it ssl, for engines that this program never makes: 3 MB of memory and a tenth of
the time its own import takes. What stands in its place gives everything of the real one as soon as it is asked for it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Later(ModuleType):
    """Stands in for a module until something of it is wanted."""

    def real(self) -> ModuleType:
        """Import the module itself, which takes this one's place."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return import_module(self.__name__)

    def __getattr__(self, name: str) -> object:
        if name == "__path__":
            # A part is wanted, such as `asyncio.queues`. It comes with the whole, and Python goes on looking for it.
            sys.meta_path.insert(0, _Parts())
            return self.real().__path__
        if name.startswith("__"):
            # What else Python itself looks for in a module is no use of it.
            raise AttributeError(name)
        return getattr(self.real(), name)


class _Parts(Loader):
    """Finds the parts of asyncio that are there already, which would otherwise be made a second time."""

    def find_spec(self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None) -> ModuleSpec | None:
        """Return how to load a part again, which is to leave it as it is."""
        return ModuleSpec(name, self) if name.startswith("asyncio.") and name in sys.modules else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return the part that is there."""
        return sys.modules[spec.name]

    def exec_module(self, _module: ModuleType) -> None:
        """Do nothing: it has been done."""


def put_off_asyncio() -> None:
    """Let whoever imports asyncio from now on have it when it is used, unless it is there already."""
    if "asyncio" in sys.modules:
        return
    later = _Later("asyncio")

    def iscoroutine(thing: object) -> bool:
        told: bool = later.real().iscoroutine(thing)
        return told

    # SQLAlchemy takes this one function while it is imported.
    vars(later)["iscoroutine"] = iscoroutine
    sys.modules["asyncio"] = later
