"""What cars and the cold state."""

from ...core.assumption import Assumption
from ...documents.presets import assumptions
from ..cars import vehicle
from ..loader import preset
from ..tests_epa import certification_source

Stated = tuple[Assumption, ...]
_ROAD_LOAD = {
    "mass": ("mass_kg", "kg"),
    "road_load_a": ("road_load_n", "N"),
    "road_load_b": ("road_load_n_s_per_m", "N s/m"),
    "road_load_c": ("road_load_n_s2_per_m2", "N s2/m2"),
}
_COLD = {"ambient_temperature": "-20 degC"}
_RETAINED = {
    "liquid_capacity_retention": {"ambient_temperature": "-6.7 degC"},
    "claimed_capacity_retention": _COLD,
}


def vehicle_assumptions(name: str) -> Stated:
    """Return what a car states: its drive, its own pack, and mass and road load or what they are worked out from.

    ``mass`` is the car's with the pack it was built with, which ``pack_mass`` and ``rated_energy`` describe.

    Raises
    ------
    ScenarioError
        If no car has this id.

    Examples
    --------
    >>> [str(one) for one in vehicle_assumptions("nissan-leaf") if one.name == "mass"]
    ['mass = 1758 kg [sourced: US EPA, ...: NISSAN LEAF]']
    """
    found = vehicle(name)
    entry = next(entry for entry in preset("vehicles.toml")["vehicle"] if entry["id"] == name)
    stated = assumptions([*preset("vehicles.toml")["drive"], *entry.get("assumption", ())])
    if found.test is None:
        return stated
    source = f"{certification_source()}: {found.test.vehicle}"
    tested = (
        Assumption(name=key, value=getattr(found.test, field), unit=unit, sources=(source,), date="2022")
        for key, (field, unit) in _ROAD_LOAD.items()
    )
    return (*tested, *stated)


def climate_assumptions() -> Stated:
    """Return what is assumed about the cold.

    >>> [str(one) for one in climate_assumptions() if one.name == "cabin_temperature"]
    ['cabin_temperature = 22 degC [assumed: Usual setting. A choice; field tests set 20 to 22 degC.]']
    """
    return assumptions(preset("conditions.toml")["climate"], holds_at=_RETAINED)


def label_assumptions() -> Stated:
    """Return what is assumed about EPA's label.

    >>> [one.name for one in label_assumptions()]
    ['city_share', 'label_factor']
    """
    return assumptions(preset("conditions.toml")["label"])
