"""Headers, texts and photos as nobody should write them, and what must hold for all of them."""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from bs4 import BeautifulSoup
from hypothesis import strategies as st

from plugins.stories.fields import FIELDS

from . import photo_files as made
from .conftest import WITHOUT_SEARCH, Site, forget_signals, pelican, photo, story, write
from .leaks import leaks

IMG = "<img src=x onerror=alert(1)>"
SCRIPTS = (
    "<script>alert(1)</script>", IMG, "</script><script>alert(1)</script>", '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)", "javascript:alert(1)", "java\tscript:alert(1)", "<svg/onload=alert(1)>",
    "{{ 7*7 }}", "{% raw %}", "]]>", "-->", "</title>", "</style>", "&lt;script&gt;", "&#60;script>",
    "[x](javascript:alert(1))", "<javascript:alert(1)>", "[x](data:text/html,<script>)", "![x](x\" onerror=\"y)",
    "[x][r]\n\n[r]: javascript:alert(1)", "{: onclick=alert(1) }", "{: #x .y href=javascript:x }",
    "data:text/html;base64,PHNjcmlwdD4=", "vbscript:x", "<a href=javascript&colon;x>", "<form action=javascript:x>",
)  # fmt: skip
ODD = (
    "", " ", "\t", "\0", "\u202e", "\ufeff", "\u2028", "\x85", "\x0b", "\x1b[2J", "é", "日本", "x" * 300, "9" * 400, ":",
    "- ", "|", ">", "#", "---", "...", "{", "}", "[", "]", "'", '"', "%", "@", "`", "*", "&a", "*a", "!!", "~", "<<: *a",
    "!!python/object/apply:os.system [id]", "&a [*a]", "{a: {a: {a: b}}}", "? x\n: y", "!!binary eA==", "1e999", ".inf",
    "0x1F", "1:2:3", "null", "yes", "2020-01-01", "0000-00-00", "9999-12-31 23:59", "10000-01-01", "2020-02-30",
    "2020-05-01 12:00 +99:99", "2020-05-01 12:00 Europe/Nowhere", "1-1-1", "-1", "１２", "lead until 2020",
)  # fmt: skip
PATHS = (
    "../../../etc/passwd", "/etc/passwd", "..", "../outside", "..\\x", "/../../outside/", "//example.org/x",
    "%2e%2e/outside", "C:\\x", "a/../../b", "index.html", "feeds", "photos/", "con", ".addresses", "~", "/",
    "file:///etc/passwd", "/dev/zero", "{static}/../../x.jpg", "{filename}/../x.md", "a" * 260, "fuzz.jpg",
)  # fmt: skip

PIECES = st.one_of(
    st.sampled_from(SCRIPTS), st.sampled_from(ODD), st.sampled_from(PATHS), st.text(max_size=12)
)
WORDS = st.lists(PIECES, max_size=4).map(" ".join)
ADDRESSES = frozenset("href src action formaction data poster cite xlink:href srcset".split())
NAMES = sorted(
    {*FIELDS["story"], *FIELDS["author"], "caption", "<script>", "a b", "é", "__class__"}
)

PLAIN = st.lists(st.tuples(st.sampled_from(NAMES), WORDS), max_size=8).map(
    lambda fields: "".join(f"{name}: {value}\n" for name, value in fields)
)
VALUES = st.recursive(
    st.one_of(WORDS, st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.binary(max_size=4)).map(repr)
    | WORDS,
    lambda inner: st.lists(inner, max_size=3).map(lambda each: f"[{', '.join(each)}]")
    | st.tuples(inner, inner).map("{{{0[0]}: {0[1]}}}".format),
    max_leaves=5,
)  # fmt: skip
YAML = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=8).map(
    lambda fields: "---\n" + "".join(f"{name}: {value}\n" for name, value in fields) + "---\n"
)
HEADERS = st.one_of(PLAIN, YAML, st.text(max_size=80).map(lambda text: f"---\n{text}\n---\n"))

MARKS = "\n \n\n *_`[]()<>!#-+|:>\\~^{}=1.&;/\"'"
BODIES = st.lists(
    PIECES | st.text(MARKS, max_size=6) | st.sampled_from(["p", "svg", "math", "style", "title", "a"]),
    max_size=14,
).map("".join)  # fmt: skip

PHOTOS = {
    "jpg": [
        photo(), made.with_xmp(made.packet("A <b>bus</b>").encode()), made.exif(0x10E, b"A bus\0"),
        made.with_iim(made.data_set(2, 120, b"A bus")),
    ],
    "png": [photo(format="PNG"), made.png(made.text("Title", b"A bus", b"zTXt"))],
    "webp": [photo(format="WEBP")],
    "avif": [photo(format="AVIF")],
    "gif": [photo(format="GIF")],
    "svg": [b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'],
}  # fmt: skip
_BYTES = st.sampled_from(
    [b"\0", b"\xff", b"\xff\xd8", b"\xff\xe1\0\x02", b"<script>", b"\x7f\xff\xff\xff"]
)


@st.composite
def photos(draw: st.DrawFn, kinds: Sequence[str] = tuple(PHOTOS)) -> bytes:
    """Return a photo of one of *kinds* that was cut, overwritten or spliced in a few places."""
    data = bytearray(draw(st.sampled_from([each for kind in kinds for each in PHOTOS[kind]])))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data)))
        put = draw(
            st.one_of(
                _BYTES,
                st.binary(max_size=8),
                WORDS.map(lambda text: text.encode("utf-8", "replace")),
            )
        )
        data[at : at + draw(st.sampled_from([0, len(put), 50]))] = put
    return bytes(data[: draw(st.sampled_from([len(data)] * 3 + [len(data) // 2]))])


# What must hold -------------------------------------------------------------------------------


def scripts(html: str, allowed: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield what could run a script in *html*, as a browser parses it.

    *allowed* are the scripts of the theme, and data for search engines is no script.
    """
    for element in BeautifulSoup(html, "html5lib").find_all(True):
        if element.name == "script" and not _is_data(element) and str(element) not in allowed:
            yield str(element)
        elif element.name in {"object", "embed", "base", "applet"}:
            yield element.name
        for name, value in element.attrs.items():
            text = re.sub(r"[\x00-\x20]", "", str(value)).lower() if name in ADDRESSES else ""
            leads = text.startswith(("javascript:", "vbscript:", "data:text"))
            if leads or name.startswith("on") or name == "srcdoc":
                yield f'<{element.name} {name}="{value}">'


def _is_data(element) -> bool:
    if element.get("type") != "application/ld+json":
        return False
    json.loads(element.string)
    return True


HELD = {
    "hushdraft.md": story("Hushheadline", status="draft", tags="Hushtopic", body="![A](hushphoto.jpg)"),
    "hushlater.md": story("Hushlater", "2099-01-01", section="Hushsection", authors="Hushauthor"),
    "photos/hushphoto.jpg": photo(),
}  # fmt: skip
PLAIN_STORY = {
    "plain.md": story(
        "Plain", body="Text, [then](hushdraft.md) and <hushlater.md>.", authors="Fuzz"
    ),
    "photos/plain.jpg": photo(),
}
WORDS_HELD = "hushdraft hushheadline hushtopic hushlater hushsection hushauthor hushphoto".split()


def check_site(files: Mapping[str, bytes]) -> None:
    """Build a site with the fuzzed *files*; those with faults are taken out, and it is published.

    No build may end in an exception, write elsewhere, tell of what is held, or print a script.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "newsroom"
        write(folder / "content", {**HELD, **PLAIN_STORY})
        allowed = frozenset(
            str(element)
            for page in _build(folder).pages.values()
            for element in page.find_all("script")
        )
        write(folder / "content", files)
        (Path(name) / "outside").mkdir()
        site, left = _sound(folder, set(files))
        assert site.status == 0, site.messages
        assert _outside(Path(name)) == {f"newsroom/content/{each}" for each in left | _own()}
        assert leaks(site.output, WORDS_HELD) == []
        found = {address: [*scripts(str(page), allowed)] for address, page in _raw_pages(site)}
        assert not any(found.values()), found


def _own() -> set[str]:
    return {each if "/" in each else f"stories/{each}" for each in {**HELD, **PLAIN_STORY}}


def _raw_pages(site: Site) -> Iterator[tuple[str, str]]:
    pages = (name for name in site.files if name.endswith((".html", ".svg")))
    return ((name, (site.output / name).read_text("utf-8")) for name in pages)


def _sound(folder: Path, left: set[str]) -> tuple[Site, set[str]]:
    """Return the site without the files that have faults, and the names of those *left*."""
    site = _build(folder)
    while site.status and (broken := _with_faults(site) & left):
        for each in broken:
            (folder / "content" / each).unlink()
        left -= broken
        site = _build(folder)
    return site, left


def _with_faults(site: Site) -> set[str]:
    found = re.findall(r"/content/(\S+?):\d+: (?!warning: )", str(site.status))
    return set(found)


def _build(folder: Path) -> Site:
    site = pelican(folder / "content", folder / "output", PLUGINS=WITHOUT_SEARCH, POLICIES={})
    forget_signals()
    assert isinstance(site.status, str) or site.status == 0, site.messages
    assert "Traceback" not in f"{site.messages}{site.status}", site.messages
    return site


def _outside(top: Path) -> set[str]:
    """Return the files below *top* that are neither output nor cache."""
    names = {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()}
    return {name for name in names if not name.startswith(("newsroom/output/", "newsroom/cache/"))}


SHOWN = "![A view](plain.jpg)\nA view. (Photo: X/AP)\n\n![A view](fuzz{number}.{kind})\nA view. (Photo: X/AP)\n"
LINE = st.lists(PIECES, max_size=3).map(
    lambda parts: re.sub(r"[\r\n\x00-\x1f\x7f-\x9f]", "", " ".join(parts))
)
"""Words of a field: nothing in them is wrong, so they are printed."""

INERT = st.sampled_from(
    [
        "{{ 7*7 }}",
        "{% raw %}",
        "]]>",
        "`</script><script>x`",
        "\n\n    <img src=x onerror=y>\n\n",
        "&lt;script&gt;",
    ]
)
TEXT_PARTS = st.lists(
    INERT | st.text(MARKS.replace("<", "&"), max_size=5) | st.text("aé日 \n", max_size=9),
    max_size=12,
)
TEXT = TEXT_PARTS.map(lambda parts: re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", "".join(parts)))
"""A text that no rule refuses, but for what the pieces make together."""

SOUND = st.tuples(st.integers(1, 28), LINE, LINE, LINE, TEXT).map(
    lambda parts: (
        "Title: T {1}\nDate: 2020-05-{0:02}\nDeck: {2}\nTags: t, x{3}\nCategory: c {3}\n"
        "Corrections: 2020-05-30: Fixed {1}\nSeries: s {2}\n\n{4}\n\n".format(*parts)
    )
)
WILD = st.tuples(HEADERS, BODIES).map("\n".join)
HIDDEN = WILD.map("Title: Hushheadline\nDate: 2099-01-01\nTags: Hushtopic\n{}".format)
PAGE = st.tuples(LINE, TEXT).map("Title: T {0[0]}\nSummary: {0[0]}\n\n{0[1]}".format)


@st.composite
def newsrooms(draw: st.DrawFn) -> dict[str, bytes]:
    """Return fuzzed stories, most of them printed, with an author, a page and photos."""
    texts = draw(st.lists(st.one_of(SOUND, SOUND, WILD, HIDDEN), min_size=1, max_size=8))
    files = {f"stories/fuzz{number}.md": text for number, text in enumerate(texts)}
    for number, kind in enumerate(PHOTOS):
        files[f"stories/shows{number}.md"] = draw(SOUND) + SHOWN.format(number=number, kind=kind)
    files["stories/said.md"] = story("Said", body="![A view](said.jpg)", image="said.jpg")
    files |= {"authors/fuzz.md": draw(PAGE), "pages/fuzz.md": draw(PAGE | WILD)}
    encoded = {name: text.encode("utf-8", "surrogatepass") for name, text in files.items()}
    shapes = {f"photos/fuzz{n}.{kind}": draw(photos((kind,))) for n, kind in enumerate(PHOTOS)}
    caption = made.packet(
        escape(draw(LINE)), attributes=f"photoshop:Credit={quoteattr(draw(LINE))}"
    )
    shapes["photos/said.jpg"] = made.with_xmp(caption.encode("utf-8", "replace"))
    return {**encoded, **shapes}
