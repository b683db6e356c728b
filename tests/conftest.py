"""Fixtures for all tests, and the one rule on what may be skipped.

A test that needs Chromium or one of npm's packages skips where that is missing, loudly.
``TPMLAB_REQUIRE_ALL=1`` turns each such skip into a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import warm_kernels
from hypothesis import HealthCheck, settings

# A busy machine is no failure: nothing is held to a time. The run that decides whether work is
# good tries the same examples each time; every other run tries new ones.
settings.register_profile(
    "tpmlab",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("TPMLAB_REQUIRE_ALL") == "1",
)
settings.load_profile("tpmlab")

REPOSITORY = Path(__file__).resolve().parents[1]


def skip_or_fail(what: str, remedy: str) -> None:
    """Skip the running test because `what` is missing, or fail where nothing may be."""
    message = f"{what} is missing: {remedy}"
    if os.environ.get("TPMLAB_REQUIRE_ALL") == "1":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def repository() -> Path:
    """Root of the clone that is tested."""
    return REPOSITORY


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; the test skips or fails without one."""
    for name in ("chromium", "chromium-browser", "google-chrome", "chrome"):
        path = shutil.which(name)
        if path:
            return path
    skip_or_fail("Chromium", "install it (Debian: apt-get install chromium)")
    raise AssertionError("unreachable")


@pytest.fixture(scope="session")
def axe_source() -> str:
    """Source text of the axe-core accessibility checker."""
    path = REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"
    if not path.is_file():
        skip_or_fail("axe-core", "run 'npm install --no-package-lock' in the repository")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def qti_player() -> Path:
    """Folder of qti-components, a player of QTI 3.0 items."""
    path = REPOSITORY / "node_modules" / "@citolab" / "qti-components"
    if not path.is_dir():
        skip_or_fail("qti-components", "run 'npm install --no-package-lock' in the repository")
    return path


@pytest.fixture(scope="session")
def nursery() -> Iterator[warm_kernels.Nursery]:
    """The process that kernels are forked from; it takes seconds to import everything, once."""
    nursery = warm_kernels.Nursery()
    yield nursery
    nursery.close()


@pytest.fixture
def kernels_are_forked(nursery: warm_kernels.Nursery) -> Iterator[None]:
    """Every kernel of this test is forked; stock kernels again after it."""
    with warm_kernels.forked_from(nursery):
        yield
