"""What the help says about data protection: what is law, what is guidance, and to check both.

As of November 2026, for the United Kingdom: UK GDPR, Data Protection Act 2018, Data (Use and Access) Act 2025, Freedom
of Information Act 2000. The clocks are in models/subject_requests, complaints, information_requests and breaches.
"""

from __future__ import annotations

from resources.i18n import marked as m

LEAD = m(
    "This is what the program counts by, as of November 2026. It is no legal advice. Law and guidance change: check "
    "current guidance at ico.org.uk, and ask your data protection officer."
)

PROTECTION: tuple[tuple[str, str], ...] = (
    (
        m("Somebody asks what you hold about them"),
        m(
            "Law: answer without delay and within one month of the day it came. Up to two more months where it is "
            "complex or one of many, if they are told why within the first month (UK GDPR, article 12). The clock "
            "stops while you wait for proof of identity, or for what they mean, where you truly need it. The search "
            "has to be reasonable and proportionate (Data (Use and Access) Act 2025).\n"
            "Guidance: where the last day is a weekend or a bank holiday, the next working day counts.\n"
            "Here: Record, Everything we hold about a person finds it; you look through each row before anything "
            "goes out. Settings, Data protection counts the days."
        ),
    ),
    (
        m("Somebody asks to be erased, or not to be used"),
        m(
            "Law: the right to be erased has limits. It does not reach what the law has you keep, what a public task "
            "needs, or legal claims (article 17). Answer within the same month, also where the answer is no. While it "
            "is disputed whether data is right, keep it and do not use it (article 18).\n"
            "Here: Settings, Data protection restricts the use of somebody’s data. Record, Erase a person for good "
            "shows all it would do first, and keeps a copy of the book before. A hold prevents it."
        ),
    ),
    (
        m("Data was lost, seen or sent to the wrong place"),
        m(
            "Law: write every breach down, with what you did (article 33(5)). Tell the Information Commissioner within "
            "72 hours of becoming aware, unless a risk to people is unlikely (article 33). Tell the people themselves "
            "without delay where the risk is high (article 34). The 72 hours run at night and at weekends too.\n"
            "Guidance: what makes a risk likely or high. The Commissioner has a self-assessment for it.\n"
            "Here: Settings, Data protection, Data breaches; what is open stands under Due this week."
        ),
    ),
    (
        m("Somebody asks for information under the Freedom of Information Act"),
        m(
            "Law: answer promptly, and within 20 working days. For schools in England, Wales and Northern Ireland: 20 "
            "school days or 60 working days, whichever comes first. While you wait to hear what they mean, the days "
            "do not begin. In Scotland another Act says 20 working days.\n"
            "Here: Settings, Data protection; choose there which days count, and enter your terms under School year."
        ),
    ),
    (
        m("Somebody complains about how you used their data"),
        m(
            "Law: make it easy to complain, confirm within 30 days that the complaint came, look into it without undue "
            "delay, and say what came of it (Data Protection Act 2018, section 164A, since June 2026).\n"
            "Here: note it as a complaint among the requests; its clock is its own."
        ),
    ),
    (
        m("How long may you keep what you noted?"),
        m(
            "Law: no longer than you need it (article 5). It names no number of years for records like these.\n"
            "Guidance: schedules for schools, such as the toolkit of the Information and Records Management Society.\n"
            "Here: the times under Settings, Data protection are a beginning, for your data protection officer to "
            "confirm. What is due is listed. You keep it with a reason, hold it, or erase it; nothing goes by itself."
        ),
    ),
    (
        m("What is better not written down"),
        m(
            "Law: health, belief, origin, politics, a union, sex life and offences need a condition of their own "
            "(articles 9 and 10). Everybody may ask to read what you wrote about them.\n"
            "Guidance: write what you need for your work, as you would say it to their face.\n"
            "Here: the report What we hold says which notes to read again, which people nothing ties to you, and what "
            "is held twice."
        ),
    ),
)
