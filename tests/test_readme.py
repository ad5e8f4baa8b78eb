"""What README.md shows, works: its Python, its commands, and the two lines that are all anyone needs."""

import contextlib
import doctest
import io
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from .show import program

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PROMISED = (
    'python -m pip install ".[report]" && python -m ssbmodel report',
    'python -m pip install -e ".[test]" && python -m pytest',
)
PROGRAM = re.compile(r"(?:^|&& )(?:\$ )?(?:python -m ssbmodel|ssbmodel)(?: ([^#\n]*))?", re.M)
COMMENT, DECIMAL = re.compile(r"\)  # (.*)$", re.M), re.compile(r"\d+\.\d+")
PLACEHOLDER = re.compile(r"(?<![\w.-])[A-Z]{2,}(?![\w.-])")


def blocks(*languages: str) -> list[str]:
    """Return the fenced blocks of some languages, in order."""
    found = re.findall(r"^```(\w*)\n(.*?)^```", README.read_text(encoding="utf-8"), re.M | re.S)
    return [text for language, text in found if language in languages]


def commands() -> list[str]:
    """Return the arguments of each call of the program."""
    return [found.strip() for text in blocks("sh", "bash", "console") for found in PROGRAM.findall(text)]


def run(block: str, names: dict[str, Any]) -> None:
    """Run a block as a doctest where it has prompts, else as a script; names stay for the next."""
    if ">>> " not in block:
        exec(compile(block, str(README), "exec"), names)
        return
    test = doctest.DocTestParser().get_doctest(block, names, "README", str(README), 0)
    said = io.StringIO()
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    failed = doctest.DocTestRunner(optionflags=flags).run(test, out=said.write, clear_globs=False).failed
    names.update(test.globs)
    assert not failed, said.getvalue()


@pytest.mark.parametrize("line", PROMISED)
def test_the_two_lines_that_are_all_anyone_needs_stand_there(line: str) -> None:
    assert line in README.read_text(encoding="utf-8")


def test_the_python_blocks_run_and_print_what_their_comments_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "Agg")
    python, names = blocks("python", "pycon"), {"__name__": "readme"}
    assert python
    with contextlib.redirect_stdout(io.StringIO()) as said:
        for block in python:
            run(block, names)
    promised = [number for block in python for told in COMMENT.findall(block) for number in DECIMAL.findall(told)]
    assert promised
    assert [number for number in promised if number not in said.getvalue()] == []


def test_the_commands_run_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "Agg")
    for command in commands():
        # A placeholder such as DIR stands for a user's own file; then the command must at least exist.
        line = f"{command.split()[0]} --help" if PLACEHOLDER.search(command) else command
        words, _, file = line.partition(" > ")
        written, errors = io.BytesIO(), io.StringIO()
        said = io.TextIOWrapper(written, "utf-8")
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(errors), pytest.raises(SystemExit) as left:
            program.run(shlex.split(words))
        assert left.value.code == 0, f"ssbmodel {line}\n{errors.getvalue()}"
        said.flush()
        if file:
            Path(file.strip()).write_bytes(written.getvalue())
