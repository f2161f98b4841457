"""The shipped gazetteer answers what the rest of the package asks of it."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from geodata.errors import GazetteerError
from geodata.gazetteer import CANONICAL, CODE, GIVEN, KINDS, SURNAME, WORD, Feature, Gazetteer


def first(gazetteer: Gazetteer, name: str) -> Feature:
    """The most prominent feature of a name."""
    rows = gazetteer.lookup(name)
    assert rows, f"{name} is not in the gazetteer"
    return gazetteer.feature(rows[0])


def near(feature: Feature, lat: float, lon: float, km: float) -> bool:
    """Whether a feature lies within a distance of a point."""
    north = (feature.lat - lat) * 111.2
    east = (feature.lon - lon) * 111.2 * math.cos(math.radians(lat))
    return math.hypot(north, east) <= km


def is_near(gazetteer: Gazetteer, name: str, lat: float, lon: float, km: float = 15) -> bool:
    """Whether the most prominent feature of a name lies near a point."""
    return near(first(gazetteer, name), lat, lon, km)


@pytest.mark.parametrize("name", ["Sirte", "Surt", "Sirt", "SIRTE", "سرت"])
def test_spellings_of_one_place_meet(gazetteer: Gazetteer, name: str) -> None:
    """All spellings of Sirte lead to the town."""
    assert (
        gazetteer.id(next(row for row in gazetteer.lookup(name) if gazetteer.population[row] > 50_000)) == "gn:2210554"
    )


@pytest.mark.parametrize("name", ["Es Sider", "Es Sidra", "As Sidr", "Essider", "as-Sidr", "السدرة"])
def test_the_oil_port_is_not_the_suburb(gazetteer: Gazetteer, name: str) -> None:
    """Es Sider is the terminal on the Gulf of Sidra, and not the suburb of Tripoli with that Arabic name."""
    feature = first(gazetteer, name)
    assert feature.kind == "oil_terminal"
    assert near(feature, 30.632, 18.349, 5)


def test_near_names_stay_apart(gazetteer: Gazetteer) -> None:
    """No feature is both Sirte and Sidra, or both Salloum and Salem."""
    assert not set(gazetteer.lookup("Sirte")) & set(gazetteer.lookup("Sidra"))
    assert not set(gazetteer.lookup("Salloum")) & set(gazetteer.lookup("Salem"))


def test_three_tripolis(gazetteer: Gazetteer) -> None:
    """The Tripolis of Libya, Lebanon and Greece are all there, the largest first."""
    features = [gazetteer.feature(row) for row in gazetteer.lookup("Tripoli")]
    assert [feature.country for feature in features if feature.kind == "city"][:3] == ["LY", "LB", "GR"]


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [
        ("Salloum", 31.55, 25.16),
        ("Tarhouna", 32.43, 13.63),
        ("Al Watiya", 32.47, 11.90),
        ("al-Jufra", 29.2, 16.0),
        ("Bin Jawad", 30.8, 18.08),
        ("Kafr Nabl", 35.61, 36.56),
        ("Ghouta", 33.53, 36.42),
        ("Deir ez-Zor", 35.33, 40.14),
        ("Robotyne", 47.45, 35.84),
        ("Часів Яр", 48.59, 37.83),
        ("Ugledar", 47.78, 37.25),
        ("El Fasher", 13.63, 25.35),
        ("Zamzam", 13.49, 25.32),
        ("El Geneina", 13.45, 22.45),
        ("Hodeidah", 14.8, 42.95),
        ("Ma'rib", 15.46, 45.33),
        ("Mokha", 13.32, 43.25),
        ("Khan Younis", 31.34, 34.3),
        ("Heathrow", 51.47, -0.46),
    ],
)
def test_towns_of_several_theatres(gazetteer: Gazetteer, name: str, lat: float, lon: float) -> None:
    """Towns of Libya, Syria, Ukraine, Sudan, Yemen and Gaza are found in usual spellings."""
    assert is_near(gazetteer, name, lat, lon)


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("US", "US"), ("U.S.", "US"), ("USA", "US"), ("America", "US"), ("UK", "GB"), ("Britain", "GB"), ("UAE", "AE"),
        ("U.A.E.", "AE"), ("DRC", "CD"), ("Ivory Coast", "CI"), ("Côte d’Ivoire", "CI"), ("Holland", "NL"), ("Burma", "MM"),
        ("Türkiye", "TR"), ("Soviet Union", "RU"), ("the Gambia", "GM"), ("ليبيا", "LY"), ("Палестина", "PS"),
    ],
)  # fmt: skip
def test_names_of_countries(gazetteer: Gazetteer, name: str, iso: str) -> None:
    """Countries are known by their usual names and abbreviations."""
    feature = first(gazetteer, name)
    assert (feature.kind, feature.country) == ("country", iso)


def test_abbreviations_need_capitals_or_a_stop(gazetteer: Gazetteer) -> None:
    """ "US" and "Ky." are names, "us" and "Ky" are not."""
    united_states = gazetteer.country_row("US")
    assert united_states in gazetteer.lookup("US")
    assert united_states not in gazetteer.lookup("Us")
    assert gazetteer.name(gazetteer.lookup("Ky.")[0]) == "Kentucky"
    assert not gazetteer.lookup("Ky")


@pytest.mark.parametrize(
    ("form", "iso"),
    [
        ("Turkish", "TR"),
        ("Turks", "TR"),
        ("Libyans", "LY"),
        ("Swiss", "CH"),
        ("Filipinos", "PH"),
        ("Emirati", "AE"),
        ("Ivorian", "CI"),
    ],
)
def test_demonyms(gazetteer: Gazetteer, form: str, iso: str) -> None:
    """Adjectives and peoples lead to their country."""
    assert gazetteer.country_row(iso) in gazetteer.lookup_demonym(form)


def test_every_country_has_a_demonym_and_a_capital(gazetteer: Gazetteer) -> None:
    """No state recognised by the United Nations lacks either."""
    with_demonym = {row for rows in gazetteer._demonyms.values() for row in rows}
    states = np.flatnonzero(gazetteer.kind_codes == KINDS.index("country"))
    names = {gazetteer.name(row) for row in states.tolist()}
    assert {gazetteer.name(row) for row in states.tolist() if row not in with_demonym} == {"Vatican City"}
    isos = {gazetteer.countries[gazetteer.country_codes[row]] for row in states.tolist()}
    assert len(names) == len(isos) > 190
    assert {iso for iso in isos if gazetteer.capital(iso) is None} <= {"EH", "PS", "NR"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Kremlin", "metonym"), ("White House", "metonym"), ("Knesset", "metonym"), ("Pentagon", "metonym")],
)
def test_metonyms_say_so(gazetteer: Gazetteer, name: str, kind: str) -> None:
    """Buildings that stand for a government are marked, with their country."""
    feature = first(gazetteer, name)
    assert feature.kind == kind
    assert feature.country


def test_risky_names_are_marked(gazetteer: Gazetteer) -> None:
    """Names that are also words or persons' names carry the mark; plain names do not."""
    assert gazetteer.name_flags("Nice") & WORD
    assert gazetteer.name_flags("Jordan") & GIVEN
    assert gazetteer.name_flags("Washington") & SURNAME
    assert gazetteer.name_flags("Misrata") == 0


def test_entry_flags(gazetteer: Gazetteer) -> None:
    """An entry tells a feature's own name from its other names."""
    row = gazetteer.row_of("gn:2210247")
    assert gazetteer.entry_flags("Tripoli")[row] & CANONICAL
    assert not gazetteer.entry_flags("Tarabulus")[row] & CANONICAL
    assert gazetteer.entry_flags("UAE")[gazetteer.country_row("AE")] & CODE


def test_other_transliterations(gazetteer: Gazetteer) -> None:
    """Spellings on no list are met by their consonants, within the countries asked for."""
    assert not gazetteer.lookup("Bani Waleed")
    assert gazetteer.name(gazetteer.lookup_loose("Bani Waleed")[0]) == "Bani Walid"
    assert [gazetteer.name(row) for row in gazetteer.lookup_loose("Gherian", ("LY",))] == ["Gharyan"]
    assert gazetteer.lookup_loose("Springfield") == ()


def test_find_gives_offsets_of_all_lengths(gazetteer: Gazetteer) -> None:
    """Matches point into the text, the shorter within the longer."""
    text = "Troops left al-Jufra air base for the Gulf of Sidra, east of Sirte's port. “Türkiye” and U.S.-led forces watched."
    found = [text[match.start : match.end] for match in gazetteer.find(text)]
    for name in ("al-Jufra air base", "Jufra", "Gulf of Sidra", "Sidra", "Sirte", "Türkiye", "U.S."):
        assert name in found


def test_find_marks_demonyms(gazetteer: Gazetteer) -> None:
    """A demonym is a match with the country in `demonyms`."""
    match = next(match for match in gazetteer.find("The Egyptian army stayed.") if match.demonyms)
    assert (match.start, match.end, match.demonyms) == (4, 12, (gazetteer.country_row("EG"),))


@pytest.mark.parametrize(
    "text",
    ["", " ", "ok", "'s", "...", "\x00", "𝒯ripoli", "a" * 10_000, "Al-" * 2000, "الـ" * 500, "{{7*7}}", "U.S" * 99],
)
def test_find_survives_odd_text(gazetteer: Gazetteer, text: str) -> None:
    """Hostile text yields spans of itself or nothing."""
    for match in gazetteer.find(text):
        assert 0 <= match.start < match.end <= len(text)


def test_lower_case_is_no_name(gazetteer: Gazetteer) -> None:
    """Words without a capital are left alone, and the Arabic article before a capital is not."""
    assert not gazetteer.find("they read about reading and nice mobile homes in the bath")
    assert [match for match in gazetteer.find("near al-Bayda") if match.start == 5]


def test_hierarchy(gazetteer: Gazetteer) -> None:
    """Settlements lie in their division and country; an airport too."""
    bakhmut = gazetteer.lookup("Bakhmut")[0]
    donetsk = next(row for row in gazetteer.lookup("Donetsk Oblast") if gazetteer.feature(row).kind == "admin1")
    assert gazetteer.contains(donetsk, bakhmut)
    assert gazetteer.contains(gazetteer.country_row("UA"), bakhmut)
    assert not gazetteer.contains(gazetteer.country_row("RU"), bakhmut)
    assert gazetteer.feature(gazetteer.lookup("Heathrow")[0]).admin1 is not None


def test_rows_and_ids_are_one_to_one(gazetteer: Gazetteer) -> None:
    """Every id leads back to its row."""
    rows = range(0, len(gazetteer), 997)
    assert [gazetteer.row_of(gazetteer.id(row)) for row in rows] == list(rows)


def test_columns_are_sound(gazetteer: Gazetteer) -> None:
    """Coordinates are on the globe, precisions within UCDP's scale, kinds all known."""
    assert (np.abs(gazetteer.lat) <= 90).all()
    assert (np.abs(gazetteer.lon) <= 180).all()
    assert set(np.unique(gazetteer.where_prec)) <= set(range(1, 8))
    assert gazetteer.kind_codes.max() < len(KINDS)
    assert (gazetteer.radius_km >= 0).all()


def test_missing_file_is_refused(tmp_path) -> None:
    """A missing or foreign file is refused in one sentence that says what to do."""
    with pytest.raises(GazetteerError, match=r"geodata\.gazetteer\.build"):
        Gazetteer.load(tmp_path / "none.npz")
    foreign = tmp_path / "foreign.npz"
    foreign.write_bytes(b"PK but not quite")
    with pytest.raises(GazetteerError, match="not a gazetteer"):
        Gazetteer.load(foreign)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell a process's peak memory")
def test_loads_within_its_memory() -> None:
    """A process with the gazetteer stays under 400 MB; how fast it loads is measured by ``make bench``."""
    # ru_maxrss would be that of the test run itself: it outlives the exec of a child.
    code = (
        "from geodata.gazetteer import Gazetteer; Gazetteer.load();"
        "print(int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0]) / 1024)"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(answer.stdout) < 400


@pytest.mark.parametrize(
    "name", ["Ras Lanuf", "St. Petersburg", "United Arab Emirates", "Es Sider", "South African", "Tripoli"]
)
def test_no_name_is_longer_than_its_first_word_tells(gazetteer: Gazetteer, name: str) -> None:
    """A reader who stops at the length told by the first word misses no name."""
    assert any(gazetteer.look_up(name)[:2])
    assert gazetteer.longest_from(name.split()[0].rstrip(".")) >= len(name.split())
