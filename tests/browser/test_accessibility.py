"""axe-core, the accessibility checker, on every page and part of a page that is ours."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from control_labels import cut_labels
from lab_menu import change_theme
from playwright.sync_api import Browser, Page, expect

from tpmlab import widgets
from tpmlab.curriculum import load_curriculum

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CURRICULUM = load_curriculum()
NOTEBOOKS = [
    *(str(CURRICULUM.notebook(lesson)) for lesson in CURRICULUM.lessons),
    *(str(CURRICULUM.exercise(name)) for name, _ in CURRICULUM.assignments()),
]
GROUPS: dict[str, list[str]] = {}  # by module, and the exercises together
for notebook in NOTEBOOKS:
    folder, module, *_ = Path(notebook).parts
    GROUPS.setdefault(module if folder == "notebooks" else folder, []).append(notebook)
# The two that need a plan or a project of the lesson's own are met in the lessons.
EXPLORERS = [
    name
    for name in widgets.__all__
    if name.endswith(("_explorer", "_game"))
    and name not in {"schedule_explorer", "tradeoff_explorer"}
]
LIVE = r"tpm\.(predict|quiz|practice|mock|start_here|check_exercise|widgets)"


def violations(page: Page, axe_source: str, part: str) -> list[str]:
    """What axe-core finds wrong in a part of the page, one line each."""
    page.evaluate(axe_source)
    found = page.evaluate("(part) => axe.run(part, {resultTypes: ['violations']})", part)
    return [
        f"{rule['id']}: {rule['help']}: {json.dumps(node['html'][:200])}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def live_cells(notebook: Path) -> list[str]:
    """Live cells of a notebook, after the first code cell: all that they need of a lesson."""
    cells = [c.source for c in nbformat.read(notebook, as_version=4).cells if c.cell_type == "code"]
    # An exercise's first cell reads files beside it, which its button doesn't need.
    first = "import tpmlab as tpm" if "exercises" in notebook.parts else cells[0]
    return [first, *(source for source in cells[1:] if re.search(LIVE, source))]


@pytest.mark.parametrize("group", GROUPS)
def test_widgets_in_the_lab(
    page: Page, lab: Any, axe_source: str, repository: Path, group: str
) -> None:
    """All that lives in a module's lessons, or in the exercises, in one notebook."""
    cells = [cell for notebook in GROUPS[group] for cell in live_cells(repository / notebook)]
    lab.write(f"live-in-{group}.ipynb", cells)
    lab.open(page, f"live-in-{group}.ipynb")
    for cell in page.locator(".jp-CodeCell").all():
        cell.locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
    drawn = page.locator(".tpmlab")
    expected = sum(bool(re.search(LIVE, source)) for source in cells)
    expect(drawn).to_have_count(expected)
    page.wait_for_timeout(1500)  # alt texts are set a moment after a picture is drawn
    expect(page.locator(".jp-OutputArea img:not([alt])")).to_have_count(0)
    assert drawn.count() == expected, "one more came, so a cell draws what it shouldn't"
    assert cut_labels(page) == []
    assert violations(page, axe_source, ".tpmlab") == []


def test_explorers_in_the_lab(page: Page, lab: Any, axe_source: str, screenshots: Path) -> None:
    cells = ["import tpmlab as tpm", *(f"tpm.widgets.{name}()" for name in EXPLORERS)]
    lab.write("explorers.ipynb", cells)
    lab.open(page, "explorers.ipynb")
    for cell in page.locator(".jp-CodeCell").all():
        cell.locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
    expect(page.locator(".tpmlab img[title]")).to_have_count(len(EXPLORERS))
    page.wait_for_timeout(1500)  # alt texts are set a moment after a picture is drawn
    expect(page.locator(".tpmlab img:not([alt])")).to_have_count(0)
    assert page.locator(".tpmlab [aria-live]").count() == 0, "nothing was changed yet"
    assert cut_labels(page) == []
    chain = page.locator(".jp-CodeCell").nth(1 + EXPLORERS.index("chain_explorer"))
    chain.locator(".noUi-handle").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(chain.locator(".tpmlab [aria-live]")).to_contain_text("A chain of 9 tasks")
    for theme in ("Dark", "Light"):
        change_theme(page, theme)
        assert violations(page, axe_source, ".tpmlab") == []
        for name, cell in zip(EXPLORERS, page.locator(".jp-CodeCell").all()[1:], strict=True):
            cell.screenshot(path=screenshots / f"{name}-{theme.lower()}.png")


def printed_forms(notebook: Path) -> list[str]:
    """What stands in a notebook's live cells before anything runs."""
    return [
        output["data"]["text/html"]
        for cell in nbformat.read(notebook, as_version=4).cells
        if cell.cell_type == "code" and "live" in cell.metadata.get("tags", [])
        for output in cell.outputs
        if "text/html" in output.get("data", {})
    ]


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_printed_forms(
    browser: Browser, axe_source: str, repository: Path, group: str, scheme: Any
) -> None:
    parts = []
    for notebook in GROUPS[group]:
        found = printed_forms(repository / notebook)
        assert found or group == "exercises", "every lesson has questions in a printed form"
        parts += found
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.set_content(
        '<!doctype html><html lang="en"><title>Printed</title><style>:root '
        "{color-scheme: light dark} body {background: Canvas}</style><main><h1>Printed</h1>"
        + "".join(parts)
        + "</main></html>"
    )
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    assert violations(page, axe_source, "main") == []
    context.close()


def test_the_checker_fires(browser: Browser, axe_source: str) -> None:
    page = browser.new_page()
    page.set_content("<main><img src='data:,'><button></button></main>")
    found = " ".join(violations(page, axe_source, "main"))
    assert "image-alt" in found
    assert "button-name" in found
    page.close()
