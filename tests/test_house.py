"""The rules of the house: floors, sizes, names, documentation, no side effects. A rule that is not here is a wish."""

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import ssbmodel
from ssbmodel import Q
from ssbmodel.ground.door import Door
from ssbmodel.ground.nomenclature import TERMS
from ssbmodel.sheets.vocabulary import QUANTITIES

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "ssbmodel"
FLOORS = (
    "ground", "core", "models", "sheets", "documents", "presets", "analysis", "cells", "vehicles", "packs", "costs",
    "plants", "study", "five_documents", "show",
)  # fmt: skip
LONGEST_FILE, FULLEST_FOLDER, LONGEST_BODY, MOST_INPUTS = 400, 14, 25, 8
HEAVY = "pint scipy pandas xarray dask matplotlib jinja2 typer rich"
# Words of a door's docstring, in the order in which one reads them.
SECTIONS = (".. math::", "Parameters\n", "Returns\n", "Raises\n", "References\n", "Examples\n")
# Files, network and processes: reading begins above models/.
OUTSIDE = {
    "csv",
    "io",
    "json",
    "os",
    "pathlib",
    "pickle",
    "shutil",
    "socket",
    "subprocess",
    "tempfile",
    "tomllib",
    "urllib",
}
CONVERSIONS = {10.0**n for n in range(-12, 13) if abs(n) > 1} | {
    3.6,
    24,
    60,
    273.15,
    365,
    365.25,
    1609.344,
    3600,
    8760,
    8766,
}
# Spelt so that this file does not contain what it looks for.
BANNED = {
    "a path of one machine": r"(?<![\w.])/(work|root|tmp|home|farm)/",
    "the host of a package registry": r"pypi[.]org|pythonhosted[.]org|npmjs[.](org|com)|deb[.]debian[.]org",
    "a note to oneself": r"\b(TO[D]O|FIX[M]E)\b",
}


def texts(*endings: str) -> list[Path]:
    """Return the project's own files; data (TOML, CSV) has no limit of length."""
    folders = ("src", "tests", "docs", "examples", "benchmarks", "seeds", ".ci")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    files += [path for path in ROOT.iterdir() if path.is_file()]
    return sorted(path for path in files if path.suffix in endings)


def name(path: Path) -> str:
    """Return how a test report calls a file or folder."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


PYTHON = texts(".py")
MODULES = [path for path in PYTHON if path.is_relative_to(PACKAGE)]
UPSTAIRS = [path for path in MODULES if path.parent != PACKAGE]
FOLDERS = sorted(
    {path.parent for path in PYTHON if path.is_relative_to(PACKAGE) or path.is_relative_to(ROOT / "tests")}
)
each = pytest.mark.parametrize


def floor(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def is_model(path: Path) -> bool:
    """Return whether a module holds model functions: those of a domain stand in its folder ``models``."""
    return "models" in path.relative_to(PACKAGE).parts[:-1]


def dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def nodes(path: Path, *kinds: type[ast.AST]) -> Iterator[Any]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, kinds))


# floors


def imported(path: Path) -> set[str]:
    """Return the floors from which a module imports; the version belongs to none."""
    package, found = path.relative_to(PACKAGE).parent.parts, set()
    for node in nodes(path, ast.ImportFrom):
        if node.level:
            base = package[: len(package) - node.level + 1]
            inside = (*base, *(node.module or "").split("."))
            found |= {inside[0]} if inside[0] else {alias.name for alias in node.names}
    return found - {"__version__"}


def foreign(path: Path) -> set[str]:
    """Return the names of all modules that are imported from outside the package."""
    names = {alias.name for node in nodes(path, ast.Import) for alias in node.names}
    return names | {node.module for node in nodes(path, ast.ImportFrom) if not node.level}


@each("path", UPSTAIRS, ids=name)
def test_a_module_imports_only_from_its_own_floor_and_those_below(path: Path) -> None:
    below = set(FLOORS[: FLOORS.index(floor(path))]) if not is_model(path) else {"ground", "core", "models"}
    assert imported(path) <= below | {floor(path)}


@each("path", MODULES, ids=name)
def test_imports_inside_the_package_are_relative(path: Path) -> None:
    assert not {module for module in foreign(path) if module.partition(".")[0] == "ssbmodel"}


@each("path", [path for path in UPSTAIRS if floor(path) in {"ground", "core"} or is_model(path)], ids=name)
def test_ground_and_models_reach_no_file_network_or_process(path: Path) -> None:
    assert not {module.partition(".")[0] for module in foreign(path)} & OUTSIDE
    assert "open" not in {node.id for node in nodes(path, ast.Name)}


@each("path", MODULES, ids=name)
def test_nothing_is_evaluated_unpickled_or_fetched(path: Path) -> None:
    assert not {node.id for node in nodes(path, ast.Name)} & {"eval", "exec", "__import__"}
    assert not foreign(path) & {"pickle", "shelve", "socket", "urllib.request", "http.client", "ftplib", "requests"}


@each("path", [path for path in UPSTAIRS if is_model(path)], ids=name)
def test_no_kernel_holds_a_conversion_constant(path: Path) -> None:
    numbers = {node.value for node in nodes(path, ast.Constant) if isinstance(node.value, (int, float))}
    assert not numbers & CONVERSIONS


# sizes


@each("path", texts(".py", ".md"), ids=name)
def test_a_file_has_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@each("folder", FOLDERS, ids=name)
def test_a_folder_has_at_most_14_modules(folder: Path) -> None:
    assert len([path for path in folder.glob("*.py") if path.name != "__init__.py"]) <= FULLEST_FOLDER


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines from the first statement behind the docstring to the last."""
    body = function.body[ast.get_docstring(function) is not None :]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@each("path", PYTHON, ids=name)
def test_a_function_body_has_at_most_25_lines(path: Path) -> None:
    functions = nodes(path, ast.FunctionDef, ast.AsyncFunctionDef)
    assert {f.name: body_lines(f) for f in functions if body_lines(f) > LONGEST_BODY} == {}


# names


def declared_names() -> set[str]:
    """Return the names that a type checker sees: ``X as X`` and the annotated ones."""
    body = tree(PACKAGE / "__init__.pyi").body
    aliases = [alias for node in body if isinstance(node, ast.ImportFrom) for alias in node.names]
    annotated = {node.target.id for node in body if isinstance(node, ast.AnnAssign)}  # type: ignore[union-attr]
    return annotated - {"__version__"} | {alias.asname or alias.name for alias in aliases}


def test_the_type_checker_sees_the_names_that_the_package_offers() -> None:
    assert declared_names() == set(ssbmodel.__all__)
    assert len(ssbmodel.__all__) == len(set(ssbmodel.__all__))


@each("public", sorted(ssbmodel.__all__))
def test_every_public_name_is_there(public: str) -> None:
    assert getattr(ssbmodel, public) is not None
    assert public in dir(ssbmodel)


def test_no_package_or_top_level_module_bears_the_name_of_a_public_object() -> None:
    packages = {path.parent.name for path in UPSTAIRS} | {path.stem for path in MODULES if path.parent == PACKAGE}
    modules = {public for public in ssbmodel.__all__ if isinstance(getattr(ssbmodel, public), ModuleType)}
    assert not packages & (set(ssbmodel.__all__) - modules)


def test_a_name_of_the_glossary_means_the_same_in_a_figure() -> None:
    assert {n: TERMS[n].unit for n in TERMS.keys() & QUANTITIES} == {
        n: QUANTITIES[n].unit for n in TERMS.keys() & QUANTITIES
    }


# documentation


def undocumented(path: Path) -> list[str]:
    """Return the public functions, classes and methods without a docstring; a Protocol's methods are its attributes."""
    outer = [node for node in tree(path).body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    classes = [
        node for node in outer if isinstance(node, ast.ClassDef) and "Protocol" not in map(ast.unparse, node.bases)
    ]
    inner = [node for cls in classes if cls.name[0] != "_" for node in cls.body if isinstance(node, ast.FunctionDef)]
    return [node.name for node in (*outer, *inner) if node.name[0] != "_" and not ast.get_docstring(node)]


@each("path", MODULES, ids=name)
def test_everything_public_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree(path))
    assert undocumented(path) == []


def doors() -> dict[str, Door[..., Any]]:
    """Return every public model function."""
    modules = [importlib.import_module(dotted(path)) for path in UPSTAIRS if is_model(path)]
    found = {key: value for module in modules for key, value in vars(module).items() if isinstance(value, Door)}
    return {key: found[key] for key in sorted(found) if key[0] != "_"}


DOORS = doors()
each_door = pytest.mark.parametrize("function", DOORS.values(), ids=DOORS.keys())


def inputs(function: Door[..., Any]) -> dict[str, str]:
    return {key: unit for key, unit in function.units.items() if key != "return" and not isinstance(unit, dict)}


def records(function: Door[..., Any]) -> dict[str, str]:
    """Return the fields of a function's records, with their units."""
    held = [unit for key, unit in function.units.items() if key != "return" and isinstance(unit, dict)]
    return {field: unit for fields in held for field, unit in flat(fields)}


def flat(fields: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the fields of a record, and of records in it."""
    for field, unit in fields.items():
        yield from flat(unit) if isinstance(unit, dict) else [(field, unit)]


def results(function: Door[..., Any]) -> dict[str, str]:
    """Return the names of a function's results, its own where there is one, with their units."""
    answer = function.units["return"]
    return answer if isinstance(answer, dict) else {str(function.__name__): answer}  # type: ignore[attr-defined]


@each_door
def test_a_model_function_has_every_section_of_a_docstring(function: Door[..., Any]) -> None:
    places = [(function.__doc__ or "").find(section) for section in SECTIONS]
    assert -1 not in places
    assert places == sorted(places)


@each_door
def test_a_model_function_says_where_its_equation_comes_from(function: Door[..., Any]) -> None:
    cited, _, after = (function.__doc__ or "").partition("References\n")[2].partition("Examples\n")
    assert re.fullmatch(r" *-{10}\n *\S.*\.\s*", cited, re.S)
    assert not re.search(r"Notes\n|from memory", cited + after)


@each_door
def test_a_docstring_states_the_units_of_the_signature(function: Door[..., Any]) -> None:
    stated = dict(re.findall(r"^ *(\w+) : [^\n]*\[([^\]\n]*)\]$", function.__doc__ or "", re.M))
    assert {key: unit or "1" for key, unit in inputs(function).items()} == {
        key: stated.get(key) for key in inputs(function)
    }
    answer = (function.__doc__ or "").partition("Returns\n")[2].partition("Raises\n")[0]
    assert {f"[{unit or '1'}]" for unit in results(function).values()} == set(
        re.findall(r"\[[^\]\n]*\]$", answer, re.M)
    )


def one(unit: str) -> Any:
    """Return one of a declared unit."""
    return Q(1, unit.replace("money", "CNY_2025"))


@each_door
def test_every_name_of_a_model_function_has_its_row_in_the_glossary(function: Door[..., Any]) -> None:
    names = inputs(function) | records(function) | results(function)
    assert names.keys() <= TERMS.keys()
    assert all(one(unit).is_compatible_with(one(TERMS[key].unit)) for key, unit in names.items())


@each_door
def test_what_a_function_adds_is_in_one_unit(function: Door[..., Any]) -> None:
    found: dict[Any, set[str]] = {}
    for unit in (unit for names in (inputs, records, results) for unit in names(function).values()):
        found.setdefault(one(unit).dimensionality, set()).add(unit)
    assert {kind: units for kind, units in found.items() if len(units) > 1} == {}


@each_door
def test_a_model_function_has_no_default_and_few_inputs(function: Door[..., Any]) -> None:
    parameters = function.__signature__.parameters.values()
    assert all(parameter.default is parameter.empty for parameter in parameters)
    assert len(parameters) <= MOST_INPUTS


@each("banned", BANNED.values(), ids=BANNED.keys())
def test_no_file_holds(banned: str) -> None:
    files = [*texts(".py", ".md", ".toml", ".csv", ".cff", ".html", ".css"), ROOT / ".ci" / "run"]
    held = {name(path): re.search(banned, path.read_text(encoding="utf-8")) for path in files}
    assert {key: found[0] for key, found in held.items() if found} == {}


def test_the_rendered_documents_are_current() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "render.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


# no side effects

LOADED = "import importlib, sys; [importlib.import_module(m) for m in {modules}]; print(*({heavy} & set(sys.modules)))"
ALONE = """
import importlib, sys
for module in {modules}:
    for loaded in [m for m in sys.modules if m.partition(".")[0] == "ssbmodel"]:
        del sys.modules[loaded]
    importlib.import_module(module)
"""
UNCHANGED = """
import importlib, locale, logging, os, signal, sys, threading, warnings
import jinja2, matplotlib, numpy, pandas, pint, pydantic, rich, scipy.stats, typer

def state():
    return dict(
        environment=dict(os.environ), folder=os.getcwd(), files=os.listdir(), path=sys.path[:], hook=sys.excepthook,
        warnings=warnings.filters[:], errors=numpy.geterr(), printing=numpy.get_printoptions(),
        locale=locale.setlocale(locale.LC_ALL), random=numpy.random.get_state()[1].tolist(),
        threads=threading.active_count(), handlers=logging.root.handlers[:], level=logging.root.level,
        signals=[signal.getsignal(s) for s in signal.valid_signals()],
        drawing=dict(dict.items(matplotlib.rcParams)), units=pint.get_application_registry().get(),
    )

before = state()
for module in {modules}:
    importlib.import_module(module)
print(*[key for key, value in state().items() if value != before[key]])
"""


def printed(code: str, folder: Path) -> str:
    """Return what a fresh interpreter prints, in an empty folder and with warnings as errors."""
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r})\n{code}"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.strip()


def on(*floors: str) -> list[str]:
    return [dotted(path) for path in UPSTAIRS if floor(path) in floors]


@each(
    "modules",
    [["ssbmodel"], on("ground", "core", "models"), on(*FLOORS[3:-1])],
    ids=["package", "models", "study"],
)
def test_importing_loads_numpy_and_pydantic_at_most(modules: list[str], tmp_path: Path) -> None:
    assert printed(LOADED.format(modules=modules, heavy=set(HEAVY.split())), tmp_path) == ""


def test_every_module_can_be_imported_first(tmp_path: Path) -> None:
    assert printed(ALONE.format(modules=[dotted(path) for path in MODULES]), tmp_path) == ""


def test_importing_every_module_changes_nothing_else(tmp_path: Path) -> None:
    assert printed(UNCHANGED.format(modules=[dotted(path) for path in MODULES]), tmp_path) == ""
