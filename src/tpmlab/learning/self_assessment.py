"""The questions of *Start here*, and what a learner's goal and answers say about how to use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["ADVICE", "KINDS", "QUESTIONS", "Question"]


@dataclass(frozen=True)
class Question:
    """One question; ``choices`` maps each answer's id to its words."""

    id: str
    text: str
    choices: Mapping[str, str]


QUESTIONS = (
    Question(
        "goal",
        "What brings you here?",
        {
            "job": "I want to move into the role",
            "class": "My class uses tpmlab",
            "exam": "I prepare for a certificate, with others or alone",
        },
    ),
    Question(
        "background",
        "What do you do today?",
        {
            "engineering": "Development or operations",
            "testing": "Testing or quality",
            "support": "Support or service",
            "business": "Analysis, coordination or another business role",
            "other": "Something else, or still studying",
        },
    ),
    Question(
        "coding",
        "How do you get on with code?",
        {
            "never": "I have never written any",
            "some": "I can change a number in a script",
            "daily": "I write it most days",
        },
    ),
    Question(
        "run",
        "Have you run a project?",
        {"no": "Not yet", "part": "A part of one", "yes": "Yes, from start to finish"},
    ),
    Question(
        "schedule",
        "A task slips four days. Can you say whether the end date moves?",
        {"no": "I would have to ask", "guess": "I would guess", "yes": "Yes, and by how much"},
    ),
    Question(
        "tradeoff",
        "A sponsor wants more, sooner, for the same money. What do you answer?",
        {
            "work": "Yes, and we work harder",
            "no": "No, that can't be done",
            "options": "A few options, each with its price",
        },
    ),
    Question(
        "hours",
        "How much time do you have in a week?",
        {"1": "About an hour", "3": "About three hours", "6": "Six hours or more"},
    ),
)

# What a learner's goal makes of their path: its name and how to use it.
KINDS = {
    "job": (
        "On your own, towards the job",
        "Take the lessons in this order and do the last section of each on a project of your "
        "own: that is what you will talk about in an interview.",
    ),
    "class": (
        "With a class",
        "Your instructor sets the order and the dates. Open each lesson before its exercise; "
        "Check tells you what each part earns before you hand it in.",
    ),
    "exam": (
        "Towards a certificate",
        "Answer each lesson's questions alone, note how sure you were, and read the reason of "
        "every option, wrong ones too. In a group, compare guesses before anyone explains.",
    ),
}

# Further advice, given where every named answer was chosen.
ADVICE = (
    (
        {"coding": "never"},
        "You need no code: every lesson can be done by changing a number and pressing Shift+Enter.",
    ),
    (
        {"coding": "daily"},
        "You write code most days: the exercises let you use it, the lessons don't ask for it.",
    ),
    (
        {"run": "yes"},
        "You have run a project: make the guesses anyway. Being wrong here is cheaper.",
    ),
)
