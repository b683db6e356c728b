"""The schedule explorer does what a learner does by hand."""

import pytest

import tpmlab as tpm
from tpmlab.schedule import Link, Plan, PlanError, gantt
from tpmlab.widgets.schedule_explorer import ScheduleExplorer

PLAN = Plan.from_rows(
    [
        ("spec", 5, []),
        ("build", 10, ["spec"]),
        ("docs", 3, ["spec"]),
        ("ship", 1, ["build", "docs"]),
    ]
)


@pytest.fixture
def explorer():
    return ScheduleExplorer(PLAN)


def headline(explorer):
    return explorer.shell.headline.value


def test_it_starts_where_the_plan_starts(explorer):
    assert "Finish: day 16</b> (as at the start)" in headline(explorer)
    assert "Critical path spec → build → ship." in headline(explorer)
    assert {name: slider.value for name, slider in explorer.sliders.items()} == {
        "spec": 5,
        "build": 10,
        "docs": 3,
        "ship": 1,
    }


def test_a_slider_moves_finish_path_and_picture(explorer):
    before = explorer.shell.image.value
    explorer.sliders["docs"].value = 7
    assert "Finish: day 16" in headline(explorer)
    assert "float: docs 3." in explorer.shell.caption.value
    assert explorer.shell.image.value != before
    explorer.sliders["docs"].max = 20
    explorer.sliders["docs"].value = 12
    assert (
        "day 18</b> (2 days later than at the start). Critical path spec → docs → ship"
        in headline(explorer)
    )
    explorer.sliders["docs"].value = 1
    explorer.sliders["build"].value = 9
    assert "day 15</b> (1 day earlier than" in headline(explorer)


def test_one_drag_is_one_step_back(explorer):
    for days in (11, 12, 13):
        explorer.sliders["build"].value = days
    explorer.sliders["docs"].value = 4
    explorer.undo_button.click()
    assert (explorer.sliders["docs"].value, explorer.sliders["build"].value) == (3, 13)
    explorer.undo_button.click()
    assert explorer.plan == PLAN
    explorer.undo_button.click()
    assert "nothing to undo" in explorer.shell.message.value


def test_a_link_is_added_from_the_controls_and_chosen(explorer):
    explorer.pred.value, explorer.succ.value = "build", "docs"
    explorer.add_button.click()
    assert explorer.plan.links[-1] == Link("build", "docs")
    assert explorer.link.value == ("build", "docs", "FS")
    assert "Finish: day 19" in headline(explorer)
    explorer.add_button.click()
    assert "is there already" in explorer.shell.message.value


def test_a_link_that_would_make_a_circle_is_refused_by_name(explorer):
    explorer.pred.value, explorer.succ.value = "ship", "spec"
    explorer.add_button.click()
    assert explorer.plan == PLAN
    assert "Not possible:</strong>" in explorer.shell.message.value
    assert "spec → build → ship → spec" in explorer.shell.message.value


def test_type_and_lag_of_the_chosen_link_change(explorer):
    explorer.link.value = ("spec", "docs", "FS")
    explorer.type.value = "SS"
    explorer.lag.value = 2
    assert Link("spec", "docs", "SS", 2.0) in explorer.plan.links
    assert explorer.link.value == ("spec", "docs", "SS")
    assert "spec → docs (SS+2)" in dict(explorer.link.options)
    explorer.undo()
    explorer.undo()
    assert explorer.plan == PLAN


def test_a_type_that_stands_there_already_is_refused_and_the_control_put_back(explorer):
    explorer.add_link("build", "docs")
    explorer.change_link(Link("build", "docs"), "SS", 0)
    explorer.add_link("build", "docs")
    explorer.type.value = "SS"
    assert "stands twice" in explorer.shell.message.value
    assert explorer.type.value == "FS"


def test_links_are_removed_down_to_none(explorer):
    for _ in range(4):
        explorer.remove_button.click()
    assert explorer.plan.links == ()
    assert explorer.type.disabled
    explorer.remove_button.click()
    assert "no link to remove" in explorer.shell.message.value
    explorer.undo()
    assert not explorer.type.disabled
    assert len(explorer.plan.links) == 1


def test_reset_goes_back_to_the_start_and_can_be_undone(explorer):
    explorer.sliders["build"].value = 12
    explorer.add_link("build", "docs")
    changed = explorer.plan
    explorer.shell.reset_button.click()
    assert explorer.plan == PLAN
    assert explorer.sliders["build"].value == 10
    assert "as at the start" in headline(explorer)
    explorer.undo()
    assert explorer.plan == changed
    assert explorer.sliders["build"].value == 12


@pytest.mark.parametrize(("days", "step"), [(2.5, 0.5), (2.3, 0.1), (2.25, 0.01)])
def test_parts_of_days_stay_as_they_are(days, step):
    explorer = ScheduleExplorer(PLAN.with_duration("docs", days))
    slider = explorer.sliders["docs"]
    assert (slider.value, slider.step) == (days, step)
    slider.value += step
    assert explorer.plan["docs"].duration == slider.value


def test_the_printed_form_is_the_gantt_chart_and_an_invitation(printed):
    image, words, invitation = printed(lambda: tpm.widgets.schedule_explorer(PLAN))
    assert image["image/png"] == gantt(PLAN).png()
    assert words["text/markdown"] == f"*Picture: {gantt(PLAN).alt}*"
    assert invitation["text/markdown"].startswith("Run this cell (Shift+Enter) to drag")


def test_it_can_be_called_twice_and_refuses_what_it_can_not_show(printed):
    for _ in range(2):
        assert len(printed(lambda: tpm.widgets.schedule_explorer(PLAN))) == 3
    with pytest.raises(PlanError, match="needs a plan, not list: make one"):
        tpm.widgets.schedule_explorer([("spec", 5, [])])
    with pytest.raises(PlanError, match="up to 25 tasks and this plan has 26"):
        tpm.widgets.schedule_explorer(Plan.from_rows([(f"t{n}", 1, []) for n in range(26)]))
