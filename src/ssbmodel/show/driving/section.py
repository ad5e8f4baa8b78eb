"""What the report tells of range, cold and charging: three charts and the words beside them."""

from typing import Any

from . import charts

TOLD: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "range-temperature": (
        "Where the range goes in the cold",
        "An ET7 with the 150 kWh pack, its tyres and frontal area assumed, of cells that lose nothing, heated by "
        "resistance: what each cause takes of the range, stacked up to the range at 23 °C. The diamond is a document's "
        "claim.",
        (),
    ),
    "range-pack": (
        "What a larger pack buys",
        "An assumed large saloon of 1600 kg without its pack. Each further kilowatt-hour carries itself first. Beyond "
        "its ceiling no pack of a specific energy comes, however large.",
        ("usable_share", "cell_to_pack_mass_ratio"),
    ),
    "charging": (
        "Charging curves, and what the headlines ask",
        "Twelve public curves over usable energy, and the mean C-rates that the documents' charging claims need.",
        (),
    ),
}


def drawn() -> dict[str, Any]:
    """Return the charts of this section by the name of their files."""
    return {
        "range-temperature": charts.range_by_temperature(),
        "range-pack": charts.range_by_pack(),
        "charging": charts.charging_curve_chart(),
    }
