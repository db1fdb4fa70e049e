"""Words of names and of what stands where a name should: titles, posts, letters after names, words for nobody."""

from __future__ import annotations

import re

_PLAIN = (
    "mr mrs miss ms mx dr doctor prof professor sir rev revd reverend fr rabbi sr imam cllr councillor adm brig gen "
    "sgt mme mlle herr frau messrs lord lady dame baroness pc pcso"
)
TITLES = frozenset(_PLAIN.split())
"""Titles that are no one's name, without full stops and in small letters; the register's own list is among them."""

_NAMELIKE = (
    "admiral bishop canon captain capt cmdr col colonel father lt maj major mufti padre pastor "
    "sister brother commander wing right the venerable ven archdeacon chancellor mother general squadron hon rt "
    "honourable"
)
NAMELIKE_TITLES = frozenset(_NAMELIKE.split())
"""Titles that are names too (Major, Bishop): taken for a title only where two more words follow."""

POST_WORDS = re.compile(
    r"\b(head|head ?teachers?|co-? ?head\w*|principals?|executive|acting|interim|temporary|deputy|assistant|director|"
    r"manager|supervisor|secretary|proprietor|owner|chancellor|vice-chancellor|provost|warden|rector|ceo|ht|cover|"
    r"maternity|job ?share|seconded|secondment|designate|elect|from|until|associate|coordinator|leader|playleader|"
    r"dean|matron|chair)\b",
    re.IGNORECASE,
)

NOBODY = frozenset(
    {"vacant", "vacancy", "vacant post", "vacant seat", "post vacant", "position vacant", "tbc", "tba", "tbd"}
    | {"to be confirmed", "to be appointed", "to be advised", "to be announced", "to be elected", "no councillor"}
    | {"n/a", "na", "n.a.", "n.a", "none", "nil", "null", "nan", "-", "?", "??", "???", ".", "x", "xxx", "#n/a"}
    | {"unknown", "not known", "not applicable", "not recorded", "not-applicable", "not-recorded", "headteacher"}
    | {"no one", "nobody", "no contact", "awaiting appointment", "recruiting", "currently vacant", "as above"}
)
"""What stands in place of a name where there is nobody, in small letters."""

VACANT = re.compile(
    r"\b(?:vacan(?:t|cy)|to be (?:elected|appointed|confirmed)|no councillor|tb[ca])\b|"
    r"^no (?:current )?(?:head|head ?teacher|chair|clerk|contact|governor)$",
    re.IGNORECASE,
)

_PARTICLE_WORDS = "de del della der den di du la le van von st st. mac mc o' al el bin ibn ter ten"
PARTICLES = frozenset(_PARTICLE_WORDS.split())
"""Words in small letters that belong to the surname after them."""

HONOURS = frozenset({"obe", "mbe", "cbe", "dbe", "kbe", "jp", "phd", "npqh"})
"""Letters after a name that stay with it in the register, where there is no cell of their own."""

POST_NOMINAL = re.compile(
    r"(?:[OMCDKG]\.?B\.?E\.?|B\.?E\.?M\.?|J\.?P\.?|D\.?L\.?|Q\.?C\.?|K\.?C\.?|M\.?P\.?|M\.?S\.?|Ph\.?D\.?|B\.?Sc\.?"
    r"|B\.?A\.?|M\.?A\.?|M\.?Sc\.?|FRSA|FCA|FRICS|RD|TD|R\.?N\.?|LL\.?B\.?|\(?Hons\.?\)?|NPQH|NPQ[ES]L|P\.?G\.?C\.?E\.?|B\.?Ed\.?|M\.?Ed\.?"
    r"|Ed\.?D\.?|FCCT|QTS|MBA|FCCA|ACA|Esq\.?|Jn?r\.?|Snr\.?|II|III|KCB|CB|CMG|MVO|LVO|CVO|QPM|D\.?Phil|LLM|MPhil|FRS|S?FHEA|[FM]CIPD)"
)
"""Letters after a name, written as such: capitals where the word could be a name."""


_NO_NAME_WORDS = """
ring call phone telephone email e-mail see ask contact contacts website via office reception team rota volunteer
volunteers enquiries enquiry admin administration department dept school college academy council services service
group committee governors governor general main new appointed staff duty various several switchboard helpline line
parents parent pta ptfa fopa friends association club trust centre nursery university finance catering kitchen
first please tbc tba number answerphone pupils class year reception info information mailbox lettings bookings
support hub network project programme partnership board panel forum union society charity church library
"""
NO_NAME_WORDS = frozenset(_NO_NAME_WORDS.split())
"""Words that say a cell without a title names no person: "School office", "Volunteer rota – ring first"."""
