"""What some tests need beyond the checkout, and what happens where it is missing.

A missing need skips the test with the reason; where ``SSBMODEL_REQUIRE`` names it (``documents,data,jax``), the test
fails instead, so that a machine that promised the need cannot pass by skipping.
"""

import importlib
import os
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest


def needs_documents() -> Path:
    """Return the folder of the five documents, from ``SSBMODEL_DOCUMENTS``."""
    return _folder("documents", "SSBMODEL_DOCUMENTS")


def needs_data() -> Path:
    """Return the folder of the public data sets, from ``SSBMODEL_DATA``."""
    return _folder("data", "SSBMODEL_DATA")


def needs_module(name: str) -> ModuleType:
    """Return an optional module such as ``jax``."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        _miss(name.partition(".")[0], f"{name} is not installed")


def _folder(need: str, variable: str) -> Path:
    named = os.environ.get(variable)
    if not named or not Path(named).is_dir():
        _miss(need, f"{variable} names no folder with the {need}")
    return Path(named).resolve()


def _miss(need: str, reason: str) -> NoReturn:
    if need in os.environ.get("SSBMODEL_REQUIRE", "").split(","):
        pytest.fail(f"{reason}, and SSBMODEL_REQUIRE promises it")
    pytest.skip(reason, allow_module_level=True)
