"""Cell chemistries: materials, recipes and layers, each value with its source or the reason it was assumed."""

from typing import Any, NamedTuple

from ...ground.errors import ScenarioError, StudyError, did_you_mean
from ...ground.units import Q
from ..loader import preset

_FILE = "chemistries.toml"


class Entry(NamedTuple):
    """One value of a chemistry: what it is, and why."""

    field: str
    text: str
    derivation: str
    why: str


class Chemistry(NamedTuple):
    """A chemistry by name: its values as quantities, the materials it takes, and where each value comes from."""

    name: str
    title: str
    solid: bool
    positive: str
    negative: str
    layer: str
    catholyte: str
    second_layer: str
    values: dict[str, Any]
    entries: tuple[Entry, ...]

    @property
    def layer_field(self) -> str:
        """The field that holds the thickness between the electrodes: of the whole layer, or of the first of two."""
        return "first_layer_thickness" if self.second_layer else "separator_thickness"


def chemistries() -> tuple[str, ...]:
    """Return the names of the chemistries.

    >>> "sulfide-nmc-li" in chemistries()
    True
    """
    return tuple(preset(_FILE)["chemistry"])


def chemistry(name: str) -> Chemistry:
    """Return a chemistry by name.

    Raises
    ------
    ScenarioError
        If there is none of that name.

    >>> chemistry("polymer-lfp-li").values["separator_thickness"]
    <Quantity(20.0, 'micrometer')>
    """
    data, rows = preset(_FILE), rows_of(name)
    own = data["chemistry"][name]
    words = _materials(own)
    values = {key: value_of(row[0]) for key, row in rows.items()}
    entries = tuple(Entry(key, row[0] or "1", row[1], _why(data, row)) for key, row in rows.items())
    return Chemistry(name, own["title"], own["solid"], **words, values=values, entries=entries)


def rows_of(name: str) -> dict[str, list[str]]:
    """Return the rows of a chemistry and of the materials it takes, as the file has them, by field.

    Raises
    ------
    ScenarioError
        If there is none of that name.

    >>> rows_of("polymer-lfp-li")["carbon_density"]
    ['1.825 g/cm3', 'sourced', 'bp5']
    """
    data = preset(_FILE)
    if name not in data["chemistry"]:
        told = f"no chemistry called {name!r}."
        raise ScenarioError(f"{told}{did_you_mean(name, data['chemistry'])} Choose of {', '.join(data['chemistry'])}.")
    return _rows(data, data["chemistry"][name], _materials(data["chemistry"][name]))


def _materials(own: dict[str, Any]) -> dict[str, str]:
    return {key: own.get(key, "") for key in ("positive", "negative", "layer", "catholyte", "second_layer")}


def value_of(text: str) -> Any:
    """Return the quantity that an entry spells, such as ``20 um``; a number alone is a plain ratio."""
    number, _, unit = text.partition(" ")
    return Q(float(number), unit)


def _why(data: dict[str, Any], row: list[str]) -> str:
    return str(data["sources"][row[2]] if row[1] == "sourced" else row[2])


def _rows(data: dict[str, Any], own: dict[str, Any], words: dict[str, str]) -> dict[str, list[str]]:
    """Return every value of a chemistry with its source, by field; an electrolyte's fields bear its part as prefix."""
    rows = {key: row for key, row in {**data["common"], **own}.items() if isinstance(row, list)}
    rows |= data["positive"][words["positive"]] | data["negative"][words["negative"]]
    for part in ("layer", "catholyte", "second_layer"):
        if words[part] in data["electrolyte"]:
            rows |= {f"{part}_{key}": row for key, row in data["electrolyte"][words[part]].items()}
    if "layer_density" in rows:
        rows["first_layer_density" if words["second_layer"] else "separator_density"] = rows.pop("layer_density")
    if not own["solid"]:
        rows |= {f"liquid_{key}": row for key, row in data["electrolyte"]["liquid"].items()}
    return rows


def element_shares(compound: str) -> dict[str, float]:
    """Return the mass of each element per mass of a compound; nothing of one whose make-up is left open.

    Raises
    ------
    StudyError
        If it is no compound of the table.

    Examples
    --------
    >>> element_shares("lithium"), element_shares("gel")
    ({'Li': 1.0}, {})
    """
    known = preset(_FILE)["elements"]
    if compound not in known:
        raise StudyError(f"no element shares are known of {compound!r}. Known of: {', '.join(known)}.")
    return dict(known[compound])
