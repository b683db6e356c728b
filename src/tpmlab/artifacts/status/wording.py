"""Words that hide something: activities instead of results, adjectives instead of numbers."""

from __future__ import annotations

import re

__all__ = [
    "ACTIVITY",
    "BLAME",
    "CERTAINTY",
    "EMPTY_REASON",
    "GROUP",
    "JARGON",
    "PERCENT",
    "SHARE_DONE",
    "VAGUE",
]


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"\b(" + "|".join(patterns) + r")\b", re.IGNORECASE)


ACTIVITY = re.compile(
    r"^\s*(?:we |team |the team )?(?:have |has )?(?:been )?"
    r"(?:work(?:ed|ing)? on|continu\w+|progress(?:ed|ing)\b|progress (?:on|with|in|towards?)\b|"
    r"(?:made )?(?:good|great|steady|some|further) progress|made progress|start(?:ed|ing)\b|"
    r"look(?:ed|ing) (?:at|into)|investigat(?:ed|ing)\b|attend(?:ed|ing)\b|met with|meetings? with|"
    r"discuss(?:ed|ing)\b(?! and (?:agreed|approved|decided|signed))|"
    r"held (?:a )?(?:meeting|workshop)|ongoing|support(?:ed|ing)\b)"
    r"|\b(?:under ?way|in progress|ongoing)\W*$",
    re.IGNORECASE,
)
"""Words that tell what people were busy with, not what is true now."""

PERCENT = re.compile(r"\b(\d{1,3}) ?(?:%|per ?cent)(?: of the way| done| complete| finished|\b)")

SHARE_DONE = re.compile(r"\b\d{1,2} ?(?:%|per ?cent) (?:of the way|done|complete|finished)\b")
"""How far a whole project is said to be."""

VAGUE = _any_of(
    r"significant(?:ly)?",
    r"substantial(?:ly)?",
    r"minor (?:issues?|delays?|problems?)",
    r"(?:some|a few) (?:issues?|delays?|problems?|challenges?)",
    r"slight(?:ly)? (?:delays?|late|behind)",
    r"(?:various|several) (?:issues?|problems?|challenges?)",
    r"a (?:bit|little) (?:late|later|longer|behind|delayed)",
    r"hopefully",
    r"tbd|to be (?:decided|determined)",
    r"soon",
    r"shortly",
    r"asap",
    r"as soon as possible",
    r"in due course",
    r"on ?going basis",
    r"in the near future",
    r"almost (?:done|ready|finished|complete)",
    r"nearly (?:done|ready|finished|complete)",
)
"""Sizes and times without a number."""

CERTAINTY = _any_of(
    r"definitely",
    r"guaranteed?",
    r"certainly",
    r"without (?:any )?doubt",
    r"no risks?",
    r"100 ?% (?:sure|certain|confident)",
)

BLAME = _any_of(
    r"(?:his|her|their) fault",
    r"to blame",
    r"failed to (?:deliver|do|answer|respond|provide)",
    r"incompeten\w+",
    r"once again (?:late|failed)",
    r"doesn't care|don't care",
    r"(?:has|have) let us down",
    r"fail(?:s|ed) (?:us )?again",
    r"drag(?:s|ged|ging)? (?:its|his|her|their) feet",
    r"finally (?:do|does|did) (?:its|his|her|their) job",
)

EMPTY_REASON = re.compile(
    r"^\W*(?:(?:everything|all|we are|we're|the project|project|things?|it)\W*"
    r"(?:is|are|goes|going)?\W*)?"
    r"(?:on track|fine|good|ok(?:ay)?|well|under control|as planned|going well|"
    r"no (?:major )?issues?|some issues|see below|tbd|n/?a|green|amber|red)\W*$",
    re.IGNORECASE,
)
"""A reason that repeats the colour."""

_NOBODY = (
    r"(?:the )?(?:(?:[\w'’-]+ ){0,3}teams?|everyone|everybody|all|we|us|it|devs?|developers|"
    r"engineering|qa|ops|operations|security|management|leadership|business|hr|finance|legal|"
    r"vendors?|suppliers?|tbd|tbc|n/?a|nobody|someone|somebody|\?+)"
)
GROUP = re.compile(rf"^\W*{_NOBODY}(?: ?(?:[/,&+]|and) ?{_NOBODY})*\W*$", re.IGNORECASE)
"""An owner that is nobody in particular."""

JARGON = re.compile(
    r"\b(?:x509|OOM(?:-?[Kk]ill\w*)?|k8s|SIGTERM|NPE|segfault|mutex|deadlock|"
    r"ORA-\d+|E(?:CONN[A-Z]+|TIMEDOUT|ACCES|NOENT|PIPE|MFILE|ADDRINUSE|HOSTUNREACH)|DAGs?|FKs?|JVM|"
    r"back-?pressure|0x[0-9a-fA-F]{4,}|HTTP ?[45]\d\d|[45]\d\d errors?|heap|"
    r"[A-Za-z_]+(?:Exception|Error)|null pointer|foreign key|CI/CD|p9[59]|RBAC|mTLS|idempoten\w+|"
    r"refactor\w*|[a-z]+_[a-z_]+|regex(?:es)?)\b"
)
"""Words of the workshop that most sponsors would have to ask about."""
