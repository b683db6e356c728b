"""The learner's JupyterLab: clean, offline, and doing what lessons need from it."""

from __future__ import annotations

import base64
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PIXEL = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
        "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
).decode()
OURS = re.compile(r"(https?|wss?)://(127\.0\.0\.1|localhost)[:/]|data:|blob:|about:")
SHOWN = ".jp-NotebookPanel:not(.lm-mod-hidden)"
WIDGETS = """
import ipywidgets as w, pathlib
check, guess, said = w.Button(description="Check"), w.Button(description="Open"), w.HTML()
check.add_class("tpmlab-save-first")
guess.add_class("tpmlab-open-reveal")
def tell(_):
    found = "MARK" + "ED" in pathlib.Path("try-out.ipynb").read_text()
    said.value = "saved" if found else "not saved"
check.on_click(tell)
link = '<a href="#" data-tpmlab-open="exercises/critical-path/critical-path.ipynb">exercise</a>'
box = w.VBox([check, guess, said, w.HTML(link)])
box.add_class("tpmlab")
box
"""


@pytest.fixture(scope="module")
def try_out(lab):
    """A notebook with one of each thing that our extension serves."""
    picture = [
        new_output("display_data", data={"image/png": PIXEL}),
        new_output("display_data", data={"text/markdown": "*Picture: two bars, one late.*"}),
    ]
    hidden = {"tags": ["reveal"], "jupyter": {"outputs_hidden": True}, "collapsed": True}
    cells = [
        new_markdown_cell("# Try-out"),
        new_code_cell(WIDGETS),
        new_code_cell("1", metadata=hidden, outputs=picture, execution_count=1),
        new_code_cell("2", outputs=picture, execution_count=2),
    ]
    notebook = new_notebook(cells=cells)
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, lab.folder / "try-out.ipynb")
    start, token = lab.url.split("?token=")
    return f"{start.partition('/tree/')[0]}/tree/try-out.ipynb?reset&token={token}"


@pytest.fixture
def opened(page, try_out):
    page.requests, page.problems = [], []
    page.on("request", lambda request: page.requests.append(request.url))
    page.on("response", lambda r: page.problems.append(r.url) if r.status >= 400 else None)
    page.on("console", lambda m: page.problems.append(m.text) if m.type == "error" else None)
    page.goto(try_out)
    page.wait_for_selector(f"{SHOWN} .jp-Cell", timeout=60_000)
    page.wait_for_selector(".jp-RenderedImage img")
    return page


def cell(page, number):
    return page.locator(f"{SHOWN} .jp-Cell").nth(number)


def test_nothing_asks_the_network_and_nothing_fails(opened):
    opened.wait_for_timeout(5_000)  # what a news prompt or an update check would take
    assert [url for url in opened.requests if not OURS.match(url)] == []
    assert opened.problems == []
    assert opened.locator(".Toastify__toast").count() == 0


def test_menus_are_jupyterlabs_own(opened):
    menus = opened.locator(".lm-MenuBar-itemLabel").all_inner_texts()
    assert menus == ["File", "Edit", "View", "Run", "Kernel", "Tabs", "Settings", "Help"]
    for menu in ("File", "View"):
        opened.get_by_role("menuitem", name=menu, exact=True).first.click()
        text = opened.locator(".lm-Menu").first.inner_text()
        assert not re.search(r"jupytext|assignment|formgrader|course", text, re.IGNORECASE)
        opened.keyboard.press("Escape")
    sides = opened.locator(".jp-SideBar .lm-TabBar-tab").evaluate_all(
        "t => t.map(e => e.dataset.id)"
    )
    assert not [name for name in sides if re.search("nbgrader|extensionmanager|debug", name or "")]


def test_launcher_leads_to_start_here(opened):
    opened.keyboard.press("Control+Shift+L")
    tile = opened.locator(".jp-LauncherCard", has_text="tpmlab: Start here")
    tile.wait_for()
    assert tile.locator("img").get_attribute("src").startswith("data:image/svg+xml")
    tile.click()
    opened.wait_for_selector(".lm-TabBar-tabLabel >> text=01-start-here.ipynb")


def test_pictures_get_the_words_that_follow_them(opened):
    image = cell(opened, 3).locator("img")
    opened.wait_for_function("i => i.alt !== ''", arg=image.element_handle())
    assert image.get_attribute("alt") == "two bars, one late."


def test_widgets_save_open_and_lead_on(opened):
    cell(opened, 1).locator(".cm-content").click()
    opened.keyboard.press("Shift+Enter")
    opened.wait_for_selector("button.tpmlab-save-first", timeout=60_000)
    cell(opened, 3).locator(".cm-content").click()
    opened.keyboard.type("'MARKED', ")
    opened.locator("button.tpmlab-save-first").click()
    opened.wait_for_selector(f"{SHOWN} .widget-html-content >> text=/saved/")
    assert opened.locator(".widget-html-content >> text=not saved").count() == 0

    assert cell(opened, 2).locator("img").count() == 0
    opened.locator("button.tpmlab-open-reveal").click()
    cell(opened, 2).locator("img").wait_for()

    opened.locator("a[data-tpmlab-open]").click()
    opened.wait_for_selector(".lm-TabBar-tabLabel >> text=critical-path.ipynb")
