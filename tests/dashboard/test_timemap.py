"""Tests of the folium plugin."""

import re

import folium
from streamlit_folium import generate_leaflet_string

from dashboard.timemap import FRAME_BASE, SCRIPTS, STATIC, STYLES, bundle, served_map

BBOX = (9.2, 19.4, 25.3, 33.4)


def _links(figure: folium.Map) -> list[str]:
    elements = [figure, *figure._children.values()]
    return [
        url for element in elements for name in ("default_js", "default_css") for _, url in getattr(element, name, [])
    ]


def test_every_file_is_in_the_bundle() -> None:
    """A script that nobody joins would be missing without a word."""
    assert {path.name for path in STATIC.glob("*.js")} == set(SCRIPTS)
    assert {path.name for path in STATIC.glob("*.css")} == set(STYLES)


def test_bundle_is_named_by_its_content() -> None:
    """The same files give the same address."""
    first = bundle()
    assert re.fullmatch(r"[0-9a-f]{16}", first.digest)
    bundle.cache_clear()
    assert bundle() == first


def test_map_asks_no_third_party() -> None:
    """Every script and style comes from the app's own routes."""
    links = _links(served_map("0" * 16, basemap="basemap/x", bounds=BBOX))
    assert len(links) == 4
    assert all(link.startswith(f"{FRAME_BASE}/") for link in links)


def test_script_is_the_same_for_the_same_dataset() -> None:
    """st_folium keeps the map as long as its script does not change."""
    scripts = {generate_leaflet_string(served_map("0" * 16, basemap="basemap/x", bounds=BBOX)) for _ in range(3)}
    assert len(scripts) == 1
    assert "http" not in scripts.pop()


def test_script_changes_with_the_dataset() -> None:
    """Another dataset is another map."""
    one, other = (generate_leaflet_string(served_map(digest * 16, basemap="b/x", bounds=BBOX)) for digest in "01")
    assert one != other


def test_no_script_puts_text_in_as_markup() -> None:
    """Article text is hostile: it reaches the page as text only."""
    for name in SCRIPTS:
        source = (STATIC / name).read_text("utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", source), name
