"""What is stored is what the text says: the real content, rebuilt and read by every lint.

Every lesson is executed here, once: its outputs are compared with those that are stored. Its
kernel is forked from a warm one; `make nbval` runs each lesson in a stock kernel.
"""

import pytest

from tpmlab.authoring.build import build
from tpmlab.authoring.check import check_content
from tpmlab.authoring.library import CONTENTS_PAGE, GLOSSARY_PAGE, Library
from tpmlab.authoring.stale import stale_files
from tpmlab.authoring.targets import all_targets
from tpmlab.content import root

LIBRARY = Library.load(root())
TARGETS = all_targets(LIBRARY)


@pytest.mark.slow
@pytest.mark.usefixtures("kernels_are_forked")
@pytest.mark.parametrize("name", [each.name.removeprefix("assignment ") for each in TARGETS])
def test_what_is_stored_is_what_would_be_built(name):
    report = build(root(), [name], check=True)
    assert report.problems == []
    assert report.differences == []


def test_nothing_is_stored_that_has_no_text():
    lessons = map(LIBRARY.curriculum.notebook, LIBRARY.curriculum.lessons)
    places = {CONTENTS_PAGE, GLOSSARY_PAGE, *lessons}
    assert list(stale_files(root(), TARGETS, places)) == []


@pytest.mark.slow
def test_the_content_passes_every_lint():
    assert [str(finding) for finding in check_content(root()) if finding.level == "error"] == []
