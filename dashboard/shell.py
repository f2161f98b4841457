"""The frame around the pages: title, navigation, the pages themselves."""

import streamlit as st

from dashboard.settings import PROJECT

PAGES = PROJECT / "pages"

st.set_page_config(page_title="Conflict time map", page_icon=str(PROJECT / "dashboard" / "icon.png"), layout="wide")
st.navigation(
    [
        st.Page(PAGES / "map.py", title="Map", icon=":material/map:", default=True),
        st.Page(PAGES / "articles.py", title="Articles", icon=":material/article:"),
        st.Page(PAGES / "method.py", title="Method", icon=":material/menu_book:"),
    ],
    position="top",
).run()
