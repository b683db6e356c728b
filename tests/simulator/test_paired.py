"""Policies set against each other on the same luck, and the public door of the simulator."""

import subprocess
import sys

import numpy as np
import pytest

from tpmlab.scenarios import load
from tpmlab.simulator import (
    Decision,
    SimulatorError,
    compare_policies,
    policies,
    policies_picture,
    simulate,
)

TUTORIAL = load("tutorial")
WAYS = {"wait": policies.nothing, "test 40%": policies.max_test, "look": policies.strong}


def test_differences_are_those_of_pairs():
    found = compare_policies(TUTORIAL, WAYS, range(6))
    one, other = (simulate(TUTORIAL, WAYS[n], range(6))["score"] for n in ("wait", "look"))
    gap = (other - one).to_numpy()
    assert found.loc["look", "points"] == pytest.approx(gap.mean())
    assert found.loc["look", "error"] == pytest.approx(gap.std(ddof=1) / np.sqrt(6))
    assert found.loc["wait", ["points", "error"]].tolist() == [0, 0]


def test_what_cannot_be_compared_is_refused():
    for ways, seeds in (({}, range(4)), (WAYS, [1])):
        with pytest.raises(SimulatorError, match="give one or more, and two seeds or more"):
            compare_policies(TUTORIAL, ways, seeds)


def test_the_picture_says_in_words_what_it_shows():
    found = compare_policies(TUTORIAL, WAYS, range(4))
    picture = policies_picture(TUTORIAL, WAYS, range(4))
    assert picture.png().startswith(b"\x89PNG")
    for name in WAYS:
        assert f"{name}: " in picture.alt
        assert f"{found.loc[name, 'weeks']:.1f} weeks" in picture.alt
    same = {"a": policies.nothing, "b": lambda view: Decision()}
    assert "b: 0 points (standard error 0.0)" in policies_picture(TUTORIAL, same, range(3)).alt


@pytest.mark.parametrize(
    "first",
    [
        "",
        "from tpmlab.simulator.debrief import Debrief\nfrom tpmlab.simulator.replay import difference",
        "import tpmlab.simulator.debrief, tpmlab.simulator.replay",
    ],
)
def test_debrief_and_replay_are_functions_whatever_was_loaded_before(first):
    """Modules of the same names exist; loading them must not hide the functions."""
    code = (
        f"{first}\nimport tpmlab as tpm\n"
        "from tpmlab.simulator import debrief, replay\n"
        "run = tpm.simulator.play(tpm.simulator.load('tutorial'), tpm.simulator.policies.strong)\n"
        "assert tpm.simulator.replay(run).state.digest() == run.state.digest()\n"
        "assert replay is tpm.simulator.replay and debrief is tpm.simulator.debrief\n"
        "from tpmlab.simulator.debrief import Finding\n"
        "assert tpm.simulator.debrief is debrief and callable(debrief)\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


@pytest.mark.slow
class TestFiguresOfTheCockpitLesson:
    """What *Project cockpit* and *Scope, schedule and cost* print; a changed model changes them."""

    def test_one_luck_against_forty(self):
        callum, bongani = (
            simulate(TUTORIAL, lambda view, share=share: Decision(test=share))
            for share in (0.0, 0.15)
        )
        assert [round(t.loc[5, "finish"], 1) for t in (callum, bongani)] == [5.8, 6.8]
        assert [round(t.loc[5, "score"]) for t in (callum, bongani)] == [77, 74]
        assert int((bongani["score"] > callum["score"]).sum()) == 37
        assert round(simulate(TUTORIAL, policies.strong, [5])["score"].iloc[0]) == 93

    def test_a_good_choice_met_bad_luck(self):
        from tpmlab.simulator import debrief, play

        found = debrief(play(TUTORIAL, lambda view: Decision(test=0.15), seed=5)).mattered[0]
        assert found.expected.mean.points == pytest.approx(12.6, abs=0.5)
        assert found.happened.points == pytest.approx(-8.6, abs=0.5)

    def test_without_reports_four_points_and_a_third_of_the_trust(self):
        from dataclasses import replace

        silent = compare_policies(
            load("saas-launch"),
            {
                "strong": policies.strong,
                "silent": lambda view: replace(policies.strong(view), report=None),
            },
            range(1, 31),
        )
        assert round(silent.loc["silent", "points"]) == -4
        assert silent.loc["silent", "trust"] / silent.loc["strong", "trust"] < 0.7
