"""``/api``: what there is, for people; plain HTML without a script."""

from __future__ import annotations

import re
from html import escape

from dashboard.api.parameters import Parameter
from dashboard.api.resource import Resource

STYLE = """
:root { color-scheme: light dark; --line: #c9d2da; --soft: #f3f5f7; --link: #0b5c8e; --muted: #4a5763; }
@media (prefers-color-scheme: dark) { :root { --line: #3a4653; --soft: #1b232c; --link: #6cb8e6; --muted: #b4bfca; } }
body { background: Canvas; color: CanvasText; font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem 1rem 4rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .25rem; overflow-wrap: anywhere; }
a { color: var(--link); } a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code { font: .92em ui-monospace, monospace; overflow-wrap: anywhere; }
p { margin: .25rem 0; } .muted { color: var(--muted); }
details { margin: .5rem 0; } summary { cursor: pointer; }
dl { background: var(--soft); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; margin: .5rem 0; }
dt { font-weight: 600; } dd { margin: 0 0 .6rem; } dd:last-child { margin: 0; }
"""


def page(resources: tuple[Resource, ...]) -> str:
    """Return the page; it is made of the declarations alone, never of articles."""
    listed = "".join(map(_section, resources))
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>API of the conflict time map</title><style>{STYLE}</style></head>
<body><main><h1>API</h1>
<p>Everything on the map, to be read by programs: JSON, and GeoJSON where there is a place. Read-only, no key.
The same filters as the map; a page holds up to 1,000 rows, and <code>next</code> is the <code>cursor</code> of the page after it.
A wrong parameter is refused in one sentence that says what is allowed.</p>
<p><a href="api/openapi.json">OpenAPI document</a> · <a href="./">To the map</a></p>
{listed}</main></body></html>
"""


def _section(resource: Resource) -> str:
    path = "api" + resource.path
    parameters = "".join(_entry(parameter) for parameter in resource.all_parameters)
    parts = "".join(
        f"<dt><code>{{{escape(n)}}}</code></dt><dd>{_words(d)}</dd>" for n, d, _ in resource.path_parameters
    )
    return (
        f"<section><h2><code>/{escape(path)}</code></h2><p>{escape(resource.summary)}. "
        f'<span class="muted">{_words(resource.description)}</span></p>'
        f'<p>Example: <a href="api/{escape(resource.example)}"><code>api/{escape(resource.example)}</code></a></p>'
        f"<details><summary>Parameters of {escape(path)}</summary><dl>{parts}{parameters}</dl></details></section>\n"
    )


def _entry(parameter: Parameter) -> str:
    allowed = parameter.schema.get("enum")
    words = f" One of: {', '.join(allowed)}." if allowed else ""
    usual = f" Without it: {parameter.initial}." if parameter.initial else ""
    needed = " Required." if parameter.required else ""
    return f"<dt><code>{escape(parameter.name)}</code></dt><dd>{_words(parameter.description + needed + words + usual)}</dd>"


def _words(text: str) -> str:
    """Return words of a declaration as HTML; what stands between backticks is code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
