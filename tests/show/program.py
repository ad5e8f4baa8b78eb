"""The program as a test calls it: in this process, or as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from ssbmodel.show.cli import run

SOURCE = Path(__file__).parents[2] / "src"
COMMAND = [sys.executable, "-m", "ssbmodel"]


class Done(NamedTuple):
    """What a run left behind."""

    code: int | str | None
    out: str
    err: str


def called(capsys: pytest.CaptureFixture[str], *words: str) -> Done:
    """Run the program in this process."""
    with pytest.raises(SystemExit) as left:
        run(words)
    return Done(left.value.code, *capsys.readouterr())


def environment(**settings: str) -> dict[str, str]:
    """Return the environment of a process of its own; warnings are errors in it too."""
    paths = os.pathsep.join([str(SOURCE), os.environ.get("PYTHONPATH", "")])
    return os.environ | {"PYTHONPATH": paths, "PYTHONWARNINGS": "error", "PYTHONUTF8": "0"} | settings


def started(*words: str, cwd: Path | None = None, **settings: str) -> "subprocess.CompletedProcess[bytes]":
    """Run the program as a process of its own and return it with the bytes it printed."""
    command, own = [*COMMAND, *words], environment(**settings)
    return subprocess.run(command, cwd=cwd, env=own, capture_output=True, timeout=120, check=False)
