"""The cockpit played from Python: what its controls order is what the engine gets."""

import json
import re
from dataclasses import asdict
from html import unescape

import ipywidgets as w
import pytest

import tpmlab as tpm
from tpmlab.errors import ContentError
from tpmlab.pictures import WIDTH
from tpmlab.scenarios import load, names
from tpmlab.simulator import (
    Decision,
    Report,
    Run,
    SimulatorError,
    Trade,
    policies,
    save_run,
    simulate,
)
from tpmlab.simulator.debrief_words import sentences
from tpmlab.widgets.cockpit import Cockpit
from tpmlab.widgets.cockpit.written import written

TUTORIAL = load("tutorial")


@pytest.fixture
def desk(workspace):
    return Cockpit(TUTORIAL, seed=3)


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html.value)).split())


def until_a_request(desk):
    while not desk.game.view.open_requests:
        desk.advance()
    return desk.game.view.open_requests[0]


def test_a_week_left_alone_is_the_engines_own_week(desk):
    desk.advance()
    desk.advance()
    alone = Run.start(TUTORIAL, seed=3).play().play()
    assert desk.game.run.state.digest() == alone.state.digest()
    assert desk.game.run.decisions == (Decision(), Decision())


def test_every_control_gives_its_order(desk):
    orders = desk.orders
    orders.overtime.value, orders.test.value, orders.hold.value = 20, 10, True
    orders.priority[0].value = "design"
    orders.people["callum-fraser"].value = "on paper"
    orders.people["noor-bakker"].value = "release"
    orders.people["hire-front"].value = "hire"
    orders.packages["preview"].value = "fast_track"
    orders.packages["paper"].value = "cut"
    orders.risks["data"].value = "mitigate"
    orders.date.value = 2
    desk.report.send.value = True
    wanted = Decision(
        assign={"callum-fraser": ("paper",)},
        priority=("design",),
        hire=("hire-front",),
        release=("noor-bakker",),
        overtime=0.2,
        test=0.1,
        fast_track=("preview",),
        cut=("paper",),
        mitigate=("data",),
        report=desk.report.draft(),
        rebaseline=8.0,
        hold_release=True,
    )
    assert asdict(desk.decision()) == asdict(wanted)


def test_standing_orders_hold_and_others_are_for_one_week(desk):
    desk.orders.test.value = 10
    desk.orders.people["callum-fraser"].value = "on paper"
    desk.orders.risks["data"].value = "accept"
    desk.advance()
    assert (desk.orders.test.value, desk.orders.risks["data"].value) == (10, "")
    assert desk.orders.people["callum-fraser"].value == "on paper"
    assert desk.decision() == Decision()
    desk.orders.people["callum-fraser"].value = ""
    assert desk.decision() == Decision(assign={})


def test_each_order_states_its_price_before_it_is_taken(desk):
    assert "carry on as before" in words(desk.plan)
    desk.orders.overtime.value = 20
    assert "overtime 20%: 5.1 k a week more" in words(desk.plan)  # 17 k × 0.2 × 1.5
    hire = dict(desk.orders.people["hire-front"].options)
    assert any(label.startswith("hire: 2 k fee, 7 k a week from week 1") for label in hire)
    money = desk.game.run.view.spent
    desk.orders.overtime.value = 0
    desk.orders.risks["data"].value = "mitigate"
    assert "1 k and 1 pd on preview" in words(desk.plan)
    desk.advance()
    without = Run.start(TUTORIAL, seed=3).play()
    assert desk.game.run.view.spent - without.view.spent == pytest.approx(1)
    assert money == 0


def test_an_order_that_can_not_be_is_refused_with_its_reason_before_and_after(desk):
    desk.orders.packages["rules"].value = "cut"
    reason = "'rules' must ship: only optional packages can be left out."
    assert f"Refused: {reason}" in words(desk.plan)
    desk.advance()
    assert f"Refused: {reason}" in words(desk.news)
    assert f"Refused: {reason}" in words(desk.board.log)


def test_the_price_list_does_not_tell_whether_a_trade_is_granted(desk):
    request = until_a_request(desk)
    plans = set()
    for seed in range(8):  # the same week under other luck: some grant, some refuse
        desk.game.lines[0] = desk.game.line._replace(run=desk.game.run.branch(seed + 1))
        desk.inbox.answers[request.id].value = ""
        desk.inbox.answers[request.id].value = "budget"
        plans.add(words(desk.plan))
    assert len(plans) == 1


def test_requests_are_answered_in_the_inbox(desk):
    request = until_a_request(desk)
    assert desk.tabs.titles[1].startswith("Inbox (")
    letter = " ".join(
        words(child) for child in desk.inbox.box.children if isinstance(child, w.HTML)
    )
    assert request.voice.split(".")[0] in letter
    low, likely, high = request.effort
    assert f"{low:g} / {likely:g} / {high:g} pd" in letter
    answer = desk.inbox.answers[request.id]
    offered = [value for _, value in answer.options]
    assert offered == ["", "yes", "no", "time", "budget", "scope paper"]
    answer.value = "scope paper"
    assert desk.decision().answer == {request.id: Trade("scope", "paper")}
    answer.value = "no"
    desk.advance()
    assert desk.game.view.requests[request.id].status == "no"
    assert request.id not in desk.inbox.read(desk.game.view)


def test_a_report_is_filled_in_from_the_board_and_judged(desk):
    for _ in range(3):
        desk.advance()
    assert desk.tabs.titles[3] == "Report (due)"
    assert "It doesn't say what changed, who acts next, what they do." in words(desk.report.verdict)
    fields = desk.report.fields
    fields["changed"].value = "The sample data was wrong."
    fields["owner"].value = "callum-fraser"
    fields["action"].value = "asks Nordmolen for a new export"
    assert "Completeness 100%" in words(desk.report.verdict)
    desk.report.send.value = True
    desk.advance()
    assert re.search(r"honesty (9\d|100)%, completeness 100%\.$", words(desk.news))
    assert desk.tabs.titles[3] == "Report"
    assert not desk.report.send.value


def test_packages_are_named_by_title_or_id_in_a_report(desk):
    for _ in range(3):
        desk.advance()
    fields = desk.report.fields
    assert fields["done"].value.split("; ")[0] == "Invoice rules"
    assert desk.report.draft().done[0] == "rules"
    fields["done"].value = "rules, screen DESIGN; nothing like it"
    assert desk.report.draft().done == ("rules", "design", "nothing like it")


def test_a_rosy_report_is_told_what_the_board_said(desk):
    for _ in range(3):
        desk.advance()
    desk.report.fields["finish"].value = desk.game.view.week + 0.5
    desk.report.send.value = True
    desk.advance()
    assert "honesty 0%" in words(desk.news)
    assert "Nothing on the board supports sooner." in words(desk.news)


def test_a_report_is_kept_as_the_artifact_that_lessons_review(desk, workspace):
    for _ in range(3):
        desk.advance()
    view, fields = desk.game.view, desk.report.fields
    fields["changed"].value = "The sample data was wrong."
    fields["owner"].value = "callum-fraser"
    fields["action"].value = "asks Nordmolen for a new export"
    desk.report.keep_button.click()
    assert "Kept as simulator-saves/tutorial-report-week-3.yaml" in words(desk.news)
    path = workspace / "simulator-saves" / "tutorial-report-week-3.yaml"
    kept = tpm.artifacts.status.read_status(path)
    assert kept.day == TUTORIAL.date_of(3)
    assert kept.finish.promised == TUTORIAL.date_of(view.agreed)
    assert kept.finish.forecast == TUTORIAL.date_of(round(view.forecast, 1))
    assert [e.what for e in kept.done] == [
        p.title for p in view.packages.values() if p.status == "done"
    ]
    assert kept.changed[0].what == "The sample data was wrong."
    assert (kept.next[0].owner, kept.next[0].what) == (
        "Callum Fraser",
        "asks Nordmolen for a new export",
    )
    assert kept.next_update == TUTORIAL.date_of(7)
    first = tpm.artifacts.status.review(kept)[0]
    assert first.reason.split(".")[0] in words(desk.news)
    assert "Invoice preview" in path.with_suffix(".html").read_text(encoding="utf-8")
    assert desk.game.run.week == 3, "keeping a copy plays nothing"


@pytest.mark.parametrize(
    ("finish", "late", "warns", "colour"),
    [
        (6.5, 7.0, (), "red"),
        (5.8, 6.4, (), "amber"),
        (5.0, 5.5, ("people",), "amber"),
        (5.0, 5.5, (), "green"),
    ],
)
def test_the_colour_of_a_kept_report_follows_from_its_dates(finish, late, warns, colour):
    view = Run.start(TUTORIAL, seed=3).view
    report = Report(finish=finish, late=late, warns=warns, blocked=("trial",))
    kept = written(TUTORIAL, view, report)
    assert kept.health == colour
    assert kept.blocked[0].waits_for


def test_undo_opens_a_line_and_loses_nothing(desk):
    for _ in range(4):
        desk.advance()
    first = desk.game.run
    desk.undo_button.click()
    assert desk.game.run.week == 3
    desk.records.week.value = 1
    desk.records.back_button.click()
    desk.orders.overtime.value = 50
    desk.advance()
    assert [(line.number, line.run.week) for line in desk.game.lines] == [(1, 4), (2, 2)]
    assert desk.game.lines[0].run is first
    assert "line 2 from week 3" not in words(desk.records._table)
    desk.records.lines.value = 0
    assert desk.game.run is first
    assert desk.orders.overtime.value == 0
    assert "Week 4" in words(desk.board.gantt.words).replace("week", "Week")


def test_other_luck_has_the_same_past(desk):
    for _ in range(3):
        desk.advance()
    desk.records.week.value = 2
    desk.records.luck_button.click()
    one, two = desk.game.lines
    assert two.run.states[:2] == one.run.states[:2]
    assert two.run.state.branches == ((2, 1),)
    desk.advance()
    assert desk.game.run.state.digest() != one.run.state.digest()


def test_parts_are_drawn_only_when_their_data_changed(desk):
    drawn = desk.board.gantt.drawn, desk.board.curves.drawn, desk.board.load.drawn
    desk.orders.overtime.value = 20
    desk.orders.overtime.value = 0
    desk._show()
    assert (desk.board.gantt.drawn, desk.board.curves.drawn, desk.board.load.drawn) == drawn
    desk.advance()
    assert desk.board.gantt.drawn == drawn[0] + 1


@pytest.mark.slow
@pytest.mark.parametrize("name", names())
def test_each_scenario_is_played_to_its_end(tmp_path, name):
    scenario = load(name)
    desk = Cockpit(scenario, seed=2, folder=tmp_path)
    while not desk.game.run.over:
        view = desk.game.view
        strong = policies.strong(view)
        desk.orders.test.value = round(100 * strong.test)
        desk.orders.overtime.value = round(100 * strong.overtime)
        for request, answer in strong.answer.items():
            said = answer if isinstance(answer, str) else answer.moves
            desk.inbox.answers[request].value = said
        for risk in strong.mitigate:
            desk.orders.risks[risk].value = "mitigate"
        for package in strong.cut:
            desk.orders.packages[package].value = "cut"
        desk.report.send.value = strong.report is not None
        desk.advance()
        for drawn in (desk.board.gantt, desk.board.curves, desk.board.load):
            assert "nan" not in drawn.image.tooltip
            assert int.from_bytes(bytes(drawn.image.value)[16:20], "big") == WIDTH
    assert desk.tabs.selected_index == 5
    end = desk.game.run
    for control in (desk.advance_button, desk.orders.test, desk.orders.hold, desk.report.send):
        assert control.disabled
    desk.advance()
    assert desk.game.run is end
    assert "Not possible: The project is over" in words(desk.news)
    assert desk.game.run.score.total > 50
    said = words(desk.result.html)
    assert f"Score {desk.game.run.score.total:.0f} of 100" in said
    table = simulate(scenario, policies.always_no, [2])
    assert f"always no {table['score'].iloc[0]:.0f} " in said


def test_what_happened_is_said_to_screen_readers(desk):
    assert desk._speaker.html.value == ""
    desk.advance()
    desk._speaker._speak()
    assert 'aria-live="polite"' in desk._speaker.html.value
    assert "Week 0 is over." in desk._speaker.html.value


def test_every_control_has_a_label(desk):
    def inside(widget):
        yield widget
        for child in getattr(widget, "children", ()):
            yield from inside(child)

    until_a_request(desk)
    controls = [
        c
        for c in inside(desk.box)
        if isinstance(c, w.ValueWidget | w.Button) and not isinstance(c, w.HTML | w.Image)
    ]
    assert len(controls) > 40
    assert all(len(c.description) > 2 for c in controls)


# --- files -----------------------------------------------------------------------------


def test_each_week_is_saved_and_comes_back(desk, workspace):
    desk.orders.test.value = 10
    desk.advance()
    desk.advance()
    desk.undo_button.click()
    desk.advance()
    other = Cockpit(TUTORIAL, seed=3)
    assert "An autosave of an earlier game is there" in words(other.news)
    other.records.saves.value = "tutorial-autosave.json"
    other.records.load_button.click()
    assert "Loaded tutorial-autosave.json: week 2" in words(other.news)
    ours, theirs = desk.game.lines, other.game.lines
    assert [line.run.state.digest() for line in ours] == [
        line.run.state.digest() for line in theirs
    ]
    assert other.orders.test.value == 10


def test_a_new_game_keeps_the_autosave_of_the_one_before(desk, workspace):
    desk.advance()
    before = (workspace / "simulator-saves/tutorial-autosave.json").read_text()
    other = Cockpit(TUTORIAL, seed=4)
    other.advance()
    other.advance()
    kept = workspace / "simulator-saves/tutorial-autosave-before.json"
    assert kept.read_text() == before


def test_a_game_is_saved_under_a_name(desk, workspace):
    desk.advance()
    desk.records.name.value = "bold try"
    desk.records.save_button.click()
    assert "Saved as simulator-saves/tutorial-bold try.json." in words(desk.news)
    desk.records.name.value = "../outside"
    desk.records.save_button.click()
    assert "Not possible:" in words(desk.news)
    assert not (workspace / "tutorial-outside.json").exists()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda text: text[:100], "it is not JSON"),
        (lambda text: text.replace('"tpmlab_game": 1', '"tpmlab_game": 9'), "update tpmlab"),
        (lambda text: text.replace('"lines"', '"paths"'), "its lines are missing"),
        (lambda text: text.replace('"tutorial"', '"saas-launch"'), "load that one"),
        (
            lambda text: re.sub(r'"scenario_digest": "\w+"', '"scenario_digest": "0"', text),
            "changed",
        ),
        (lambda text: text.replace('"test": 0.1', '"tset": 0.1'), "'tset' is no order"),
    ],
)
def test_a_save_that_can_not_be_used_says_why_and_changes_nothing(desk, workspace, spoil, reason):
    desk.orders.test.value = 10
    desk.advance()
    path = workspace / "simulator-saves" / "tutorial-autosave.json"
    path.with_name("tutorial-spoilt.json").write_text(spoil(path.read_text()))
    desk.advance()
    lines = list(desk.game.lines)
    desk.records.list_files()
    desk.records.saves.value = "tutorial-spoilt.json"
    desk.records.load_button.click()
    assert reason in words(desk.news)
    assert "Your game is unchanged." in words(desk.news)
    assert desk.game.lines == lines


def test_a_save_of_an_older_model_can_be_replayed_anyway(desk, workspace):
    desk.advance()
    path = workspace / "simulator-saves" / "tutorial-old.json"
    text = desk.game.to_text()
    path.write_text(re.sub(r'"scenario_digest": "\w+"', '"scenario_digest": "0"', text))
    desk.records.list_files()
    desk.records.saves.value = path.name
    desk.records.anyway.value = True
    desk.records.load_button.click()
    assert "Loaded tutorial-old.json: week 1" in words(desk.news)


def test_a_plain_run_can_be_loaded_too(desk, workspace):
    desk.advance()
    run = Run.start(TUTORIAL, seed=9).finish(policies.strong)
    (workspace / "simulator-saves/tutorial-policy.json").write_text(save_run(run))
    desk.records.list_files()
    desk.records.saves.value = "tutorial-policy.json"
    desk.records.load_button.click()
    assert desk.game.run.state.digest() == run.state.digest()
    assert "Score" in words(desk.result.html)


def test_a_disk_that_refuses_is_said_and_the_game_goes_on(desk, workspace):
    (workspace / "simulator-saves").write_text("a file where the folder should be")
    desk.advance()
    assert desk.game.run.week == 1
    assert "This week was not saved." in words(desk.news)
    assert json.loads(desk.game.to_text())["lines"]


# --- the door --------------------------------------------------------------------------


def test_the_printed_form_is_a_story_and_the_plan_of_week_0(printed):
    story, image, caption, invitation = printed(tpm.widgets.cockpit)
    assert "6 weeks, 125 thousand USD and 3 people" in story["text/markdown"]
    assert image["image/png"]
    assert "Gantt chart after week 0: 0 of 5 packages done" in caption["text/markdown"]
    assert "run the project" in invitation["text/markdown"]


def test_what_can_not_be_played_is_said(workspace):
    with pytest.raises(ContentError, match="There is no scenario 'mars'"):
        tpm.widgets.cockpit("mars")
    with pytest.raises(SimulatorError, match="give a whole number from 0"):
        tpm.widgets.cockpit(TUTORIAL, seed=-1)


def test_the_debrief_is_offered_when_the_run_is_over_and_kept_as_a_page(desk, workspace):
    assert desk.result.debriefing.box.children == ()
    while not desk.game.run.over:
        desk.orders.overtime.value = 40
        desk.advance()
    debriefing = desk.result.debriefing
    debriefing.keep()
    assert not list(workspace.rglob("*.html")), "nothing to keep before it was worked out"
    debriefing.ask.click()
    assert debriefing.bar.value == 1
    assert debriefing.found.run.state.digest() == desk.game.run.state.digest()
    shown = words(debriefing.box.children[0])
    assert all(" ".join(text.split()) in shown for text in sentences(debriefing.found))
    assert "overtime" in shown
    for picture in debriefing.box.children[1].children:
        assert picture.children[0].tooltip in words(picture.children[1])
    debriefing.save.click()
    (page,) = workspace.rglob("*debrief-seed-3.html")
    assert "The choices that mattered" in page.read_text(encoding="utf-8")
    desk.records.undo()
    assert debriefing.box.children == (), "a line that goes on has no debrief yet"
