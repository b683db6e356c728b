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
from tpmlab.learning.self_assessment import ADVICE, KINDS, QUESTIONS, Question

__all__ = ["QUESTIONS", "Path", "Question", "Step", "propose"]


@dataclass(frozen=True)
class Step:
    """One lesson of a path, the title of its module, and why it is there."""

    lesson: Lesson
    module: str
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


# Why a lesson is on the path: the first reason whose answers were all chosen.
_REASONS = {
    "mock-exam": (
        (
            {},
            "Five better in two weeks: how often does that come from nothing? Here you count it.",
        ),
    ),
    "practice-room": (
        ({}, "Two answers seem right until you see which fact parts them. Here you turn one."),
    ),
    "study-group": (
        ({}, "Five nod at the first voice: six Thursdays, cards, and a map of who needs what."),
    ),
    "studying-that-works": (
        ({}, "Ninety minutes a week: which of four ways to spend them leaves something in June."),
    ),
    "choosing-a-certification": (
        (
            {"background": "engineering"},
            "You change over from engineering: this is where a credential may open a door, or not.",
        ),
        ({}, "Six wishes, one budget, two names without an exam: whom to pay, and for what."),
    ),
    "project-lifecycle": (
        ({}, "Nineteen documents and seventeen questions: which one you would miss first."),
    ),
    "industries-and-projects": (
        ({}, "The same 47 days in eight sectors, and only two of them keep the date."),
    ),
    "roles-compared": (
        (
            {"run": "yes"},
            "You have run projects. Here is why the last argument was about who decides.",
        ),
        ({}, "Ten decisions, eleven roles: where they overlap there is a gap or a fight."),
    ),
    "what-a-tpm-does": (
        (
            {"background": "engineering"},
            "You decide technical questions today. This is about bringing them to who decides.",
        ),
        ({}, "Seven messages on one Tuesday: what to answer first, and what it costs others."),
    ),
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
    "systems-and-apis": (
        (
            {"background": "engineering"},
            "You know the words: go to the storm, and to the questions for a design.",
        ),
        (
            {"background": "support"},
            "You know what a lost answer costs the customer; this is what happened behind it.",
        ),
        ({}, "A payment made twice, on a real service: the shortest way into how systems talk."),
    ),
    "databases-and-sql": (
        (
            {"background": "business"},
            "You ask others for numbers today; here you ask the database, and check the answer.",
        ),
        ({}, "Most lasting damage is done to data. Counting rows prevents a good part of it."),
    ),
    "version-control-and-releases": (
        (
            {"background": "engineering"},
            "You know git; the way back, the release list and the measures are the manager's part.",
        ),
        ({}, "What went out, what must come back, and how often that happens: all in one history."),
    ),
    "status-report": (
        (
            {"run": "yes"},
            "You have written many of these. Let the reviewer read your last one.",
        ),
        ({}, "It is what most people will know of your work."),
    ),
    "waterfall": (
        (
            {"background": "support"},
            "You have met late changes from the other side; here you see what each of them costs.",
        ),
        ({}, "Someone will ask what a late change costs: here you learn to work it out."),
    ),
    "scrum": (
        (
            {"background": "engineering"},
            "You have sat in these meetings: here are the numbers that a sprint leaves behind.",
        ),
        ({}, "Most teams you will meet say they do it. Here is what it asks for, and of whom."),
    ),
    "pay": (
        ({"goal": "job"}, "You want to move into the role: know what it pays before you ask."),
        ({"run": "yes"}, "You may hire as well as be hired: both need the same five numbers."),
        ({}, "Next year you will be asked what you expect. Bring a percentile."),
    ),
    "kanban-and-flow": (
        (
            {"background": "support"},
            "You know queues from the inside: here you learn to say how long one takes.",
        ),
        ({}, "Someone asks how long until theirs is done. Here you find an answer that holds."),
    ),
    "hybrid-and-choosing": (
        (
            {"goal": "exam"},
            "Exams ask which way suits a project; this gives reasons, and shows when they fail.",
        ),
        ({}, "Two people will want two methods from you. This is how to ask for facts instead."),
    ),
    "agile-at-scale": (
        (
            {"background": "engineering"},
            "You know how long your part takes; this is about what it waits for.",
        ),
        ({}, "Five teams that are each confident make one date that isn't."),
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
    "project-cockpit": (
        (
            {"run": "yes"},
            "You have run projects. Here you can run one twice, and see which decision it was.",
        ),
        ({}, "Six weeks at the wheel, and then an honest look at what was you and what was luck."),
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
    "cloud-and-infrastructure": (
        (
            {"background": "engineering"},
            "You know the machines; this is about which of them a decision should be about.",
        ),
        ({}, "A move to the cloud is mostly a question of order, and of what fails together."),
    ),
    "security-for-tpms": (
        (
            {"background": "engineering"},
            "You know how flaws are mended; here is which of sixty comes first, and who signs.",
        ),
        ({}, "There are always more holes than days. This is how to choose, and to say so."),
    ),
    "integration-and-testing": (
        (
            {"background": "testing"},
            "You know the levels; here two services break, and three rehearsals become a chance.",
        ),
        (
            {},
            "Both sides say they are green, and the invoice is wrong. This is where to look.",
        ),
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
    kind = answers["goal"] if answers.get("goal") in KINDS else "job"
    title, advice = KINDS[kind]
    lessons = [lesson for lesson in curriculum.lessons.values() if lesson.id != START]
    steps = [
        Step(lesson, curriculum.module_of(lesson.id).title, _why(lesson, answers))
        for lesson in lessons
    ]
    further = [text for when, text in ADVICE if _holds(when, answers)]
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
