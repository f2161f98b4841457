"""Build of the offline basemap: `python -m dashboard.basemap.derive`, needed only by whoever renews the map data."""
