"""The chemistries and cell formats that the library knows, to which users add theirs."""

from ..documents.own import Facts, Preset, own_catalogue
from ..presets.cells.chemistries import chemistries as chemistry_names, chemistry
from ..presets.cells.formats import cell_format, formats as format_names
from ..presets.stated.cells import chemistry_assumptions, format_assumptions, material_prices

_CHOICES = {"solid": bool, "positive": str, "negative": str, "layer": str, "catholyte": str, "second_layer": str}


def _chemistry(name: str) -> Preset:
    facts, stated = chemistry_assumptions(name)
    return Preset("chemistry", name, chemistry(name).title, facts, stated + material_prices(name))


def _format(name: str) -> Preset:
    facts: Facts = {"cell_format": name}
    return Preset("cell_format", name, cell_format(name).title, facts, format_assumptions(name))


chemistries = own_catalogue("chemistry", chemistry_names, _chemistry, _CHOICES, "chemistries")
formats = own_catalogue("cell_format", format_names, _format)
