"""Numbers in a text: which digits and words count, and what a printed token can mean."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from ssbmodel.sheets.lexicon import digit_runs, lexicon_hits, printed_values

each = pytest.mark.parametrize


def found(text: str) -> list[str]:
    return [hit.text for hit in lexicon_hits(text)]


def test_a_superscript_is_a_digit_and_a_superscript_minus_is_none() -> None:
    assert [run.text for run in digit_runs("10⁻²S/cm, 5Ω·cm²")] == ["10", "²", "5", "²"]


@given(st.text(alphabet="ab 12²⁻.,٣"))
def test_the_runs_are_all_the_digits_and_are_maximal(text: str) -> None:
    runs = digit_runs(text)
    assert [text[run.start : run.end] for run in runs] == [run.text for run in runs]
    assert "".join(run.text for run in runs) == "".join(sign for sign in text if sign.isdigit())
    assert all(one.end < other.start for one, other in pairwise(runs))


@each(
    ("text", "hits"),
    [
        ("Zero to twelve", ["Zero", "twelve"]),
        ("thirteen", []),
        ("dozens of millions", ["dozens"]),
        ("two hundred thousand million", ["two", "hundred", "thousand", "million"]),
        ("the first and the tenth", ["first", "tenth"]),
        ("half, twice, tripling, tenfold", ["half", "twice", "tripling", "tenfold"]),
        ("a tetravalent ion", ["tetravalent"]),
        ("two decades, ten percent", ["two", "decades", "ten", "percent"]),
        ("In May it may", ["May", "may"]),
        ("on Sunday", ["Sunday"]),
        ("late last month", ["late last month"]),
        ("mid-next year", ["mid-next year"]),
        ("three days prior", ["three", "days prior"]),
        ("a year later", ["year later"]),
        ("overnight", ["overnight"]),
        ("someone, tentative, seconds", []),
    ],
)
def test_whole_words_of_the_lexicon_are_found_longest_first(text: str, hits: list[str]) -> None:
    assert found(text) == hits


@each(
    ("token", "values"),
    [
        ("400Wh/kg", ["400"]),
        ("250-300Wh/kg", ["250", "300"]),
        ("-20°C", ["-20"]),
        ("−20 °C", ["-20"]),
        ("-0.5 to -0.2", ["-0.5", "-0.2"]),
        ("10,000 to 40,000 yuan", ["10000", "40000"]),
        ("1,5 kWh", ["1.5"]),
        ("$1.38/m2", ["1.38"]),
        ("5Ω·cm²", ["5"]),
        ("10⁻²S/cm", ["0.01"]),
        ("10^-3 S/cm", ["0.001"]),
        ("1.5×10³ Ah", ["1500"]),
        ("2.3 million kilometers", ["2300000"]),
        ("US$3.5bn", ["3500000000"]),
        ("30万", ["300000"]),
        ("one million yuan", ["1000000"]),
        ("three hundred thousand", ["300000"]),
        ("a decade", ["10"]),
        ("two decades", ["20"]),
        ("a dozen", ["12"]),
        ("twenty-five percent", ["25"]),
        ("threefold", ["3"]),
        ("10-fold", ["10"]),
        ("doubled", ["2"]),
        ("half", ["0.5"]),
        ("tetravalent", ["4"]),
        ("14th", ["14"]),
        ("100,000th", ["100000"]),
        ("Five-Year", ["5"]),
        ("zero", ["0"]),
        ("cheap", []),
        ("monovalent", ["1"]),
        ("equivalent", []),
    ],
)
def test_a_token_reads_as_it_is_printed(token: str, values: list[str]) -> None:
    assert printed_values(token) == {Decimal(value) for value in values}


def test_a_scale_behind_a_range_may_belong_to_both_ends() -> None:
    assert printed_values("2 to 3 million") == {Decimal(2), Decimal(2_000_000), Decimal(3_000_000)}


@given(st.integers(0, 10**9))
def test_a_whole_number_reads_the_same_with_thousands_separators(number: int) -> None:
    assert printed_values(f"{number:,} km") == printed_values(f"{number} km") == {Decimal(number)}


@given(st.decimals(min_value=0, max_value=10**6, places=3))
def test_a_decimal_number_reads_as_itself(number: Decimal) -> None:
    assert printed_values(f"{number:f} yuan") == {number}
