"""A cell of a named chemistry, from its layers to the price of its pack: the study of the three, run."""

from typing import Any

from ...cells.designed import Designed
from ...costs.money import Money
from ...packs.batpac import BatPaC
from ...plants.parts import PlantPrice
from ..results import Results
from ..study import Study
from .solve import MONEY, PRICED


def cell_design(chemistry: Any, *, plant: Any = None, processes: Any = (), **changes: Any) -> Results:
    """Return a cell of a chemistry in the reference's pack of 100 kWh, from the reference plant.

    Parameters
    ----------
    chemistry : name of ``cells.chemistries``, or one of one's own as they are
    plant : name of ``plants.catalogue``, or one of one's own; the reference of 50 GWh a year where left out
    processes : changes of process, by name or of one's own, in order
    changes : whatever :meth:`Study.replace` takes
        Other values of names (``areal_capacity``, ``separator_thickness``, ``cell_yield``, ``pack_rate`` ...), each a
        quantity, text with a unit, a distribution or a list, which opens an axis; or other parts.

    Returns
    -------
    Results
        Of the study of ``cells.Designed``, ``packs.BatPaC`` and ``plants.PlantPrice``: specific energy and energy
        density of stack, cell and pack; prices per rated energy in US dollars of 2022, the year of the deck. Any other
        name of the study is asked by :meth:`Results.run`.

    Raises
    ------
    StudyError
        If there is no chemistry, plant, process or name as given, or nothing asks for what is changed.
    UnitError
        If a value has no unit.
    DomainError
        If shares of a recipe do not sum to one, or layers are too rich for the pulse of the pack.

    Examples
    --------
    >>> design = cell_design("sulfide-nmc-li", separator_thickness=["25 um", "15 um"])
    >>> print(design.base_pack_unit_price.m_as("USD_2022/kWh").round(1))
    [207.1 187.6]
    >>> print(round(design.run("layer_count").layer_count.sel(separator_thickness="25 um").value.magnitude, 1))
    55.9
    """
    cell, cost = Designed(chemistry), PlantPrice(**({} if plant is None else {"plant": plant}), processes=processes)
    study = Study(
        name=cell.preset.name, title=cell.preset.title, cell=cell, pack=BatPaC(), cost=cost, money=Money(MONEY),
        years=(PRICED,),
    )  # fmt: skip
    return study.replace(**changes).run()
