"""Every lint is silent on the good tree and fires, with file and line, on its own flaw."""

import pytest

from tpmlab.authoring.check import check_content

LESSON = "content/lessons/planning/critical-path.md"
TASK = "content/assignments/slack.md"
ITEMS = "content/exam/items/lessons/critical-path"
SITUATION = "Write who needs what by when, in two or three sentences"

LONG_CELL = "\n".join(f"x{n} = {n}" for n in range(13))

# file, what stands there, what to put instead, line of the finding, words of the finding
FLAWS = {
    "unknown lesson": (
        LESSON,
        SITUATION,
        "[x](lesson:nowhere)",
        11,
        "'lesson:nowhere' names no lesson",
    ),
    "unknown term": (LESSON, SITUATION, "[x](term:flot)", 11, "names no term"),
    "unknown source": (LESSON, SITUATION, "[x](source:some-papr)", 11, "closest are some-paper"),
    "unknown assignment": (LESSON, SITUATION, "[x](assignment:slak)", 11, "closest are slack"),
    "unknown scheme": (LESSON, SITUATION, "[x](leson:critical-path)", 11, "unknown scheme"),
    "missing file": (LESSON, SITUATION, "[x](../../datasets/none.csv)", 11, "does not exist"),
    "out of the tree": (LESSON, SITUATION, "[x](../../../etc)", 11, "leaves the repository"),
    "missing anchor": (LESSON, SITUATION, "[x](#Idea)", 11, "no heading here is '#Idea'"),
    "anchor elsewhere": (LESSON, SITUATION, "[x](lesson:critical-path#No)", 11, "no heading '#No'"),
    "indirect link": (LESSON, SITUATION, "[x][1]", 11, "written in two places"),
    "link in an assignment": (TASK, "Name the idea", "[x](term:flot)", 5, "names no term"),
    "picture without alt": (LESSON, SITUATION, "![](../glossary.ipynb)", 11, "no alt text"),
    "tag without alt": (LESSON, SITUATION, '<img src="a.png">', 11, "<img> has no alt text"),
    "own plotting": (
        LESSON,
        "import tpmlab as tpm",
        "import tpmlab as tpm\nimport matplotlib",
        13,
        "draws by itself",
    ),
    "long cell": (
        LESSON,
        "import tpmlab as tpm",
        f"import tpmlab as tpm\n{LONG_CELL}",
        13,
        "cut it to 12",
    ),
    "no import": (LESSON, "import tpmlab as tpm", "import math", 13, "import tpmlab as tpm"),
    "unknown tag": (LESSON, "[live]", "[lively]", 25, "'lively' is no tag"),
    "live cell alone": (LESSON, "plan = tpm", "other = tpm", 51, "the live cell uses 'plan'"),
    "missing heading": (
        LESSON,
        "## Key points",
        "### Key points",
        75,
        "'## Key points' belongs here",
    ),
    "no last heading": (LESSON, "## Next", "### Next", 75, "'## Next' is missing"),
    "wrong title": (LESSON, "# Critical path", "# Another", 1, "must be '# Critical path'"),
    "second title": (LESSON, "## Ideas", "# Aside\n\n## Ideas", 39, "second title"),
    "other minutes": (LESSON, "**Minutes:** 20", "**Minutes:** 25", 5, "20 in curriculum.yaml"),
    "no minutes": (LESSON, "- **Minutes:** 20\n", "", 1, "does not say how long"),
    "front matter": (
        LESSON,
        "# Critical path",
        "---\na: 1\n---\n# Critical path",
        1,
        "front matter",
    ),
    "unsourced figure": (
        LESSON,
        SITUATION,
        "A survey says that 70% fail",
        11,
        "a number beside 'survey'",
    ),
    "currency sign": (LESSON, SITUATION, "It costs $5 and $6", 11, "'$' starts a formula"),
    "unknown name": (LESSON, SITUATION, "Ask Nadia and Zeb now", 11, "'Zeb' is unknown"),
    "name in an assignment": (TASK, "Name the idea", "Then ask Zeb", 5, "'Zeb' is unknown"),
    "term too early": (LESSON, SITUATION, "The float is used up", 11, "before it is explained"),
    "term of later": (LESSON, SITUATION, "The baseline moved", 11, "introduced only in 'later'"),
    "homeless term": (
        "content/glossary.yaml",
        "lesson: later",
        "lesson: never",
        4,
        "which no lesson is",
    ),
    "objective unasked": (
        "content/curriculum.yaml",
        "  - {id: say-it",
        "  - {id: do-it, text: do it}\n          - {id: say-it",
        10,
        "checks the objective 'do-it'",
    ),
    "misconception unknown": (
        f"{ITEMS}/question-one.yaml",
        "durations-add-up",
        "durations-addd",
        11,
        "durations-add-up",
    ),
    "item off the rules": (
        f"{ITEMS}/question-one.yaml",
        "It stays, since",
        "It always stays, since",
        1,
        "always",
    ),
    "item source unknown": (
        f"{ITEMS}/question-one.yaml",
        "principle:",
        "sources: [nobody]\nprinciple:",
        13,
        "no source 'nobody'",
    ),
    "unknown prediction": (
        LESSON,
        "critical-path:first-guess",
        "critical-path:other",
        25,
        "is no prediction",
    ),
    "other quiz": (LESSON, 'quiz("critical-path")', 'quiz("later")', 66, "the quiz of 'later'"),
    "heading of a topic": (
        "content/syllabus.yaml",
        "heading: Ideas",
        "heading: Idea",
        2,
        "no heading 'Idea'",
    ),
    "practice of a topic": (
        "content/syllabus.yaml",
        "question-one",
        "question-six",
        2,
        "no quiz item",
    ),
    "exercise of a topic": (
        "content/syllabus.yaml",
        "quiz:question-one",
        "exercise:none",
        2,
        "no assignment 'none'",
    ),
    "explorer of a topic": (
        "content/syllabus.yaml",
        "quiz:question-one",
        "explorer:Ideas",
        2,
        "with a live cell",
    ),
    "topic of a planned lesson": (
        "content/syllabus.yaml",
        "practice: lesson",
        'practice: lesson, heading: A, practised: "lesson:A"',
        4,
        "only planned",
    ),
    "topic of no lesson": (
        "content/syllabus.yaml",
        "lesson: later",
        "lesson: never",
        4,
        "no lesson 'never'",
    ),
    "answer without marks": (TASK, "### BEGIN SOLUTION", "###", 15, "'### BEGIN SOLUTION'"),
    "check without points": (TASK, "[check, points-2]", "[check]", 24, "a check needs points"),
    "hidden check alone": (TASK, "[check, points-2]", "[]", 29, "put a visible check there"),
    "assignment missing": (
        "content/curriculum.yaml",
        "assignment: slack",
        "assignment: slak",
        11,
        "slak.md does not exist",
    ),
}


def test_a_good_tree_is_silent(tree):
    errors = [str(finding) for finding in check_content(tree) if finding.level == "error"]
    assert errors == []


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_flaw_is_named_with_its_line(tree, edit, flaw):
    file, old, new, line, words = FLAWS[flaw]
    edit(file, old, new)
    found = [str(f) for f in check_content(tree) if f.level == "error"]
    assert any(f.startswith(f"{file}:{line}: ") and words in f for f in found), found
    assert all(f.endswith(".") for f in found)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A [survey](source:some-paper) says that 70% fail", "the source is linked"),
        ("Nadia needs 3 days more than planned", "the case's own number"),
        ("Ask Nadia Rahman on Monday in March", "known people and the calendar"),
        ("Open Jira, press **Check** and wait", "a label on a button"),
        ("The [float](term:total-float) is used up, and float is short", "linked at its first use"),
        ("**Float** is room to move, and float is short", "defined where it is introduced"),
        ("Write `[x](lesson:nowhere)` or `Zeb`", "code is not prose"),
        ("See [later](lesson:later)", "a planned lesson may be named"),
        ("See [the table](#Ideas)", "a heading of this lesson"),
    ],
)
def test_what_is_right_stays_silent(tree, edit, text, why):
    edit(LESSON, SITUATION, text)
    assert [str(f) for f in check_content(tree) if f.level == "error"] == [], why


def test_a_lesson_without_five_questions(tree):
    (tree / ITEMS / "question-five.yaml").unlink()
    assert any("4 items are 'use: quiz'" in str(f) for f in check_content(tree))


def test_strays_are_found(tree):
    (tree / "content/lessons/planning/orphan.md").write_text("# Orphan", encoding="utf-8")
    folder = tree / "content/exam/items/lessons/orphan"
    folder.mkdir()
    (folder / "a.yaml").write_text("", encoding="utf-8")
    found = [str(f) for f in check_content(tree) if f.level == "error"]
    assert any("no entry of curriculum.yaml leads here" in f for f in found)
    assert any("there is no written lesson 'orphan'" in f for f in found)


def test_topics_of_a_written_lesson_are_listed_until_placed(tree, edit):
    edit("content/syllabus.yaml", 'heading: Ideas, practised: "quiz:question-one"', "check: why")
    notes = [str(f) for f in check_content(tree) if f.level == "note"]
    assert any("written without it" in note for note in notes)
    assert any("1 topics wait for 1 lessons" in note for note in notes)


def test_an_assignment_that_no_lesson_leads_to_is_a_note(tree, edit):
    edit("content/curriculum.yaml", "        assignment: slack\n", "")
    (note,) = [f for f in check_content(tree) if "no lesson leads here" in f.message]
    assert (note.file, note.level) == (TASK, "note")
