"""The time map in the browser, as a folium plugin."""

from dashboard.timemap.plugin import FRAME_BASE, SCRIPTS, STATIC, STYLES, Bundle, TimeMap, bundle, served_map
from dashboard.timemap.saved import SavedContent, saved_page

__all__ = [
    "FRAME_BASE",
    "SCRIPTS",
    "STATIC",
    "STYLES",
    "Bundle",
    "SavedContent",
    "TimeMap",
    "bundle",
    "saved_page",
    "served_map",
]
