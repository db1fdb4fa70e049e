"""An email file as it is brought in: what it was recognised as, and with whom it was where somebody said so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.errors import BadImport
from models.exchange.incoming import Recognised
from models.exchange.mail_reading import ReadMail, read_mail
from models.exchange.outlook_mail import BEGINS, read_outlook_mail
from models.exchange.unpacking import troubles_told
from models.imports.kinds import Asked
from models.imports.questions import record_said
from models.queries.parties import Party
from resources.i18n import _, ngettext


@dataclass(frozen=True, slots=True)
class MailRead:
    """An email as it was read."""

    recognised: Recognised
    headings: tuple[str, ...]
    remarks: tuple[str, ...]
    mail: ReadMail
    party: Party | None
    """With whom it was, where somebody said so."""


def read_for_import(path: Path, asked: Asked) -> MailRead:
    """Return the email of a file (.eml or .msg).

    `asked.mapping` may say "with" whom it was: a person or an organisation. Raises BadImport for what is no email.
    """
    with troubles_told(path):
        with path.open("rb") as file:
            begins = file.read(len(BEGINS))
        mail = read_outlook_mail(path) if begins == BEGINS else read_mail(path)
    if mail.sender is None and not mail.to:
        raise BadImport(_("“{name}” names nobody who wrote it or got it.").format(name=path.name))
    count = len(mail.files)
    words = _("Email")
    if count:
        words = ngettext("Email with {n} file", "Email with {n} files", count).format(n=count)
    said = record_said(asked.mapping, "with")
    party = None
    if said is not None:
        party = Party(said[1]) if said[0] == "person" else Party(organisation_id=said[1])
    headings = (_("From"), _("To"), _("Subject"))
    return MailRead(Recognised("mail", words), headings, mail.notes, mail, party)
