"""What partnerships are: the kinds to begin with, what their legal forms bring, the model of their services.

The kinds are those of the 2008 text and what came after; each book adds its own. Those of a period that is over are
kept, marked as historical, so that what was can still be called by its name.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.vocabulary import LegalForm, ServiceModel
from resources.i18n import marked as m


@dataclass(frozen=True, slots=True)
class PresetType:
    """A kind of partnership that every book offers."""

    name: str
    is_historical: bool = False


PRESET_TYPES: tuple[PresetType, ...] = (
    PresetType(m("Area-based education partnership")),
    PresetType(m("Cluster")),
    PresetType(m("Cross-sector partnership")),
    PresetType(m("Education business partnership")),
    PresetType(m("Federation")),
    PresetType(m("Independent-state school partnership (ISSP)")),
    PresetType(m("Joint professional development group")),
    PresetType(m("MAT-to-MAT collaboration")),
    PresetType(m("Multi-academy trust (MAT)")),
    PresetType(m("Safer school partnership")),
    PresetType(m("School sport partnership")),
    PresetType(m("School-to-school pairing")),
    PresetType(m("Teaching school hub")),
    PresetType(m("Trust schools")),
    PresetType(m("14-19 consortium"), is_historical=True),
    PresetType(m("Creative partnership"), is_historical=True),
    PresetType(m("Education improvement partnership"), is_historical=True),
    PresetType(m("Extended-schools cluster"), is_historical=True),
    PresetType(m("Leading-edge partnership"), is_historical=True),
    PresetType(m("Learning community"), is_historical=True),
    PresetType(m("Sports college partnership"), is_historical=True),
)


COMPANY_FORMS = frozenset(
    {
        LegalForm.LIMITED_BY_GUARANTEE,
        LegalForm.PUBLIC_LIMITED_COMPANY,
        LegalForm.COMMUNITY_INTEREST_COMPANY,
        LegalForm.SCHOOLS_COMPANY,
    }
)
"""Forms that have a number at Companies House."""

CHARITY_FORMS = frozenset({LegalForm.CHARITY, LegalForm.CHARITABLE_INCORPORATED_ORGANISATION})
"""Forms that have a number at the Charity Commission."""


def service_model(*, statutory: bool, traded_improvement: bool, traded_business: bool) -> ServiceModel:
    """Return the model of a partnership (Gilbert 2018) by what it provides.

    Statutory improvement together with traded business services is model 1, without them model 2; traded services
    alone are model 3; a partnership that provides none of the three is a collaborative one, model 4.
    """
    if statutory:
        return ServiceModel.MODEL_1 if traded_business else ServiceModel.MODEL_2
    return ServiceModel.MODEL_3 if traded_improvement or traded_business else ServiceModel.MODEL_4
