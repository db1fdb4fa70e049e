"""What kind of organisation a name says that it is; offered, and changed by hand where it is wrong."""

from __future__ import annotations

from models.exchange.incoming import Place
from models.text import sort_key
from models.vocabulary import OrganisationKind

_WORDS = {
    OrganisationKind.PTA: "pta ptfa fosa friends",
    OrganisationKind.COUNCIL: "council borough",
    OrganisationKind.TRUST: "trust mat",
    OrganisationKind.FEDERATION: "federation",
    OrganisationKind.INSTITUTION: (
        "school schools college academy primary secondary infant infants junior juniors nursery preschool university "
        "kindergarten sixth"
    ),
    OrganisationKind.BUSINESS: "ltd limited plc llp",
    OrganisationKind.CHARITY: "charity foundation",
    OrganisationKind.COMMUNITY_GROUP: (
        "church chapel mosque temple synagogue community club society association scouts guides residents forum group "
        "choir library"
    ),
}
_TELLING = tuple((kind, frozenset(words.split())) for kind, words in _WORDS.items())


def kind_of_place(place: Place) -> OrganisationKind:
    """Return what a place is: as the file says, else as its name does, else what others in its column are."""
    if place.kind is not None:
        return place.kind
    told = kind_of_name(place.name)
    return place.usual_kind if told is OrganisationKind.OTHER and place.usual_kind is not None else told


def kind_of_name(name: str) -> OrganisationKind:
    """Return what an organisation of this name most likely is.

    >>> kind_of_name("Friends of Oak Lane School").value, kind_of_name("Oak Lane Primary").value
    ('pta', 'institution')
    """
    words = set(sort_key(name).split())
    return next((kind for kind, telling in _TELLING if words & telling), OrganisationKind.OTHER)
