"""The headings of GIAS files as they were published: what is known though not used, and orders by width."""

from __future__ import annotations

_FULL = (
    "URN|LA (code)|LA (name)|EstablishmentNumber|EstablishmentName|TypeOfEstablishment (code)|"
    "TypeOfEstablishment (name)|EstablishmentTypeGroup (code)|EstablishmentTypeGroup (name)|"
    "EstablishmentStatus (code)|EstablishmentStatus (name)|ReasonEstablishmentOpened (code)|"
    "ReasonEstablishmentOpened (name)|OpenDate|ReasonEstablishmentClosed (code)|ReasonEstablishmentClosed (name)|"
    "CloseDate|PhaseOfEducation (code)|PhaseOfEducation (name)|StatutoryLowAge|StatutoryHighAge|Boarders (code)|"
    "Boarders (name)|NurseryProvision (name)|OfficialSixthForm (code)|OfficialSixthForm (name)|Gender (code)|"
    "Gender (name)|ReligiousCharacter (code)|ReligiousCharacter (name)|ReligiousEthos (name)|Diocese (code)|"
    "Diocese (name)|AdmissionsPolicy (code)|AdmissionsPolicy (name)|SchoolCapacity|SpecialClasses (code)|"
    "SpecialClasses (name)|CensusDate|NumberOfPupils|NumberOfBoys|NumberOfGirls|PercentageFSM|"
    "TrustSchoolFlag (code)|TrustSchoolFlag (name)|Trusts (code)|Trusts (name)|SchoolSponsorFlag (name)|"
    "SchoolSponsors (name)|FederationFlag (name)|Federations (code)|Federations (name)|UKPRN|FEHEIdentifier|"
    "FurtherEducationType (name)|OfstedLastInsp|OfstedSpecialMeasures (code)|OfstedSpecialMeasures (name)|"
    "LastChangedDate|Street|Locality|Address3|Town|County (name)|Postcode|SchoolWebsite|TelephoneNum|"
    "HeadTitle (name)|HeadFirstName|HeadLastName|HeadPreferredJobTitle|BSOInspectorateName (name)|"
    "InspectorateReport|DateOfLastInspectionVisit|NextInspectionVisit|TeenMoth (name)|TeenMothPlaces|CCF (name)|"
    "SENPRU (name)|EBD (name)|PlacesPRU|FTProv (name)|EdByOther (name)|Section41Approved (name)|SEN1 (name)|"
    "SEN2 (name)|SEN3 (name)|SEN4 (name)|SEN5 (name)|SEN6 (name)|SEN7 (name)|SEN8 (name)|SEN9 (name)|SEN10 (name)|"
    "SEN11 (name)|SEN12 (name)|SEN13 (name)|TypeOfResourcedProvision (name)|ResourcedProvisionOnRoll|"
    "ResourcedProvisionCapacity|SenUnitOnRoll|SenUnitCapacity|GOR (code)|GOR (name)|DistrictAdministrative (code)|"
    "DistrictAdministrative (name)|AdministrativeWard (code)|AdministrativeWard (name)|"
    "ParliamentaryConstituency (code)|ParliamentaryConstituency (name)|UrbanRural (code)|UrbanRural (name)|"
    "GSSLACode (name)|Easting|Northing|MSOA (name)|LSOA (name)|InspectorateName (name)|SENStat|SENNoStat|"
    "BoardingEstablishment (name)|PropsName|PreviousLA (code)|PreviousLA (name)|PreviousEstablishmentNumber|"
    "OfstedRating (name)|RSCRegion (name)|Country (name)|UPRN|SiteName|QABName (code)|QABName (name)|"
    "EstablishmentAccredited (code)|EstablishmentAccredited (name)|QABReport|CHNumber|MSOA (code)|LSOA (code)|FSM|"
    "AccreditationExpiryDate"
)
FULL_LAYOUT = tuple(_FULL.split("|"))
"""The 140 headings of an extract of all establishments of 2023, in their order."""

_WITHOUT_RSC = tuple(heading for heading in FULL_LAYOUT if heading != "RSCRegion (name)")
_WITHOUT_OFSTED = tuple(heading for heading in _WITHOUT_RSC if not heading.startswith("Ofsted"))
LAYOUTS = {len(layout): layout for layout in (FULL_LAYOUT, _WITHOUT_RSC, _WITHOUT_OFSTED)}
"""By their width, the orders in which establishments have been published since 2023: 140, 139 and 135 columns.

Only for rows that stand under the headings of another year: files are met where new rows were put under old ones.
"""

_OTHER_ESTABLISHMENT_HEADINGS = (
    "HeadHonours|Inspectorate (name)|CensusAreaStatisticWard (name)|AlternativeEmail|OfstedRating (code)|Boarders|"
    "Religious ethos|Admissions policy|Parliamentary Constituency (code)"
)
OTHER_ESTABLISHMENT_HEADINGS = frozenset(_OTHER_ESTABLISHMENT_HEADINGS.split("|"))
"""Of establishments in older files, in the web service and on data.gov.uk."""

_OTHER_GROUP_HEADINGS = (
    "Group Type (code)|Incorporated on (open date)|Group Status (code)|Status (code)|Group Locality|Group Address 3|"
    "Group Contact Locality|Group Contact Address 3|Head of Group Title|Head of Group First Name|"
    "Head of Group Last Name"
)
OTHER_GROUP_HEADINGS = frozenset(_OTHER_GROUP_HEADINGS.split("|"))
"""Of groups."""

_OTHER_MEMBERSHIP_HEADINGS = (
    "Group ID|Companies House Number|Group Type (code)|Closed Date|Open date|Incorporated on (open date)|"
    "Group Status (code)|Group Status|FederationType|HasSharedHT|Establishment OpenDate|Establishment CloseDate"
)
OTHER_MEMBERSHIP_HEADINGS = frozenset(_OTHER_MEMBERSHIP_HEADINGS.split("|"))
"""Of memberships, which also repeat headings of establishments."""
