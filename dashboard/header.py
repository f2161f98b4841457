"""What stands in the head of every page beside the navigation: the choice of language; and the page's direction."""

from __future__ import annotations

import streamlit as st

from dashboard import chooser
from dashboard.language import LANGUAGES, choose_language, direction

# Streamlit has no place of its own in its head, and no setting for language or direction.
_PLACE = """<style>
/* What stands nowhere in the page's column leaves no gap in it. */
[data-testid="stLayoutWrapper"]:has(> .st-key-page_head), .st-key-page_head { position: absolute; width: auto; }
.st-key-language_switch {
  position: fixed; inset-block-start: .6rem; inset-inline-end: 3.4rem; z-index: 999990; width: auto;
}
[data-testid="stStatusWidget"] { margin-inline-end: 5.5rem; }
.st-key-language_switch button { min-height: 2.5rem; padding: 0 .8rem; }
[dir="rtl"] .stAppToolbar, [dir="rtl"] .stAppHeader { direction: rtl; }
/* On a phone Streamlit leaves room in its bar that is on the other side here: its menu would lie under ours. */
@media (max-width: 768px) { [dir="rtl"] [data-testid="stMainMenu"] { position: fixed; left: 0; top: 15px; } }
[dir="rtl"] [data-testid="stDataFrame"] { direction: ltr; }
[dir="rtl"] .stMarkdown, [dir="rtl"] .stText, [dir="rtl"] .stHeading { text-align: start; }
[dir="rtl"] pre, [dir="rtl"] code { direction: ltr; text-align: left; }
[dir="rtl"] .stMarkdown :is(p, li, ul, ol, h1, h2, h3, h4) { text-align: start; }
[dir="rtl"] [data-testid="stSidebar"] { left: auto; right: 0; overflow-x: clip; }
[dir="rtl"] .stMarkdown :is(ul, ol) { padding-inline-start: 1.4rem; padding-inline-end: 0; }
[dir="rtl"] .stMarkdown :is(th, td) { text-align: start; }
</style>"""

_page = st.components.v2.component(
    "page_language",
    html="<span></span>",
    js="""export default function ({ data }) {
  Object.assign(document.documentElement, { lang: data.language, dir: data.direction })
}""",
)


def show(language: str, key: str) -> None:
    """Tell the browser the page's language and direction, and offer the other language and the other corpora."""
    other = next(name for name in LANGUAGES if name != language)
    st.html(_PLACE)
    with st.container(key="page_head"):
        _page(data={"language": language, "direction": direction(language)}, key="page_language", height=0)
        with st.container(key="language_switch"):
            st.button(
                LANGUAGES[other], key=f"language_{other}", on_click=choose_language, args=(other,), type="tertiary"
            )
        chooser.show(key)
