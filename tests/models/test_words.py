"""Every member of every fixed list has its words."""

from __future__ import annotations

from enum import StrEnum

import pytest

from models import base, vocabulary
from models.words import WORDS, label, labels

LISTS = list(
    dict.fromkeys(
        thing
        for room in (base, vocabulary)
        for thing in vars(room).values()
        if isinstance(thing, type) and issubclass(thing, StrEnum) and thing is not StrEnum
    )
)


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
def test_every_member_has_words_of_its_own(kind: type[StrEnum]) -> None:
    words = [label(member) for member in kind]
    assert len(set(words)) == len(words)
    for word in words:
        assert word[0].isupper()
        assert "_" not in word
        assert word == word.strip(" .")


def test_no_words_for_lists_that_are_gone() -> None:
    assert set(WORDS) == set(LISTS)


def test_labels_keep_the_order_of_the_list() -> None:
    assert list(labels(vocabulary.CommitmentState)) == list(vocabulary.CommitmentState)
