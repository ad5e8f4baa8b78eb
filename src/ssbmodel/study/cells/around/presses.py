"""What presses the modules of a pack, from the pressure that a chemistry asks for."""

from functools import cache
from typing import Any

from ....models.battery.pressure import PressedStack, PressMaterial, stack_press
from ....presets.cells.chemistries import press_entries, value_of
from ..chain import PackDesign, PackPress, Way


@cache
def press_material() -> PressMaterial:
    """Return metal and pads of a press with their prices.

    >>> press_material().allowed_stress
    <Quantity(250.0, 'megapascal')>
    """
    return PressMaterial(**{entry.field: value_of(entry.text) for entry in press_entries()})


def pressed_modules(pack: PackDesign, stack_pressure: Any, pair_growth: Any, way: Way) -> PackPress:
    """Return what presses all modules of a pack; nothing at no pressure.

    Parameters
    ----------
    pack : PackDesign
        Cells stand side by side in its modules, and are pressed along the module's width.
    stack_pressure : quantity, any shape
        The pressure that the chemistry asks for.
    pair_growth : quantity, broadcast
        How much thicker an electrode pair is when full.
    way : Way
        The layout.
    """
    cell, module = pack.cell, pack.module
    stack = PressedStack(
        cell.cell_width * cell.cell_length, module.module_width, cell.cell_width, way.parts.layout.cells_per_module,
        2 * cell.layer_count * pair_growth,
    )  # fmt: skip
    one = stack_press(stack_pressure, pressed=stack, material=press_material())
    return PackPress(*(way.modules * part for part in one))
