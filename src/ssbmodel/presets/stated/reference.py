"""What the reference design states."""

from typing import Any

from ...core.assumption import Assumption
from ...documents.presets import assumptions
from ...ground.errors import ScenarioError, did_you_mean
from ...ground.spelling import write_unit
from ...ground.units import Q
from ..cells.reference import reference
from ..loader import preset
from .works import BATPAC, one_work

Stated = tuple[Assumption, ...]
_TEXTS = ("pouch", "layout", "metals", "conductors", "module", "rack", "jacket", "duty", "kinetics")
_DERIVED = {
    "open_voltages": "Read off the workbook's table of open-circuit voltage by charge, between whole tenths on a line.",
    "resistances": "Read off the workbook's tables, or computed from its constants as it does.",
    "charge_fit": "The workbook's fit of charging time, at its reference temperature and capacity.",
    "electrodes": "Recipe, capacities after formation, densities of the workbook, and coating densities that follow.",
}
REFERENCE = (*_TEXTS, *_DERIVED)


def reference_assumptions(*sections: str) -> Stated:
    """Return what the 100 kWh reference design states: all sections of it, or those that are named.

    Parameters
    ----------
    sections : names of ``REFERENCE``
        ``pouch`` to ``jacket`` are sizes and materials around the layers, ``duty`` and ``kinetics`` what is asked of
        the pack and how its cells answer, ``charge_fit`` its bound of charging, ``electrodes`` and ``open_voltages``
        what belongs to its own electrode pair.

    Raises
    ------
    ScenarioError
        If there is no section of a name.

    Examples
    --------
    >>> [str(one) for one in reference_assumptions("layout")][:1]
    ['cells_per_module = 20 [sourced: Argonne National Laboratory, BatPaC 5 (Knehr, ... rginster/batpy]']
    """
    refuse_unknown("the reference", sections, REFERENCE)
    wanted = sections or REFERENCE
    return tuple(one for section in REFERENCE if section in wanted for one in _of_reference(section))


def recipe_assumptions() -> Stated:
    """Return the shares of the solids in the reference's coatings, by which its plant buys.

    >>> recipe_assumptions()[0].value
    0.96
    """
    data = preset("reference.toml")
    return assumptions(data["recipe"], sources=one_work(data))


def refuse_unknown(whose: str, sections: tuple[str, ...], known: tuple[str, ...]) -> None:
    """Refuse a section that is none."""
    for section in sections:
        if section not in known:
            raise ScenarioError(
                f"{whose} has no section {section!r}.{did_you_mean(section, known)} Choose of {', '.join(known)}."
            )


def _of_reference(section: str) -> Stated:
    data = preset("reference.toml")
    works = one_work(data)
    if section in _TEXTS:
        return assumptions(data[section], sources=works)
    return tuple(
        Assumption(
            name=name, value=value.magnitude, unit=write_unit(tuple(value.unit_items())),
            sources=(works.works[BATPAC],), date=works.dates[BATPAC], reason=_DERIVED[section],
        )
        for name, value in _derived(section).items()
    )  # fmt: skip


def _derived(section: str) -> dict[str, Any]:
    """Return what is not printed in the file but read off or computed from its tables."""
    known = reference()
    if section == "charge_fit":
        return known.charge_fit._asdict()
    if section == "open_voltages":
        return {key: value for key, value in known.duty(Q(1, "h"))._asdict().items() if key.endswith("_open_voltage")}
    if section == "resistances":
        texts = preset("reference.toml")["kinetics"]
        return {key: value for key, value in known.kinetics._asdict().items() if key not in texts}
    return {key: value for side in known.sides().values() for key, value in side._asdict().items()}
