from __future__ import annotations

import email
import email.policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import WrongUse
from models.exchange.mail_drafts import MailAddress, MailDraft, MailFile, is_address, one_line, write_draft

PRIYA = MailAddress("Priya Nair", "priya.nair@northfield.example")


def read(content: bytes) -> email.message.EmailMessage:
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, email.message.EmailMessage)
    return message


def test_a_draft_opens_for_writing_with_all_that_was_given() -> None:
    draft = MailDraft(
        "Report of 22 November: £5,000 for Tŷ Gwyn",
        "Dear Priya\n\nThe report is with this email.\nŵ ŷ £\n",
        to=(PRIYA,),
        sender=MailAddress("Sam O’Hara", "sam@elm.example"),
        files=(MailFile("Adroddiad – tŷ.pdf", b"%PDF-1.7 \x00\xff", "application/pdf"),),
    )
    message = read(write_draft(draft))
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == draft.subject
    assert message["To"].addresses[0].addr_spec == PRIYA.address
    assert message["To"].addresses[0].display_name == "Priya Nair"
    assert message["From"].addresses[0].display_name == "Sam O’Hara"
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == draft.body
    (file,) = message.iter_attachments()
    assert file.get_filename() == "Adroddiad – tŷ.pdf"
    assert file.get_content_type() == "application/pdf"
    assert file.get_content() == b"%PDF-1.7 \x00\xff"


def test_several_may_be_hidden_from_each_other() -> None:
    message = read(write_draft(MailDraft("S", "B", hidden=(PRIYA, MailAddress("", "x@y.example")))))
    assert message["To"] is None
    assert [one.addr_spec for one in message["Bcc"].addresses] == [PRIYA.address, "x@y.example"]


def test_nothing_that_people_typed_becomes_a_head_of_its_own() -> None:
    name = "Eve\r\nBcc: all@everywhere.example"
    draft = MailDraft("Hello\nX-Evil: 1", "Body", to=(MailAddress(name, "eve@e.example"),))
    message = read(write_draft(draft))
    assert sorted(message.keys()) == sorted(
        ["X-Unsent", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]
    )
    assert [one.addr_spec for one in message["To"].addresses] == ["eve@e.example"]


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "a@b", "a@b.c, d@e.f", "a@b.c\nBcc: d@e.f", "a b@c.d", "<a@b.c>", "a@b.c;d@e.f", "ŵ@b.wales"],
)
def test_an_address_that_is_none_is_refused_by_name(address: str) -> None:
    assert not is_address(address)
    with pytest.raises(WrongUse, match="Priya Nair is not an email address"):
        write_draft(MailDraft("S", "B", to=(MailAddress("Priya Nair", address),)))


@given(st.text(max_size=300), st.text(max_size=80), st.text(max_size=400))
def test_any_text_comes_back(subject: str, name: str, body: str) -> None:
    message = read(write_draft(MailDraft(subject, body, to=(MailAddress(name, "a@b.example"),))))
    assert [one.addr_spec for one in message["To"].addresses] == ["a@b.example"]
    assert " ".join(message["Subject"].split()) == one_line(subject)
    assert not message.is_multipart()
