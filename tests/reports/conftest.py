"""The sample book for tests of papers: a copy for each file of tests, so that none sees what another wrote."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store import Store


@pytest.fixture(scope="module")
def sample(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Open a copy of the sample book."""
    store = Store.open(shutil.copy(sample_file, tmp_path_factory.mktemp("copy")))
    yield store
    store.close()
