"""`tpmlab simulate` with policies as people write them, good and bad."""

import pandas as pd
import pytest
from typer.testing import CliRunner

from tpmlab.cli import app
from tpmlab.policy_box import Limits, PolicyError, from_file, run_beside
from tpmlab.scenarios import load
from tpmlab.simulator import Decision, policies, simulate

GOOD = """
from tpmlab.simulator import Decision

def policy(view):
    late = view.forecast > view.agreed
    return Decision(test=0.1, overtime=0.2 if late else 0.0)
"""


def good_policy(view):
    """What GOOD says, in this process."""
    late = view.forecast > view.agreed
    return Decision(test=0.1, overtime=0.2 if late else 0.0)


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(text, name="mine.py"):
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


def run(*arguments):
    return CliRunner().invoke(app, ["simulate", *map(str, arguments)])


@pytest.mark.slow
def test_a_policy_is_run_beside_the_built_in_ones(write, tmp_path):
    path = write(GOOD)
    result = run(
        "tutorial", "--policy", path, "--seeds", 5, "--workers", 2,
        "--csv", "out.csv", "--picture", "out.png",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    for name in ("mine", "strong", "always_overtime", "Quartiles"):
        assert name in result.output
    table = pd.read_csv(tmp_path / "out.csv", index_col="seed")
    expected = simulate(load("tutorial"), good_policy, range(1, 6))
    pd.testing.assert_frame_equal(table, expected)
    assert (tmp_path / "out.png").read_bytes().startswith(b"\x89PNG")
    assert "Median scores, with quartiles: " in result.output


@pytest.mark.slow
def test_workers_and_baselines_give_what_simulate_gives(write):
    seen = []
    found = run_beside(
        load("tutorial"), from_file(write(GOOD)), [4, 2], baselines=("strong",), workers=2,
        progress=seen.append,
    )  # fmt: skip
    alone = run_beside(load("tutorial"), from_file(write(GOOD)), [4, 2], baselines=("strong",))
    expected = simulate(load("tutorial"), policies.strong, [4, 2])
    for each in (found, alone):
        pd.testing.assert_frame_equal(each.baselines["strong"], expected)
    pd.testing.assert_frame_equal(found.own.table, alone.own.table)
    assert seen == [1, 2, 3, 4]


BAD = {
    "hangs": (
        "def policy(view):\n    while view.week == 2:\n        pass\n"
        "    from tpmlab.simulator import Decision\n    return Decision()\n",
        "took longer than 1 seconds for one decision: look for a loop that doesn't end (seed ",
    ),
    "hangs when loaded": (
        "while True:\n    pass\ndef policy(view):\n    pass\n",
        "for one decision: look for a loop that doesn't end (while it was loaded).",
    ),
    "crashes": (
        "def policy(view):\n    return 1 / 0\n",
        "line 2: ZeroDivisionError: division by zero (seed ",
    ),
    "no module": ("import nothere_at_all\ndef policy(view): pass\n", "line 1: ModuleNotFound"),
}


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("name", BAD)
def test_a_policy_that_misbehaves_is_stopped_and_named(write, name, workers):
    text, says = BAD[name]
    with pytest.raises(PolicyError) as caught:
        run_beside(
            load("tutorial"), from_file(write(text)), [1, 2], workers=workers,
            limits=Limits(decision=1.0),
        )  # fmt: skip
    assert says in str(caught.value)
    assert "mine.py" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("def policy(view)\n    return 1\n", r"mine.py, line 1: expected ':'; correct it"),
        ("x = 1\n", r"has no function 'policy': write def policy\(view\)"),
    ],
)
def test_a_file_that_is_no_policy_is_refused_before_anything_runs(write, text, says):
    with pytest.raises(PolicyError, match=says):
        from_file(write(text))


@pytest.mark.slow
def test_orders_without_effect_are_told(write):
    path = write(
        "from tpmlab.simulator import Decision\n"
        "def policy(view):\n    return Decision(test=0.1, cut=['rules'])\n"
    )
    result = run("tutorial", "--policy", path, "--seeds", 1, "--no-baselines")
    assert result.exit_code == 0, result.output
    assert "seed 1, week 0: 'rules' must ship" in result.output


def test_what_cannot_be_run_is_said_before_anything_runs(write):
    with pytest.raises(PolicyError, match=r"There is no file .*nowhere\.py: give the path"):
        from_file(write(GOOD).with_name("nowhere.py"))
    for arguments, says in (
        (("nosuch", "--policy", write(GOOD)), "There is no scenario 'nosuch': use tutorial"),
        (("tutorial", "--policy", write(GOOD, "strong.py")), "is the name of a built-in policy"),
        (
            ("tutorial", "--policy", write(GOOD), "--csv", "nowhere/out.csv"),
            "There is no folder nowhere for out.csv: make it first.",
        ),
    ):
        assert says in str(run(*arguments).exception)


def test_help_teaches_the_smallest_policy():
    result = run("--help")
    assert "def policy(view):" in result.output
    assert "from tpmlab.simulator import Decision" in result.output
