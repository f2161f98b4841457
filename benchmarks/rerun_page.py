"""The plain way: ``st.slider`` and ``st_folium``, the map made anew for each date (a script for ``streamlit run``)."""

import os
from datetime import timedelta

import folium
import numpy as np
import streamlit as st
from streamlit_folium import st_folium

from benchmarks.crowd import BOUNDS, DAYS, FIRST, POPUP, WINDOW_DAYS, Crowd, make_crowd


@st.cache_resource
def crowd_of(events: int) -> Crowd:
    """Return the events, made once."""
    return make_crowd(events=events)


def map_on(crowd: Crowd, offset: int) -> folium.Map:
    """Return a map of the window that ends `offset` days after the first day; each mark knows the offset."""
    left, bottom, right, top = BOUNDS
    figure = folium.Map(location=((bottom + top) / 2, (left + right) / 2), zoom_start=5, tiles=None)
    days = crowd.earliest - crowd.earliest.min()
    for row in np.flatnonzero((days > offset - WINDOW_DAYS) & (days <= offset)):
        at = (float(crowd.lat[row]), float(crowd.lon[row]))
        folium.CircleMarker(at, radius=5, weight=1, popup=POPUP, class_name=f"day-{offset}").add_to(figure)
    return figure


crowd = crowd_of(int(os.environ["BENCHMARK_EVENTS"]))
date = st.slider("Date", FIRST, FIRST + timedelta(days=DAYS), FIRST + timedelta(days=60))
st_folium(map_on(crowd, (date - FIRST).days), key="map", returned_objects=[], use_container_width=True)
