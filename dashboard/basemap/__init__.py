"""The offline basemap: sea, land, borders and names, served as small packs."""

from dashboard.basemap.attribution import Attribution, Source, attribution
from dashboard.basemap.packs import Pack, address, digest, pack, packs_within

__all__ = ["Attribution", "Pack", "Source", "address", "attribution", "digest", "pack", "packs_within"]
