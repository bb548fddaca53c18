"""What is published for servers, and what readers get from them."""

import gzip
import http.client
import re
from fnmatch import fnmatchcase
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from plugins.copy_desk.site_address import address_problem
from plugins.hosting.policy import headers, policy, refused
from plugins.hosting.rules import rules
from plugins.hosting.servers import LONGEST_LINE, caddy, headers_file, nginx
from plugins.hosting.settings import SETTINGS as HOSTING
from plugins.kernel.settings import site_path
from plugins.plan import PLUGINS

from .browsing import NEEDS_BROWSER
from .conftest import DEMO, forget_signals, grainy, pelican, story
from .servers import SERVERS, free_port, served

SETTINGS = {
    "SITEURL": "https://news.example.org",
    "THEME_STATIC_DIR": "theme",
    "POLICY_HOSTS": {},
    "STRICT_TRANSPORT_SECURITY": "",
}
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, max-age=0, must-revalidate"
LONG = "The river rose by four metres in one night, and nobody slept. " * 40


# The address of the site ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "https://news.example.org",
        "http://news.example.org",
        "https://news.example.org/daily",
        "https://example.org/~ana/daily-news",
        "https://xn--zeitung-mnchen-osb.de",
        "http://localhost:8000",
    ],
)
def test_a_public_address_is_taken(address):
    assert address_problem(address) == ""


@pytest.mark.parametrize(
    ("address", "words"),
    [
        pytest.param("", "must be the site's public address", id="none"),
        pytest.param("/daily", "must be the site's public address", id="relative"),
        pytest.param("news.example.org", "must be the site's public address", id="no scheme"),
        pytest.param("//news.example.org", "must be the site's public address", id="half a scheme"),
        pytest.param("ftp://news.example.org", "must be the site's", id="another scheme"),
        pytest.param("javascript:alert(1)", "must be the site's", id="a script"),
        pytest.param("https://", "must be the site's public address", id="no host"),
        pytest.param(" https://x.org", "must be the site's public address", id="a space before"),
        pytest.param("https://x.org\n", "must be the site's public address", id="a line's end"),
        pytest.param("https://news example.org", "has an invalid host", id="a space in the host"),
        pytest.param("https://x.org/a b", "has an invalid path", id="a space in the path"),
        pytest.param("https://x.org/a/", "has an invalid path", id="a slash at the end"),
        pytest.param("https://x.org/../a", "has an invalid path", id="dots"),
        pytest.param('https://x.org/";', "has an invalid path", id="quotes"),
        pytest.param("https://x.org/a\tb", "has an invalid path", id="a tab"),
        pytest.param("https://x.org/a\nb", "has an invalid path", id="a line's end within"),
        pytest.param("https://x.org/é", "has an invalid path", id="accents in the path"),
        pytest.param("https://zeitung-münchen.de", "xn--zeitung-mnchen-osb.de", id="an IDN"),
        pytest.param("https://x.org?a=b", "is more than the address", id="a query"),
        pytest.param("https://ana:secret@x.org", "is more than the address", id="a password"),
        pytest.param("https://x.org:http", "is not an address", id="an invalid port"),
    ],
)
def test_an_address_that_is_none_is_told_with_the_remedy(address, words):
    assert words in address_problem(address)


def test_a_site_is_built_without_an_address_and_not_with_a_wrong_one(build):
    assert build({"a.md": story()}).status == 0
    (told, _) = build({"a.md": story()}, SITEURL="https://x.org/a b").faults
    assert re.match(r'pelicanconf\.py:\d+: SITEURL "https://x\.org/a b" has an invalid path', told)


def test_a_stroke_at_the_end_of_the_address_is_taken_off(build):
    site = build({"a.md": story()}, SITEURL="https://x.org/daily/", ABSOLUTE_SITEURL=True)

    assert site.status == 0
    assert site("/")("link", rel="stylesheet")[0]["href"].startswith("https://x.org/daily/theme/")


# The rules -----------------------------------------------------------------------------------


def _policy(text):
    return {words.split()[0]: words.split()[1:] for words in text.split("; ")}


def test_the_policy_lets_nothing_in_but_what_the_site_holds():
    strict = _policy(policy())

    assert strict["default-src"] == strict["frame-ancestors"] == strict["base-uri"] == ["'none'"]
    assert strict["img-src"] == ["'self'", "data:"]
    assert strict["script-src"] == ["'self'"]
    assert "unsafe-inline" not in policy()


def test_more_hosts_are_a_setting():
    hosts = {"img-src": ["https://*.example.org"], "frame-src": ["https://v.example/embed/"]}
    policy = headers(SETTINGS | {"POLICY_HOSTS": hosts}, {})["Content-Security-Policy"]

    assert _policy(policy)["img-src"] == ["'self'", "data:", "https://*.example.org"]
    assert _policy(policy)["frame-src"] == ["https://v.example/embed/"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("POLICY_HOSTS", {"img-src": ["https://x.org; script-src *"]}),
        ("POLICY_HOSTS", {"img-src": ["https://x.org\nSet-Cookie: a=b"]}),
        ("POLICY_HOSTS", {"img-src": ['https://x.org"; return 200']}),
        ("POLICY_HOSTS", {"img-src": ["https://x.org/$host"]}),
        ("POLICY_HOSTS", {"img-src": ["https://x.org/{env.HOME}"]}),
        ("POLICY_HOSTS", {"script-src": ["'unsafe-inline'"]}),
        ("POLICY_HOSTS", {"img-src": ["*"]}),
        ("POLICY_HOSTS", {"report-uri": ["https://x.org"]}),
        ("STRICT_TRANSPORT_SECURITY", "max-age=1\nX: y"),
        ("STRICT_TRANSPORT_SECURITY", "on"),
    ],
)
def test_a_setting_that_would_break_a_header_is_refused(name, value):
    (setting,) = (each for each in HOSTING if each.name == name)

    assert setting.check(value)
    assert not setting.check(SETTINGS[name])


@pytest.mark.parametrize(
    ("name", "value"),
    [("SEARCH_URL", "find it/"), ("SEARCH_URL", "a {\n}"), ("THEME_STATIC_DIR", 'theme"')],
)
def test_an_address_that_would_break_a_servers_file_is_refused(name, value):
    with pytest.raises(SystemExit, match=name):
        rules(SETTINGS | {name: value}, {})


def test_strict_transport_security_is_there_when_it_is_set():
    assert "Strict-Transport-Security" not in headers(SETTINGS, {})
    told = headers(SETTINGS | {"STRICT_TRANSPORT_SECURITY": "max-age=31536000"}, {})
    assert told["Strict-Transport-Security"] == "max-age=31536000"


SHOWN = """\
<img src="https://far.example/a.jpg" alt="x"> <img alt="" srcset="//far.example/b.jpg 2x, /c.jpg">
<iframe src="https://frame.example/x"></iframe> <video src="HTTPS://film.example/a.mp4"></video>
<p style="color: red">red</p> <a href="https://link.example/">a link</a>
<img src="/photos/near.jpg" alt=""> <img src="data:image/png;base64,xx" alt="">
<code>&lt;img src="https://typed.example/"&gt;</code>
"""


def test_what_a_story_shows_that_readers_would_not_see_is_told():
    found = dict(refused(SHOWN, {"frame-src": ["https://frame.example"]}))

    assert set(found) == {"far.example", "film.example", "style"}
    assert 'add "https://far.example" to POLICY_HOSTS, img-src' in found["far.example"]


@pytest.mark.parametrize(
    ("source", "shown", "allowed"),
    [
        ("https://*.example.org", "https://a.example.org/x.jpg", True),
        ("https://*.example.org", "https://example.org/x.jpg", False),
        ("https://*.example.org", "https://evilexample.org/x.jpg", False),
        ("https://example.org/photos/", "https://example.org/photos/x.jpg", True),
        ("https://example.org/photos/", "https://example.org/x.jpg", False),
        ("https://example.org", "http://example.org/x.jpg", False),
        ("http://example.org", "https://example.org/x.jpg", True),
        ("https://example.org", "//example.org/x.jpg", True),
    ],
)
def test_a_host_is_known_as_a_browser_knows_it(source, shown, allowed):
    assert (not list(refused(f'<img src="{shown}">', {"img-src": [source]}))) == allowed


def test_the_desk_hears_of_it_with_file_and_line_and_the_site_is_built(build):
    body = '![Far](https://far.example/a.jpg)\nCaption. (Photo: X/AP)\n\n<p style="x">y</p>'
    site = build({"a.md": story(body=body)})

    assert site.status == 0
    warning = 'a.md:5: warning: readers do not see what <img> loads from "far.example"'
    assert warning in site.messages
    assert "a.md:8: warning: the style on <p> has no effect" in site.messages
    quiet = build({"a.md": story(body=body)}, POLICY_HOSTS={"img-src": ["https://far.example"]})
    assert "far.example" not in quiet.messages


def test_a_column_is_aligned_by_a_class(build):
    site = build({"a.md": story(body="| a | b |\n|--|--:|\n| 1 | 2 |")})
    cells = site("/2020/05/01/a/").select("article td")

    assert [cell.get("class") for cell in cells] == [None, ["align-right"]]
    assert not site("/2020/05/01/a/").select("[style]")


# _headers ------------------------------------------------------------------------------------


def _answers(text, path):
    """Return the headers that Cloudflare Pages says with the file *path*, by its documentation.

    All rules that fit count; a header that is said twice has both values, with a comma between,
    unless a line with "!" took the first back.
    """
    sent, fits = {}, False
    for line in text.splitlines():
        if line.startswith("/"):
            fits = fnmatchcase(path, line)
        elif fits and line.startswith("  ! "):
            sent.pop(line[4:])
        elif fits and line.startswith("  "):
            name, value = line.strip().split(": ", 1)
            sent[name] = f"{sent[name]}, {value}" if name in sent else value
    return sent


@pytest.mark.parametrize("below", ["", "/daily"])
def test_a_static_host_is_told_of_each_kind_of_file(below):
    told = rules(SETTINGS | {"SITEURL": f"https://news.example.org{below}"}, {})
    text = headers_file(told)
    page = _answers(text, f"{below}/2020/05/01/a/")
    search = _answers(text, f"{below}/search/")
    kinds = {
        ending: _answers(text, f"{below}/feeds/section/world{ending}")["Content-Type"]
        for ending in (".atom.xml", ".rss.xml", ".json")
    }

    assert page["Content-Security-Policy"] == policy()
    assert "Cache-Control" not in page  # the host's own: it is asked again
    assert _policy(search["Content-Security-Policy"])["script-src"] == [
        "'self'",
        "'wasm-unsafe-eval'",
    ]
    assert "," not in search["Content-Security-Policy"]
    assert _answers(text, f"{below}/theme/css/site.0f.css")["Cache-Control"] == FOR_EVER
    assert _answers(text, f"{below}/photos/sized/a-0f-9.avif")["Cache-Control"] == FOR_EVER
    assert _answers(text, f"{below}/social-cards/0f-9.png")["Cache-Control"] == FOR_EVER
    assert "Cache-Control" not in _answers(text, f"{below}/photos/map.svg")
    assert list(kinds.values()) == [
        "application/atom+xml",
        "application/rss+xml",
        "application/feed+json",
    ]
    assert max(map(len, text.splitlines())) <= LONGEST_LINE
    assert sum(line.startswith("/") for line in text.splitlines()) <= 100


def test_too_many_hosts_for_a_line_are_told():
    hosts = {"img-src": [f"https://{number}.images.example.org" for number in range(90)]}
    with pytest.raises(SystemExit, match="POLICY_HOSTS"):
        headers_file(rules(SETTINGS | {"POLICY_HOSTS": hosts}, {}))


def test_no_page_of_a_story_can_take_the_place_of_what_servers_read(build):
    site = build({"a.md": story(aliases="/_headers/, /_hosting/x/")})

    assert sum("belongs to the site's own pages" in fault for fault in site.faults) == 2


def test_the_files_for_servers_say_nothing_of_stories(build):
    files = {"a.md": story(slug="the-secret", status="hidden", aliases="/old-secret/")}
    site = build(files)

    for name in ("_headers", "_hosting/nginx.conf", "_hosting/Caddyfile"):
        assert "secret" not in (site.output / name).read_text("ascii")


# Real servers --------------------------------------------------------------------------------

SEARCH_PAGE = """\
<!doctype html><html lang="en"><title>-</title>
<link rel="icon" href="data:,"><script src="/search/try.js"></script>"""
SEARCH_SCRIPT = """\
const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
WebAssembly.compile(empty).then(() => fetch("/index.html")).then(answer => {
  document.title = `found ${answer.status}`;
});
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A small site with copies, as it lies on a server."""
    folder = tmp_path_factory.mktemp("small")
    stories = folder / "content/stories"
    stories.mkdir(parents=True)
    (folder / "content/photos").mkdir()
    (folder / "content/photos/a.jpg").write_bytes(grainy())
    text = story(body=f"![A](a.jpg)\nA caption. (Photo: X/AP)\n\n{LONG}", aliases="/old/, /o.html")
    (stories / "a.md").write_text(text, "utf-8")
    without_search = [each for each in PLUGINS if each != "plugins.search"]
    options = {"PRECOMPRESS": ["gz", "br"], "PLUGINS": without_search}
    site = pelican(folder / "content", folder / "output", **options)
    forget_signals()
    assert site.status == 0, site.messages
    (site.output / "search").mkdir()
    (site.output / "search/index.html").write_text(SEARCH_PAGE, "utf-8")
    (site.output / "search/try.js").write_text(SEARCH_SCRIPT, "utf-8")
    (site.output / "feeds/feed.json").write_text('{"version": "1.1"}', "utf-8")
    (site.output / ".well-known").mkdir()
    (site.output / ".well-known/security.txt").write_text("Contact: x", "utf-8")
    return site


@pytest.fixture(scope="module", params=SERVERS)
def server(request, small, tmp_path_factory):
    """The address of a real server of the small site."""
    folder = tmp_path_factory.mktemp(request.param)
    with served(request.param, small.output, small.output, folder, free_port()) as address:
        yield address


@pytest.fixture
def get(server):
    """Return a function that asks the server, and gives the answer with its body."""

    def ask(path, **headers):
        connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=20)
        connection.request(
            "GET", path, headers={n.replace("_", "-"): v for n, v in headers.items()}
        )
        answer = connection.getresponse()
        answer.body = answer.read()
        connection.close()
        return answer

    return ask


def _style(site):
    return site("/")("link", rel="stylesheet")[0]["href"]


def test_a_page_is_asked_for_again_and_under_the_strict_policy(get):
    answer = get("/2020/05/01/a/")
    again = get("/2020/05/01/a/", If_None_Match=answer.headers["ETag"])

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Security-Policy"] == policy()
    assert answer.headers.get_all("Cache-Control") == [ASK_AGAIN]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in answer.headers
    assert (again.status, again.body) == (304, b"")


def test_a_file_whose_name_bears_a_digest_is_kept_for_ever(get, small):
    style = get(_style(small))
    sized = {name: get(f"/{name}") for name in small.files if name.startswith("photos/sized/")}

    assert style.headers["Content-Type"] == "text/css; charset=utf-8"
    assert {name.rpartition(".")[2] for name in sized} == {"avif", "jpg"}
    for name, answer in sized.items():
        assert answer.headers["Content-Type"] == f"image/{'avif' if 'avif' in name else 'jpeg'}"
    for answer in (style, *sized.values()):
        assert answer.headers.get_all("Cache-Control") == [FOR_EVER]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/feeds/all.atom.xml", "application/atom+xml; charset=utf-8"),
        ("/feeds/section/world.atom.xml", "application/atom+xml; charset=utf-8"),
        ("/feeds/all.rss.xml", "application/rss+xml; charset=utf-8"),
        ("/feeds/feed.json", "application/feed+json; charset=utf-8"),
    ],
)
def test_a_feed_has_its_type(get, path, kind):
    answer = get(path)

    assert answer.status == 200
    assert answer.headers.get_all("Content-Type") == [kind]
    assert answer.headers.get_all("Cache-Control") == ["public, max-age=300, must-revalidate"]


@pytest.mark.parametrize("path", ["/nowhere/", "/theme/css/site.gone.css", "/feeds/no.atom.xml"])
def test_what_is_not_there_is_the_sites_own_page_that_nobody_keeps(get, path):
    answer = get(path)

    assert answer.status == 404
    assert b"The Margin" in answer.body
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers.get_all("Cache-Control") == [ASK_AGAIN]
    assert answer.headers["Content-Security-Policy"] == policy()


@pytest.mark.parametrize(
    "path", ["/_headers", "/_redirects", "/_hosting/nginx.conf", "/.stet", "/_hosting/"]
)
def test_what_is_for_servers_is_not_for_readers(get, path):
    assert get(path).status == 404


def test_what_others_put_there_is_served(get):
    assert get("/.well-known/security.txt").status == 200


def test_an_address_without_its_last_stroke_leads_to_the_page(get):
    answer = get("/2020/05/01/a")

    assert answer.status in {301, 308}
    assert answer.headers["Location"] == "/2020/05/01/a/"


@pytest.mark.parametrize("path", ["/old/", "/o.html"])
def test_an_old_address_leads_to_the_story(get, path):
    answer = get(path)

    assert (answer.status, answer.headers["Location"]) == (301, "/2020/05/01/a/")
    assert answer.headers.get_all("Cache-Control") == [ASK_AGAIN]  # a new story may take it
    assert answer.headers["Content-Security-Policy"] == policy()


@pytest.mark.parametrize("path", ["/2020/05/01/a/", "style", "/feeds/all.atom.xml", "/nowhere/"])
def test_copies_are_sent_to_those_who_read_them(get, small, path):
    path = _style(small) if path == "style" else path
    plain, packed = get(path), get(path, Accept_Encoding="gzip")

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert "accept-encoding" in packed.headers["Vary"].lower()
    assert packed.headers["Content-Type"] == plain.headers["Content-Type"]
    assert packed.headers["Cache-Control"] == plain.headers["Cache-Control"]


def test_the_copy_that_is_sent_is_the_one_that_was_made(get, small):
    made = small.output / "2020/05/01/a/index.html.gz"

    assert get("/2020/05/01/a/", Accept_Encoding="gzip").body == made.read_bytes()


@pytest.fixture
def look(browser):
    """Return a function that opens a page and notes what the browser complains of."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})

    def open_page(address):
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("requestfailed", lambda request: _miss(page, request))
        page.on("response", lambda answer: _mind(page, answer))
        page.goto(address, wait_until="load")
        return page

    yield open_page
    context.close()


def _miss(page, request):
    if request.failure != "net::ERR_ABORTED":  # the next page was opened before it came
        page.complaints.append(f"{request.failure} {request.url}")


def _mind(page, answer):
    if answer.status >= 400:
        page.complaints.append(f"{answer.status} {answer.url}")


SCRIPT = "document.documentElement.dataset.ran = 'yes'"


@pytest.mark.usefixtures("server")
class TestPolicy:
    """What Chromium does by the policy."""

    pytestmark = NEEDS_BROWSER

    def test_the_search_page_alone_runs_scripts_of_the_site(self, look, server):
        page = look(f"{server}/search/")
        page.wait_for_function("document.title !== '-'")

        assert page.title() == "found 200"
        assert page.complaints == []

    def test_a_story_runs_none_not_even_its_own(self, look, server):
        page = look(f"{server}/2020/05/01/a/")
        assert page.complaints == []
        page.evaluate(f"""() => {{
            const own = document.createElement("script");
            own.textContent = "{SCRIPT}";
            document.body.append(own);
            const other = document.createElement("script");
            other.src = "/search/try.js";
            document.body.append(other);
        }}""")
        page.wait_for_timeout(200)

        assert page.evaluate("document.documentElement.dataset.ran") is None
        assert len(page.complaints) >= 2
        assert all(
            "Content Security Policy" in each or "try.js" in each for each in page.complaints
        )


# The demonstration newsroom, in a subfolder --------------------------------------------------

KINDS = {
    "front": r"",
    "missing": r"404\.html",
    "story": r"\d{4}/\d\d/\d\d/[^/]+/",
    "translation": r"\d{4}/\d\d/\d\d/[^/]+/[a-z]{2}/",
    "section": r"section/[^/]+/",
    "topic": r"topic/[^/]+/",
    "author": r"author/[^/]+/",
    "series": r"series/[^/]+/",
    "archive": r"archive/",
    "year": r"archive/\d{4}/",
    "month": r"archive/\d{4}/\d\d/",
    "corrections": r"corrections/",
    "photo credits": r"photo-credits/",
    "page": r"[a-z-]+/",
}
"""Each kind of page by its address below the site's."""

FEATURES = ("table", "figure-group", "pull-quote", "author-box", "corrections", 'dir="rtl"', ".svg")
"""What a story holds that others may not: one story with each is looked at."""


@pytest.fixture(scope="module")
def subfolder(tmp_path_factory, demo_cache):
    """The demonstration newsroom in a folder of its server, and the port of its address."""
    folder, port = tmp_path_factory.mktemp("subfolder"), free_port()
    site = pelican(
        DEMO / "content",
        folder / "www/daily",
        SITEURL=f"http://127.0.0.1:{port}/daily",
        PRESS_CACHE=demo_cache(),
    )
    forget_signals()
    assert site.status == 0, site.messages
    return site, port


def _pages(site):
    """Return the addresses, below the site's, of a page of each kind and some more stories."""
    names = sorted(name for name in site.files if name.endswith(".html"))
    addresses = [name.removesuffix("index.html") for name in names]
    found = {kind: [a for a in addresses if re.fullmatch(KINDS[kind], a)] for kind in KINDS}
    assert all(found.values()), found
    stories = {
        each: (site.output / each / "index.html").read_text("utf-8") for each in found["story"]
    }
    some = [next(each for each in stories if feature in stories[each]) for feature in FEATURES]
    return list(dict.fromkeys([*(each[0] for each in found.values()), *some]))


@pytest.mark.proof
class TestSubfolder:
    """The whole site under an address with a path, in Chromium."""

    pytestmark = NEEDS_BROWSER

    @pytest.mark.parametrize("name", SERVERS)
    def test_nothing_is_refused_or_missing_on_any_page(self, subfolder, look, tmp_path, name):
        site, port = subfolder
        root = site.output.parent
        with served(name, root, site.output, tmp_path / name, port) as address:
            page = look("about:blank")
            for path in _pages(site):
                page.goto(f"{address}/daily/{path}")
                seen = page.evaluate("""async () => {
                    const shown = [...document.images].slice(0, 4);
                    for (const image of shown) { image.loading = "eager"; }
                    await Promise.all(shown.map(image => image.decode()));
                    return getComputedStyle(document.body).marginTop;
                }""")

                assert page.complaints == [], path
                assert seen == "0px", f"{path} has no style"


@pytest.mark.proof
def test_every_link_of_a_site_in_a_subfolder_leads_to_what_is_there(subfolder):
    site, port = subfolder
    top, links = f"http://127.0.0.1:{port}/", set()
    for name in sorted(site.files):
        if name.endswith(".html"):
            page, here = site(f"/{name}"), f"{top}daily/{name}"
            for tag, key in (("a", "href"), ("link", "href"), ("img", "src")):
                links |= {urljoin(here, each[key]) for each in page(tag) if each.has_attr(key)}
            for each in page("source"):
                links |= {urljoin(here, part.split()[0]) for part in each["srcset"].split(",")}
    own = {unquote(urlsplit(link).path) for link in links if link.startswith(top)}
    files = {path + ("index.html" if path.endswith("/") else "") for path in own}

    assert len(own) > 200
    assert [path for path in files if not (site.output.parent / path[1:]).is_file()] == []


# Configuration that is read ------------------------------------------------------------------


@pytest.mark.parametrize("below", ["", "/daily"])
def test_no_value_stands_bare_in_a_configuration(below):
    told = rules(SETTINGS | {"SITEURL": f"https://news.example.org{below}"}, {})

    for text in (nginx(told, ["gz", "br"]), caddy(told, ["gz", "br"])):
        assert text.isascii()
        assert text.count("{") == text.count("}")
        assert all(line.count('"') % 2 == 0 for line in text.splitlines())
        assert site_path(f"https://news.example.org{below}") in text


def test_a_wrong_setting_ends_the_build_before_anything_is_read(build):
    site = build({"a.md": story(date="yesterday")}, POLICY_HOSTS={"img-src": ["*"]})

    assert 'POLICY_HOSTS holds "*" for img-src' in site.faults[0]
    assert site.faults[1].startswith("1 fault.")


def test_a_file_in_the_place_of_a_copy_is_told(build):
    files = {"a.md": story(body="[x]({static}x.json) [y]({static}x.json.gz)")}
    site = build(files | {"stories/x.json": "{}", "stories/x.json.gz": b""}, PRECOMPRESS=["gz"])

    assert site.faults == [
        "stories/x.json.gz has the name of a compressed copy of another file. Rename it."
    ]
