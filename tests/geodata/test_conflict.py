"""The parties and the ground of a war that no file describes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import shapely

from geodata.conflict import MOST_CORNERS, _countries, _outline
from geodata.gazetteer import Gazetteer
from geodata.pipeline import build_dataset
from geodata.store import Dataset, read_dataset

UKRAINE = """KYIV, 12 September 2022 - Ukrainian forces retook the city of Izium on Saturday, the Ukrainian military said.
Russia still controls Lyman. Russian forces captured Lysychansk in early July.
The town of Balakliia was recaptured by Ukraine on 8 September. Kherson remains under Russian control.
"""
SUDAN = """KHARTOUM, 20 December 2023 - The Rapid Support Forces (RSF) captured Wad Madani on Monday.
The RSF has seized Nyala, Zalingei and El Geneina. The Sudanese Armed Forces hold Port Sudan and El Fasher.
The Sudanese army controls Kassala.
"""
ONE_SIDED = (
    "KYIV, 12 September 2022 - Ukrainian forces retook Izium on Saturday. Balakliia was recaptured by Ukraine.\n"
)


@pytest.fixture
def dataset_of(tmp_path: Path) -> Callable[[str], Dataset]:
    """Return a function that builds the dataset of one text, without telling the theatre."""

    def build(text: str) -> Dataset:
        (tmp_path / "articles").mkdir()
        (tmp_path / "articles" / "a.txt").write_text(text, "utf-8")
        build_dataset(tmp_path / "articles", tmp_path / "dataset", processes=1)
        return read_dataset(tmp_path / "dataset")

    return build


def test_two_states_at_war(dataset_of: Callable[[str], Dataset]) -> None:
    """The holders named become the parties, the country of the places the ground, and a line is drawn."""
    dataset = dataset_of(UKRAINE)
    theatre = dataset.theatre
    assert theatre is not None
    assert {actor["name"] for actor in theatre.actors if actor["kind"] == "party"} == {"Ukraine", "Russia"}
    assert (theatre.name, theatre.countries) == ("Ukraine", ("UA",))
    assert set(dataset.control["parties"]) == {"state:RU", "state:UA"}
    assert any(frame["lines"] for frame in dataset.control["modes"]["articles"]["frames"])


def test_a_states_army_is_its_party(dataset_of: Callable[[str], Dataset]) -> None:
    """In a civil war the state is a party under a neutral name, and its armed forces fight for it."""
    theatre = dataset_of(SUDAN).theatre
    assert theatre is not None
    parties = {actor["name"]: actor["short"] for actor in theatre.actors if actor["kind"] == "party"}
    assert parties == {"Rapid Support Forces": "RSF", "Government of Sudan": "Sudan"}
    assert {a["party"] for a in theatre.actors if a["name"] == "Sudanese Armed Forces"} == {"state:SD"}


def test_one_side_alone_is_no_conflict(dataset_of: Callable[[str], Dataset]) -> None:
    """Without a second party there is nothing to draw a line between."""
    dataset = dataset_of(ONE_SIDED)
    assert dataset.theatre is None
    assert dataset.control["modes"]["articles"]["frames"] == []


def test_ground_reaches_as_far_as_claims_do(gazetteer: Gazetteer) -> None:
    """A war at a country's border is not drawn on a grid that reaches its other end; a claim nearby leaves the ground as it is."""
    border = [(51.23, 35.27), (49.99, 36.23)]
    ground = _outline(("RU", "UA"), border, gazetteer)
    assert ground is not None
    assert ground.is_valid
    assert ground.bounds[2] < 45
    assert shapely.get_num_coordinates(ground) <= MOST_CORNERS
    assert ground.equals(_outline(("RU", "UA"), [*border, (51.4, 35.3)], gazetteer))


SUDAN_BY_MANY_NAMES = """KHARTOUM, 20 December 2024 - The Sudanese army recaptured Sennar on Monday. Government forces also hold Kassala.
The Rapid Support Forces captured Nyala. The army seized Singa from the RSF. The military retook Bara.
Sudanese rebels hold Kadugli. Opposition fighters control Kurmuk. The RSF holds Zalingei.
"""


def test_one_party_under_many_names(dataset_of: Callable[[str], Dataset]) -> None:
    """ "The army" and "government forces" are the state's on whose ground they stand, rebels are rebels under any name."""
    theatre = dataset_of(SUDAN_BY_MANY_NAMES).theatre
    assert theatre is not None
    parties = {actor["id"] for actor in theatre.actors if actor["kind"] == "party"}
    assert parties == {"state:SD", "rsf", "rebels"}
    assert {a["party"] for a in theatre.actors if a["name"] in ("Army", "Government", "Military")} == {"state:SD"}


def test_a_namesake_alone_is_no_ground() -> None:
    """One claim in another country than all others adds no country; two do, and so does one beside few."""
    assert _countries(["SY"] * 5 + ["EG"]) == ("SY",)
    assert _countries(["SY"] * 5 + ["IQ"] * 2) == ("IQ", "SY")
    assert _countries(["SY", "SY", "IQ"]) == ("IQ", "SY")
