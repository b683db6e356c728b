"""The lint of scenarios is silent on the template and fires, with file and line, on each flaw."""

import pytest

from tpmlab.authoring.check import check_content
from tpmlab.authoring.new import new_scenario
from tpmlab.errors import ContentError
from tpmlab.scenarios import load
from tpmlab.simulator import policies, simulate

FILE = "content/scenarios/rail-upgrade.yaml"
PROJECT = """\
projects:
  - {id: rail-upgrade, title: Rails, sponsor: nadia, lead: nadia, start: 2027-01-11,
     finish: 2027-03-05, budget: 150000}
"""


@pytest.fixture
def scenario(tree):
    new_scenario(tree, "rail-upgrade")
    return tree / FILE


def _line(path, words):
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, start=1) if words in line)


def _errors(tree):
    return [str(finding) for finding in check_content(tree) if finding.level == "error"]


def test_the_template_passes_and_rewards_thought(tree, scenario):
    assert _errors(tree) == []
    project, seeds = load(scenario), range(1000, 1012)
    strong = simulate(project, policies.strong, seeds)["score"]
    for policy in policies.NAIVE:
        assert (strong > simulate(project, policy, seeds)["score"]).mean() >= 0.8, policy.__name__


@pytest.mark.parametrize("name", ["Rail", "rail upgrade", "r" * 41, ""])
def test_an_unusable_id_writes_nothing(tree, name):
    with pytest.raises(ContentError, match="is no id: write an id"):
        new_scenario(tree, name)
    assert not (tree / "content" / "scenarios").exists()


# what stands there, what to put instead, words on the line of the finding, words of the finding
FLAWS = {
    "schema": ("deadline: 8", "deadline: soon", "deadline:", "deadline"),
    "unknown package": ("package: screens", "package: screen", "id: rail", "is no package"),
    "other id": ("id: rail-upgrade", "id: rails", "id: rails", "write 'rail-upgrade', as the file"),
    "stranger": ("name: first developer", "name: John Smith", "id: developer", "'John Smith' is"),
    "wrong name": ("id: sponsor, name: The", "id: nadia, name: The", "id: nadia", "Nadia Rahman"),
    "no such sender": ("head of the warehouse", "head-of-sales", "id: list", "'head-of-sales' is"),
    "short voice": ("by hand, and about three a week are wrong, each of them a lorry to the wrong\n      door. If the screen gave us the list as it stands, we would stop copying. I kept the wrong ones.", "by hand.", "id: list", "write 25 to 60"),
    "effort": ("Each evening two of us", "For three person-days two of us", "id: list", "of effort ('person-days')"),
}  # fmt: skip


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_flaw_is_named_with_file_and_line(tree, scenario, edit, flaw):
    old, new, where, words = FLAWS[flaw]
    edit(FILE, old, new)
    (finding,) = _errors(tree)
    assert finding.startswith(f"{FILE}:{_line(scenario, where)}: ")
    assert words in finding


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("start: 2027-01-11", "start: 2027-01-18"),
        ("deadline: 8", "deadline: 9"),
        ("budget: 150", "budget: 160"),
    ],
)
def test_a_project_of_the_company_keeps_its_dates_and_its_budget(tree, scenario, edit, old, new):
    world = tree / "content/world.yaml"
    world.write_text(world.read_text(encoding="utf-8") + PROJECT, encoding="utf-8")
    assert _errors(tree) == []
    edit(FILE, old, new)
    findings = _errors(tree)
    assert findings[0].startswith(f"{FILE}:{_line(scenario, new)}: ")
    assert "content/world.yaml says" in findings[0]
