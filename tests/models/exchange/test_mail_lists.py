"""Distribution lists: only addresses that can be written to, links that mail programs take, nobody lost in portions."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from models.exchange.mail_lists import LONGEST_LINK, mail_link, portions, sound_addresses


def test_only_sound_addresses_each_once():
    given_ones = [
        "a@elm.example",
        " A@Elm.example ",
        "no address",
        "b@elm.example\r\nBcc: x@y.example",
        "",
        "c@d.example",
    ]
    assert sound_addresses(given_ones) == ("a@elm.example", "c@d.example")


@settings(deadline=None)
@given(st.lists(st.integers()), st.integers(0, 7))
def test_portions_lose_nobody_and_are_no_larger_than_wanted(rows, most):
    found = portions(rows, most)
    assert [row for part in found for row in part] == rows
    assert all(0 < len(part) <= (most or len(rows)) for part in found)


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_a_link_says_what_was_meant_and_adds_nobody(subject, body):
    link = mail_link(["o'neill+x@elm.example", "b@elm.example"], subject, body)
    assert link is not None
    assert link.isascii()
    asked = parse_qs(urlsplit(link).query, keep_blank_values=True)
    assert set(asked) <= {"bcc", "subject", "body"}
    assert asked["bcc"] == ["o'neill+x@elm.example,b@elm.example"]
    assert "\n" not in asked.get("subject", [""])[0]


def test_a_link_that_mail_programs_would_cut_is_none():
    few = [f"head{n:03}@school{n:03}.example" for n in range(50)]
    many = [f"head{n:03}@school{n:03}.example" for n in range(80)]
    assert len(mail_link(few) or "") <= LONGEST_LINK
    assert mail_link(many) is None
    assert mail_link(few[:1], body="é" * 400) is None
