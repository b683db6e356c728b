from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import ipywidgets as w
import pytest

import tpmlab as tpm
from tpmlab.curriculum import load_curriculum
from tpmlab.learning.paths import QUESTIONS, propose
from tpmlab.learning.progress import Progress, current
from tpmlab.learning.workspace import lay
from tpmlab.widgets.start_here import _StartHere
from tpmlab.widgets.start_here_html import path as path_html


class Links(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append(dict(attrs))


def words(widget) -> str:
    """Everything that is read on the page now, tags left out."""
    if widget.layout.display == "none":
        return ""
    if isinstance(widget, w.Box):
        return " ".join(words(child) for child in widget.children)
    text = widget.value if isinstance(widget, w.HTML) else getattr(widget, "description", "")
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", text, flags=re.DOTALL))


def find(widget, kind, text=None):
    if isinstance(widget, kind) and (text is None or widget.description == text):
        yield widget
    for child in getattr(widget, "children", ()):
        yield from find(child, kind, text)


def press(page, text):
    next(find(page.box, w.Button, text)).click()


def answer_all(page, number=0):
    for radio in find(page.box, w.RadioButtons):
        radio.index = number


@pytest.fixture
def page(workspace):
    return _StartHere(load_curriculum(), current())


def test_a_newcomer_is_asked_and_sees_every_lesson_with_minutes(page):
    text = words(page.box)
    assert "Find your path" in text
    for lesson in load_curriculum().lessons.values():
        assert lesson.title in text
        assert f"{lesson.minutes} min" in text
    assert "Continue where you stopped" not in text


def test_unwritten_modules_are_named_in_one_line(page):
    empty = [module.title for module in load_curriculum().modules if not module.written]
    assert f"Not written yet: {', '.join(empty)}." in words(page.box)


def test_modules_say_how_many_lessons_and_how_long(page):
    for module in load_curriculum().modules:
        if len(module.written) > 1:
            assert f"{module.title} {len(module.written)} lessons, " in words(page.box)


def test_of_a_long_path_the_next_three_stand_open_and_the_rest_is_folded_by_module(page):
    answer_all(page)
    press(page, "Propose my path")
    path = next(part.value for part in find(page.box, w.HTML) if "Your path" in part.value)
    shown, folded = path.split("<h4>Later</h4>")
    names = [name for name in load_curriculum().lessons if name != "start-here"]

    def linked(html):
        return [Path(a["href"]).stem.partition("-")[2] for a in Links(html).found]

    assert linked(shown) == names[:3]
    assert linked(folded) == names[3:]
    modules = {load_curriculum().module_of(name).title for name in names[3:]}
    assert folded.count("<details>") == folded.count("<summary>") == len(modules)


def test_a_finished_lesson_leaves_the_path_and_is_counted():
    first, *rest = propose({}, load_curriculum()).steps
    html = path_html(propose({}, load_curriculum()), {first.lesson.id})
    assert first.lesson.title not in html
    assert rest[0].lesson.title in html
    assert f"Done so far: 1 of {1 + len(rest)} lessons." in html


def test_a_path_needs_every_answer_and_says_which_is_missing(page):
    answer_all(page)
    radios = list(find(page.box, w.RadioButtons))
    radios[2].index = None
    press(page, "Propose my path")
    assert "Still open: 3." in words(page.box)
    assert current().summary().assessment == {}


def test_the_path_is_shown_recorded_and_there_the_next_time(page, workspace):
    answer_all(page)
    press(page, "Propose my path")
    assert "Your path: On your own, towards the job" in words(page.box)
    assert "Find your path" not in words(page.box)
    assert Progress(workspace).summary().assessment.keys() == {q.id for q in QUESTIONS}
    again = _StartHere(load_curriculum(), Progress(workspace))
    assert "Your path: On your own, towards the job" in words(again.box)


def test_answering_again_starts_from_the_last_answers(page):
    answer_all(page, 1)
    press(page, "Propose my path")
    answer_all(page, 0)
    press(page, "Answer again")
    assert [radio.index for radio in find(page.box, w.RadioButtons)] == [1] * len(QUESTIONS)
    press(page, "Propose my path")
    assert "Your path: With a class" in words(page.box)


def test_refresh_shows_what_was_done_meanwhile(page, workspace):
    Progress(workspace).lesson_opened("critical-path")
    press(page, "Refresh")
    text = words(page.box)
    assert "Continue where you stopped: Which task may slip?" in text
    assert "begun" in text


def test_links_lead_to_the_learners_file_even_where_it_stayed_after_a_renumbering(
    page, workspace, tmp_path
):
    lesson = Path("notebooks/04-planning/09-critical-path.ipynb")
    base = tmp_path / "base"
    (base / lesson.parent).mkdir(parents=True)
    (base / lesson).write_text('{"cells": []}')
    lay(workspace, base)
    press(page, "Refresh")
    html = "".join(part.value for part in find(page.box, w.HTML))
    link = next(a for a in Links(html).found if "critical-path.ipynb" in a["href"])
    assert link == {
        "href": "../04-planning/09-critical-path.ipynb",
        "data-tpmlab-open": "notebooks/04-planning/09-critical-path.ipynb",
    }


def test_without_a_workspace_a_path_is_proposed_all_the_same(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = _StartHere(load_curriculum(), current())
    answer_all(page)
    press(page, "Propose my path")
    assert "Your path: On your own, towards the job" in words(page.box)


def test_the_printed_form_links_every_lesson_and_says_how_to_wake_it(printed, repository):
    listing, invitation = printed(tpm.start_here)
    start = repository / load_curriculum().notebook("start-here").parent
    links = [start / a["href"] for a in Links(listing["text/html"]).found]
    assert [link.resolve() for link in links] == [
        repository / load_curriculum().notebook(name) for name in load_curriculum().lessons
    ]
    assert "Shift+Enter" in invitation["text/markdown"]
