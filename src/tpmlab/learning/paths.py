"""The self-assessment of *Start here*: questions and rules as data, a path as the result.

The rules speak of written lessons only; any other written lesson takes its place in
the curriculum's order, with its first objective as the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from tpmlab.curriculum import Curriculum, Lesson
from tpmlab.learning.overview import START

__all__ = ["QUESTIONS", "Path", "Question", "Step", "propose"]


@dataclass(frozen=True)
class Question:
    """One question; ``choices`` maps each answer's id to its words."""

    id: str
    text: str
    choices: Mapping[str, str]


@dataclass(frozen=True)
class Step:
    """One lesson of a path, and why it is there."""

    lesson: Lesson
    why: str


@dataclass(frozen=True)
class Path:
    """Lessons in the order proposed to one learner."""

    kind: str
    title: str
    advice: list[str]
    steps: list[Step]
    weeks: int

    @property
    def minutes(self) -> int:
        """All lessons together."""
        return sum(step.lesson.minutes for step in self.steps)


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
_KINDS = {
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
_ADVICE = (
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

# Why a lesson is on the path: the first reason whose answers were all chosen.
_REASONS = {
    "just-enough-python": (
        (
            {"coding": "never"},
            "You have never written code: this is all the reading of it that the course asks for.",
        ),
        (
            {"coding": "daily"},
            "You write code most days: go straight to what a change costs, and how much is enough.",
        ),
        ({}, "Reading ten lines and finding the case they leave out settles many meetings."),
    ),
    "status-report": (
        (
            {"run": "yes"},
            "You have written many of these. Let the reviewer read your last one.",
        ),
        ({}, "It is what most people will know of your work."),
    ),
    "critical-path": (
        (
            {"schedule": "yes", "goal": "class"},
            "You know this ground: try the exercise first, and read what it shows is missing.",
        ),
        (
            {"schedule": "yes"},
            "You say you can tell whether the end moves. The guess at the top will show it.",
        ),
        (
            {"background": "engineering"},
            "You know how long a task takes; this is about which tasks the date depends on.",
        ),
        (
            {"background": "support"},
            "You know what a missed date costs the customer; this is how to see it coming.",
        ),
        (
            {"background": "testing"},
            "Testing is often where a slip ends up; this shows which slips reach it.",
        ),
        ({}, "Most talk about dates rests on it: which task may slip, and by how much."),
    ),
    "scope-schedule-cost": (
        (
            {"tradeoff": "work"},
            "You would promise it and work harder. Here you see what that costs, and when.",
        ),
        (
            {"tradeoff": "no"},
            "You would say no. Here you find the answers between no and yes.",
        ),
        (
            {"tradeoff": "options"},
            "You would offer options: here you practise putting a price on each.",
        ),
        ({}, "It is the conversation that the job is known for."),
    ),
}


def propose(answers: Mapping[str, str], curriculum: Curriculum) -> Path:
    """Propose a path for the answers given.

    Parameters
    ----------
    answers : mapping
        Question id → choice id; a missing or unknown one is taken as not answered.
    curriculum : Curriculum
        Only its written lessons are proposed.

    Returns
    -------
    Path
        Lessons in the curriculum's order, each with a reason that speaks to the answers.

    Examples
    --------
    >>> from tpmlab.curriculum import load_curriculum
    >>> path = propose({"goal": "class", "hours": "1"}, load_curriculum())
    >>> path.title, path.steps[0].lesson.id
    ('With a class', 'just-enough-python')
    """
    kind = answers["goal"] if answers.get("goal") in _KINDS else "job"
    title, advice = _KINDS[kind]
    lessons = [lesson for lesson in curriculum.lessons.values() if lesson.id != START]
    steps = [Step(lesson, _why(lesson, answers)) for lesson in lessons]
    further = [text for when, text in _ADVICE if _holds(when, answers)]
    hours = int(answers["hours"]) if answers.get("hours") in QUESTIONS[-1].choices else 3
    minutes = sum(lesson.minutes for lesson in lessons)
    return Path(kind, title, [advice, *further], steps, weeks=ceil(minutes / (60 * hours)))


def _why(lesson: Lesson, answers: Mapping[str, str]) -> str:
    for when, text in _REASONS.get(lesson.id, ()):
        if _holds(when, answers):
            return text
    return f"Afterwards you can {lesson.objectives[0].text}."


def _holds(when: Mapping[str, str], answers: Mapping[str, str]) -> bool:
    return all(answers.get(question) == choice for question, choice in when.items())
