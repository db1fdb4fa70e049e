"""Rating a local authority's support in all six strands at once."""

from __future__ import annotations

from datetime import date

from desktop.parts.money import years
from desktop.parts.spec import FieldSpec, Owner, Session, Step, Values, as_today
from models.actions.support_ratings import rate_support_year
from models.errors import WrongUse
from models.queries.support_ratings import SCORES
from models.school_year import academic_year_of
from models.vocabulary import SupportStrand
from models.words import WORDS
from resources.i18n import _, ngettext
from resources.i18n import marked as m


def scores(session: Session, owner: Owner) -> list[tuple[str, object]]:
    """Return the scores to choose from, the ends in words."""
    words = {SCORES[0]: _("1, lacking"), SCORES[-1]: _("5, just what is needed")}
    return [(words.get(score, str(score)), score) for score in SCORES]


def _this_year(today: date) -> int:
    return academic_year_of(today).first_day.year


def _rate(session: Session, number: int, values: Values) -> str:
    given = {
        strand: (values[f"score_{strand}"], values[f"comment_{strand}"])
        for strand in SupportStrand
        if values[f"score_{strand}"] is not None
    }
    if not given:
        raise WrongUse(_("Choose a score for at least one strand."))
    rate_support_year(session, number, values["authority_id"], int(values["year_begins"]), values["rated_on"], given)
    return ngettext("{n} strand rated.", "{n} strands rated.", len(given)).format(n=len(given))


def _strand(strand: SupportStrand) -> tuple[FieldSpec, FieldSpec]:
    return (
        FieldSpec(f"score_{strand}", WORDS[SupportStrand][strand], 5, options=scores, blank=m("Not rated"), type=int),
        FieldSpec(f"comment_{strand}", m("Why"), 7, type=str),
    )


RATE_ALL = Step(
    m("Rate all six strands…"),
    _rate,
    (
        FieldSpec(
            *("authority_id", m("&Which authority"), 6, m("Choose the authority")), kinds=("organisation",), type=int
        ),
        FieldSpec("year_begins", m("Academic &year"), 3, options=years, type=int, start=_this_year),
        FieldSpec("rated_on", m("W&hen"), 3, m("Enter when"), type=date, start=as_today),
        *(field for strand in SupportStrand for field in _strand(strand)),
    ),
)
