"""Nothing in a story can run a script on its page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.markup.converter import converter
from plugins.markup.tags import attributes, flat_tags, tags
from plugins.stories.safety import refusals

from .conftest import story

IMG = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<SCRIPT SRC=//x.org/x.js",
        "<script/x>",
        '<a href="java&#115;cript:x">a</a>',
        '<a href="javascript&colon;x">a</a>',
        '<a href="java&NewLine;script&colon;x">a</a>',
        '<a href="java&Tab;script&colon;x">a</a>',
        '<a href="&#1;javascript:x">a</a>',
        '<a href=" jAvA\tscript:x">a</a>',
        "<a href=javascript:x>a</a>",
        '<a href="data:text/html,x">a</a>',
        '<a href="{}javascript:x">a</a>',
        '<a href="|static|javascript:x">a</a>',
        '<img src="x" onerror="x">',
        "<img/src/onerror=x>",
        "<svg/onload=x>",
        "<svg onload=x>",
        "<SVG ONLOAD=x>",
        "<img src=x onerror=alert(1) ",
        "<img src=x alt='unclosed onerror=x><p title=' onerror=x",
        '<svg ="x y="> z" onload=x>',
        '<p title="a"onclick=x>',
        '<iframe srcdoc="x">',
        "<iframe src=javascript:x>",
        "<meta http-equiv=refresh>",
        f"<svg><style>{IMG}</style></svg>",
        f"<math><style>{IMG}</style></math>",
        "<style>p { color: red }</style>",
        f'<noscript><p title="</noscript>{IMG}">x</p></noscript>',
        f'<p title="</noscript>{IMG}">x</p>',
        f"<textarea><!--</textarea>{IMG}--></textarea>",
        f"<!-->{IMG}-->",
        f"<!-- --!>{IMG}-->",
        f'<!-- <p title=" -->{IMG}">',
        f"</script {IMG}>",
        f"<svg><![CDATA[>{IMG}]]></svg>",
        "<template><p>x</p></template>",
        '<svg><a><set attributeName="href" to="javascript:x"/></a></svg>',
        '<svg><a><animate attributeName="href" values="javascript:x"/></a></svg>',
        "<svg><animateTransform/></svg>",
        '<svg><use href="data:image/svg+xml;base64,AA"/></svg>',
        '<svg><a xlink:href="javascript:x">x</a></svg>',
        "<form><button formaction=javascript:x>x</button></form>",
        "<object data=x>",
    ],
)
def test_nothing_in_a_story_runs_a_script(html):
    assert list(refusals(html))


@pytest.mark.parametrize(
    "html",
    [
        "<p>The on = sign, javascript: the language, data: what we know</p>",
        "<code>&lt;script&gt;</code>",
        "<pre><code>&lt;img src=x onerror=alert(1)&gt; &lt;style&gt;</code></pre>",
        '<a href="https://example.org/?a=on=b">x</a>',
        '<a href="https://example.org/?a=javascript:b">x</a>',
        '<a href="{filename}/stories/data.md">x</a>',
        "<figure><img src='x.jpg' alt=''></figure>",
        '<p title="2 < 3, &lt;b&gt;">x</p>',
        '<img src="data:image/png;base64,AA">',
        '<iframe src="https://example.org/" title="A map"></iframe>',
        '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>',
        "<!-- To do: ask Ana --><p>a < b</p>",
        "<button>One</button><details><summary>x</summary></details>",
    ],
)
def test_ordinary_html_is_allowed(html):
    assert not list(refusals(html))


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("One\n\n[x](javascript&colon;alert(1))", 7),
        ("One\n\n<div>\n<script>x</script>\n</div>", 8),
        (f'One\n\nTwo\n\n<p title="</noscript>{IMG}">x</p>', 9),
    ],
)
def test_a_script_stops_the_build_with_its_line(build, body, line):
    site = build({"a.md": story(body=body)})

    assert f"a.md:{line}: " in site.faults[0]
    assert not site.files


def test_a_script_shown_as_code_is_allowed(build):
    site = build({"a.md": story(body="```\n<script>alert(1)</script>\n```")})

    assert site("/2020/05/01/a/").pre.get_text().strip() == "<script>alert(1)</script>"


@given(st.text())
def test_text_without_html_is_never_refused(text):
    """Text with any characters of markup, but without a tag, is allowed after Markdown."""
    html = converter().convert(text.replace("<", "< "))

    assert not [reason for _, reason in refusals(html) if "address" not in reason]


PIECES = st.sampled_from(
    ["<", ">", "</", "<!--", "-->", '"', "'", "=", "/", " ", "p", "svg", "title", "style", IMG, "a"]
)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_no_wrapping_hides_a_tag(html):
    assert bool(list(refusals(html))) or IMG not in html


@pytest.mark.parametrize("piece", ["<a ", '<a ="', "<!--", "<a x='", "</"])
def test_hostile_text_takes_linear_time(piece):
    """Quadratic work would take hours for a million characters."""
    short, long = ([reason for _, reason in refusals(piece * times)] for times in (3, 300_000))

    assert long == short


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a b=c d='e' f=\"g\" h>", {"b": "c", "d": "e", "f": "g", "h": ""}),
        ("<a/b/c=d/e>", {"b": "", "c": "d/e"}),
        ("<a B = c b=d>", {"b": "c"}),
        ('<a b="c"d=e>', {"b": "c", "d": "e"}),
        ('<a ="x y="> z" w>', {'="x': "", "y": "> z", "w": ""}),
        ('<a b=c"d">', {"b": 'c"d"'}),
        ("<a b=&lt;&#x63;>", {"b": "<c"}),
        ("<a b='c d", {"b": "c d"}),
        ("<a b=>", {"b": ""}),
    ],
)
def test_the_attributes_of_a_tag_are_those_that_a_browser_finds(html, expected):
    (tag,) = tags(html)

    assert attributes(tag) == expected
    assert tag.end == len(html)
    assert list(flat_tags(html)) == [tag]
