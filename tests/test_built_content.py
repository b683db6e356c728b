"""What is stored is what the text says: the real content, rebuilt and read by every lint."""

import pytest

from tpmlab.authoring.build import build
from tpmlab.authoring.check import check_content
from tpmlab.content import root


@pytest.mark.slow
def test_stored_notebooks_are_what_would_be_built():
    report = build(root(), check=True)
    assert report.problems == []
    assert report.differences == []


@pytest.mark.slow
def test_the_content_passes_every_lint():
    assert [str(finding) for finding in check_content(root()) if finding.level == "error"] == []
