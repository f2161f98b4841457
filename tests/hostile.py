"""Words that try to be something else: a small list of the project's own, and the large ones beside the project."""

from __future__ import annotations

import json
import re

from tests.conftest import SHARED

OWN = (
    "<img src=x onerror='window.hacked=1'>",
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "</textarea></div></body></html><svg onload=window.hacked=1>",
    "{{90731*88867}}{% for x in (1,) %}{{x}}{% endfor %}{{",
    "{{ cycler.__init__.__globals__.os.environ.update(HACKED='1') }}",
    "${90731*88867} #{90731*88867} <%= 90731*88867 %> {90731*88867}",
    "![tracker](http://tracker.example/pixel.png)",
    "[link](javascript:window.hacked=1)",
    "$e^{x}$ :material/map: :red[red] `code` ~~gone~~",
    "</TITLE></STYLE></XMP><ScRiPt>window.hacked=1</sCrIpT>",
    "{{constructor.constructor('window.hacked=1')()}} #set($x=90731*88867)$x",
    ":green-badge[:material/check: ok] **b** # h | a | b |",
    "a\u2028b\u2029c\u0085d",
    "=cmd|' /C calc'!A0",
    "@SUM(1+9)",
    "%s %(x)s %00 %ff {0} {name}",
    "../../../etc/passwd",
    "' OR 1=1; DROP TABLE article; --",
    '" onmouseover="window.hacked=1',
    "\u202eevil\u202c \u2066x\u2069 \ufeff\u200b",
    "\U0001f3ff e\u0301 \u0600\u06dd",
    "null",
    "__proto__",
    "constructor",
    "1e999",
    "NaN",
    "x" * 5000,
)


def naughty() -> list[str]:
    """Return the large lists: strings, template injections, formulas; what cannot stand in an UTF-8 text is left out."""
    folder = SHARED / "hostile"
    strings = json.loads((folder / "blns" / "blns.json").read_text("utf-8"))
    templates = [
        line
        for block in re.findall(
            r"```[a-z]*\n(.*?)```", (folder / "ssti" / "jinja-payloads.md").read_text("utf-8"), re.DOTALL
        )
        for line in block.splitlines()
    ]
    formulas = (folder / "csvinj" / "payloadbox" / "csv-payload.txt").read_text("utf-8", "replace").splitlines()
    return list(dict.fromkeys(one for one in (*strings, *templates, *formulas) if one.strip()))
