"""Saved web pages (.html, .mht): the report alone, without menus, scripts and page furniture.

The report is the smallest part of the page that holds nearly all of its running text. Text
runs when it has the punctuation of sentences and is not mostly links.
"""

from __future__ import annotations

import re
from typing import Any

from reportlens.errors import ReadingError
from reportlens.reading.document import Extracted, TextBuilder
from reportlens.reading.encoding import decode

MAX_BYTES = 40 * 2**20
MAX_ELEMENTS = 400_000
MAX_DEPTH = 200
# Elements that are never the report, and elements that do not end a line.
_UNSEEN = frozenset(
    (
        *("script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg"),
        *("canvas", "button", "select", "option", "input", "textarea", "audio", "video", "map"),
        *("head", "link", "meta", "base"),
    )
)
_SKIPPED = _UNSEEN | {"form", "nav", "header", "footer", "aside"}
_INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img"),
        *("ins", "kbd", "label", "mark", "q", "ruby", "rb", "rp", "rt", "s", "samp", "small"),
        *("span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "o:p"),
    )
)
_SHARE = 0.85
"""The report's part of the page holds at least this share of the running text."""
_MARKED_SHARE = 0.5
"""The same, of an element that portals mark as the text of an article."""
_FURNITURE_SHARE = 0.2
"""What is marked as furniture goes, unless it holds more of the running text than this."""
_ARTICLE = re.compile(
    r"(?i)\b(?:zoom|trs_editor|ucap-content|pages_content|article[-_]?(?:content|body|text|con)"
    r"|arti?cle?text|content[-_]?(?:text|body|main)|detail[-_]?content|news[-_]?content|con_con|xl_con)\b"
)
_FURNITURE = re.compile(
    r"(?i)\b(?:nav\w*|menu\w*|bread\w*|crumb\w*|foot\w*|copyright|share\w*|side\w*|tool\w*|location"
    r"|position|banner|header|top|bottom|related|recommend|pagination|print\w*|qrcode|ewm)\b"
)
_PUNCTUATION = re.compile("[，。；：、！？]")
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0]+")
# A line end of the source within Chinese text is no space (CSS Text Module 3, 4.1.3).
_BREAKS = re.compile(r"(?<=[^\x00-\x7f])[ \t\r]{0,50}\n[ \t\r\n]{0,500}(?=[^\x00-\x7f])")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{2,20})", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_LINES_BEFORE, _LINES_AFTER, _SHORT_LINE = 10, 4, 120
_RECORDED = {
    "contentsource": "来源",
    "source": "来源",
    "pubdate": "发布日期",
    "publishdate": "发布日期",
    "article:published_time": "发布日期",
    "author": "作者",
}
_TITLE_META = ("articletitle", "og:title", "title")
_SITE_NAME = re.compile(r"\s*[-_|—–]+\s*[^-_|—–]{2,30}$")


def extract(content: bytes, name: str, *, encoding: str | None = None) -> Extracted:
    """The report in a web page, a line a paragraph; places are paragraphs.

    The encoding is found from the text, then from the page's own word for it, as portals
    declare one encoding and send another.
    """
    if len(content) > MAX_BYTES:
        raise ReadingError(
            f"{name}: {len(content) / 2**20:,.0f} MB of HTML; copy its text and save it as .txt"
        )
    source = _decode(content, name, encoding)
    root = _parse(source, name)
    body = root.find("body")
    body = root if body is None else body
    _prune(body, _UNSEEN)
    everything = _block_lines(body)
    _prune(body, _SKIPPED)
    main = _main(body)
    builder = TextBuilder("paragraph")
    title = _title(root)
    lines = _block_lines(main)
    head = _heading(body, main, title, "".join(lines[:12]))
    for number, line in enumerate([*head, *lines], start=1):
        builder.add(line, number)
    text, places = builder.build()
    if not text.strip():
        raise ReadingError(
            f"{name}: a web page without text, probably filled by a script; open it in a browser, "
            "copy the text and save it as .txt"
        )
    around = [*_around(everything, lines), *_recorded(root)]
    return Extracted(text, places, title=title, around="\n".join(around))


def extract_mht(content: bytes, name: str) -> Extracted:
    """The report in a page saved with its pictures (.mht)."""
    from email import message_from_bytes

    message = message_from_bytes(content)
    for count, part in enumerate(message.walk()):
        if count > 2000:
            break
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return extract(payload, name)
    raise ReadingError(f"{name}: no web page in the file; save it again as HTML or text")


def _decode(content: bytes, name: str, encoding: str | None) -> str:
    found = decode(content, name=name, encoding=encoding)
    if found.damaged and encoding is None:
        declared = _CHARSET.search(content[:4096])
        if declared:
            label = declared[1].decode("ascii").lower()
            label = "gb18030" if label in ("gb2312", "gbk") else label
            try:
                other = decode(content, name=name, encoding=label)
            except ReadingError:
                return found.text
            if other.damaged < found.damaged:
                return other.text
    return found.text


def _parse(source: str, name: str) -> Any:
    from lxml import etree, html

    # libxml2 refuses text with an encoding declaration, and NULs end it.
    source = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", source).replace("\0", "")
    parser = html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(source, parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadingError(f"{name}: no web page that can be read ({error})") from error
    depth = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > MAX_DEPTH or count > MAX_ELEMENTS:
            raise ReadingError(
                f"{name}: a web page nested too deeply or too large to be a report; "
                "copy its text and save it as .txt"
            )
    return root


def _prune(body: Any, tags: frozenset[str]) -> None:
    """Take out what no reader sees, and the elements of these names."""
    for element in list(body.iter()):
        if not isinstance(element.tag, str):
            continue
        skipped = element.tag in tags and not (
            element.tag in ("form", "header") and len(_PUNCTUATION.findall(_text(element))) > 20
        )
        if (
            skipped
            or _HIDDEN.search(element.get("style") or "")
            or element.get("hidden") is not None
        ):
            parent = element.getparent()
            if parent is not None:
                element.drop_tree()


def _main(body: Any) -> Any:
    """The smallest element with nearly all running text, or one marked as the article's text."""
    weights: dict[Any, float] = {}
    for element in body.iter():
        if isinstance(element.tag, str):
            weights[element] = _own_weight(element)
    for element in reversed(list(weights)):
        parent = element.getparent()
        if parent is not None and parent in weights:
            weights[parent] += weights[element]
    total = weights.get(body, 0.0)
    for element in weights:
        if _marked(_FURNITURE, element) and weights[element] < _FURNITURE_SHARE * total:
            if element is not body and element.getparent() is not None:
                element.drop_tree()
        elif _marked(_ARTICLE, element) and weights[element] >= _MARKED_SHARE * total:
            return element
    at = body
    while total > 0:
        child = max((c for c in at if c in weights), key=lambda c: weights[c], default=None)
        if child is None or weights[child] < _SHARE * total or child.tag in ("p", *_INLINE):
            break
        at = child
    return at


def _marked(pattern: re.Pattern[str], element: Any) -> bool:
    """Whether the class or id of an element says what it is."""
    mark = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    return len(mark) > 1 and bool(pattern.search(mark))


def _own_weight(element: Any) -> float:
    """Characters of running text that stand in an element itself, links left out."""
    if element.tag == "a":
        return 0.0
    own = [element.text or ""]
    own += [child.tail or "" for child in element]
    text = "".join(own)
    marks = len(_PUNCTUATION.findall(text))
    return float(len(text.strip())) if marks else 0.2 * len(text.strip())


def _text(element: Any) -> str:
    return "".join(element.itertext())


def _block_lines(main: Any) -> list[str]:
    """The lines of an element: a block a line, ``<br>`` ends one, cells are parted by tabs."""
    lines: list[str] = []
    current: list[str] = []
    data_rows: dict[Any, bool] = {}

    def end_line() -> None:
        line = _SPACES.sub(" ", _BREAKS.sub("", "".join(current))).strip(" ")
        line = re.sub(" ?\0 ?", "\t", line)
        current.clear()
        if line.strip("\t \u3000"):
            lines.append(line.rstrip("\t"))

    def visit(element: Any, in_cell: bool) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "br":
            if in_cell:
                current.append(" ")
            else:
                end_line()
        elif tag in ("td", "th"):
            row = element.getparent()
            if row not in data_rows:
                data_rows[row] = _is_data_row(row)
            if data_rows[row]:
                if element.getprevious() is not None:
                    current.append("\0")
                descend(element, True)
            else:
                end_line()
                descend(element, False)
                end_line()
        elif tag in _INLINE or (in_cell and tag != "tr"):
            descend(element, in_cell)
        else:
            end_line()
            descend(element, False)
            end_line()

    def descend(element: Any, in_cell: bool) -> None:
        current.append(element.text or "")
        for child in element:
            visit(child, in_cell)
            current.append(child.tail or "")

    descend(main, False)
    end_line()
    return lines


def _is_data_row(row: Any) -> bool:
    """Whether a table row is a row of data; a long cell is a table used as a frame."""
    if row is None:
        return False
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    return len(cells) > 1 and all(len(_text(cell)) < 300 for cell in cells)


def _title(root: Any) -> str:
    """The title that the page gives: its metadata, then ``<title>`` without the site's name."""
    named: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = (meta.get("name") or meta.get("property") or "").lower()
        if meta.get("content"):
            named.setdefault(key, meta.get("content").strip())
    for key in _TITLE_META[:2]:
        if named.get(key):
            return str(named[key])
    title = root.find(".//title")
    text = _SPACES.sub(" ", _text(title)).strip()[:300] if title is not None else ""
    return _SITE_NAME.sub("", text) or text


def _around(everything: list[str], lines: list[str]) -> list[str]:
    """The short lines of the page right before the report and right after it."""
    if not lines:
        return []
    places = [at for at, line in enumerate(everything) if line == lines[0]]
    first = next((at for at in places if everything[at + 1 : at + 2] == lines[1:2]), None)
    if first is None:
        if not places:
            return []
        first = places[0]
    after = [at + 1 for at, line in enumerate(everything) if line == lines[-1] and at >= first]
    before = everything[max(0, first - _LINES_BEFORE) : first]
    following = everything[after[-1] : after[-1] + _LINES_AFTER] if after else []
    return [line for line in (*before, *following) if len(line) <= _SHORT_LINE]


def _recorded(root: Any) -> list[str]:
    """What the page's metadata say of its source, author and day, as lines a reader would write."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = (meta.get("name") or meta.get("property") or "").lower()
        content = (meta.get("content") or "").strip()
        if key in _RECORDED and content:
            found.setdefault(_RECORDED[key], content[:80])
    title = root.find(".//title")
    site = (
        _SITE_NAME.search(_SPACES.sub(" ", _text(title)).strip()[:300])
        if title is not None
        else None
    )
    if site:
        found.setdefault("来源", site[0].strip(" -_|—–"))
    return [f"{label}：{content}" for label, content in found.items()]


def _heading(body: Any, main: Any, title: str, begin: str) -> list[str]:
    """The page's heading, where it stands outside the report's part of the page."""
    inside = set(main.iter())
    found = ""
    for heading in body.iter("h1", "h2"):
        text = _SPACES.sub(" ", _text(heading)).strip()
        if heading not in inside and 4 <= len(text) <= 80:
            found = text
            break
    found = found or title
    squeezed = re.sub(r"\s", "", found)
    if not squeezed or squeezed in re.sub(r"\s", "", begin):
        return []
    return [found]
