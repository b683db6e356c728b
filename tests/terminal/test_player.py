"""The terminal player, played by keyboard at 80 × 24: what it asks, saves and shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import TypeAdapter
from synthetic_bank import first_of_each_type, synthetic_bank
from terminal_play import Clock, keys_for, play, seen, until

from tpmlab.exam.items.bank import load_bank
from tpmlab.exam.items.exhibit import AnyExhibit
from tpmlab.exam.outlines.loading import NOTICE, load_outline
from tpmlab.exam.playing.form_model import load_form
from tpmlab.exam.playing.forms import assemble
from tpmlab.exam.playing.session import Section, Sheet
from tpmlab.exam.playing.store import open_session, start_session
from tpmlab.exam.study.reviews import load_reviews

BANK = synthetic_bank(60)
BY_TYPE = first_of_each_type(BANK)
CASE = next(item.id for item in BANK.items if item.case)


def study(*names: str) -> Sheet:
    return Sheet("pmp-2026", "study", (Section(names),))


def exam(*sections: tuple[str, ...], minutes: float = 10, rest: float = 5) -> Sheet:
    parts = tuple(Section(names, rest) for names in sections)
    return Sheet("pmp-2026", "exam", parts, minutes, title="Mock")


def wrong(item):
    """A complete answer that isn't right."""
    right = item.right_answer()
    if item.type == "multiple":
        others = [n for n in range(len(item.options)) if n not in right]
        return tuple(sorted((right[0], others[0])))
    if item.type == "ordering":
        return item.offered
    sizes = {"matching": 4, "pull-down": 3, "hotspot": 3}
    return ((right[0] + 1) % sizes.get(item.type, 3), *right[1:])


@pytest.mark.parametrize("kind", BY_TYPE)
def test_every_type_is_answered_by_keys_and_judged(tmp_path, kind):
    item = BANK.item(BY_TYPE[kind])

    async def script(app, pilot):
        await pilot.press(*keys_for(item, item.right_answer()), "enter")
        assert "how sure" in seen(app)
        assert app.session.outcome(item.id) is None
        await pilot.press("t", "enter")
        await pilot.pause()
        assert "Right." in seen(app)
        await pilot.press("1", "space", "x", "u", "left")
        assert app.session.state.answers[item.id] == item.right_answer(), "judged is judged"

    with start_session(tmp_path, study(item.id), BANK.by_id) as sitting:
        play(sitting, BANK.by_id, script)
        judged = sitting.session.outcome(item.id)
    assert (judged.right, judged.confidence) == (True, "think-so")
    (review,) = load_reviews(tmp_path)
    assert (review.item, review.answer) == (item.id, item.right_answer())


@pytest.mark.slow
@pytest.mark.parametrize("kind", BY_TYPE)
def test_a_wrong_answer_is_told_why_in_words(tmp_path, kind):
    item = BANK.item(BY_TYPE[kind])

    async def script(app, pilot):
        taking = ["space"] if kind == "ordering" else keys_for(item, wrong(item))
        await pilot.press(*taking, "s", "enter")
        await pilot.pause()
        pages = [seen(app)]
        for _ in range(4):
            await pilot.press("pagedown")
            pages.append(seen(app))
        text = "\n".join(pages)
        assert "Not right." in text
        assert "✗" in text
        assert "not right)" in text or "(you " in text
        assert "The idea behind it" in text
        assert "The rule" in text

    with start_session(tmp_path, study(item.id), BANK.by_id) as sitting:
        play(sitting, BANK.by_id, script)
        assert sitting.session.outcome(item.id).answer == wrong(item)


def test_everything_there_is_to_read_can_be_read_at_80_by_24(tmp_path):
    item = BANK.item(BY_TYPE["hotspot"])

    async def script(app, pilot):
        pages = [seen(app)]
        for _ in range(3):
            await pilot.press("pagedown")
            pages.append(seen(app))
        text = " ".join(" ".join(pages).split())
        for words in (item.stem, item.exhibit.alt, item.lead, *(o.text for o in item.options)):
            assert words in text
        for cells in item.exhibit.table.rows:
            assert " ".join(cells) in text
        assert all(len(line) <= 80 for page in pages for line in page.splitlines())

    with start_session(tmp_path, study(item.id), BANK.by_id) as sitting:
        play(sitting, BANK.by_id, script)


RAID = {
    "kind": "raid",
    "title": "Extract of the log",
    "rows": [
        {
            "id": "R7",
            "kind": "risk",
            "text": "Certificate of the payment partner runs out in the cut-over week",
            "probability": "medium",
            "impact": "high",
            "owner": "Tech lead",
            "state": "open",
        },
        {
            "id": "A2",
            "kind": "assumption",
            "text": "The customer supplies 20 test accounts",
            "impact": "low",
            "state": "unchecked",
        },
    ],
}


def test_a_table_too_wide_for_the_screen_is_shown_row_by_row(tmp_path):
    item = BANK.item(BY_TYPE["single"])
    exhibit = TypeAdapter(AnyExhibit).validate_python(RAID)
    shown = item.model_copy(update={"exhibit": exhibit})

    async def narrow(app, pilot):
        lines = [line.strip() for line in seen(app).splitlines()]
        assert "id R7" in lines
        assert f"entry: {RAID['rows'][0]['text']}" in lines
        assert "probability: medium" in lines

    async def wide(app, pilot):
        (line,) = (line for line in seen(app).splitlines() if RAID["rows"][0]["text"] in line)
        assert "R7" in line
        assert "Tech lead" in line

    for size, script in (((80, 30), narrow), ((150, 30), wide)):
        with start_session(tmp_path, study(item.id), {item.id: shown}) as sitting:
            play(sitting, {item.id: shown}, script, size=size)


def test_a_case_shows_its_situation_with_each_item(tmp_path):
    async def script(app, pilot):
        assert "several items on one situation" in seen(app)
        assert "four teams share one release" in seen(app)
        assert "Fact 0" in seen(app)

    with start_session(tmp_path, study(CASE), BANK.by_id) as sitting:
        play(sitting, BANK.by_id, script)


def test_what_is_chosen_struck_and_flagged_is_told_in_signs_and_words(tmp_path):
    async def script(app, pilot):
        await pilot.press("2", "down", "x", "f")
        await pilot.pause()
        lines = seen(app).splitlines()
        assert "FLAGGED" in lines[0]
        assert any("(•) 2" in line for line in lines)
        assert any("3" in line and "(struck out)" in line for line in lines)
        await pilot.press("up", "space", "x", "x", "f")
        await pilot.pause()
        assert "FLAGGED" not in seen(app)

    name = BY_TYPE["single"]
    with start_session(tmp_path, exam((name,)), BANK.by_id) as sitting:
        play(sitting, BANK.by_id, script)
        assert sitting.session.state.struck[name] == {2}
        assert sitting.session.state.answers == {name: (1,)}


def test_quick_keys_lose_no_choice(tmp_path):
    item = BANK.item(BY_TYPE["matching"])

    async def script(app, pilot):
        await pilot.press("1", "2", "3")
        await pilot.press("up", "up", "right")

    with start_session(tmp_path, exam((item.id,)), BANK.by_id) as sitting:
        play(sitting, BANK.by_id, script)
        assert sitting.session.state.answers[item.id] == (1, 1, 2)


def test_the_review_page_leads_back_and_ending_a_section_asks_first(tmp_path):
    first, second, third = (item.id for item in BANK.items[:3])

    async def script(app, pilot):
        await pilot.press("1", "n", "f", "r")
        await pilot.pause()
        text = seen(app)
        assert "answered" in text
        assert "not answered     flagged" in text
        await pilot.press("e")
        await pilot.pause()
        assert "End section 1? 1 not answered, 0 answered in part, 1 flagged." in " ".join(
            seen(app).split()
        )
        await pilot.press("n", "up", "enter")
        await pilot.pause()
        assert app.session.item.id == first
        await pilot.press("r", "e", "y")
        await pilot.pause()
        assert "Break" in seen(app)
        assert "5:00 left" in seen(app)
        await pilot.press("enter", "p")
        await pilot.pause()
        assert app.session.item.id == third

    with start_session(tmp_path, exam((first, second), (third,)), BANK.by_id) as sitting:
        play(sitting, BANK.by_id, script)


def test_an_exam_may_be_stopped_for_good_before_its_last_section(tmp_path):
    first, second = (item.id for item in BANK.items[:2])

    async def script(app, pilot):
        await pilot.press("r", "s", "n")
        assert app.session.state.phase == "review"
        await pilot.press("s", "y")
        assert "0 of 2 right" in await until(app, pilot, "0 of 2 right")

    with start_session(tmp_path, exam((first,), (second,)), BANK.by_id) as sitting:
        play(sitting, BANK.by_id, script)
        assert sitting.session.state.ended == "stopped"


def test_a_pause_hides_the_item_and_stops_the_clock(tmp_path):
    item, clock = BANK.items[0], Clock()

    async def script(app, pilot):
        assert "10:00 left" in seen(app)
        await pilot.press("z")
        await pilot.pause()
        assert "Paused" in seen(app)
        assert item.stem[:30] not in seen(app)
        clock.time += 500
        await pilot.press("z")
        await pilot.pause()
        assert "10:00 left" in seen(app)

    with start_session(tmp_path, exam((item.id,)), BANK.by_id) as sitting:
        play(sitting, BANK.by_id, script, clock=clock)


def test_when_time_is_up_the_exam_ends_by_itself_and_shows_its_results(tmp_path):
    names, clock = [item.id for item in BANK.items[:2]], Clock()

    async def script(app, pilot):
        await pilot.press("1", "r", "e")
        await pilot.pause()
        clock.time += 601
        text = await until(app, pilot, "time is up")
        assert "of 2 right" in text

    with start_session(tmp_path, exam(tuple(names)), BANK.by_id) as sitting:
        play(sitting, BANK.by_id, script, clock=clock)
        assert sitting.session.state.ended == "time"


def test_the_end_page_counts_and_shows_the_notice_and_never_a_chance(tmp_path):
    items = BANK.items[:3]

    async def script(app, pilot):
        await pilot.press(*keys_for(items[0], items[0].right_answer()), "g", "enter", "enter")
        await pilot.press(*keys_for(items[1], wrong(items[1])), "s", "enter", "enter")
        await pilot.press("r", "e", "y")
        await until(app, pilot, "1 of 2 right")
        pages = []
        for _ in range(6):
            pages.append(seen(app))
            await pilot.press("pagedown")
        text = " ".join(" ".join(pages).split())
        assert "1 of 2 right" in text, "what wasn't answered in practice isn't counted"
        assert "Item 1: right, as a guess" in text
        assert "Item 2: not right" in text
        assert NOTICE[:60] in text
        assert "%" not in text, "two answers are too few for a range"
        assert "probab" not in text.replace(NOTICE, "")

    sheet = study(*(item.id for item in items))
    with start_session(tmp_path, sheet, BANK.by_id) as sitting:
        play(sitting, BANK.by_id, script)


def test_light_dark_help_and_a_session_left_in_the_middle(tmp_path):
    item = BANK.items[0]

    async def script(app, pilot):
        await pilot.press("l", "question_mark")
        await pilot.pause()
        assert "strike an option out" in seen(app)
        await pilot.press("escape", "1", "q")
        assert app.theme == "textual-light"

    with start_session(tmp_path, study(item.id), BANK.by_id) as sitting:
        play(sitting, BANK.by_id, script)
    with open_session(tmp_path, sitting.id, BANK.by_id) as sitting:
        assert sitting.session.state.answers == {item.id: (0,)}


def test_trouble_with_saving_is_told_and_goes_away(tmp_path):
    async def script(app, pilot):
        file = tmp_path / ".tpmlab/progress.sqlite3"
        away = file.rename(file.with_suffix(".away"))
        file.mkdir()
        await pilot.press("1")
        await pilot.pause()
        assert "Not saved yet" in seen(app)
        file.rmdir()
        away.rename(file)
        await pilot.press("2")
        await pilot.pause()
        assert "Not saved yet" not in seen(app)

    with start_session(tmp_path, study(BANK.items[0].id), BANK.by_id) as sitting:
        play(sitting, BANK.by_id, script)


def test_enough_answers_of_a_domain_show_the_range_that_they_speak_for(tmp_path):
    items = [item for item in BANK.items if item.domain == "people"][:8]
    with start_session(tmp_path, exam(tuple(item.id for item in items)), BANK.by_id) as sitting:
        sitting.session.open(0)
        for number, item in enumerate(items[:6]):
            sitting.session.go(number, number)
            sitting.session.choose(item.right_answer(), number)
        sitting.session.stop(10)

    async def script(app, pilot):
        text = await until(app, pilot, "8 right")
        assert "6 of 8  53 to 89 %  People" in text
        assert "It says nothing about passing an exam" in " ".join(text.split())

    with open_session(tmp_path, sitting.id, BANK.by_id) as sitting:
        play(sitting, BANK.by_id, script, size=(80, 40))


def test_a_session_that_has_ended_shows_its_results_again(tmp_path):
    item = BANK.items[0]
    with start_session(tmp_path, exam((item.id,)), BANK.by_id) as sitting:
        sitting.session.open(0)
        sitting.session.choose(item.right_answer(), 30)
        sitting.session.stop(40)

    async def script(app, pilot):
        text = await until(app, pilot, "1 of 1 right")
        assert "Mock · stopped · 0:40" in text
        await pilot.press("z", "question_mark", "escape")

    with open_session(tmp_path, sitting.id, BANK.by_id) as sitting:
        play(sitting, BANK.by_id, script)
    assert len(load_reviews(tmp_path)) == 1


@pytest.mark.slow
def test_an_exam_of_180_items_240_minutes_and_two_breaks_from_start_to_end(tmp_path: Path):
    bank = synthetic_bank(600)
    (sheet,) = assemble(bank, load_form("full-180"), load_outline("pmp-2026"), seed=1)
    assert [len(section.items) for section in sheet.sections] == [60, 60, 60]
    items = [bank.item(name) for name in sheet.items]
    clock = Clock()

    async def script(app, pilot):
        for number, item in enumerate(items):
            answer = item.right_answer() if number % 3 else wrong(item)
            if number % 60 < 8 or number % 60 > 56:
                sure = ["s"] if number % 10 == 0 else []
                await pilot.press(*(keys_for(item, answer) or ["space"]), *sure, "enter")
            else:  # half the time of this test went into the same keys again
                app.act("choose", answer)
                await pilot.press("enter")
            clock.time += 75
            if number in (59, 119, 179):
                await pilot.press("e", "y")
                await pilot.pause()
            if number == 59:
                assert app.session.state.phase == "break"
                clock.time += 601  # the whole break: the next section begins by itself
                await until(app, pilot, "section 2 of 3")
                assert app.session.item.id == items[60].id
            if number == 119:
                await pilot.press("enter")  # no break

    with start_session(tmp_path, sheet, bank.by_id) as sitting:
        play(sitting, bank.by_id, script, clock=clock)
        session = sitting.session
        assert session.state.ended == "submitted"
        assert session.state.used == 180 * 75 + 1, "the break's last second went on the exam"
        assert sum(each.right for each in session.results()) == 120
    assert len(load_reviews(tmp_path)) == 180


@pytest.mark.slow
def test_the_mock_that_ships_is_played_with_its_own_items(tmp_path: Path):
    bank, outline = load_bank("pmp-2026"), load_outline("pmp-2026")
    (sheet,) = assemble(bank, load_form("mock-60"), outline, seed=1)

    async def script(app, pilot):
        for name in sheet.items:
            if app.session.state.phase == "review":
                await pilot.press("e", "y", "enter")  # the section, and its break
            item = bank.item(name)
            await pilot.press(*keys_for(item, item.right_answer()), "enter")
        await pilot.press("e", "y")
        text = await until(app, pilot, "60 of 60 right")
        assert "Mock exam of 60 items · done" in text
        assert "To look at again" not in text

    with start_session(tmp_path, sheet, bank.by_id) as sitting:
        play(sitting, bank.by_id, script)
        assert sitting.session.state.ended == "submitted"
    assert {review.mode for review in load_reviews(tmp_path, "pmp-2026")} == {"exam"}
