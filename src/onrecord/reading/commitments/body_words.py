"""Words for bodies, for setting them up, and for what is told of them: data, no rules. All in lower case."""

from __future__ import annotations

import re

__all__ = [
    "AD_HOC",
    "ASPECTS",
    "ENDING",
    "FORMATS",
    "FOUNDING",
    "FREQUENCIES",
    "HEADS",
    "LEVELS",
    "OPEN",
    "ORDINALS",
    "REFUSING",
    "SERIES",
    "SUPPOSED",
]

HEADS = {
    "force": "task force",
    "taskforce": "task force",
    "group": "working group",
    "commission": "commission",
    "committee": "committee",
    "subcommittee": "committee",
    "council": "council",
    "panel": "panel",
    "board": "board",
    "office": "office",
    "secretariat": "secretariat",
    "mechanism": "mechanism",
    "forum": "forum",
    "tribunal": "tribunal",
    "agency": "agency",
    "inquiry": "inquiry",
    "body": "body",
    "center": "center",
    "centre": "center",
    "unit": "unit",
    "team": "team",
}
"""Head noun -> kind of body; "force" and "group" only with "task", "working" or "contact" before them."""

SERIES = frozenset("meetings consultations consultation talks dialogue dialogues negotiations discussions".split())
"""Head nouns of a series of meetings."""

FOUNDING = frozenset(
    """form forms formed forming establish establishes established establishing create creates created creating
    launch launches launched launching appoint appoints appointed appointing convene convenes convened convening
    found founded founding propose proposes proposed proposing creation formation establishment launched assemble
    assembled assembling revive revived reviving institute instituted setting-up build building""".split()
)
"""Words that set a body up; "set up" is two words."""

REFUSING = frozenset(
    "against reject rejects rejected rejecting oppose opposes opposed opposing denied refused refuse declined won't "
    "not no never without".split()
)
"""Words before the founding that refuse it."""

ENDING = frozenset(
    "block blocks blocked blocking kill killed sank scrapped scrap dissolved dissolve disbanded disband abolished "
    "abolish defeated thwarted failed failure derailed shelved".split()
)
"""Words that end a body or the attempt at one."""

SUPPOSED = frozenset(
    "will would plan plans planned planning whether proposal proposed propose proposes bill legislation could may "
    "might should consider considering discuss discussing weigh weighing call called calls calling urging urge urged "
    "to agreed agree suggested want wants".split()
)
"""Words by which the founding is not done yet."""

AD_HOC = frozenset(
    "select special review joint transition steering consultative advisory independent bipartisan presidential "
    "truth fact-finding blue-ribbon coordinating coordination contact working standing interagency ad-hoc".split()
)
"""Adjectives of bodies made for one matter."""

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")

LEVELS = re.compile(
    r"\b(?:working|high|senior|ministerial|vice[- ]minister(?:ial)?|director|deputy|leaders?|expert|cabinet|summit|"
    r"technical|ambassador)(?:'s)?[-\s]levels?\b|\bat\s+the\s+(?:working|ministerial|technical|expert|senior)\s+level\b|"
    r"\b(?:vice-)?ministerial\b",
    re.IGNORECASE,
)
FREQUENCIES = re.compile(
    r"\b(?:regular(?:ly)?(?:\s+basis)?|annual(?:ly)?|weekly|biweekly|monthly|quarterly|biannual(?:ly)?|semi-?annual(?:ly)?|"
    r"yearly|daily|(?:once|twice|three\s+times)\s+(?:a|per)\s+(?:week|month|quarter|year)|every\s+(?:other\s+)?"
    r"(?:(?:two|three|four|six)\s+)?(?:weeks?|months?|quarters?|years?))\b",
    re.IGNORECASE,
)
FORMATS = re.compile(
    r"\b(?:bilateral|trilateral|multilateral|in[- ]person|virtual(?:ly)?|online|by\s+video(?:\s*conference)?|video\s+"
    r"conference|two-plus-two|2\+2|hybrid|closed-door|round-?table)\b",
    re.IGNORECASE,
)
OPEN = re.compile(
    r"\b(?:still\s+(?:in\s+discussions?|in\s+talks|under\s+discussion|open|undecided|being\s+(?:discussed|worked\s+out|"
    r"decided|negotiated)|discussing|negotiating|unclear|to\s+be)|under\s+discussion|remains?\s+(?:open|undecided|unclear|"
    r"unresolved|unsettled|to\s+be)|(?:has|have|had)\s+(?:not|yet)\s+(?:yet\s+)?(?:to\s+be|been)\s+(?:decided|settled|"
    r"determined|agreed|fixed|set|finali[sz]ed|worked\s+out)|(?:not|yet)\s+to\s+be\s+(?:decided|determined|settled|agreed)|"
    r"to\s+be\s+determined|is\s+(?:also\s+)?open|was\s+(?:also\s+)?open|were\s+(?:also\s+)?open|undecided|"
    r"(?:not|yet)\s+(?:been\s+)?(?:decided|settled|agreed\s+on)|in\s+discussions\s+over)\b",
    re.IGNORECASE,
)
ASPECTS = re.compile(
    r"\b(?:format|frequency|composition(?:\s+of\s+(?:the\s+)?(?:participants|members|delegations?))?|participants|"
    r"participation|members(?:hip)?|attendance|level|timing|timetable|schedule|start\s+date|dates?|agenda|venue|location|"
    r"place|size|scope|mandate|leadership|chair|rank|name|budget|powers|how\s+often(?:(?!\sand\s)[^,;.]){0,40}|"
    r"who\s+(?:would|will|should)\s+(?:sit|attend|take\s+part|lead|chair|head)[^,;.]{0,30}|"
    r"whether\s+(?:they|it)\s+(?:would|will)\s+be\s+held[^,;.]{0,30})",
    re.IGNORECASE,
)
"""Aspects of a body that can be open."""
