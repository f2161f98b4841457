"""How many events and claims there are by time, type, actor, place and source, under the filters of the map."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import words
from dashboard.dataset import Corpus, current_corpus
from dashboard.language import named, say, session_language
from dashboard.marks import marks_of
from dashboard.palette import EVENT_GROUPS
from dashboard.payload import NO_ACTOR, PayloadTables
from dashboard.search import PROBLEMS
from dashboard.stats import charts
from dashboard.stats.charts import Chart
from dashboard.stats.counts import CERTAINTIES, Timeline, by_key, by_time, count, csv_of, sources
from dashboard.stats.filters import KEYS, LISTS, Filters, day_of, number_of, read_filters
from dashboard.stats.search import searched
from dashboard.terms import parse_query
from geodata.errors import GeodataError

SHOWN = 12
"""Bars of a chart; the table has all."""
NO_PARTY = "Others"
HEADINGS = {
    ("event", "day"): "Events by day",
    ("event", "week"): "Events by week",
    ("event", "month"): "Events by month",
    ("event", "year"): "Events by year",
    ("event", "types"): "Events by type",
    ("event", "places"): "Events by place",
    ("event", "actors"): "Events by actor",
    ("event", "sources"): "Events by source",
    ("claim", "day"): "Claims of control by day",
    ("claim", "week"): "Claims of control by week",
    ("claim", "month"): "Claims of control by month",
    ("claim", "year"): "Claims of control by year",
    ("claim", "types"): "Claims of control by kind",
    ("claim", "places"): "Claims of control by place",
    ("claim", "actors"): "Claims of control by actor",
    ("claim", "sources"): "Claims of control by source",
}
# The downloads of Streamlit's own toolbars know nothing of formulas; ours stands beside each table.
_STYLE = """<style>
.stMainBlockContainer { max-width: 82rem; margin-inline: auto; padding-block: 2rem 4rem; }
[data-testid="stElementToolbar"] { display: none; }
/* Its canvas would write right to left into places that are measured from the left; charts.py mirrors it instead. */
[data-testid="stVegaLiteChart"] { direction: ltr; }
</style>"""

_memory = st.components.v2.component(
    "statistics_view",
    html="<span></span>",
    js=(Path(__file__).parent / "view.js").read_text("utf-8"),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """What every part of the page needs."""

    tables: PayloadTables
    table: str
    filters: Filters
    dark: bool

    @property
    def counted(self) -> str:
        """Name of what is counted."""
        return say("Events") if self.table == "event" else say("Claims of control")


def show() -> None:
    """Show the statistics of the current corpus, or say in words why there are none."""
    try:
        corpus = current_corpus()
    except GeodataError as error:
        st.header(say("No statistics yet"))
        st.text(str(error))
        return
    st.html(_STYLE)
    tables = tables_of(corpus)
    filters = read_filters(st.query_params, tables.header)
    view = _follow_map(corpus, filters)
    st.title(say("Statistics"))
    st.text(
        say(
            "Counts what the articles report, under the same filters as the map. A lighter bar holds what has no exact day."
        )
    )
    table = _choose_table()
    page = Page(_looked_through(corpus, tables, filters), table, filters, st.context.theme.type == "dark")
    _show_filters(page)
    number = count(page.tables, table, filters)
    _show_head(page, number, view)
    if not number:
        _say_nothing(page)
        return
    _show_time(page)
    left, right = st.columns(2, gap="large")
    with left:
        _show_bars(page, "types", _type_entries(page))
        _show_bars(page, "places", _place_entries(page))
    with right:
        _show_bars(page, "actors", _actor_entries(page))
        _show_bars(page, "sources", _source_entries(page))


def _say_nothing(page: Page) -> None:
    if page.filters.q or len(page.tables.columns[f"{page.table}.modality"]):
        sentence = say("Nothing is left with these filters and dates. Take a filter away or choose other dates.")
    else:
        sentence = say("The articles report none.")
    st.info(sentence, icon=":material/filter_alt_off:")


@functools.lru_cache(maxsize=2)
def tables_of(corpus: Corpus) -> PayloadTables:
    """Return the marks of a corpus, the same as on the map."""
    return marks_of(corpus)


def _looked_through(corpus: Corpus, tables: PayloadTables, filters: Filters) -> PayloadTables:
    """Return the marks that the search leaves; where the text has no index yet, say that names alone were searched."""
    if not filters.q:
        return tables
    with st.spinner(say("Searching\u2026"), show_time=True):
        left, whole = searched(corpus, tables, filters.q, session_language())
    if not whole:
        searched.cache_clear()
        st.warning(
            say("The articles' text is not searched yet: these are matches of names. Reload the page in a moment."),
            icon=":material/hourglass_top:",
        )
    return left


@st.cache_data(max_entries=256, show_spinner=False)
def _counted(digest: str, table: str, filters: Filters, key: str, _tables: PayloadTables) -> pd.DataFrame:
    return by_key(_tables, table, filters, key)


@st.cache_data(max_entries=64, show_spinner=False)
def _timed(digest: str, table: str, filters: Filters, _tables: PayloadTables) -> Timeline:
    names, groups = _groups(_tables, table)
    return by_time(_tables, table, filters, groups, names)


# The view that the page shares with the map


def _follow_map(corpus: Corpus, filters: Filters) -> str:
    """Take over the map's last view in this tab, or write ours there; return the view as the map's query."""
    key = f"map_view_{corpus.dataset.digest}"
    ours = any(name in st.query_params for name in KEYS)
    view = _merged(st.session_state.get(key, ""), filters)
    found = _memory(
        data={"digest": corpus.dataset.digest, "write": view if ours else None},
        default={"view": ""},
        on_view_change=lambda: None,
        key="statistics_view",
        height=0,
    ).view
    if not ours and found:
        st.session_state[key] = found
        said = {name: value for name, value in parse_qsl(found) if name in KEYS}
        _set_filters(read_filters(said, tables_of(corpus).header))
        st.rerun()
    return view


def _merged(view: str, filters: Filters) -> str:
    """Return a view of the map with our filters in place of its own."""
    kept = [(name, value) for name, value in parse_qsl(view) if name not in KEYS and name not in {"panel", "lang"}]
    return urlencode([*filters.query().items(), *kept], safe=",/:")


def _set_filters(filters: Filters) -> None:
    query = filters.query()
    for name in KEYS:
        st.query_params.pop(name, None)
    for name, value in query.items():
        st.query_params[name] = value
    st.session_state["statistics_round"] = st.session_state.get("statistics_round", 0) + 1


# Filters


def _choose_table() -> str:
    tables = {"event": say("Events"), "claim": say("Claims of control")}
    return st.radio(
        say("What is counted"),
        list(tables),
        format_func=tables.__getitem__,
        horizontal=True,
        label_visibility="collapsed",
    )


def _show_filters(page: Page) -> None:
    filters = page.filters
    with st.container(width=320):
        _date_range(filters, page.tables.header)
    # What is counted comes first: on a phone six fields stood before the first figure.
    narrowed = filters.q or filters.modality == "all" or any(getattr(filters, key) for key in LISTS)
    opened = st.session_state["statistics_narrowed"] = bool(narrowed or st.session_state.get("statistics_narrowed"))
    with st.expander(say("More filters"), icon=":material/filter_list:", expanded=opened):
        _show_lists(page)
        _search_field(filters)
        _modality(filters)


def _show_lists(page: Page) -> None:
    filters, header = page.filters, page.tables.header
    labels = {
        "types": say("Event type"),
        "actors": say("Actor"),
        "articles": say("Article"),
        "kinds": say("Kind of place"),
    }
    for column, (key, label) in zip(st.columns(4, vertical_alignment="bottom"), labels.items(), strict=True):
        names = {entry["id"]: _name(entry) for entry in header[LISTS[key]]}
        widget = _widget_key(key)
        if widget not in st.session_state:
            st.session_state[widget] = list(getattr(filters, key))
        column.multiselect(
            label,
            sorted(names, key=lambda each, names=names: names[each].casefold()),
            format_func=names.get,
            key=widget,
            placeholder=say("All"),
            disabled=page.table == "claim" and key == "types",
            on_change=_take_list,
            args=(filters, key),
        )


def _modality(filters: Filters) -> None:
    widget = _widget_key("modality")
    if widget not in st.session_state:
        st.session_state[widget] = filters.modality == "all"
    st.checkbox(
        say("Also what is planned, threatened or denied"), key=widget, on_change=_take_modality, args=(filters,)
    )


def _search_field(filters: Filters) -> None:
    widget = _widget_key("q")
    if widget not in st.session_state:
        st.session_state[widget] = filters.q
    typed = st.text_input(
        say("Search"),
        key=widget,
        placeholder=say("Places, actors, words of the text"),
        icon=":material/search:",
        on_change=_take_question,
        args=(filters,),
    )
    problem = parse_query(typed).problem if typed.strip() else None
    if problem:
        st.error(say(PROBLEMS[problem]), icon=":material/error:")


def _date_range(filters: Filters, header: dict[str, Any]) -> None:
    time = header["time"]
    widget = _widget_key("dates")
    if widget not in st.session_state:
        st.session_state[widget] = (day_of(filters.first), day_of(filters.last))
    st.date_input(
        say("From day to day"),
        min_value=day_of(time["first"]),
        max_value=day_of(time["last"]),
        format="YYYY-MM-DD",
        key=widget,
        on_change=_take_dates,
        args=(filters,),
    )


def _widget_key(name: str) -> str:
    """Return a key that is new whenever the filters were set by something else than the widget."""
    return f"statistics_{name}_{st.session_state.get('statistics_round', 0)}"


def _take_list(filters: Filters, key: str) -> None:
    _set_filters(dataclasses.replace(filters, **{key: tuple(st.session_state[_widget_key(key)])}))


def _take_modality(filters: Filters) -> None:
    _set_filters(
        dataclasses.replace(filters, modality="all" if st.session_state[_widget_key("modality")] else "asserted")
    )


def _take_question(filters: Filters) -> None:
    typed = st.session_state[_widget_key("q")].strip()
    if not (typed and parse_query(typed).problem):
        _set_filters(dataclasses.replace(filters, q=typed))


def _take_dates(filters: Filters) -> None:
    chosen = st.session_state[_widget_key("dates")]
    if len(chosen) == 2:  # between the two clicks of a range there is one
        first, last = map(number_of, chosen)
        _set_filters(dataclasses.replace(filters, first=first, last=last, mode="window"))


def _show_head(page: Page, number: int, view: str) -> None:
    filters, time = page.filters, page.tables.header["time"]
    first, last = filters.window(page.tables.header)
    dates = words.interval_in_words(day_of(first).isoformat(), day_of(last).isoformat())
    clock = say("by day of the report") if filters.clock == "reported" else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.subheader(f"{page.counted}: {number:,}".replace(":", "\\:"), anchor=False, width="content")
        st.text(" · ".join(part for part in (named(dates), clock) if part), width="content")
        if st.button(say("Show on the map"), icon=":material/map:", type="primary"):
            _to_map(view)
        start = Filters(time["default_first"], time["default_last"])
        if filters != start:
            st.button(
                say("Clear filters"), icon=":material/close:", type="tertiary", on_click=_set_filters, args=(start,)
            )


def _to_map(view: str, **more: str) -> None:
    language = {"lang": st.query_params["lang"]} if "lang" in st.query_params else {}
    st.switch_page(st.Page("pages/map.py"), query_params={**dict(parse_qsl(view)), **language, **more})


# Charts


def _show_time(page: Page) -> None:
    timeline = _timed(page.tables.header["digest"], page.table, page.filters, page.tables)
    heading = say(HEADINGS[page.table, timeline.bin])
    st.subheader(heading, anchor=False)
    names, _ = _groups(page.tables, page.table)
    labels = _group_labels(page, names)
    rows = timeline.rows
    shown = rows.assign(
        group=rows["group"].map(labels),
        certainty=rows["certainty"].map(_certainties()),
        rank=rows["certainty"].map(CERTAINTIES.index),
        when=[_when(a, b) for a, b in zip(rows["start"], rows["end"], strict=True)],
        start=pd.to_datetime(rows["start"]),
        end=pd.to_datetime(rows["end"]),
    )
    shown["from"] = rows["start"].astype(str)
    shown["to"] = (pd.to_datetime(rows["end"]) - pd.Timedelta(days=1)).dt.strftime("%Y-%m-%d")
    if len(shown):
        colours = {labels[name]: colour for name, colour in _group_colours(page, names).items()}
        chart = charts.time_chart(
            shown,
            timeline.bin,
            colours,
            certainties=list(_certainties().values()),
            counted=page.counted,
            dark=page.dark,
        )
        _draw(chart, "time", heading, lambda picked: _take_bin(page.filters, picked))
    table = shown[["when", "group", "certainty", "count"]]
    _show_table(table.set_axis([say("When"), say("Kind"), say("Day"), page.counted], axis=1), "time", page)


def _show_bars(page: Page, key: str, entries: Callable[[int], tuple[str, str, str]]) -> None:
    """Show one chart; `entries` gives id, label and colour of a number."""
    counts = _counted(page.tables.header["digest"], page.table, page.filters, key, page.tables)
    heading = say(HEADINGS[page.table, key])
    st.subheader(heading, anchor=False)
    if counts.empty:
        st.text(say("None is named."))
        return
    named_ = [entries(number) for number in counts["number"]]
    counts = counts.assign(
        id=[e[0] for e in named_], label=_unlike([e[1] for e in named_]), colour=[e[2] for e in named_]
    )
    chosen = _chosen(page, key)
    rows = counts.head(SHOWN).melt(
        id_vars=["id", "label", "colour", "total"], value_vars=["known", "unknown"], var_name="part", value_name="count"
    )
    rows = rows.assign(
        known=rows["part"] == "known",
        chosen=[not chosen or each in chosen for each in rows["id"]],
        label=[f"{label}  {total:,}" for label, total in zip(rows["label"], rows["total"], strict=True)],
    )
    rows["certainty"] = rows["known"].map(_certainty())
    rows = rows.sort_values("total", ascending=False, kind="stable")
    link = not (key == "types" and page.table == "claim")
    chart = charts.bar_chart(rows[rows["count"] > 0], counted=page.counted, link=link)
    _draw(chart, key, heading, (lambda picked: _take_bar(page, key, picked)) if link else None)
    if len(counts) > SHOWN:
        st.text(say("and {n} more, in the table", n=len(counts) - SHOWN))
    table = counts[["label", "known", "unknown", "total"]]
    columns = [heading, _certainty()[True], _certainty()[False], page.counted]
    _show_table(table.set_axis(columns, axis=1), key, page)


def _draw(chart: Chart, key: str, heading: str, take: Callable[[dict[str, Any]], None] | None) -> None:
    widget = _widget_key(f"chart_{key}")
    if take is None:
        st.vega_lite_chart(*chart, key=widget, alt=heading)
        return
    picked = st.vega_lite_chart(
        *chart, key=widget, on_select="rerun", selection_mode=[charts.PICK], alt=heading
    ).selection.get(charts.PICK)
    if picked:
        take(picked[0])
        st.rerun()


def _show_table(table: pd.DataFrame, key: str, page: Page) -> None:
    with st.expander(say("Table of these numbers"), icon=":material/table:"):
        st.dataframe(table, hide_index=True, height="auto" if len(table) < 10 else 320)
        st.download_button(
            say("Download as CSV"),
            csv_of(table),
            file_name=f"{page.table}s-{key}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key=f"csv_{key}",
        )


def _take_bin(filters: Filters, picked: dict[str, Any]) -> None:
    first, last = (number_of(date.fromisoformat(picked[key])) for key in ("from", "to"))
    _set_filters(dataclasses.replace(filters, first=first, last=last, mode="window"))


def _take_bar(page: Page, key: str, picked: dict[str, Any]) -> None:
    """Set the filter of a bar; the bar of the one filter that is set lets it go."""
    if key == "places":
        _to_map(_merged("", page.filters), sel=f"place/{picked['id']}")
    own, ids = key, (picked["id"],)
    if key == "sources":
        own, ids = "articles", sources(page.tables.header)[int(picked["id"])][1]
    _set_filters(dataclasses.replace(page.filters, **{own: () if set(getattr(page.filters, own)) == set(ids) else ids}))


def _chosen(page: Page, key: str) -> set[str]:
    if key == "sources":
        wanted = set(page.filters.articles)
        return {str(n) for n, (_, ids) in enumerate(sources(page.tables.header)) if wanted & set(ids)}
    return set(getattr(page.filters, key, ()))


# Names and colours


def _type_entries(page: Page) -> Callable[[int], tuple[str, str, str]]:
    kinds = page.tables.header["event_types" if page.table == "event" else "claim_kinds"]
    colours = charts.group_colours(dark=page.dark)
    plain = charts.plain_colour(dark=page.dark)
    return lambda n: (kinds[n]["id"], named(kinds[n]["label"]), colours.get(kinds[n].get("group", ""), plain))


def _actor_entries(page: Page) -> Callable[[int], tuple[str, str, str]]:
    actors = page.tables.header["actors"]
    parties = charts.party_colours(page.tables.header, dark=page.dark)
    return lambda n: (
        actors[n]["id"],
        named(actors[n]["name"]),
        parties[-1 if actors[n]["party"] is None else actors[n]["party"]],
    )


def _place_entries(page: Page) -> Callable[[int], tuple[str, str, str]]:
    places, plain = page.tables.header["places"], charts.plain_colour(dark=page.dark)
    return lambda n: (places[n]["id"], named(places[n]["name"]), plain)


def _source_entries(page: Page) -> Callable[[int], tuple[str, str, str]]:
    found, plain = sources(page.tables.header), charts.plain_colour(dark=page.dark)
    return lambda n: (str(n), found[n][0] or say("not named"), plain)


def _groups(tables: PayloadTables, table: str) -> tuple[list[str], np.ndarray]:
    """Return names of groups and each mark's: events by the group of their type, claims by the holder's party."""
    header, columns = tables.header, tables.columns
    if table == "event":
        names = list(EVENT_GROUPS)
        of_type = np.array([names.index(kind["group"]) for kind in header["event_types"]], np.int64)
        return names, of_type[columns["event.type"]]
    names = [*(party["id"] for party in header["parties"]), NO_PARTY]
    last = len(names) - 1
    parties = np.array([*(last if a["party"] is None else a["party"] for a in header["actors"]), last], np.int64)
    holder = columns["claim.holder"].astype(np.int64)
    return names, parties[np.where(holder == NO_ACTOR, len(parties) - 1, holder)]


def _group_labels(page: Page, names: list[str]) -> dict[str, str]:
    if page.table == "event":
        return {name: named(EVENT_GROUPS[name].label) for name in names}
    parties = {party["id"]: named(party["name"]) for party in page.tables.header["parties"]}
    return {name: parties.get(name, say(NO_PARTY)) for name in names}


def _group_colours(page: Page, names: list[str]) -> dict[str, str]:
    if page.table == "event":
        return charts.group_colours(dark=page.dark)
    return dict(zip(names, charts.party_colours(page.tables.header, dark=page.dark), strict=True))


def _certainty() -> dict[bool, str]:
    return {True: say("Day known"), False: say("Day uncertain")}


def _certainties() -> dict[str, str]:
    labels = (
        say("Day known"),
        say("Day uncertain: spread over its range"),
        say("On or before this time"),
    )
    return dict(zip(CERTAINTIES, labels, strict=True))


def _when(start: Any, end: Any) -> str:
    last = pd.Timestamp(end) - pd.Timedelta(days=1)
    return named(words.interval_in_words(pd.Timestamp(start).date().isoformat(), last.date().isoformat()))


def _unlike(labels: list[str]) -> list[str]:
    """Return labels of which no two are the same."""
    seen: dict[str, int] = {}
    unlike = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        unlike.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return unlike


def _name(entry: dict[str, Any]) -> str:
    return named(entry.get("label") or entry.get("name") or entry.get("title") or entry["id"])
