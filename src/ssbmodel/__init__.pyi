"""The public names, once: the type checker reads them here, and so does the package."""

from . import cells as cells, costs as costs, packs as packs, plants as plants, vehicles as vehicles
from .core.along import along as along
from .core.assumption import Assumption as Assumption
from .core.graph import node as node
from .core.labelled import Labelled as Labelled
from .core.part import Part as Part
from .costs.money import Money as Money
from .ground.errors import (
    CallError as CallError,
    ClaimError as ClaimError,
    CycleError as CycleError,
    DomainError as DomainError,
    ExtraError as ExtraError,
    FigureError as FigureError,
    MoneyError as MoneyError,
    RunError as RunError,
    ScenarioError as ScenarioError,
    ShapeError as ShapeError,
    SsbError as SsbError,
    StudyError as StudyError,
    UnitError as UnitError,
)
from .ground.quantities import Quantity as Quantity
from .ground.units import Q as Q
from .models.battery.can import (
    BoxCan as BoxCan,
    Filling as Filling,
    RoundCan as RoundCan,
    box_cell_of_rolls as box_cell_of_rolls,
    box_cell_of_sheets as box_cell_of_sheets,
    roll_length as roll_length,
    round_cell as round_cell,
)
from .models.battery.cell import cell_density as cell_density, cells_mass as cells_mass, cells_volume as cells_volume
from .models.battery.electrode import (
    Solids as Solids,
    coating_density as coating_density,
    coating_mass as coating_mass,
    coating_thickness as coating_thickness,
    volume_shares as volume_shares,
    volumetric_capacity as volumetric_capacity,
)
from .models.battery.pack import (
    pack_mass as pack_mass,
    pack_volume as pack_volume,
    rated_energy as rated_energy,
    usable_energy as usable_energy,
)
from .models.battery.pouch import (
    PouchSheet as PouchSheet,
    sheet_cell as sheet_cell,
)
from .models.battery.pressure import (
    PressedStack as PressedStack,
    end_plate_mass as end_plate_mass,
    end_plate_thickness as end_plate_thickness,
    strap_mass as strap_mass,
)
from .models.battery.reference.cell import (
    pouch_cell as pouch_cell,
)
from .models.battery.reference.duty import (
    coating_limits as coating_limits,
    electrode_resistance as electrode_resistance,
    rated_discharge as rated_discharge,
)
from .models.battery.reference.jacket import (
    whole_pack as whole_pack,
)
from .models.battery.reference.module import (
    module_of_cells as module_of_cells,
)
from .models.battery.reference.ohmic import (
    hardware_resistance as hardware_resistance,
)
from .models.battery.reference.racks import (
    rows_of_modules as rows_of_modules,
)
from .models.battery.resistance import (
    areal_heat as areal_heat,
    composite_resistance as composite_resistance,
    conductivity_at as conductivity_at,
    layer_resistance as layer_resistance,
    loaded_voltage as loaded_voltage,
    power_limit as power_limit,
    rate_at_voltage_loss as rate_at_voltage_loss,
)
from .models.battery.stack import (
    LithiumSide as LithiumSide,
    NegativeSide as NegativeSide,
    PositiveSide as PositiveSide,
    Separator as Separator,
    insertion_pair as insertion_pair,
    lithium_pair as lithium_pair,
    stack as stack,
    stack_energy_density as stack_energy_density,
    stack_specific_energy as stack_specific_energy,
)
from .models.economics.components import (
    Component as Component,
    Volumes as Volumes,
    aggregate_learning_rate as aggregate_learning_rate,
    component_costs as component_costs,
)
from .models.economics.cost import (
    layer_cost_per_energy as layer_cost_per_energy,
    material_cost_per_energy as material_cost_per_energy,
    pack_cost as pack_cost,
    price_per_mass as price_per_mass,
    unit_cost as unit_cost,
)
from .models.economics.decline import (
    annual_decline as annual_decline,
    cost_after_learning as cost_after_learning,
    cost_at_rate as cost_at_rate,
    effective_doublings as effective_doublings,
    required_doublings as required_doublings,
    required_learning_rate as required_learning_rate,
)
from .models.economics.deployment import (
    exponential_added as exponential_added,
    exponential_output as exponential_output,
    gompertz_added as gompertz_added,
    gompertz_output as gompertz_output,
    logistic_added as logistic_added,
    logistic_output as logistic_output,
)
from .models.economics.investment import (
    learning_investment as learning_investment,
    parity_experience as parity_experience,
)
from .models.economics.laws import (
    cost_in_two_stages as cost_in_two_stages,
    cost_with_knowledge as cost_with_knowledge,
    cost_with_output as cost_with_output,
    cost_with_output_and_experience as cost_with_output_and_experience,
    cost_with_time_and_experience as cost_with_time_and_experience,
    counted_experience as counted_experience,
    experience_exponent as experience_exponent,
    learning_rate as learning_rate,
)
from .models.economics.plant.bill import (
    material_cost as material_cost,
    materials_bill as materials_bill,
)
from .models.economics.plant.price import (
    cost_after_credit as cost_after_credit,
    credit_per_energy as credit_per_energy,
    pack_price as pack_price,
)
from .models.economics.plant.purchased import (
    electronics_cost as electronics_cost,
    purchased_parts as purchased_parts,
)
from .models.economics.plant.steps import (
    plant_of_steps as plant_of_steps,
)
from .models.vehicle.charging import (
    cable_loss as cable_loss,
    cell_loss_share as cell_loss_share,
    charge_rate as charge_rate,
    charging_current as charging_current,
    heat_limited_power as heat_limited_power,
    mean_charging_power as mean_charging_power,
    pack_loss as pack_loss,
    range_added_per_time as range_added_per_time,
)
from .models.vehicle.climate import (
    Car as Car,
    TripConditions as TripConditions,
    cold_split as cold_split,
    cycle_consumption as cycle_consumption,
    range_lost as range_lost,
)
from .models.vehicle.compounding import (
    car_with_pack as car_with_pack,
    pack_energy_for_range as pack_energy_for_range,
    range_ceiling as range_ceiling,
    range_with_pack as range_with_pack,
)
from .models.vehicle.consumption import (
    battery_consumption as battery_consumption,
    combined_consumption as combined_consumption,
    label_range as label_range,
    wall_consumption as wall_consumption,
)
from .models.vehicle.curves import (
    ChargingCurve as ChargingCurve,
    charging_time as charging_time,
    limited_curve as limited_curve,
)
from .models.vehicle.driving import (
    air_density_ratio as air_density_ratio,
    cold_consumption as cold_consumption,
    consumption_ratio as consumption_ratio,
    drive_ratio as drive_ratio,
    driving_range as driving_range,
    energy_for_range as energy_for_range,
    range_retention as range_retention,
)
from .models.vehicle.heat import (
    cabin_power as cabin_power,
    heat_pump_cop as heat_pump_cop,
    tyre_ratio as tyre_ratio,
    warm_up_energy as warm_up_energy,
)
from .models.vehicle.road.cycle import Cycle as Cycle
from .models.vehicle.road.layers import (
    tabulated_work_from_coefficients as tabulated_work_from_coefficients,
    work_bounds_from_coefficients as work_bounds_from_coefficients,
)
from .models.vehicle.road.table import tabulated_work as tabulated_work, work_bounds as work_bounds
from .models.vehicle.road.work import (
    road_load as road_load,
    wheel_work as wheel_work,
    wheel_work_from_coefficients as wheel_work_from_coefficients,
)
from .presets.cells.chemistries import (
    chemistries as chemistries,
    chemistry as chemistry,
)
from .presets.cells.formats import cell_format as cell_format, formats as formats
from .presets.cells.processes import PlantChange as PlantChange
from .sheets.coverage import verify as verify
from .sheets.figure import Figure as Figure
from .sheets.money import RateTable as RateTable, assign_price_year as assign_price_year, exchange as exchange
from .sheets.reader import Figures, load_sheet as load_sheet
from .sheets.systems import Systems
from .show.report import write_report as write_report
from .show.uncertainty.charts import (
    fan_chart as fan_chart,
    influence_chart as influence_chart,
    spread_chart as spread_chart,
    tornado_chart as tornado_chart,
)
from .study.cells.cans import CannedDesign as CannedDesign, canned_cell as canned_cell
from .study.cells.design import (
    cell_design as cell_design,
)
from .study.cells.solve import (
    solve_reference as solve_reference,
)
from .study.claims.checker import Check as Check, check as check
from .study.claims.claim import Claim as Claim
from .study.claims.documents import check_system as check_system, consistency_report as consistency_report
from .study.claims.files import ClaimSet as ClaimSet, check_all as check_all, load_claims as load_claims
from .study.claims.problem import Envelope as Envelope, Join as Join
from .study.claims.reading import read_claims as read_claims
from .study.driving.charge import charge as charge
from .study.driving.rated import RatedRange as RatedRange
from .study.driving.trip import trip as trip
from .study.forecast.claims import CostClaim as CostClaim, experience_bought as experience_bought
from .study.forecast.engine import (
    cost_forecast as cost_forecast,
    named_prior as named_prior,
    named_settings as named_settings,
)
from .study.forecast.hindcast import hindcast as hindcast
from .study.forecast.panel import read_panel as read_panel
from .study.forecast.paths import Process as Process, parity as parity
from .study.forecast.series import (
    CostSeries as CostSeries,
    Experience as Experience,
    named_series as named_series,
)
from .study.questions.influence import (
    elasticities as elasticities,
    sobol_indices as sobol_indices,
    tornado as tornado,
)
from .study.questions.solve import solve as solve
from .study.relations import worked_relations as worked_relations
from .study.results import Results as Results
from .study.study import Study as Study
from .study.uncertainty.blocks import in_blocks as in_blocks
from .study.uncertainty.drawing.distributions import Distribution as Distribution
from .study.uncertainty.propagate import propagate as propagate
from .study.uncertainty.spread import Spread as Spread

figures: Figures
systems: Systems

__version__: str
