"""The frame around the pages: title, navigation, language, the pages themselves."""

import streamlit as st

from dashboard import header
from dashboard.language import keep_language, say
from dashboard.settings import PROJECT

PAGES = PROJECT / "pages"

language = keep_language()
st.set_page_config(
    page_title=say("Conflict time map"), page_icon=str(PROJECT / "dashboard" / "icon.png"), layout="wide"
)
page = st.navigation(
    [
        st.Page(PAGES / "map.py", title=say("Map"), icon=":material/map:", default=True),
        st.Page(PAGES / "stats.py", title=say("Statistics"), icon=":material/bar_chart:", url_path="statistics"),
        st.Page(PAGES / "articles.py", title=say("Articles"), icon=":material/article:"),
        st.Page(PAGES / "method.py", title=say("Method"), icon=":material/menu_book:"),
    ],
    # Within another page the map has the whole frame; its own link leads to the rest.
    position="hidden" if st.context.is_embedded else "top",
)
if not st.context.is_embedded:
    header.show(language)
page.run()
