"""axe-core, the accessibility checker, on every page and part of a page that is ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect

from tpmlab import widgets
from tpmlab.curriculum import load_curriculum

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CURRICULUM = load_curriculum()
NOTEBOOKS = [
    *(str(CURRICULUM.notebook(lesson)) for lesson in CURRICULUM.lessons),
    *(str(CURRICULUM.exercise(name)) for name, _ in CURRICULUM.assignments()),
]
# The two that need a plan or a project of the lesson's own are met in the lessons.
EXPLORERS = [
    name
    for name in widgets.__all__
    if name.endswith(("_explorer", "_game"))
    and name not in {"schedule_explorer", "tradeoff_explorer"}
]
LIVE = r"tpm\.(predict|quiz|start_here|check_exercise|widgets)"


def violations(page: Page, axe_source: str, part: str) -> list[str]:
    """What axe-core finds wrong in a part of the page, one line each."""
    page.evaluate(axe_source)
    found = page.evaluate("(part) => axe.run(part, {resultTypes: ['violations']})", part)
    return [
        f"{rule['id']}: {rule['help']}: {json.dumps(node['html'][:200])}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    # Tall enough that Lab, which draws only what is in sight, draws every cell.
    context = browser.new_context(viewport={"width": 1280, "height": 16_000})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_widgets_in_the_lab(window: Page, lab: Any, axe_source: str, notebook: str) -> None:
    name = Path(notebook).stem  # a set of tabs of its own, so that nothing else is open
    window.goto(re.sub(r"/lab/tree/[^?]*", f"/lab/workspaces/{name}/tree/{notebook}", lab.url))
    expect(window.get_by_text(re.compile(r"\| Idle")).first).to_be_visible()
    live = window.locator(".jp-CodeCell").filter(has_text=re.compile(LIVE))
    imports = window.locator(".jp-CodeCell").filter(has_text="import tpmlab as tpm")
    for cell in [imports.first, *live.all()]:  # each works after the first code cell alone
        cell.locator(".cm-content").click()
        window.keyboard.press("Control+Enter")
    expect(window.locator(".tpmlab")).to_have_count(live.count())
    window.wait_for_timeout(1500)  # alt texts are set a moment after a picture is drawn
    assert violations(window, axe_source, ".tpmlab") == []
    assert window.locator(".jp-RenderedImage img:not([alt])").count() == 0


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_explorers_in_the_lab(
    window: Page, lab: Any, axe_source: str, screenshots: Path, theme: str
) -> None:
    cells = ["import tpmlab as tpm", *(f"tpm.widgets.{name}()" for name in EXPLORERS)]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in cells])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(book, lab.folder / f"explorers-{theme}.ipynb")
    server, token = re.match(r"(.*?/)lab/.*[?&]token=(\w+)", lab.url).groups()
    answer = window.request.put(
        f"{server}lab/api/settings/@jupyterlab/apputils-extension:themes",
        headers={"Authorization": f"token {token}"},
        data={"raw": json.dumps({"theme": f"JupyterLab {theme}"})},
    )
    assert answer.ok, answer.text()
    window.goto(
        re.sub(r"/lab/tree/[^?]*", f"/lab/workspaces/{theme}/tree/explorers-{theme}.ipynb", lab.url)
    )
    expect(window.get_by_text(re.compile(r"\| Idle")).first).to_be_visible()
    expect(window.locator(f'body[data-jp-theme-name="JupyterLab {theme}"]')).to_have_count(1)
    for cell in window.locator(".jp-CodeCell").all():
        cell.locator(".cm-content").click()
        window.keyboard.press("Control+Enter")
    expect(window.locator(".tpmlab img[title]")).to_have_count(len(EXPLORERS))
    window.wait_for_timeout(1500)  # alt texts are set a moment after a picture is drawn
    assert violations(window, axe_source, ".tpmlab") == []
    assert window.locator(".tpmlab [aria-live]").count() == 0, "nothing was changed yet"
    chain = window.locator(".jp-CodeCell").nth(1 + EXPLORERS.index("chain_explorer"))
    chain.locator(".noUi-handle").first.focus()
    for _ in range(3):
        window.keyboard.press("ArrowRight")
    expect(chain.locator(".tpmlab [aria-live]")).to_contain_text("A chain of 9 tasks")
    for name, cell in zip(EXPLORERS, window.locator(".jp-CodeCell").all()[1:], strict=True):
        cell.screenshot(path=screenshots / f"{name}-{theme.lower()}.png")


@pytest.mark.parametrize("notebook", NOTEBOOKS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_printed_forms(
    browser: Browser, axe_source: str, repository: Path, notebook: str, scheme: Any
) -> None:
    parts = [
        output["data"]["text/html"]
        for cell in nbformat.read(repository / notebook, as_version=4).cells
        if cell.cell_type == "code" and "live" in cell.metadata.get("tags", [])
        for output in cell.outputs
        if "text/html" in output.get("data", {})
    ]
    if not parts:
        assert notebook.startswith("exercises/"), "every lesson has questions in a printed form"
        return
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
