"""What the law has us tell somebody besides their data: UK GDPR, article 15(1) and (2), out of the book's settings."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from models.queries.retention import read_schedule
from models.queries.supplement import Protection, count_bases, find_protection, find_supplement
from models.settings import (
    PROTECTION_CONTACT,
    PROTECTION_OFFICER,
    PROTECTION_PURPOSES,
    PROTECTION_RECIPIENTS,
    PROTECTION_TRANSFERS,
    get_setting,
)
from models.vocabulary import LawfulBasis
from models.words import label
from resources.i18n import _, ngettext


def purposes(session: Session) -> str:
    """Return what the records are for, as the school says it or as the program is meant."""
    return get_setting(session, PROTECTION_PURPOSES) or _(
        "Keeping in touch with schools, councils and others we work with, and keeping what we promise each other"
    )


def recipients(session: Session) -> str:
    """Return who is given some of the records."""
    return get_setting(session, PROTECTION_RECIPIENTS) or _("Our staff and governors, and whom a paper says it is for")


def transfers(session: Session) -> str:
    """Return whether data goes abroad."""
    return get_setting(session, PROTECTION_TRANSFERS) or _("None. The records are kept by us, on our own computers")


def security(session: Session) -> str:
    """Return how the records are protected, as this very book is."""
    how = {
        Protection.ENCRYPTED: _("One book, encrypted (AES-256) and opened with a passphrase"),
        Protection.PLAIN: _("One book, NOT encrypted: give it a passphrase"),
        Protection.SERVER: _("One book on a server of our own, where each user has a name, a password and rights"),
    }[find_protection(session)]
    return _(
        "{how}; checked backups; a history of every change; confidential records left out of papers unless asked for"
    ).format(how=how)


def retention_sentences(session: Session) -> Iterator[str]:
    """Yield how long each sort of record is kept before somebody looks at it."""
    schedule = read_schedule(session)
    if schedule.months_after_role:
        n = schedule.months_after_role
        yield ngettext(
            "People: {n} month after their last role ended", "People: {n} months after their last role ended", n
        ).format(n=n)
    if schedule.months_without_contact:
        n = schedule.months_without_contact
        yield ngettext(
            "People without a role: {n} month after the last contact",
            "People without a role: {n} months after the last contact",
            n,
        ).format(n=n)
    if schedule.years_of_notes:
        n = schedule.years_of_notes
        yield ngettext("Notes: {n} year after their school year", "Notes: {n} years after their school year", n).format(
            n=n
        )


def how_to_reach(session: Session) -> str:
    """Return who answers questions about data, and how to reach them; "" where that is not set."""
    return ", ".join(filter(None, (get_setting(session, PROTECTION_OFFICER), get_setting(session, PROTECTION_CONTACT))))


def basis_words(name: str) -> str:
    """Return what a lawful basis is called; nobody may have said which it is."""
    return label(LawfulBasis(name)) if name in set(LawfulBasis) else _("Not recorded")


def bases_told(session: Session) -> str:
    """Return on which bases in law people are kept, each with how many."""
    told = (
        _("{basis}: {n}").format(basis=basis_words(name), n=f"{count:,}")
        for name, count in count_bases(session).items()
    )
    return ", ".join(told)


def supplementary_facts(session: Session, person_id: int) -> list[tuple[str, str]]:
    """Return what somebody is told besides their data, each with what it is called."""
    told = find_supplement(session, person_id)
    return [
        (_("What we use it for"), purposes(session)),
        (_("On what basis in law"), basis_words(told.lawful_basis)),
        (_("Who may be given it"), recipients(session)),
        *(
            [(_("Papers about you that we gave to somebody"), ", ".join(told.papers_given))]
            if told.papers_given
            else []
        ),
        (_("How long we keep it"), "; ".join(retention_sentences(session)) or _("not settled")),
        (_("Where it is from"), told.source or _("not recorded")),
        (_("Sent abroad"), transfers(session)),
        (_("Decided by a machine"), _("Nothing: people decide, and no profile is made of you")),
    ]


def rights(session: Session) -> list[str]:
    """Return the rights of whoever reads an answer or a privacy notice, a sentence each."""
    reach = how_to_reach(session)
    ask = _("Ask us, or our data protection officer: {who}.").format(who=reach) if reach else _("Ask us.")
    return [
        _("You may ask to see what we hold about you, to have it put right or erased, and to have its use restricted."),
        _("You may object to its use. Where you gave your consent you may take it back. {ask}").format(ask=ask),
        _("You may complain to us about how we used it: we confirm within 30 days that your complaint came."),
        _("You may complain to the Information Commissioner (ico.org.uk), and you may go to court."),
    ]
