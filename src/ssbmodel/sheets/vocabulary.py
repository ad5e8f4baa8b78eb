"""The closed list of quantities that a figure may state.

Each name has one reference unit, one kind and one group. Two quantities of different kind never add, compare or
substitute, even where their dimensions agree: a share of consumers is not a loss of range.
"""

from typing import NamedTuple


class Meaning(NamedTuple):
    """What a figure's quantity is measured in, which kind it is and where it is listed."""

    unit: str
    kind: str
    group: str


QUANTITIES: dict[str, Meaning] = {
    # battery
    "specific_energy": Meaning("Wh/kg", "specific energy", "battery"),
    "energy_density": Meaning("Wh/L", "energy density", "battery"),
    "rated_energy": Meaning("Wh", "energy", "battery"),
    "cell_format": Meaning("", "code", "battery"),
    # materials
    "conductivity": Meaning("S/m", "conductivity", "material"),
    "area_specific_resistance": Meaning("ohm m2", "area-specific resistance", "material"),
    "impedance_multiple": Meaning("", "level factor", "material"),
    "layer_thickness": Meaning("m", "thickness", "material"),
    "valence": Meaning("", "count", "material"),
    "route_count": Meaning("", "count", "material"),
    # vehicle
    "driving_range": Meaning("km", "range of a car", "vehicle"),
    "test_distance": Meaning("km", "distance driven in total", "vehicle"),
    "platform_voltage": Meaning("V", "voltage", "vehicle"),
    # charging
    "range_added": Meaning("km", "range added in a charge", "charging"),
    "charging_time": Meaning("h", "duration", "charging"),
    "charging_speed_multiple": Meaning("", "level factor", "charging"),
    # cold and heat
    "temperature": Meaning("K", "temperature", "cold"),
    "capacity_retention": Meaning("", "retention", "cold"),
    "range_loss": Meaning("", "loss", "cold"),
    # cost and money
    "battery_cost": Meaning("money/Wh", "cost per energy", "cost"),
    "cost_multiple": Meaning("", "level factor", "cost"),
    "pack_material_cost": Meaning("money", "money of a pack", "cost"),
    "material_price": Meaning("money/kg", "price per mass", "cost"),
    "area_price": Meaning("money/m2", "price per area", "cost"),
    "vehicle_price": Meaning("money", "money of a vehicle", "cost"),
    "financing": Meaning("money", "money of a sector", "finance"),
    "subsidy": Meaning("money", "money of a policy", "policy"),
    "public_funding": Meaning("money", "money of a policy", "policy"),
    "public_funding_per_year": Meaning("money", "money of a policy per counted year", "policy"),
    "share_price": Meaning("money", "money of a share", "finance"),
    "share_price_change": Meaning("", "increase", "finance"),
    # making
    "plant_output": Meaning("Wh", "capacity rate", "making"),
    "energy_saving": Meaning("", "saving", "making"),
    "development_time": Meaning("year", "duration", "making"),
    # market
    "installed_energy": Meaning("Wh", "energy installed", "market"),
    "installed_energy_increase": Meaning("", "increase", "market"),
    "production_count": Meaning("", "count", "market"),
    "production_count_increase": Meaning("", "increase", "market"),
    "sales_count": Meaning("", "count", "market"),
    "production_and_sales_increase": Meaning("", "increase", "market"),
    "sales_multiple": Meaning("", "level factor", "market"),
    "demand_multiple": Meaning("", "level factor", "market"),
    "market_share": Meaning("", "share", "market"),
    "consumer_share": Meaning("", "share", "market"),
    "capital_share": Meaning("", "share", "finance"),
    "technology_horizon": Meaning("year", "duration", "market"),
    # safety
    "event_count": Meaning("", "count", "safety"),
    "risk_reduction": Meaning("", "risk reduction", "safety"),
    # counts, ordinals, dates
    "vehicle_count": Meaning("", "count", "count"),
    "vehicle_ordinal": Meaning("", "ordinal", "count"),
    "model_ordinal": Meaning("", "ordinal", "count"),
    "batch_ordinal": Meaning("", "ordinal", "count"),
    "patent_count": Meaning("", "count", "count"),
    "user_count": Meaning("", "count", "count"),
    "topic_count": Meaning("", "count", "count"),
    "party_count": Meaning("", "count", "count"),
    "plan_ordinal": Meaning("", "ordinal", "policy"),
    "plan_period": Meaning("year", "duration", "policy"),
    "date": Meaning("", "calendar year", "date"),
    "start_of_production": Meaning("", "calendar year", "date"),
    "market_entry": Meaning("", "calendar year", "date"),
    "target_date": Meaning("", "calendar year", "date"),
}
