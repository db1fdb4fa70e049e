"""A small extract of the national register in the shape of 2024: every heading, a few invented schools."""

from __future__ import annotations

import csv
from pathlib import Path

_PAIRS = "{0} (code)", "{0} (name)"
_HEADINGS_2024 = """
URN *LA EstablishmentNumber EstablishmentName *TypeOfEstablishment *EstablishmentTypeGroup *EstablishmentStatus
*ReasonEstablishmentOpened OpenDate *ReasonEstablishmentClosed CloseDate *PhaseOfEducation StatutoryLowAge
StatutoryHighAge *Boarders NurseryProvision_ *OfficialSixthForm *Gender *ReligiousCharacter ReligiousEthos_ *Diocese
*AdmissionsPolicy SchoolCapacity *SpecialClasses CensusDate NumberOfPupils NumberOfBoys NumberOfGirls PercentageFSM
*TrustSchoolFlag *Trusts SchoolSponsorFlag_ SchoolSponsors_ FederationFlag_ *Federations UKPRN FEHEIdentifier
FurtherEducationType_ OfstedLastInsp *OfstedSpecialMeasures LastChangedDate Street Locality Address3 Town County_
Postcode SchoolWebsite TelephoneNum HeadTitle_ HeadFirstName HeadLastName HeadPreferredJobTitle
BSOInspectorateName_ InspectorateReport DateOfLastInspectionVisit NextInspectionVisit TeenMoth_ TeenMothPlaces CCF_
SENPRU_ EBD_ PlacesPRU FTProv_ EdByOther_ Section41Approved_ SEN1_ SEN2_ SEN3_ SEN4_ SEN5_ SEN6_ SEN7_ SEN8_ SEN9_
SEN10_ SEN11_ SEN12_ SEN13_ TypeOfResourcedProvision_ ResourcedProvisionOnRoll ResourcedProvisionCapacity
SenUnitOnRoll SenUnitCapacity *GOR *DistrictAdministrative *AdministrativeWard *ParliamentaryConstituency *UrbanRural
GSSLACode_ Easting Northing MSOA_ LSOA_ InspectorateName_ SENStat SENNoStat BoardingEstablishment_ PropsName
*PreviousLA PreviousEstablishmentNumber OfstedRating_ Country_ UPRN SiteName *QABName *EstablishmentAccredited
QABReport CHNumber MSOA_code LSOA_code FSM AccreditationExpiryDate
"""


def headings() -> list[str]:
    """Return the headings of 2024: a star stands for code and name, a line at the end for the name alone."""
    made: list[str] = []
    for word in _HEADINGS_2024.split():
        if word.startswith("*"):
            made += [form.format(word[1:]) for form in _PAIRS]
        elif word.endswith("_code"):
            made.append(f"{word.removesuffix('_code')} (code)")
        else:
            made.append(f"{word[:-1]} (name)" if word.endswith("_") else word)
    return made


_ALIKE = {
    "LA (code)": "383",
    "LA (name)": "Wendle",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentStatus (code)": "1",
    "EstablishmentStatus (name)": "Open",
    "PhaseOfEducation (name)": "Primary",
    "Town": "Wendle",
    "Postcode": "ZZ1 1AA",
    "AdministrativeWard (name)": "Millbrook",
    "DistrictAdministrative (name)": "Wendle",
    "NumberOfPupils": "210",
    "HeadTitle (name)": "Mrs",
}
SCHOOLS = (
    {
        "URN": "900001",
        "EstablishmentName": "Elm Lane Primary School",
        "HeadFirstName": "Asha",
        "HeadLastName": "Verma",
        "Easting": "430000",
        "Northing": "430000",
    },
    {
        "URN": "900002",
        "EstablishmentName": "Elm Lane Nursery – St Mary’s site",
        "HeadFirstName": "Joan",
        "HeadLastName": "O’Neill",
        "Easting": "430300",
        "Northing": "430400",
    },
    {
        "URN": "900003",
        "EstablishmentName": "Oak Hill Academy",
        "PhaseOfEducation (name)": "Secondary",
        "Easting": "431000",
        "Northing": "430000",
    },
    {"URN": "900004", "EstablishmentName": "Elm Lane Infants", "EstablishmentStatus (name)": "Closed"},
)


def write_register(place: Path) -> Path:
    """Write the extract as the department does: in the code page of old Windows, by a name that has its day."""
    with place.open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(file, headings(), restval="")
        writer.writeheader()
        writer.writerows({**_ALIKE, **school} for school in SCHOOLS)
    return place
