"""Words for numbers, units and equations."""

import math
import re

import pytest
from hypothesis import given, strategies as st

from ssbmodel import Study, figures, pack_cost, required_doublings
from ssbmodel.show.answers import Answers
from ssbmodel.show.provenance import Trail, equation, mathematics, typeset
from ssbmodel.show.wording import claim, exactly, number, plain, said, slug, span, with_unit

each = pytest.mark.parametrize


@each(
    ("value", "told"),
    [
        (0.0, "0.00"),
        (0.9999, "1.00"),
        (999.6, "1,000"),
        (99.96, "100"),
        (0.00012345, "0.000123"),
        (1_395_000, "1,400,000"),
        (-4.2716, "−4.27"),
        (12.0, "12.0"),
        (math.inf, "inf"),
    ],
)
def test_a_number_has_three_digits(value: float, told: str) -> None:
    assert number(value) == told


@given(st.floats(1e-6, 1e12))
def test_a_printed_number_is_within_half_a_unit_of_its_third_digit(value: float) -> None:
    assert abs(float(number(value).replace(",", "")) / value - 1) <= 0.005 + 1e-9


def test_ends_that_print_alike_are_one_number() -> None:
    assert span(0.4, 0.4000000001) == "0.400"
    assert span(-1.031, 23.73) == "−1.03 to 23.7"


@each(
    ("value", "name", "told"),
    [(2025, "start_year", "2025"), (5753, "experience", "5,753"), (1e9, "added", "1,000,000,000"), (-20, "", "−20")],
)
def test_a_chosen_number_is_printed_as_chosen(value: float, name: str, told: str) -> None:
    assert exactly(value, name) == told


def test_a_temperature_in_kelvin_is_said_in_degrees() -> None:
    assert said("ambient_temperature", "K").values([253.15])[0] == pytest.approx(-20, abs=1e-9)


def test_a_unit_stays_on_the_line_of_its_number() -> None:
    assert with_unit("567", "km") == "567\u00a0km"
    assert with_unit("5.81", "") == "5.81"


@given(st.text())
def test_plain_text_holds_nothing_that_a_terminal_acts_on(text: str) -> None:
    assert plain(text).isprintable()
    assert len(plain(text)) == len(text)


@given(st.text())
def test_a_slug_is_part_of_an_id(text: str) -> None:
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(text)


def test_a_cold_claim_has_a_minus_sign_and_degrees() -> None:
    assert claim(figures["004/saic-cold-temperature"]) == "−20 °C"


def test_a_model_function_tells_its_equation_and_symbols() -> None:
    told = equation(pack_cost)
    assert told.words == "Cost of a pack from its cost per energy."
    assert told.symbols == {"rated_energy": "E", "unit_cost": "c"}
    assert equation(required_doublings).symbols == {"start_cost": "c_0", "end_cost": "c_1", "learning_rate": "L"}


@each(
    ("latex", "told"),
    [
        (r"\rho / \rho_0 = T_0 / T", "<i>ρ</i> / <i>ρ</i><sub>0</sub> = <i>T</i><sub>0</sub> / <i>T</i>"),
        (r"L = 1 - (c)^{1/D}", "<i>L</i> = 1 − (<i>c</i>)<sup>1/<i>D</i></sup>"),
        (r"D = \log_2 \frac{z}{B}", "<i>D</i> = log<sub>2</sub> [(<i>z</i>) / (<i>B</i>)]"),
        ("a < b", "<i>a</i> &lt; <i>b</i>"),
        (r"\mathrm{COP} \max(\Delta T, 0)", "COP max(<i>Δ</i> <i>T</i>, 0)"),
        (r"\frac{t_{x,a}}{2 t_s}", "[(<i>t</i><sub><i>x</i>,<i>a</i></sub>) / (2 <i>t</i><sub><i>s</i></sub>)]"),
    ],
)
def test_an_equation_is_set_as_html(latex: str, told: str) -> None:
    assert mathematics(latex) == told


@each("name", Study.named_studies())
def test_every_equation_of_a_named_studys_answers_is_set_without_left_over_latex(name: str) -> None:
    shown = Answers(Study.named(name))
    assert len(shown.study.answers) > 12
    for answer in shown.study.answers:
        told = equation(shown.function(answer))
        assert told.latex, answer
        set_as = mathematics(told.latex)
        assert not re.search(r"[\\{}]|<i>\w\w", set_as), (answer, set_as)


@each("name", ["documents-central", "liquid-baseline", "parity-2030", "large-scale-after-2030"])
def test_each_argument_of_a_stated_studys_answers_has_a_symbol(name: str) -> None:
    shown = Answers(Study.named(name))
    for answer in shown.study.answers:
        assert set(shown.inputs(answer)) == set(equation(shown.function(answer)).symbols), answer


def test_a_relation_is_set_with_lowered_names_and_text_left_alone() -> None:
    assert typeset("C = c E; material <= C") == "<i>C</i> = <i>c</i> <i>E</i>; material ≤ <i>C</i>"
    assert typeset("<b>") == "&lt;<i>b</i>&gt;"


def test_assumptions_shared_by_studies_have_one_entry() -> None:
    names = ("documents-central", "documents-low", "liquid-baseline")
    trail = Trail(Answers(Study.named(name)) for name in names)
    energy = [entry for entry in trail.chosen() if entry.assumption.name == "rated_energy"]
    start = [entry for entry in trail.chosen() if entry.assumption.name == "base_pack_unit_price"]
    retention = [entry.told for entry in trail.chosen() if entry.assumption.name == "capacity_retention"]
    assert [entry.told for entry in energy] == ["all"]
    assert [entry.told for entry in start] == list(names)
    assert retention == ["all but liquid-baseline", "liquid-baseline"]
