"""The offline basemap: its packs, how they are derived, who is credited."""

from __future__ import annotations

import gzip
import json
import math
import re
from collections.abc import Iterator

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import basemap
from dashboard.basemap import packs
from dashboard.basemap.derive import tile as tiles
from dashboard.basemap.derive.level import LEVELS, Drawing, Level
from dashboard.basemap.derive.linework import linework_from_countries
from dashboard.basemap.derive.place import CAPITAL, CITY, LAST_ZOOM, Place, _first_zooms
from dashboard.basemap.derive.projection import pixel_m, tile_bbox, to_mercator
from dashboard.timemap import STATIC

TRIPOLI, SIRTE_GULF, SAHARA, ODESA = (13.187, 32.875), (18.3, 31.6), (15.0, 25.0), (30.70, 46.45)
LIBYA = (9.3, 19.5, 25.2, 33.2)
WORLD_PACK_BYTES = 60 * 1024
ALL_PACKS_BYTES = 12 * 1024 * 1024


def decode(content: bytes) -> dict[int, list]:
    """Features of a tile by kind: arrays of grid points, or (x, y, class, first zoom, name) of places."""
    numbers = _Numbers(content)
    found: dict[int, list] = {}
    while numbers.at < len(content):
        kind, count = numbers.unsigned(), numbers.unsigned()
        x = y = 0
        features = found.setdefault(kind, [])
        for _ in range(count):
            points = []
            for _ in range(1 if kind == tiles.PLACES else numbers.unsigned()):
                x, y = x + numbers.signed(), y + numbers.signed()
                points.append((x, y))
            features.append((*points[0], *numbers.name()) if kind == tiles.PLACES else np.array(points))
    return found


class _Numbers:
    """The varints of a tile, one after another."""

    def __init__(self, content: bytes) -> None:
        self.content, self.at = content, 0

    def unsigned(self) -> int:
        value = shift = 0
        while True:
            byte = self.content[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def signed(self) -> int:
        value = self.unsigned()
        return (value >> 1) ^ -(value & 1)

    def name(self) -> tuple[int, int, str]:
        kind, zoom, length = self.unsigned(), self.unsigned(), self.unsigned()
        self.at += length
        return kind, zoom, self.content[self.at - length : self.at].decode()


def read(name: str) -> dict[int, list]:
    """A pack by its name, decoded."""
    found = basemap.pack(name)
    assert found is not None, name
    return decode(gzip.decompress(found.content))


def tile_at(level: int, lon: float, lat: float) -> tuple[str, float, float]:
    """Name of a level's tile at a point, and the point on that tile's grid."""
    zoom, extent = LEVELS[level].tile_zoom, LEVELS[level].extent
    x = (lon + 180) / 360 * 2**zoom
    y = (0.5 - math.atanh(math.sin(math.radians(lat))) / (2 * math.pi)) * 2**zoom
    column, row = int(x), int(y)
    return f"{level}-{column}-{row}.bin", (x - column) * extent, (y - row) * extent


def is_land(level: int, lon: float, lat: float) -> bool:
    """Whether a level paints land at a point, by the even-odd rule that the browser uses."""
    name, x, y = tile_at(level, lon, lat)
    if basemap.pack(name) is None:
        return False
    rings = read(name).get(tiles.LAND, [])
    return sum(shapely.Polygon(ring).buffer(0).covers(shapely.Point(x, y)) for ring in rings) % 2 == 1


class TestPacks:
    """What the routes serve."""

    def test_index_tells_every_tile(self) -> None:
        """The browser's index has one bit for each tile there is, and every one of them opens."""
        levels = json.loads(gzip.decompress(basemap.pack("index.json").content))["levels"]
        assert len(levels) == len(LEVELS)
        for number, level in enumerate(levels):
            known = sum(int(row, 16).bit_count() for row in level["rows"])
            assert known == sum(1 for key in packs._offsets() if key[0] == number)

    def test_lengths_fill_the_files(self) -> None:
        """The sizes in the index are those of the files, to the byte."""
        for number, level in enumerate(packs._index()["levels"]):
            assert sum(level["lengths"]) == (packs.DATA / f"level{number}.packs").stat().st_size

    def test_index_is_as_the_build_writes_it(self) -> None:
        """The levels of the data are those of the build script."""
        for level, entry in zip(LEVELS, packs._index()["levels"], strict=True):
            assert (level.tile_zoom, level.first_zoom, level.extent) == (
                entry["tile_zoom"], entry["first_zoom"], entry["extent"],
            )  # fmt: skip

    @pytest.mark.parametrize(
        "name",
        [
            "",
            "../packs.py",
            "0-0-0.bin\n",
            "0-0-1.bin",
            "9-0-0.bin",
            "0-0-0",
            "3-49-52.bin",
            "٠-٠-٠.bin",
            "level0.packs",
        ],
    )
    def test_unknown_name_is_none(self, name: str) -> None:
        """Anything but a tile of the index is refused, open sea included."""
        assert basemap.pack(name) is None

    def test_first_paint_is_small(self) -> None:
        """The world's tile and the index, compressed, stay below 60 KB and 4 KB."""
        assert len(basemap.pack("0-0-0.bin").content) <= WORLD_PACK_BYTES
        assert len(basemap.pack("index.json").content) <= 4096

    def test_all_packs_fit_the_repository(self) -> None:
        """All map data is at most 12 MB."""
        assert sum(path.stat().st_size for path in packs.DATA.iterdir()) <= ALL_PACKS_BYTES

    def test_no_single_tile_is_heavy(self) -> None:
        """No tile is larger than 80 KB, so that none keeps the map waiting."""
        assert max(length for _, length in packs._offsets().values()) <= 80 * 1024

    def test_address_carries_the_digest(self) -> None:
        """The address is 16 hex digits of the content."""
        assert re.fullmatch(r"basemap/[0-9a-f]{16}", basemap.address())
        assert basemap.address().endswith(basemap.digest())

    def test_packs_within_an_area(self) -> None:
        """A saved page of Libya carries the world, Libya's tiles at all levels, and little else."""
        near = basemap.packs_within(LIBYA, last_zoom=10)
        assert {"index.json", "0-0-0.bin", tile_at(3, *TRIPOLI)[0], tile_at(3, *SAHARA)[0]} <= set(near)
        assert tile_at(3, *ODESA)[0] not in near
        assert sum(len(pack.content) for pack in near.values()) < 2_000_000

    def test_packs_within_stop_at_the_last_zoom(self) -> None:
        """A saved page that zooms to 5 carries no tile of the finer levels."""
        assert {name[0] for name in basemap.packs_within(LIBYA, last_zoom=5)} == {"i", "0", "1"}

    def test_packs_of_the_whole_world(self) -> None:
        """An area beyond the Mercator square takes everything and raises nothing."""
        everything = basemap.packs_within((-180, -90, 180, 90), last_zoom=12)
        assert len(everything) == len(packs._offsets()) + 1


class TestMap:
    """What the packs show."""

    @pytest.mark.parametrize("level", range(len(LEVELS)))
    @pytest.mark.parametrize(
        ("lon", "lat", "land"),
        [
            (*SAHARA, True),
            (*SIRTE_GULF, False),
            (20.1, 32.0, True),
            (*ODESA, True),
            (31.2, 45.2, False),
            (-100, 40, True),
        ],
    )
    def test_land_and_sea(self, level: int, lon: float, lat: float, land: bool) -> None:
        """Places in the desert are land and places in a gulf are sea, at every level."""
        assert is_land(level, lon, lat) is land

    def test_coast_at_tripoli_is_fine(self) -> None:
        """The finest level has Tripoli's old town on land, and the water 3 km north of it not."""
        assert is_land(3, 13.18, 32.89)
        assert not is_land(3, 13.18, 32.93)

    def test_egypt_libya_border_is_within_a_kilometre(self) -> None:
        """The border follows 25 degrees east from 22 to 29 degrees north."""
        name, x, _ = tile_at(2, 25.0, 26.0)
        steps_per_km = LEVELS[2].extent * 2 ** LEVELS[2].tile_zoom / 40_075.017 / math.cos(math.radians(26))
        lines = shapely.multilinestrings([shapely.LineString(line) for line in read(name)[tiles.BORDERS]])
        crossing = shapely.intersection(lines, shapely.LineString([(x - 50, 4000), (x + 50, 4000)]))
        assert shapely.get_num_geometries(crossing) == 1
        assert abs(crossing.x - x) <= steps_per_km

    def test_disputed_lines_are_kept_apart(self) -> None:
        """Where Kashmir's line of control and the Egypt-Sudan border run, lines are marked as disputed."""
        for lon, lat in [(75.0, 34.6), (34.0, 22.0), (35.2, 32.0)]:
            name, x, y = tile_at(2, lon, lat)
            disputed = shapely.multilinestrings([shapely.LineString(line) for line in read(name)[tiles.DISPUTED]])
            assert shapely.distance(disputed, shapely.Point(x, y)) < LEVELS[2].extent / 8

    def test_names_of_the_world(self) -> None:
        """Countries, capitals and seas stand in the world's tile; a contested capital is drawn like any other city."""
        names = {(name, kind) for *_, kind, _, name in read("0-0-0.bin")[tiles.PLACES]}
        assert {("Libya", 0), ("Tripoli", CAPITAL), ("Mediterranean Sea", 3), ("Gulf of Sirte", 3)} <= names
        assert ("Jerusalem", CAPITAL) not in names

    def test_names_are_plain_where_a_scholar_writes_dots(self) -> None:
        """Libyan towns are written without the dots and bars of a transliteration."""
        names = [name for *_, name in read(tile_at(3, *TRIPOLI)[0])[tiles.PLACES]]
        assert "Tajura" in names
        assert all(name.isascii() for name in names)

    def test_no_line_along_the_antimeridian(self) -> None:
        """Chukotka's land runs on beyond 180 degrees: the cut lies outside the tile, where nothing is painted."""
        extent = LEVELS[0].extent
        inside = [ring for ring in read("0-0-0.bin")[tiles.LAND] if np.any((ring[:, 0] == 0) | (ring[:, 0] == extent))]
        for ring in inside:
            edge = (ring[:, 0] == 0) | (ring[:, 0] == extent)
            along = edge & np.roll(edge, 1) & (np.abs(ring[:, 1] - np.roll(ring[:, 1], 1)) > extent / 500)
            assert not along.any()


class TestLinework:
    """Land and borders out of overlapping country polygons."""

    @staticmethod
    def countries(**boxes: tuple[float, float, float, float]) -> dict[str, shapely.Geometry]:
        """Rectangles in kilometres."""
        return {code: shapely.box(*(1000 * side for side in box)) for code, box in boxes.items()}

    def test_shared_border_is_one_settled_line(self) -> None:
        """Two neighbours share one line, and the coast is none of it."""
        lines = linework_from_countries(self.countries(AAA=(0, 0, 100, 100), BBB=(100, 0, 200, 100)))
        assert sum(line.length for line in lines.borders) == pytest.approx(100_000)
        assert not lines.disputed

    def test_overlap_is_disputed(self) -> None:
        """Ground that two countries claim is bounded by disputed lines."""
        lines = linework_from_countries(self.countries(AAA=(0, 0, 110, 100), BBB=(90, 0, 200, 100)))
        assert not lines.borders
        assert sum(line.length for line in lines.disputed) == pytest.approx(200_000)

    def test_gap_is_filled(self) -> None:
        """A sliver between neighbours becomes land, its edges borders."""
        ring = {
            "AAA": (0, 0, 300, 100),
            "BBB": (0, 200, 300, 300),
            "CCC": (0, 100, 149, 200),
            "DDD": (150, 100, 300, 200),
        }
        lines = linework_from_countries(self.countries(**ring))
        assert shapely.union_all(np.array(lines.land)).covers(shapely.Point(149_500, 150_000))
        assert not lines.disputed

    def test_nested_country_disputes_nothing(self) -> None:
        """A country drawn inside another one has a settled border."""
        lines = linework_from_countries(self.countries(AAA=(0, 0, 300, 300), BBB=(100, 100, 150, 150)))
        assert sum(line.length for line in lines.borders) == pytest.approx(200_000)
        assert not lines.disputed


class TestTile:
    """Shapes and names as bytes."""

    @settings(deadline=None)
    @given(st.lists(st.integers(0, 2**40)))
    def test_varints_come_back(self, numbers: list[int]) -> None:
        """Any unsigned numbers survive the way to bytes and back."""
        reader = _Numbers(tiles._varints(numbers))
        assert [reader.unsigned() for _ in numbers] == numbers
        assert reader.at == len(reader.content)

    @settings(deadline=None)
    @given(st.lists(st.integers(-(2**31), 2**31), min_size=1))
    def test_signed_numbers_come_back(self, numbers: list[int]) -> None:
        """Any signed numbers survive the way to bytes and back."""
        reader = _Numbers(tiles._varints(tiles._zigzag(np.array(numbers)).tolist()))
        assert [reader.signed() for _ in numbers] == numbers

    def test_shapes_come_back(self) -> None:
        """Every kind of feature lands on the grid where it was, and keeps its name."""
        content = dict(self.cut_one())[0, 0]
        found = decode(content)
        assert {tuple(point) for point in found[tiles.LAND][0]} == {(256, 256), (768, 256), (768, 768), (256, 768)}
        assert found[tiles.BORDERS][0].tolist() == [[256, 512], [768, 512]]
        assert found[tiles.PLACES] == [(512, 512, CITY, 5, "Zuwārah")]

    def test_open_sea_has_no_tile(self) -> None:
        """A level without shapes yields nothing."""
        empty = np.array([], dtype=object)
        nothing = Drawing(empty, empty, empty, empty, empty, empty)
        assert not list(tiles.cut(Level(0, 0, 0, 3, 1024, 0.5), nothing, []))

    @staticmethod
    def cut_one() -> Iterator[tuple[tuple[int, int], bytes]]:
        """One tile of 1024 steps: a square in its middle, a line across it, a name."""
        left, bottom, right, top = tile_bbox(0, 0, 0)
        quarter = (right - left) / 4
        land = shapely.box(left + quarter, bottom + quarter, right - quarter, top - quarter)
        border = shapely.LineString([(left + quarter, 0), (right - quarter, 0)])
        empty = np.array([], dtype=object)
        drawing = Drawing(np.array([land]), empty, np.array([border]), empty, empty, empty)
        for x, y, content in tiles.cut(Level(0, 0, 0, 3, 1024, 0.5), drawing, [Place("Zuwārah", 0.0, 0.0, CITY, 5)]):
            yield (x, y), content


class TestPlaces:
    """Which names show from which zoom on."""

    @settings(deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400), st.integers(3, 10)), max_size=40))
    def test_names_keep_their_distance(self, spots: list[tuple[int, int, int]]) -> None:
        """No two names that show at a zoom stand on each other, and none shows earlier than it may."""
        xy = np.array([(x, y) for x, y, _ in spots], dtype=float).reshape(-1, 2) * 10_000
        zooms = _first_zooms(xy, [least for *_, least in spots])
        shown = [(point, zoom, spot[2]) for point, zoom, spot in zip(xy, zooms, spots, strict=True) if zoom is not None]
        assert all(least <= zoom <= LAST_ZOOM for _, zoom, least in shown)
        for i, (one, zoom, _) in enumerate(shown):
            for other, later, _ in shown[:i]:
                across, up = np.abs(one - other) / pixel_m(max(zoom, later))
                assert across >= 72 or up >= 72 / 2.5

    def test_mercator_of_the_corner(self) -> None:
        """The Mercator square ends at 85.05 degrees; what lies beyond is moved to its edge."""
        corner = to_mercator(np.array([shapely.Point(180, 90)]))[0]
        assert corner.x == pytest.approx(20037508.34, abs=0.01)
        assert corner.y == pytest.approx(20037508.34, abs=0.01)


class TestCredits:
    """Who the map data comes from."""

    def test_every_source_is_credited(self) -> None:
        """OpenStreetMap with its licence, Natural Earth and GeoNames are named, short and in full."""
        credit = basemap.attribution()
        for name in ("OpenStreetMap contributors", "Natural Earth", "GeoNames"):
            assert name in credit.short
            assert name in {source.name for source in credit.full}
        assert "ODbL" in credit.short

    def test_corner_of_the_map_says_the_same(self) -> None:
        """The browser's credit is the short attribution, with a link to OpenStreetMap's terms."""
        script = (STATIC / "basemap.js").read_text(encoding="utf-8")
        shown = re.search(r"const CREDIT =(.*?);", script, flags=re.DOTALL).group(1)
        literals = re.findall(r"'([^']*)'|(?<!=)\"( [^\"]*)\"", shown)
        text = re.sub(r"<[^>]+>", "", "".join(map("".join, literals)))
        assert text == basemap.attribution().short
        assert "https://www.openstreetmap.org/copyright" in shown

    def test_kinds_are_numbered_alike(self) -> None:
        """The browser numbers kinds of features as the tiles do."""
        script = (STATIC / "basemap-packs.js").read_text(encoding="utf-8")
        layers = json.loads(re.search(r"const LAYERS = (\[.*?\]);", script).group(1))
        assert [layers.index(name) for name in ("land", "lakes", "borders", "disputed", "rivers", "provinces")] == [
            tiles.LAND, tiles.LAKES, tiles.BORDERS, tiles.DISPUTED, tiles.RIVERS, tiles.PROVINCES,
        ]  # fmt: skip
        assert f"const PLACES = {tiles.PLACES};" in script
