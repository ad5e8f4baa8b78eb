"""The package itself: its names come when they are first used, and a wrong one is met with the right one."""

import subprocess
import sys

import pytest

import ssbmodel

LAZY = """
import sys, numpy
before = set(sys.modules)
import ssbmodel
new = {module for module in set(sys.modules) - before if module.partition('.')[0] != 'ssbmodel'}
heavy = {'pint', 'scipy', 'pandas', 'matplotlib', 'xarray', 'dask', 'typer', 'rich', 'jinja2'} & set(sys.modules)
print(len(new), sorted(heavy), 'pint' in sys.modules, end=' ')
ssbmodel.Q(1, 'km')
print('pint' in sys.modules, 'scipy.stats' in sys.modules, 'Q' in vars(ssbmodel))
"""


def test_importing_the_package_loads_nothing_that_numpy_does_not() -> None:
    command = [sys.executable, "-W", "error", "-c", LAZY]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    new, heavy = done.stdout.split(" ", 1)
    assert int(new) <= 3  # lazy_loader, importlib, ast: numpy loads the rest
    assert heavy.strip() == "[] False True False True"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("pack_cots", r"^module 'ssbmodel' has no attribute 'pack_cots'\. Did you mean 'pack_cost'\?$"),
        ("DomainErr", r"^module 'ssbmodel' has no attribute 'DomainErr'\. Did you mean 'DomainError'\?$"),
        ("zzzz", r"^module 'ssbmodel' has no attribute 'zzzz'\.$"),
    ],
)
def test_a_wrong_name_is_met_with_a_near_one(asked: str, told: str) -> None:
    with pytest.raises(AttributeError, match=told):
        getattr(ssbmodel, asked)
    assert not hasattr(ssbmodel, asked)


def test_a_name_is_the_same_object_each_time() -> None:
    assert ssbmodel.pack_cost is ssbmodel.pack_cost
    assert ssbmodel.figures is ssbmodel.figures


def test_the_version_is_that_of_the_distribution() -> None:
    assert ssbmodel.__version__.count(".") == 2
