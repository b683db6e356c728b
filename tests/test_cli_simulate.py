"""`tpmlab simulate` with policies as people write them, good and bad."""

import pandas as pd
import pytest
from typer.testing import CliRunner

from tpmlab.cli import app
from tpmlab.policy_file import PolicyError, load_policy, run_policies
from tpmlab.scenarios import load
from tpmlab.simulator import policies, simulate

GOOD = """
from tpmlab.simulator import Decision

def policy(view):
    late = view.forecast > view.agreed
    return Decision(test=0.1, overtime=0.2 if late else 0.0)
"""


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
    expected = simulate(load("tutorial"), load_policy(path), range(1, 6))
    pd.testing.assert_frame_equal(table, expected)
    assert (tmp_path / "out.png").read_bytes().startswith(b"\x89PNG")
    assert "Median scores, with quartiles: " in result.output


@pytest.mark.slow
def test_workers_and_baselines_give_what_simulate_gives(write):
    seen = []
    tables = run_policies(
        load("tutorial"), write(GOOD), [4, 2], baselines=("strong",), workers=2,
        progress=seen.append,
    )  # fmt: skip
    assert list(tables) == ["mine", "strong"]
    pd.testing.assert_frame_equal(
        tables["strong"], simulate(load("tutorial"), policies.strong, [4, 2])
    )
    assert seen == [1, 2, 3, 4]


BAD = {
    "hangs": (
        "def policy(view):\n    while view.week == 2:\n        pass\n"
        "    from tpmlab.simulator import Decision\n    return Decision()\n",
        "took longer than 1.5 seconds for one run (seed 1, week 2): look for a loop",
    ),
    "hangs when loaded": ("while True:\n    pass\n", "for one run while it was loaded"),
    "ends the process": (
        "import os\ndef policy(view):\n    os._exit(3)\n",
        "ended its own process (seed 1, week 0).",
    ),
    "crashes": ("def policy(view):\n    return 1 / 0\n", "line 2: ZeroDivisionError: division by"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BAD)
def test_a_policy_that_misbehaves_is_stopped_and_named(write, name):
    text, says = BAD[name]
    with pytest.raises(PolicyError) as caught:
        run_policies(load("tutorial"), write(text), [1, 2], seconds=1.5)
    assert says in str(caught.value)
    assert "mine.py" in str(caught.value)


def asked(path):
    """The policy's answer in the first week of a run."""
    simulate(load("tutorial"), load_policy(path), [1])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("def policy(view)\n    return 1\n", r"mine.py, line 1: expected ':'; correct it"),
        ("import nothere_at_all\n", r"mine.py, line 1: ModuleNotFoundError: No module named"),
        ("import sys\nsys.exit()\n", r"mine.py, line 2: SystemExit"),
        ("x = 1\n", r"has no function 'policy': write def policy\(view\)"),
        ("def policy(view):\n    return None\n", r"'policy' returned None; return a .* \(week 0\)"),
        (
            "def policy(view):\n    view.packages['rules'] = 1\n",
            r"mine.py, line 2: a view can't be changed; return a Decision instead \(week 0\)",
        ),
        ("def policy(view):\n    view.week = 3\n", r"line 2: a view can't be changed"),
        (
            "def policy(view):\n    return view.chance\n",
            r"line 2: 'View' object has no attribute 'chance'; a view holds only what",
        ),
        ("def policy(view):\n    return policy(view)\n", r"line 2: it calls itself without an end"),
    ],
)
def test_errors_in_a_policy_are_one_sentence_with_file_and_line(write, text, says):
    with pytest.raises(PolicyError, match=says):
        asked(write(text))


def test_what_cannot_be_run_is_said_before_anything_runs(write):
    with pytest.raises(PolicyError, match=r"There is no file .*nowhere\.py: give the path"):
        load_policy(write(GOOD).with_name("nowhere.py"))
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
