"""The debrief: finds what mattered, says what is luck, and writes a page of its own."""

import re

import pytest

from tpmlab.debrief_page import ClassFileError, debrief_html, read_class, write_debrief
from tpmlab.scenarios import load
from tpmlab.simulator import Decision, Report, Run, SimulatorError, play, policies
from tpmlab.simulator.debrief import debrief
from tpmlab.simulator.debrief_words import sentences

TUTORIAL = load("tutorial")


def quick(run, **more):
    return debrief(run, **({"futures": 16, "seeds": 3} | more))


@pytest.fixture(scope="module")
def planted():
    """A sensible run with one bad idea in it: most of the time spent on testing."""

    def policy(view):
        decision = policies.strong(view).to_dict() | {"test": 0.4}
        return Decision.from_dict(decision)

    return quick(play(TUTORIAL, policy, seed=3), classmates=(20, 90, 95))


def test_the_planted_bad_choice_comes_first_among_those_that_cost(planted):
    worst = next(each for each in planted.mattered if each.expected.mean.points < 0)
    assert worst.choice.order == "test"
    assert worst.expected.mean.weeks > 1
    assert worst.least == pytest.approx(
        -worst.expected.mean.points - 2 * worst.expected.error.points
    )


def test_only_sure_effects_are_talked_about_and_the_largest_first(planted):
    assert 1 <= len(planted.mattered) <= 5
    for each in planted.mattered:
        assert abs(each.expected.mean.points) > 2 * each.expected.error.points
    least = [each.least for each in planted.mattered]
    assert least == sorted(least, reverse=True)
    unclear = [each for each in planted.findings if not each.clear]
    talked = " ".join(sentences(planted))
    for each in unclear:
        assert f"{each.choice.when.capitalize()}: {each.choice.text}, instead" not in talked


def test_what_was_known_is_of_that_week(planted):
    for each in planted.findings:
        row = planted.run.table().loc[each.choice.week]
        assert (each.forecast, each.agreed) == (row["forecast"], row["agreed"])
        assert each.percent == row["percent"]


def test_usual_luck_and_skill_add_up_to_the_score(planted):
    split = planted.split
    assert split.usual + split.luck + split.skill == pytest.approx(planted.run.score.total)
    assert split.error > 0


def test_it_stands_beside_the_built_in_policies_on_the_same_seed(planted):
    table = planted.baselines
    assert len(table) == 9
    assert table.loc["this run", "score"] == pytest.approx(planted.run.score.total)
    assert table.loc["strong", "score"] == play(TUTORIAL, policies.strong, 3).score.total
    assert list(table["score"]) == sorted(table["score"], reverse=True)


def test_the_words_are_those_of_the_numbers(planted):
    said = sentences(planted)
    ledger = planted.run.state.ledger
    assert said[0].startswith(f"You launched after {ledger.finish:.1f} weeks")
    assert "In your class, 1 of 3 runs have fewer points; the middle one has 90." in said
    first = planted.mattered[0]
    mean, error = first.expected.mean.points, first.expected.error.points
    sign = "+" if mean > 0 else "\N{MINUS SIGN}"
    assert f"{sign}{abs(mean):.1f} points (± {error:.1f})" in said[-len(planted.mattered)]


def test_a_choice_without_effect_is_not_made_to_matter():
    run = Run.start(TUTORIAL, 3).repeat([Decision(accept=("data",))])
    found = quick(run)
    assert found.mattered == ()
    assert "None of your choices can be told from luck" in sentences(found)[-1]


def test_an_unfinished_run_says_that_it_was_carried_on():
    run = Run.start(TUTORIAL, 3).play(Decision(test=0.1)).play()
    said = sentences(quick(run))
    assert "You played 2 weeks; after that everything carried on." in said[0]


def test_a_run_in_another_future_says_that_the_comparison_is_not():
    run = Run.start(TUTORIAL, 3).play(Decision(test=0.1)).branch(1).finish(policies.nothing)
    assert "You entered other futures" in " ".join(sentences(quick(run)))


def test_progress_rises_to_one_and_the_same_run_gives_the_same_debrief():
    run, told = play(TUTORIAL, policies.strong, seed=5), []
    one = quick(run, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert one.table().equals(quick(run).table())


def test_errors_say_what_to_do():
    with pytest.raises(SimulatorError, match="Nothing was played yet: play at least one week"):
        debrief(Run.start(TUTORIAL, 1))
    with pytest.raises(SimulatorError, match="futures is 1: give 2 or more"):
        debrief(Run.start(TUTORIAL, 1).play(), futures=1)


HOSTILE = "<script>alert('x')</script>\"&<img src=x onerror=alert(1)>"


def test_the_page_needs_nothing_else_and_escapes_everything(tmp_path):
    packages = [
        package.model_copy(update={"title": HOSTILE}) if package.id == "paper" else package
        for package in TUTORIAL.packages
    ]
    scenario = TUTORIAL.model_copy(update={"title": HOSTILE, "packages": tuple(packages)})
    decisions = [Decision(cut=("paper",)), Decision(report=Report(9.0, changed=HOSTILE))]
    found = quick(Run.start(scenario, 3).repeat(decisions))
    path = tmp_path / "debrief.html"
    write_debrief(found, path)
    page = path.read_text(encoding="utf-8")
    assert page == debrief_html(found)
    assert "<script" not in page.lower()
    assert "&lt;script&gt;" in page
    assert page.count("<img") == page.count('<img src="data:image/png;base64,') == 2
    assert all(len(alt) > 60 for alt in re.findall(r'alt="([^"]*)"', page))
    assert not re.search(r'(src|href)="(?!data:image/png)', page)


def test_numbers_of_the_page_are_those_of_the_table(planted):
    page, table = debrief_html(planted), planted.table()
    for row in table[table["points"].abs() > 0.05].to_dict("records"):
        points = f"{row['points']:+.1f}".replace("-", "\N{MINUS SIGN}")
        assert f"<td>{points} ± {row['points error']:.1f}</td>" in page
    assert not re.search(r"<td>-[0-9]", page)


def test_a_page_without_choices_has_no_empty_parts():
    page = debrief_html(quick(play(TUTORIAL, policies.nothing, seed=3)))
    assert page.count("<img") == 1
    assert "Every choice" not in page


def test_a_class_is_read_from_csv_and_json(tmp_path):
    (tmp_path / "a.csv").write_text("seed,score\n1,50.5\n2,70\n")
    (tmp_path / "a.json").write_text('[40, {"score": 60.5, "name": "x"}]')
    assert read_class(tmp_path / "a.csv") == (50.5, 70.0)
    assert read_class(tmp_path / "a.json") == (40.0, 60.5)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.csv", "seed,points\n1,50\n", "has no column 'score'"),
        ("a.csv", "seed,score\n1,50\n2,many\n", "line 3: the score is 'many'"),
        ("a.csv", "seed,score\n1\n", "line 2: the score is None"),
        ("a.json", "{", "is not JSON"),
        ("a.json", '{"score": 3}', "holds no list"),
        ("a.json", "[3, 101]", "entry 2: the score is 101"),
        ("a.json", "[true]", "entry 1: the score is True"),
    ],
)
def test_a_class_file_that_cannot_be_used_says_why(tmp_path, name, text, says):
    (tmp_path / name).write_text(text)
    with pytest.raises(ClassFileError, match=says):
        read_class(tmp_path / name)
