"""The frame around the pages: title, navigation, language, the pages themselves."""

import streamlit as st

from dashboard import buildview, header, linkview, signin
from dashboard.access import session_person
from dashboard.corpora import keep_corpus
from dashboard.language import keep_language, say
from dashboard.settings import PROJECT

PAGES = PROJECT / "pages"
OF_A_CORPUS = {"", "statistics", "articles", "review"}
"""Pages that show a corpus: while it is read for the first time, they say how far that is."""

language = keep_language()
key = keep_corpus()
st.set_page_config(
    page_title=say("Conflict time map"), page_icon=str(PROJECT / "dashboard" / "icon.png"), layout="wide"
)
is_admin = session_person().role == "admin"
page = st.navigation(
    [
        st.Page(PAGES / "map.py", title=say("Map"), icon=":material/map:", default=True),
        st.Page(PAGES / "stats.py", title=say("Statistics"), icon=":material/bar_chart:", url_path="statistics"),
        st.Page(PAGES / "articles.py", title=say("Articles"), icon=":material/article:"),
        st.Page(PAGES / "add.py", title=say("Add"), icon=":material/note_add:"),
        st.Page(PAGES / "review.py", title=say("Review"), icon=":material/rule:"),
        st.Page(PAGES / "method.py", title=say("Method"), icon=":material/menu_book:"),
        # For few, and reached from the popover of corpora: the bar is for what everybody uses.
        *([st.Page(PAGES / "status.py", title=say("Status"), visibility="hidden")] if is_admin else []),
        *(
            [st.Page(PAGES / "people.py", title=say("People"), visibility="hidden")]
            if is_admin and signin.configured()
            else []
        ),
    ],
    # Within another page the map has the whole frame; its own link leads to the rest.
    position="hidden" if st.context.is_embedded else "top",
)
if not st.context.is_embedded:
    header.show(language, key)
shows_corpus = page.url_path in OF_A_CORPUS
if not shows_corpus or (not linkview.refused(key) and buildview.ready(key, notice=page.url_path != "review")):
    page.run()
