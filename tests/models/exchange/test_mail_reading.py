"""Emails saved as files: who, when, what and what came with it, whatever is odd about them."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadImport
from models.exchange.mail_drafts import MailAddress, MailDraft, MailFile, write_draft
from models.exchange.mail_reading import MOST_TEXT, read_mail, understand_mail

SHARED = Path(__file__).parents[4] / "shared" / "data" / "dev" / "email"
HEAD = b"From: Ann Bell <ann@elm.example>\r\nTo: office@oak.example\r\nDate: Mon, 12 Oct 2026 17:30:00 +0000\r\n"


def message(**headings: str) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    for name, value in headings.items():
        made[name.replace("_", "-")] = value
    made.set_content("Yes, we will come.\n")
    return made


def test_who_when_what_and_which_email_it_answers():
    found = understand_mail(
        message(
            From="“Ann” Bell <ann@elm.example>",
            To="Office <office@oak.example>, Sam <SAM@oak.example>, office@oak.example",
            Cc="clerk@oak.example",
            Date="Mon, 12 Oct 2026 17:30:00 +0000",
            Subject="Re: Summer fair – 3 July",
            Message_ID="<b@elm.example>",
            In_Reply_To="<a@oak.example>",
            References="<z@oak.example> <a@oak.example>",
        ).as_bytes()
    )
    assert found is not None
    assert found.sender == MailAddress("“Ann” Bell", "ann@elm.example")
    assert [one.address for one in found.to] == ["office@oak.example", "SAM@oak.example"]
    assert found.copied == (MailAddress("", "clerk@oak.example"),)
    # In October the clocks of England are still an hour on.
    assert found.sent_at == datetime.fromisoformat("2026-10-12T18:30:00")
    assert (found.subject, found.text) == ("Re: Summer fair – 3 July", "Yes, we will come.")
    assert (found.key, found.answers) == ("b@elm.example", ("a@oak.example", "z@oak.example"))
    assert (found.files, found.notes) == ((), ())


def test_files_come_along_and_pictures_in_the_text_do_not():
    made = message(From="ann@elm.example", Date="Mon, 12 Oct 2026 17:30:00 +0000")
    made.add_alternative('<p>Yes, <b>we</b> will come.</p><img src="cid:x"><script>no()</script>', subtype="html")
    made.get_payload()[1].add_related(b"png", "image", "png", cid="<x>", disposition="inline")
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="../Poster: fair.pdf")
    made.add_attachment(b"sig", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    made.add_attachment(message(From="z@elm.example", Subject="Inside"))
    found = understand_mail(made.as_bytes())
    assert found.text == "Yes, we will come."
    assert [(one.name, one.media_type) for one in found.files] == [
        ("Poster fair.pdf", "application/pdf"),
        ("Inside.eml", "message/rfc822"),
    ]
    assert found.files[0].data == b"%PDF-1.7"
    assert understand_mail(found.files[1].data).subject == "Inside"
    assert found.adornments == 2


@pytest.mark.parametrize(
    ("rest", "text"),
    [
        (b"\r\nPlain words\r\n", "Plain words"),
        (b"Content-Type: text/plain; charset=no-such\r\n\r\nS\xeeon\r\n", "Sîon"),
        (b"Content-Type: text/plain; charset=windows-1252\r\n\r\n\x93Yes\x94\r\n", "“Yes”"),
        (b"Content-Type: text/html\r\n\r\n<p>One</p><p>Two &amp; three</p>", "One\nTwo & three"),
        (b"Content-Type: multipart/mixed; boundary=\r\n\r\nlost", ""),
        (b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nNo end", "No end"),
        (b"Content-Transfer-Encoding: base64\r\n\r\n!!!not base64", None),
        (b'Subject: =?no-such?Q?a?=\r\nCc: <<>>, "\r\n\r\nWords', "Words"),
    ],
)
def test_odd_emails_are_read_as_far_as_they_go(rest, text):
    found = understand_mail(HEAD + rest)
    assert found.sender.address == "ann@elm.example"
    if text is not None:
        assert found.text == text


def test_a_date_that_is_none_is_told_and_a_long_text_cut():
    found = understand_mail(b"From: a@elm.example\r\nDate: some day\r\n\r\n" + b"word " * MOST_TEXT)
    assert found.sent_at is None
    assert len(found.text) <= MOST_TEXT
    assert len(found.notes) == 2


def test_a_draft_of_ours_comes_back():
    draft = MailDraft("Papers – 14 March", "Dear Zoë,\n\nPapers attached.", (MailAddress("Zoë", "zoe@oak.example"),))
    draft = MailDraft(draft.subject, draft.body, draft.to, files=(MailFile("Agenda.pdf", b"%PDF", "application/pdf"),))
    found = understand_mail(write_draft(draft))
    assert (found.subject, found.text, found.to, found.files) == (draft.subject, draft.body, draft.to, draft.files)


@pytest.mark.parametrize("content", [b"", b"Just words", b"\0\1\2\3" * 99, b"PK\3\4 not an email", b"<html></html>"])
def test_what_is_no_email_is_refused_in_a_sentence(tmp_path, content):
    path = tmp_path / "x.eml"
    path.write_bytes(content)
    with pytest.raises(BadImport, match=r"x\.eml"):
        read_mail(path)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(data):
    found = understand_mail(HEAD + data)
    assert found is not None
    assert "\0" not in found.text + found.subject


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real files stand beside the project, not in it")
@pytest.mark.parametrize("path", sorted(SHARED.glob("*.eml")), ids=lambda path: path.name)
def test_real_emails_have_subject_people_and_words(path):
    found = read_mail(path)
    assert found.subject
    assert found.text
    assert found.sender is not None or found.to
    assert found.sent_at is not None or "draft" in path.name
