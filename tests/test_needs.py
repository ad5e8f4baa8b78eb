"""A need that is missing skips; a need that was promised and is missing fails."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .needs import needs_data, needs_documents, needs_module

FOLDERS = [(needs_documents, "SSBMODEL_DOCUMENTS", "documents"), (needs_data, "SSBMODEL_DATA", "data")]


@pytest.mark.parametrize(("needs", "variable", "need"), FOLDERS)
def test_a_missing_folder_skips_unless_promised(
    needs: Callable[[], Path], variable: str, need: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, str(tmp_path))
    assert needs() == tmp_path.resolve()
    monkeypatch.setenv(variable, str(tmp_path / "gone"))
    monkeypatch.setenv("SSBMODEL_REQUIRE", "jax")
    with pytest.raises(pytest.skip.Exception, match=f"{variable} names no folder with the {need}"):
        needs()
    monkeypatch.setenv("SSBMODEL_REQUIRE", f"jax,{need}")
    with pytest.raises(pytest.fail.Exception, match="SSBMODEL_REQUIRE promises it"):
        needs()


def test_a_missing_module_skips_unless_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    assert needs_module("math").__name__ == "math"
    monkeypatch.setenv("SSBMODEL_REQUIRE", "")
    with pytest.raises(pytest.skip.Exception, match=r"no_such_module\.part is not installed"):
        needs_module("no_such_module.part")
    monkeypatch.setenv("SSBMODEL_REQUIRE", "no_such_module")
    with pytest.raises(pytest.fail.Exception, match="SSBMODEL_REQUIRE promises it"):
        needs_module("no_such_module.part")
