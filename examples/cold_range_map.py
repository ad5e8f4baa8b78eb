"""Range over air temperature and heater power, as one array of answers; a PNG too where matplotlib is installed."""

import importlib.util

import numpy as np

import ssbmodel as ssb
from ssbmodel import Q

temperature = Q(np.linspace(-30, 20, 11), "degC")  # across; kept in kelvin
heater = Q(np.linspace(0, 4, 9), "kW")[:, None]  # down; the new axis pairs every power with every temperature
consumption = Q("150 Wh/km")
# The share of energy a cell still gives falls with the cold. An assumption of this example: 90 % at -20 °C, straight.
retention = Q(np.clip(1 - 0.1 * (20 - temperature.m_as("degC")) / 40, 0, 1), "")

drag = ssb.air_density_ratio("20 degC", temperature)
driving = ssb.drive_ratio(drag_share=Q(0.42, ""), drag_ratio=drag, rolling_ratio=Q(1, ""))
ratio = ssb.consumption_ratio(consumption, drive_ratio=driving, heater_power=heater, mean_speed=Q("60 km/h"))
cold = ssb.cold_consumption(consumption, consumption_ratio=ratio)
distance = ssb.driving_range("85 kWh", cold, capacity_retention=retention).m_as("km")

print("Range in km of 85 kWh usable; heater power down, air temperature across")
print(f"{'':>8}" + "".join(f"{t:>7.0f}C" for t in temperature.m_as("degC")[::2]))
for power, row in zip(heater.m_as("kW")[::2, 0], distance[::2]):
    print(f"{power:5.1f} kW" + "".join(f"{km:8.0f}" for km in row[::2]))

if importlib.util.find_spec("matplotlib") is None:
    print("No picture: pip install 'ssbmodel[report]' brings matplotlib.")
else:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 4), layout="constrained")
    ax = figure.subplots()
    lines = ax.contour(temperature.m_as("degC"), heater.m_as("kW")[:, 0], distance, levels=12, cmap="viridis")
    ax.clabel(lines, fmt="%.0f km")
    ax.set(xlabel="Air temperature (°C)", ylabel="Heater power (kW)", title="Range of 85 kWh usable at 150 Wh/km")
    figure.savefig("cold_range_map.png", dpi=150)
    print("wrote cold_range_map.png")
