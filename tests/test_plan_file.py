"""Plan files: written and read back alike, and strict about everything else."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import tpmlab as tpm
from tpmlab.errors import ContentError
from tpmlab.plan_file import plan_text
from tpmlab.schedule import (
    Calendar,
    Discrete,
    Distribution,
    Empirical,
    Link,
    LogNormal,
    PertBeta,
    Plan,
    Task,
    Triangular,
    Uniform,
)

amounts = st.floats(0, 1e6, allow_subnormal=False)
above = st.floats(0.001, 1e6)
names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8).filter(str.strip)
words = st.sampled_from(
    ["yes", "1", "null", "2026-01-01", "a: b", "# c", "FS", "x SS+2", 'q"', "~"]
)
dates = st.dates(dt.date(1990, 1, 1), dt.date(2050, 1, 1))


def rising(count):
    return st.lists(amounts, min_size=count, max_size=count).map(sorted)


distributions = st.one_of(
    st.none(),
    rising(2).map(lambda v: Uniform(*v)),
    rising(3).map(lambda v: Triangular(*v)),
    st.builds(lambda v, shape: PertBeta(*v, shape), rising(3), st.floats(0, 50)),
    st.lists(above, min_size=2, max_size=2).map(sorted).map(lambda v: LogNormal(*v)),
    st.lists(amounts, min_size=1, max_size=5).map(lambda v: Empirical(tuple(v))),
    st.builds(lambda a, b: Discrete((a, b), (0.25, 0.75)), amounts, amounts),
)
calendars = st.builds(
    Calendar,
    dates,
    st.dictionaries(
        st.sampled_from(["Mon", "Wed", "Sun"]), st.sampled_from([0.5, 1.0]), min_size=1
    ),
    st.lists(dates, max_size=3) | st.dictionaries(dates, names, max_size=3),
)


@st.composite
def plans(draw):
    ids = draw(st.lists(names | words, min_size=1, max_size=5, unique=True))
    tasks, links = [], []
    for n, name in enumerate(ids):
        days = [draw(st.none() | amounts) for _ in range(2)]
        resources = draw(st.dictionaries(names, above, max_size=2))
        spread = draw(distributions)
        task = Task(name, draw(amounts), draw(amounts), resources, *days, distribution=spread)
        tasks.append(task)
        before = st.sampled_from(ids[:n]) if n else st.nothing()
        kinds = st.sampled_from(["FS", "SS", "FF", "SF"])
        pairs = draw(st.lists(st.tuples(before, kinds), max_size=min(n, 3), unique=True))
        lag = st.floats(-1e6, 1e6, allow_subnormal=False)
        links += [Link(pred, name, kind, draw(lag)) for pred, kind in pairs]
    return Plan(
        tuple(tasks),
        tuple(links),
        capacity=draw(st.dictionaries(names, amounts, max_size=2)),
        deadline=draw(st.none() | amounts),
        calendar=draw(st.none() | calendars),
    )


@pytest.mark.slow
@given(plans())
@example(Plan((Task("line\x85end\u2028of \U0001f600", 1),)))
def test_what_is_written_reads_back_alike(plan):
    text = plan_text(plan)
    assert tpm.read_plan(text) == plan
    assert plan_text(tpm.read_plan(text)) == text


def test_a_file_is_written_whole_and_replaced_whole(tmp_path: Path):
    path = tmp_path / "release.yaml"
    first = Plan.from_rows([("spec", 5), ("build", 10, ["spec"])], deadline=20)
    tpm.write_plan(first, path)
    assert tpm.read_plan(path) == tpm.read_plan(str(path)) == first
    tpm.write_plan(first.with_task("build", must_start_on=5), path)
    assert tpm.read_plan(path)["build"].must_start_on == 5
    assert [entry.name for entry in tmp_path.iterdir()] == ["release.yaml"]


def test_a_file_that_can_not_be_written(tmp_path: Path):
    plan = Plan.from_rows([("spec", 5)])
    with pytest.raises(ContentError, match="nowhere does not exist: create the folder"):
        tpm.write_plan(plan, tmp_path / "nowhere" / "plan.yaml")
    (tmp_path / "taken").mkdir()
    with pytest.raises(ContentError, match="can't be written"):
        tpm.write_plan(plan, tmp_path / "taken")


def test_a_distribution_of_ones_own_is_refused():
    class Fixed(Distribution):
        mean = 3.0
        variance = 0.0

        def chance(self, days):
            return float(days >= 3)

        def draw(self, uniforms):
            return 0 * uniforms + 3

    plan = Plan((Task("spec", 3, distribution=Fixed()),))
    with pytest.raises(ContentError, match="'spec' is a Fixed, which a plan file can't hold: use"):
        plan_text(plan)


def test_links_come_back_in_the_order_of_the_tasks_that_wait():
    plan = Plan.from_rows([("a", 1), ("b", 1), ("c", 1, ["a"])]).with_link("a", "b")
    again = tpm.read_plan(plan_text(plan))
    assert again.tasks == plan.tasks
    assert sorted(again.links) == sorted(plan.links)


HEAD = "tasks:\n- {task: spec, days: 5}\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tasks: []\n", "line 1: The plan is empty"),
        ("deadline: 5\n", "line 1: 'tasks' is missing"),
        (HEAD + "dedline: 9\n", "line 3: 'dedline' is not a known key"),
        (HEAD + "deadline: 9\ndeadline: 8\n", "line 4: the key 'deadline' stands twice"),
        (HEAD + "deadline: soon\n", "line 3: 'deadline' should be a valid number"),
        (HEAD + "deadline: -3\n", "line 3: 'deadline' should be greater than or equal to 0"),
        (HEAD + "capacity: {tester: -1}\n", "line 3: 'capacity.tester' should be greater than"),
        (HEAD + "capacity: {developer: two}\n", "line 3: 'capacity.developer' should be a valid"),
        (HEAD + "- {task: b}\n", "line 3: 'tasks.1.days' is missing"),
        (HEAD + "- {task: b, days: 5, dyas: 5}\n", "line 3: 'tasks.1.dyas' is not a known key"),
        (HEAD + "- {task: b, days: '5'}\n", "line 3: 'tasks.1.days' should be a valid number"),
        (HEAD + "- {task: b, days: -5}\n", "line 3: Task 'b' has the duration -5.0"),
        (HEAD + "- {task: b, days: .nan}\n", "line 3: Task 'b' has the duration nan"),
        (HEAD + "- {task: 7, days: 5}\n", "line 3: 'tasks.1.task' should be a valid string"),
        (HEAD + "- {task: spec, days: 5}\n", "line 3: The task 'spec' stands twice"),
        (
            HEAD + "\n- task: b\n  days: 5\n  waits_for: spce\n",
            "line 4: Task 'b' waits for 'spce', which isn't in the plan: did you mean 'spec'?",
        ),
        (HEAD + "- {task: b, days: 5, waits_for: [spec]}\n", "line 3: 'tasks.1.waits_for' should"),
        (HEAD + "- {task: b, days: 5, waits_for: 'spec, spec'}\n", "line 3: .* stands twice"),
        (
            "tasks:\n- {task: a, days: 1, waits_for: b}\n- {task: b, days: 1, waits_for: a}\n",
            "line 1: These tasks wait for each other in a circle: a → b → a; remove",
        ),
        (
            HEAD + "- {task: b, days: 5, must_start_on: 2, start_no_earlier_than: 3}\n",
            "line 3: Task 'b' must start on day 2 but no earlier than day 3",
        ),
        (
            HEAD + "- {task: b, days: 5, distribution: {kind: Normal, mean: 5}}\n",
            "line 3: The distribution of task 'b' has the kind 'Normal': use Discrete, Empirical",
        ),
        (
            HEAD + "- {task: b, days: 5, distribution: {kind: Uniform, low: 5, hi: 6}}\n",
            "line 3: The Uniform of task 'b' has no field 'hi'",
        ),
        (
            HEAD + "- {task: b, days: 5, distribution: {kind: Uniform, low: 5}}\n",
            "line 3: The Uniform of task 'b' is not complete: give low, high",
        ),
        (
            HEAD + "- {task: b, days: 5, distribution: {kind: Uniform, low: 7, high: 6}}\n",
            "line 3: Uniform.7, 6. is not in order",
        ),
        (HEAD + "calendar: {start: '2026-03-02'}\n", "line 3: 'calendar.start' should be a valid"),
        (HEAD + "calendar: {start: 2026-13-02}\n", "line 3: 2026-13-02 is not a date"),
        (
            HEAD + "calendar:\n  start: 2026-03-02\n  week: [Monday]\n",
            "line 3: .*'Monday': use Mon",
        ),
        (HEAD + "calendar: {start: 2026-03-02, week: []}\n", "line 3: .*no working day"),
    ],
)
def test_what_a_plan_file_can_not_hold(text, message, tmp_path: Path):
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=message) as caught:
        tpm.read_plan(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named():
    with pytest.raises(ContentError, match=r"nowhere\.yaml does not exist"):
        tpm.read_plan("nowhere.yaml")
