"""The words of the fixed lists of people, organisations and places."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from models.vocabulary import (
    AreaKind,
    ContactPointKind,
    ContactWay,
    GovernmentTier,
    InterestNature,
    OrganisationKind,
    PersonLink,
    QuorumRule,
    RelationshipType,
    RepresentedSector,
    Sector,
    Tier,
)
from resources.i18n import marked as m

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    AreaKind: {
        AreaKind.WARD: m("Ward"),
        AreaKind.DIVISION: m("Division"),
        AreaKind.DISTRICT: m("District"),
        AreaKind.LOCAL_AUTHORITY: m("Local authority"),
        AreaKind.COMMITTEE_AREA: m("Committee area"),
        AreaKind.LOCALITY: m("Locality"),
        AreaKind.REGION: m("Region"),
    },
    OrganisationKind: {
        OrganisationKind.INSTITUTION: m("School, college or setting"),
        OrganisationKind.BODY: m("Board or committee"),
        OrganisationKind.LOCAL_AUTHORITY: m("Local authority"),
        OrganisationKind.COUNCIL: m("Council"),
        OrganisationKind.COMBINED_AUTHORITY: m("Combined authority"),
        OrganisationKind.TRUST: m("Trust"),
        OrganisationKind.FEDERATION: m("Federation"),
        OrganisationKind.CLUSTER: m("Cluster"),
        OrganisationKind.PARTNERSHIP: m("Partnership"),
        OrganisationKind.COMMUNITY_GROUP: m("Community group"),
        OrganisationKind.PTA: m("Parents and teachers association"),
        OrganisationKind.STUDENT_SOCIETY: m("Student society"),
        OrganisationKind.BUSINESS: m("Business"),
        OrganisationKind.CHARITY: m("Charity"),
        OrganisationKind.GOVERNMENT: m("Government"),
        OrganisationKind.OTHER: m("Other"),
    },
    RelationshipType: {
        RelationshipType.PREDECESSOR: m("Predecessor of"),
        RelationshipType.SUCCESSOR: m("Successor of"),
        RelationshipType.MEMBER_OF: m("Member of"),
        RelationshipType.SUPPORTS: m("Supports"),
        RelationshipType.FEEDER: m("Feeder of"),
        RelationshipType.HOSTS: m("Hosts"),
        RelationshipType.OVERSEES: m("Oversees"),
        RelationshipType.NEIGHBOUR: m("Neighbour of"),
        RelationshipType.PLACES_STUDENTS: m("Places students at"),
        RelationshipType.WORKS_WITH: m("Works with"),
        RelationshipType.LINKED_WITH: m("Linked with"),
    },
    ContactPointKind: {
        ContactPointKind.EMAIL: m("Email"),
        ContactPointKind.PHONE: m("Phone"),
        ContactPointKind.MOBILE: m("Mobile"),
        ContactPointKind.POST: m("Post"),
        ContactPointKind.WEB: m("Website"),
        ContactPointKind.SOCIAL: m("Social media"),
    },
    InterestNature: {
        InterestNature.BUSINESS: m("Business"),
        InterestNature.PECUNIARY: m("Pecuniary"),
        InterestNature.GOVERNANCE_ELSEWHERE: m("Governance role elsewhere"),
        InterestNature.RELATIONSHIP: m("Personal relationship"),
        InterestNature.LOYALTY: m("Loyalty"),
        InterestNature.GIFT: m("Gift or hospitality"),
    },
    PersonLink: {
        PersonLink.COLLEAGUE: m("Colleague of"),
        PersonLink.ASSISTANT_TO: m("Assistant to"),
        PersonLink.RELATED_TO: m("Related to"),
        PersonLink.ALTERNATE_FOR: m("Alternate for"),
    },
    Tier: {
        Tier.NONE: m("No tier"),
        Tier.INFORMAL_ALLIANCE: m("Informal alliance"),
        Tier.CLOSE: m("Close"),
        Tier.INTEGRATED: m("Integrated"),
    },
    QuorumRule: {
        QuorumRule.HALF_IN_POST: m("Half of members in post"),
        QuorumRule.THIRD_IN_POST: m("A third of members in post"),
        QuorumRule.FIXED: m("A fixed number"),
    },
    Sector: {
        Sector.STATE_FUNDED: m("State-funded"),
        Sector.INDEPENDENT: m("Independent"),
    },
    GovernmentTier: {
        GovernmentTier.NATIONAL: m("National government"),
        GovernmentTier.REGIONAL: m("Regional office"),
        GovernmentTier.COMBINED: m("Combined authority"),
        GovernmentTier.UPPER: m("County or unitary council"),
        GovernmentTier.LOWER: m("District, city or borough council"),
        GovernmentTier.PARISH: m("Parish or town council"),
    },
    RepresentedSector: {
        RepresentedSector.STATE_FUNDED: m("State-funded"),
        RepresentedSector.INDEPENDENT: m("Independent"),
        RepresentedSector.CHARITY: m("Charity"),
        RepresentedSector.GOVERNMENT: m("Local or national government"),
        RepresentedSector.BUSINESS: m("Business"),
        RepresentedSector.COMMUNITY: m("Community"),
        RepresentedSector.NOT_KNOWN: m("Not known"),
    },
    ContactWay: {
        ContactWay.EMAIL: m("Email"),
        ContactWay.PHONE: m("Phone"),
        ContactWay.LETTER: m("Letter"),
        ContactWay.IN_PERSON: m("In person"),
    },
}
