"""What the docstrings of the models use without importing it; it stands here, above src and tests alike."""

from typing import Any

import pytest


@pytest.fixture(autouse=True, scope="session")
def _quantities_in_docstrings(doctest_namespace: dict[str, Any]) -> None:
    from ssbmodel import Q

    doctest_namespace["Q"] = Q
