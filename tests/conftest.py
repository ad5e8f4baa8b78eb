"""What tests share: how hypothesis runs (``--hypothesis-profile=search`` looks for new examples), and one report."""

import pytest
from hypothesis import settings

from ssbmodel.show.report import Written, write_report

from .show.reader import Page

settings.register_profile("house", deadline=None, max_examples=20, derandomize=True, database=None)
settings.register_profile("search", deadline=None, max_examples=500, database=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The report of the library's own studies, written once."""
    return write_report(out=tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="session")
def text(written: Written) -> str:
    """Its page."""
    return written.files[0].read_text("utf-8")


@pytest.fixture(scope="session")
def page(text: str) -> Page:
    """Its page as a tree."""
    return Page(text)
