"""The calibration game: ranges typed as people type, an honest score, answers with sources."""

import re

import pytest

import tpmlab as tpm
from tpmlab import data
from tpmlab.errors import TpmlabError
from tpmlab.pictures import WIDTH
from tpmlab.widgets.calibration_game import CalibrationGame
from tpmlab.widgets.calibration_questions import POOL, draw


@pytest.fixture
def game():
    return CalibrationGame(seed=1)


def fill(game, low="0", high="1,000,000"):
    for n in range(1, 11):
        game.inputs[f"low {n}"].value = low
        game.inputs[f"high {n}"].value = high


def shown(game):
    return " ".join(words.value for words in game._texts)


def test_every_question_of_the_pool_has_a_number_and_a_source():
    names = [asked.name for asked in POOL]
    assert len(set(names)) == len(names) >= 15
    for asked in POOL:
        assert 0 < asked.answer < 1e5, asked
        if asked.unit == "%":
            assert asked.answer < 100, asked
        assert asked.source
        assert asked.dataset in ("", *data.names())


@pytest.mark.parametrize(
    ("name", "answer"),
    # as the datasets' own cards state them
    [("pull-request-half", 6.0), ("pull-request-85", 47.7), ("pep-decided", 112.0)],
)
def test_answers_agree_with_the_cards_of_the_datasets(name, answer):
    asked = next(one for one in POOL if one.name == name)
    assert asked.answer == pytest.approx(answer, abs=0.05)


def test_questions_are_drawn_without_repeats_and_by_seed():
    names = [[asked.name for asked in draw(seed)] for seed in range(6)]
    assert all(len(set(row)) == 10 for row in names)
    assert len({tuple(row) for row in names}) == 6
    assert names[0] == [asked.name for asked in draw(0)]
    with pytest.raises(TpmlabError, match="count is 99; give a number from 1 to"):
        draw(0, 99)


def test_nothing_is_given_away_before_the_score(game):
    before = shown(game) + game.frame.image.tooltip
    assert "Source" not in before
    for asked in game.questions:
        assert not re.search(rf"\b{re.escape(f'{asked.answer:g} {asked.unit}')}", before)


def test_wide_ranges_all_hold_and_that_proves_little(game):
    fill(game)
    game.score_button.click()
    assert game.view().result.hits == 10
    assert "10 of 10 ranges hold the answer" in game.frame.headline.value
    assert "too wide" in game.frame.headline.value
    assert shown(game).count("Your range holds it.") == 10
    assert shown(game).count("Source:") == 10
    assert all(field.disabled for field in game.inputs.values())


def test_narrow_ranges_miss_and_the_score_says_by_how_much(game):
    fill(game, "1e6", "1.1e6")
    game.score_button.click()
    found = game.view().result
    assert (found.hits, found.expected) == (0, 9)
    assert found.overconfident
    assert "too narrow" in game.frame.headline.value
    assert shown(game).count("Your range misses it.") == 10
    assert "missed: question 1 (" in game.frame.image.tooltip


def test_ranges_are_read_as_people_write_them(game):
    game.inputs["low 1"].value, game.inputs["high 1"].value = " 5% ", "1,200"
    assert game.view().given == (True, *(False,) * 9)
    assert "1 range given" in game.frame.headline.value


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [("9", "7", "the smaller number first"), ("many", "7", "which is no number"), ("nan", "7", "no number")],
)  # fmt: skip
def test_a_range_that_is_none_is_refused_and_taken_back(game, low, high, told):
    game.inputs["low 3"].value = low
    game.inputs["high 3"].value = high
    assert "Not possible:</strong> Question 3" in game.frame.message.value
    assert told in game.frame.message.value
    game.undo()
    game.undo()
    assert game.value("low 3") == ""
    assert "Not possible" not in game.frame.message.value


def test_no_score_until_all_ten_are_given(game):
    game.inputs["low 2"].value, game.inputs["high 2"].value = "1", "2"
    game.score_button.click()
    assert "Give a range for question 1, 3, 4, 5, 6, 7, 8, 9, 10 first" in game.frame.message.value
    assert game.view().result is None


def test_new_questions_start_empty_and_the_old_ranges_do_not_come_back(game):
    first = [asked.name for asked in game.questions]
    fill(game)
    game.score_button.click()
    game.new_button.click()
    assert [asked.name for asked in game.questions] != first
    assert not any(field.value or field.disabled for field in game.inputs.values())
    assert "Source" not in shown(game)
    game.undo()
    assert not any(field.value for field in game.inputs.values())


def test_reset_empties_the_ranges_and_hides_the_answers(game):
    fill(game)
    game.score_button.click()
    game.frame.reset_button.click()
    assert game.view().result is None
    assert "Source" not in shown(game)
    assert not any(field.value or field.disabled for field in game.inputs.values())


def test_every_field_has_a_label_that_tells_which_end(game):
    labels = [field.description for field in game.inputs.values()]
    assert len(set(labels)) == 20
    assert labels[:2] == ["1: low", "1: high"]


def test_the_printed_form_asks_without_answering(printed):
    questions, image, words, invitation = printed(tpm.widgets.calibration_game)
    assert questions["text/markdown"].count("\n") >= 10
    assert "Source" not in questions["text/markdown"]
    assert int.from_bytes(image["image/png"][16:20], "big") == WIDTH
    assert "No answer is shown yet" in words["text/markdown"]
    assert "play with ten ranges" in invitation["text/markdown"]
    with pytest.raises(TpmlabError, match="seed is -1"):
        tpm.widgets.calibration_game(-1)
