"""A program on a real screen for each test; what a failure leaves to look at."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.screen.desk import FAILED, Desk, can_be_seen, make_example
from tests.screen.outcomes import evening

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs a screen of its own."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xvfb)


@pytest.fixture(scope="session")
def made_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example records, made once by the command line; nobody opens these."""
    return make_example(tmp_path_factory.mktemp("example") / "example.liaison", {})


@pytest.fixture(scope="session")
def evening_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example records as they are made where it is evening now; nobody opens these."""
    return make_example(tmp_path_factory.mktemp("evening") / "example.liaison", evening())


@pytest.fixture(scope="module")
def example(made_example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example records, for the tests of a file to open and to change."""
    return Path(shutil.copy(made_example, tmp_path_factory.mktemp("book") / "example.liaison"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The program, not started yet, in a home of its own."""
    can_be_seen()
    made = Desk(tmp_path / "home", tmp_path / "pictures")
    yield made
    made.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add to a failure what was on the screen, as a picture, and what the program logged."""
    report = yield
    desk = getattr(item, "funcargs", {}).get("desk")
    item.stash[FAILED] = report.when == "call" and report.failed
    if item.stash[FAILED] and isinstance(desk, Desk):
        report.sections.append(("Picture of the screen", str(desk.take_picture())))
        report.sections.append(("Log of the program", desk.logged()))
    return report
