"""A catalogue loads what is asked for, takes a user's own, and answers a wrong name with a near one."""

import threading
from pathlib import Path
from typing import Any

import pytest

from ssbmodel.core.catalogue import Catalogue
from ssbmodel.ground.errors import StudyError

each = pytest.mark.parametrize


def read(path: Any) -> dict[str, float]:
    """Return the numbers of a file of ``name number`` lines."""
    rows = (line.split() for line in Path(path).read_text("utf-8").splitlines())
    return {name: float(number) for name, number in rows}


def made() -> tuple[Catalogue[float], list[str]]:
    loaded: list[str] = []

    def load(name: str) -> float:
        loaded.append(name)
        return float(len(name))

    return Catalogue("chemistry", lambda: ("sulfide", "oxide"), load, read, plural="chemistries"), loaded


def test_only_what_is_asked_for_is_loaded_and_once() -> None:
    catalogue, loaded = made()
    assert (list(catalogue), len(catalogue), "oxide" in catalogue) == (["sulfide", "oxide"], 2, True)
    assert loaded == []
    assert (catalogue["oxide"], catalogue["oxide"], catalogue.get("oxide")) == (5, 5, 5)
    assert loaded == ["oxide"]


def test_names_are_not_asked_for_before_they_are_needed() -> None:
    def names() -> tuple[str, ...]:
        raise AssertionError

    Catalogue("chemistry", names, float)


@each(
    ("name", "told"),
    [
        ("sulfid", "no chemistry called 'sulfid'. Did you mean 'sulfide'? Choose of sulfide, oxide."),
        (3, "no chemistry called 3. Choose of sulfide, oxide."),
        (None, "no chemistry called None. Choose of sulfide, oxide."),
        (["oxide"], "no chemistry called ['oxide']. Choose of sulfide, oxide."),
    ],
    ids=str,
)
def test_what_is_not_there_is_refused_with_a_near_name(name: Any, told: str) -> None:
    catalogue, _ = made()
    with pytest.raises(StudyError) as caught:
        catalogue[name]
    assert str(caught.value) == told
    assert isinstance(caught.value, KeyError)
    assert name not in catalogue
    assert catalogue.get(name) is None


def test_ones_own_is_added_and_found() -> None:
    catalogue, loaded = made()
    catalogue.add("mine", 3.0)
    assert (catalogue["mine"], catalogue.names, loaded) == (3.0, ("sulfide", "oxide", "mine"), [])


@each("name", ["sulfide", "mine"])
def test_a_name_that_is_taken_is_refused(name: str) -> None:
    catalogue, _ = made()
    catalogue.add("mine", 3.0)
    with pytest.raises(StudyError, match=rf"chemistry '{name}' is there already\. Add it under another name\."):
        catalogue.add(name, 1.0)
    assert catalogue["mine"] == 3.0


@each("name", ["", "  ", None, 3])
def test_what_is_no_name_is_refused(name: Any) -> None:
    with pytest.raises(StudyError, match=r"a chemistry is added as .* Expected a name; write add\('my-own', \.\.\.\)"):
        made()[0].add(name, 1.0)


def test_a_file_is_read_whole_or_not_at_all(tmp_path: Path) -> None:
    catalogue, _ = made()
    (tmp_path / "mine.txt").write_text("one 1\ntwo 2\n", "utf-8")
    assert catalogue.read(tmp_path / "mine.txt") == ("one", "two")
    assert catalogue["two"] == 2
    (tmp_path / "more.txt").write_text("three 3\noxide 2\n", "utf-8")
    with pytest.raises(StudyError, match=r"'oxide' is there already"):
        catalogue.read(tmp_path / "more.txt")
    assert "three" not in catalogue


def test_a_catalogue_without_files_says_so() -> None:
    with pytest.raises(StudyError, match=r"cycles are not read from files\. Write add\(name, \.\.\.\)\."):
        Catalogue("cycle", (), float).read("mine.toml")


def test_it_shows_its_names_in_few_lines() -> None:
    catalogue, loaded = made()
    assert repr(catalogue) == "<Catalogue: 2 chemistries\n  sulfide, oxide>"
    long = Catalogue("series", [f"series-of-a-country-{k}" for k in range(500)], float, plural="series")
    assert len(repr(long).splitlines()) <= 25
    assert "more lines; .names has them all" in repr(long)
    assert "&lt;b&gt;" in Catalogue("name", ["<b>"], float)._repr_html_()
    assert loaded == []


def test_threads_that_ask_together_load_once() -> None:
    loaded, gate = [], threading.Barrier(8)
    catalogue = Catalogue("name", ["one"], lambda name: loaded.append(name) or len(loaded))

    def ask() -> None:
        gate.wait()
        assert catalogue["one"] == 1

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loaded == ["one"]
