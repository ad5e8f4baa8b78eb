"""Files that a study's file uses: one's own chemistries, plants, cycles and sheets, from its own folder alone."""

import pickle
from pathlib import Path

import pytest

from ssbmodel import StudyError, cells, load_sheet, vehicles
from ssbmodel.study.files.uses import Used, used_files
from ssbmodel.study.study import Study

CHEMISTRY = """
[chemistry]
name = "mine"
base = "sulfide-nmc-li"
[[assumption]]
name = "separator_thickness"
value = 20
unit = "um"
reason = "thinner than the base's 30 um"
"""
PLANT = """
[plant]
name = "my-plant"
base = "batpac-50-gwh"
[[assumption]]
name = "annual_output"
value = 20
unit = "GWh"
reason = "a smaller plant"
"""
WITH_BOTH = """
[study]
name = "mine"
uses = ["chemistry.toml", "plants/plant.toml"]
[cell]
kind = "designed"
chemistry = "mine"
[pack]
kind = "batpac"
[cost]
kind = "plant-price"
plant = "my-plant"
processes = ["dry-electrode"]
[[assumption]]
name = "rated_energy"
value = 100
unit = "kWh"
"""
SHEET = """
[document]
id = "own"
file = "own.txt"
sha256 = "{zero}"
date = "2026-01"
date_basis = "inferred"
about = "a note of one's own"
[[figure]]
id = "own/energy"
quantity = "rated_energy"
low = 90
high = 90
qualifier = "exact"
unit = "kWh"
subject = "own-pack"
level = "pack"
kind = "reported"
token = "90 kWh"
start = 0
""".format(zero="0" * 64)


def using(*names: str) -> str:
    """Return the text of a study that uses files and has no part."""
    return f'[study]\nname = "mine"\nuses = {list(names)}\n'


def with_both(folder: Path) -> Study:
    """Return a study of a chemistry and a plant of one's own, which stand beside its file and below it."""
    (folder / "plants").mkdir()
    (folder / "chemistry.toml").write_text(CHEMISTRY)
    (folder / "plants" / "plant.toml").write_text(PLANT)
    (folder / "study.toml").write_text(WITH_BOTH)
    return Study.read(folder / "study.toml")


def test_a_study_may_use_a_chemistry_and_a_plant_of_one_s_own(tmp_path: Path) -> None:
    study = with_both(tmp_path)
    base = Study.from_toml(WITH_BOTH.partition("uses")[0] + '[cell]\nkind = "designed"\nchemistry = "sulfide-nmc-li"\n')
    assert study.run("separator_thickness").separator_thickness.m_as("um") == pytest.approx(20)
    thinner, thicker = (one.run("cell_specific_energy").cell_specific_energy for one in (study, base))
    assert float(thinner) > float(thicker)
    assert study.run("annual_output").annual_output.m_as("GWh") == 20
    assert "mine" not in cells.chemistries.names


def test_a_study_that_uses_files_is_written_with_their_names_and_read_beside_them(tmp_path: Path) -> None:
    study = with_both(tmp_path)
    (tmp_path / "again.toml").write_text(study.to_toml())
    again = Study.read(tmp_path / "again.toml")
    assert again == study
    assert again.to_toml() == study.to_toml()
    assert pickle.loads(pickle.dumps(study)) == study


def test_a_chemistry_of_one_s_own_is_written_only_with_the_file_that_holds_it(tmp_path: Path) -> None:
    mine = with_both(tmp_path).cell
    with pytest.raises(
        StudyError, match=r"chemistry 'mine' is one's own\. Write it to a file .* uses = \[\"mine\.toml\"\]"
    ):
        Study(cell=mine).to_toml()
    assert 'chemistry = "sulfide-nmc-li"' in Study(cell=cells.Designed(cells.chemistries["sulfide-nmc-li"])).to_toml()


def test_files_that_hold_one_name_twice_or_the_library_s_own_are_refused(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(CHEMISTRY)
    (tmp_path / "two.toml").write_text(CHEMISTRY)
    (tmp_path / "own.toml").write_text(CHEMISTRY.replace('"mine"', '"oxide-nmc-li"'))
    (tmp_path / "study.toml").write_text(using("one.toml", "two.toml", "own.toml"))
    told = ("'mine' stands in 'one.toml' and in 'two.toml'", "'oxide-nmc-li' of 'own.toml' is the library's own name")
    with pytest.raises(StudyError, match="(.|\\n)*".join(told)):
        Study.read(tmp_path / "study.toml")


def test_a_study_may_use_a_drive_cycle_of_one_s_own(tmp_path: Path) -> None:
    (tmp_path / "hill.csv").write_text("time_s,speed_kmh\n0,0\n10,36\n20,36\n30,0\n")
    used = used_files(["hill.csv"], tmp_path, [])
    assert used.thing("cycle", "hill").distance == pytest.approx(0.2)
    assert used.thing("cycle", "hill") == used_files(["hill.csv"], tmp_path, []).things["cycle", "hill"]
    assert used.knows(used.thing("cycle", "hill"))
    assert not Used().knows(used.thing("cycle", "hill"))


def in_own_car(folder: Path) -> Study:
    """Return a computed study in a car and on a drive cycle of one's own."""
    car = vehicles.cars["nio-et7-150"].named("my-car", "Mine", {})
    (folder / "car.toml").write_text(car.to_toml())
    (folder / "hill.csv").write_text("time_s,speed_kmh\n0,0\n10,36\n20,36\n30,36\n40,0\n")
    text = Study.named("sulfide-in-et7").to_toml().replace('"nio-et7-150"', '"my-car"').replace('"WLTC"', '"hill"')
    (folder / "study.toml").write_text(text.replace("[cell]", 'uses = ["car.toml", "hill.csv"]\n[cell]', 1))
    return Study.read(folder / "study.toml")


def test_a_car_and_a_drive_cycle_of_one_s_own_are_asked_as_any_other(tmp_path: Path) -> None:
    study = in_own_car(tmp_path)
    assert study.vehicle == vehicles.Preset(study.vehicle.vehicle, cycle=study.vehicle.cycle)  # type: ignore[union-attr]
    assert "my-car" not in vehicles.cars
    goes, fast = (one.run("driving_range").driving_range for one in (study, Study.named("sulfide-in-et7")))
    assert float(goes) > 1.1 * float(fast)  # at 36 km/h at most
    assert "hill" in study.to_toml()
    (tmp_path / "again.toml").write_text(study.to_toml())
    assert Study.read(tmp_path / "again.toml") == study
    assert pickle.loads(pickle.dumps(study)) == study
    with pytest.raises(StudyError, match=r"(?s)vehicle 'my-car' is one's own.*cycle 'hill' is one's own.*hill\.csv"):
        study.model_copy(update={"uses": ()}).to_toml()


def test_a_file_may_use_only_files_of_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "plant.toml").write_text(PLANT)
    (tmp_path / "inner" / "link.toml").symlink_to(tmp_path / "plant.toml")
    for name in ("../plant.toml", str(tmp_path / "plant.toml"), "link.toml"):
        (tmp_path / "inner" / "study.toml").write_text(using(name))
        with pytest.raises(StudyError, match="leads out of the folder of the study"):
            Study.read(tmp_path / "inner" / "study.toml")


def test_a_figure_of_a_sheet_beside_it_stands_behind_a_statement(tmp_path: Path) -> None:
    (tmp_path / "sheet.toml").write_text(SHEET)
    ruled = 'name = "rated_energy"\nrests_on = ["own/energy"]\nrule = "as printed"'
    (tmp_path / "study.toml").write_text(
        f'{using("sheet.toml")}[cell]\nkind = "stated"\n[pack]\nkind = "ratios"\n[[assumption]]\n{ruled}'
    )
    study = Study.read(tmp_path / "study.toml")
    assert study.replace(usable_share=0.5).run("usable_energy").usable_energy.m_as("kWh") == 45
    (tmp_path / "again.toml").write_text(study.to_toml())
    assert Study.read(tmp_path / "again.toml") == study
    assert pickle.loads(pickle.dumps(study)) == study


def test_a_sheet_given_in_python_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "sheet.toml").write_text(SHEET)
    study = Study(figures=load_sheet(tmp_path / "sheet.toml").figures)
    with pytest.raises(StudyError, match="figures of one's own are not written"):
        study.to_toml()


def test_a_used_file_that_is_none_or_holds_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.toml").write_text("[chemistri]\n")
    (tmp_path / "study.toml").write_text(using("empty.toml", "none.toml"))
    with pytest.raises(StudyError, match=r"(?s)Did you mean 'chemistry'.*there is no file"):
        Study.read(tmp_path / "study.toml")
