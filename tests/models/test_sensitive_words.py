"""Words that perhaps tell what the law protects most are found, and everyday words of schools are not."""

from __future__ import annotations

import pytest

from models.sensitive_words import Sensitive, find_sensitive, label_of


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Off sick since May; DEPRESSION.", {Sensitive.HEALTH}),
        ("Her daughter starts here, she was diagnosed last year", {Sensitive.HEALTH, Sensitive.CHILD}),
        ("Says his faith forbids it", {Sensitive.BELIEF}),
        ("Their visa runs out", {Sensitive.ORIGIN}),
        ("Union rep, votes Labour", {Sensitive.POLITICS}),
        ("is gay", {Sensitive.PRIVATE_LIFE}),
        ("had been arrested", {Sensitive.OFFENCE}),
        ("Looked-after child", {Sensitive.CHILD}),
        ("is a devout Methodist; is practising law", {Sensitive.BELIEF}),
        ("A trade union member who votes lib dem, her children too", {Sensitive.POLITICS, Sensitive.CHILD}),
    ],
)
def test_what_a_text_perhaps_tells(text: str, tells: set[Sensitive]) -> None:
    assert find_sensitive(text) == tells
    assert all(label_of(what) for what in tells)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Councillor’s surgery on Friday, at the Catholic primary school",
        "30 pupils and their parents came to the Christmas fair",
        "The union of two trusts; a party for the children’s centre",
        "Health visitors use the hall. A still night, uphill all the way",
    ],
)
def test_everyday_words_tell_nothing(text: str) -> None:
    assert not find_sensitive(text)
