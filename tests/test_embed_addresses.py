"""Which addresses become cards, what is left of them, and which never become frames."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.components.embed_addresses import problem_of, shown_address, without_tracking
from plugins.components.embed_services import SERVICES, embed_of

YOUTUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
NOCOOKIE = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"
SHORT = "https://www.youtube.com/shorts/dQw4w9WgXcQ"
VIMEO, PLAYER = (
    "https://vimeo.com/76979871",
    "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1",
)
TOOT = "https://mastodon.social/@Gargron/1"
RECORD = "3lbb32nb4322g"
DID = "did:plc:scmcyemdposb4vuidhztn2ui"
SKEET = f"https://bsky.app/profile/ana.example.com/post/{RECORD}"
TIKTOK = "https://www.tiktok.com/@scout2015/video/6718335390845095173"
TIKTOK_PLAYER = "https://www.tiktok.com/player/v1/6718335390845095173?autoplay=1"
REEL = "https://www.instagram.com/reel/CxYz_12-abc/"
CHART = "https://datawrapper.dwcdn.net/aB3dE/"
FLOURISH = "https://public.flourish.studio/visualisation/1234567/"
FLO = "https://flo.uri.sh/visualisation/1234567/embed"
MAP = "https://www.openstreetmap.org/#map=15/52.5163/13.3777"

KNOWN = [
    # YouTube
    (YOUTUBE, YOUTUBE, NOCOOKIE),
    ("http://youtube.com/watch?v=dQw4w9WgXcQ", YOUTUBE, NOCOOKIE),
    ("https://m.youtube.com/watch?v=dQw4w9WgXcQ&feature=share", YOUTUBE, NOCOOKIE),
    ("HTTPS://WWW.YouTube.com/watch?v=dQw4w9WgXcQ", YOUTUBE, NOCOOKIE),
    ("https://www.youtube.com:443/watch?v=dQw4w9WgXcQ", YOUTUBE, NOCOOKIE),
    ("https://music.youtube.com/watch?v=dQw4w9WgXcQ&si=abc", YOUTUBE, NOCOOKIE),
    ("https://youtu.be/dQw4w9WgXcQ?si=AbCdEf_1", YOUTUBE, NOCOOKIE),
    ("https://youtu.be/dQw4w9WgXcQ?t=43", f"{YOUTUBE}&t=43s", f"{NOCOOKIE}&start=43"),
    (f"{YOUTUBE}&t=1m30s", f"{YOUTUBE}&t=90s", f"{NOCOOKIE}&start=90"),
    (f"{YOUTUBE}&t=1h2m3s", f"{YOUTUBE}&t=3723s", f"{NOCOOKIE}&start=3723"),
    (f"{YOUTUBE}&start=5&utm_source=x", f"{YOUTUBE}&t=5s", f"{NOCOOKIE}&start=5"),
    (f"{YOUTUBE}#t=12s", f"{YOUTUBE}&t=12s", f"{NOCOOKIE}&start=12"),
    (f"{YOUTUBE}&t=soon", YOUTUBE, NOCOOKIE),
    (f"{YOUTUBE}&list=PLabcdefghijkl&index=2&pp=x", YOUTUBE, NOCOOKIE),
    ("https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0", YOUTUBE, NOCOOKIE),
    ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", YOUTUBE, NOCOOKIE),
    ("https://www.youtube.com/live/dQw4w9WgXcQ?feature=share", YOUTUBE, NOCOOKIE),
    ("https://www.youtube.com/v/dQw4w9WgXcQ", YOUTUBE, NOCOOKIE),
    ("https://youtube.com/shorts/dQw4w9WgXcQ?si=x", SHORT, NOCOOKIE),
    ("https://www.youtube.com/playlist?list=PLabcdefghijkl&si=x",
     "https://www.youtube.com/playlist?list=PLabcdefghijkl",
     "https://www.youtube-nocookie.com/embed/videoseries?list=PLabcdefghijkl"),
    # Vimeo
    (VIMEO, VIMEO, PLAYER),
    ("https://player.vimeo.com/video/76979871?title=0", VIMEO, PLAYER),
    ("https://vimeo.com/channels/staffpicks/76979871", VIMEO, PLAYER),
    ("https://vimeo.com/groups/shortfilms/videos/76979871", VIMEO, PLAYER),
    (f"{VIMEO}#t=30s", f"{VIMEO}#t=30s", f"{PLAYER}#t=30s"),
    (f"{VIMEO}/0abcdef123?share=copy", f"{VIMEO}/0abcdef123", f"{PLAYER}&h=0abcdef123"),
    ("https://player.vimeo.com/video/76979871?h=0abcdef123", f"{VIMEO}/0abcdef123",
     f"{PLAYER}&h=0abcdef123"),
    # Mastodon
    ("https://mastodon.social/@Gargron/113512345678901234",
     "https://mastodon.social/@Gargron/113512345678901234",
     "https://mastodon.social/@Gargron/113512345678901234/embed"),
    ("https://news.example/@desk/113512345678901234/?utm_source=x",
     "https://news.example/@desk/113512345678901234",
     "https://news.example/@desk/113512345678901234/embed"),
    ("https://news.example/users/desk/statuses/113512345678901234",
     "https://news.example/@desk/113512345678901234",
     "https://news.example/@desk/113512345678901234/embed"),
    ("https://news.example/web/@desk/113512345678901234",
     "https://news.example/@desk/113512345678901234",
     "https://news.example/@desk/113512345678901234/embed"),
    # Bluesky
    (SKEET, SKEET, f"https://embed.bsky.app/embed/ana.example.com/app.bsky.feed.post/{RECORD}"),
    (f"{SKEET}?ref_src=embed", SKEET,
     f"https://embed.bsky.app/embed/ana.example.com/app.bsky.feed.post/{RECORD}"),
    (f"https://bsky.app/profile/{DID}/post/{RECORD}",
     f"https://bsky.app/profile/{DID}/post/{RECORD}",
     f"https://embed.bsky.app/embed/{DID}/app.bsky.feed.post/{RECORD}"),
    # X
    ("https://twitter.com/ana/status/1234567890?s=20&t=abc", "https://x.com/ana/status/1234567890", ""),
    ("https://x.com/ana/status/1234567890/photo/1", "https://x.com/ana/status/1234567890", ""),
    ("https://mobile.twitter.com/ana/status/1234567890", "https://x.com/ana/status/1234567890", ""),
    ("https://x.com/i/web/status/1234567890", "https://x.com/i/status/1234567890", ""),
    # Instagram
    ("https://www.instagram.com/p/CxYz_12-abc/?igsh=xyz", "https://www.instagram.com/p/CxYz_12-abc/",
     "https://www.instagram.com/p/CxYz_12-abc/embed/"),
    ("https://instagram.com/ana.ruiz/p/CxYz_12-abc", "https://www.instagram.com/p/CxYz_12-abc/",
     "https://www.instagram.com/p/CxYz_12-abc/embed/"),
    ("https://www.instagram.com/reels/CxYz_12-abc/", REEL, f"{REEL}embed/"),
    # TikTok
    (f"{TIKTOK}?is_from_webapp=1&sender_device=pc", TIKTOK, TIKTOK_PLAYER),
    (TIKTOK.replace("www", "m"), TIKTOK, TIKTOK_PLAYER),
    ("https://www.tiktok.com/embed/v2/6718335390845095173",
     "https://www.tiktok.com/@/video/6718335390845095173", TIKTOK_PLAYER),
    # Charts and maps
    (CHART, CHART, CHART),
    (f"{CHART}7/", f"{CHART}7/", f"{CHART}7/"),
    ("https://www.datawrapper.de/_/aB3dE/", CHART, CHART),
    (FLOURISH, FLOURISH, FLO),
    ("https://public.flourish.studio/story/123/#slide-2", "https://public.flourish.studio/story/123/",
     "https://flo.uri.sh/story/123/embed"),
    (FLO, FLOURISH, FLO),
    (MAP, MAP, "https://www.openstreetmap.org/export/embed.html?"
     "bbox=13.36483,52.51042,13.39057,52.52218&layer=mapnik"),
    ("https://osm.org/?mlat=52.5163&mlon=13.3777#map=15/52.5163/13.3777",
     "https://www.openstreetmap.org/?mlat=52.5163&mlon=13.3777#map=15/52.5163/13.3777",
     "https://www.openstreetmap.org/export/embed.html?"
     "bbox=13.36483,52.51042,13.39057,52.52218&layer=mapnik&marker=52.5163,13.3777"),
    ("https://www.openstreetmap.org/export/embed.html?bbox=13.3,52.4,13.5,52.6&layer=mapnik",
     "https://www.openstreetmap.org/#map=12/52.5/13.4",
     "https://www.openstreetmap.org/export/embed.html?bbox=13.3,52.4,13.5,52.6&layer=mapnik"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "address", "frame"), KNOWN, ids=[each[0] for each in KNOWN])
def test_an_address_keeps_what_it_means_and_loses_what_it_tells(typed, address, frame):
    embed = embed_of(typed)

    assert embed, typed
    assert embed.address == address
    assert (embed.frame.address if embed.frame else "") == frame


@pytest.mark.parametrize("address", sorted({each[1] for each in KNOWN}))
def test_what_is_left_means_the_same(address):
    embed = embed_of(address)

    assert embed
    assert embed.address == address


VIDEO = "dQw4w9WgXcQ"

SCHEMES = [
    "javascript:alert(1)", "JavaScript:alert(1)", "java\nscript:alert(1)", " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd",
    f"//www.youtube.com/watch?v={VIDEO}", f"ftp://www.youtube.com/watch?v={VIDEO}",
    f"www.youtube.com/watch?v={VIDEO}", f"view-source:https://www.youtube.com/watch?v={VIDEO}",
    f"blob:https://www.youtube.com/watch?v={VIDEO}", "about:blank", "mailto:a@youtube.com", "",
    f"https:www.youtube.com/watch?v={VIDEO}", f"https:/www.youtube.com/watch?v={VIDEO}",
    f"https:///www.youtube.com/watch?v={VIDEO}", f"https:\\\\www.youtube.com/watch?v={VIDEO}",
    f"ht tps://www.youtube.com/watch?v={VIDEO}", f"https//www.youtube.com/watch?v={VIDEO}",
    f"feed:https://www.youtube.com/watch?v={VIDEO}", f"wss://www.youtube.com/watch?v={VIDEO}",
    f"javascript://www.youtube.com/watch?v={VIDEO}%0aalert(1)", f"intent://youtu.be/{VIDEO}",
    f"\x01https://youtu.be/{VIDEO}", f"https://youtu.be/{VIDEO}\x00", f"\ufeffhttps://youtu.be/{VIDEO}",
    f"https://youtu.be/{VIDEO} onload=alert(1)", f"https://youtu.be/{VIDEO}\"onload=alert(1)",
    f"https://youtu.be/{VIDEO}'x", f"https://youtu.be/{VIDEO}<script>", "tel:+1",
]  # fmt: skip

HOSTS = [
    f"https://ana@www.youtube.com/watch?v={VIDEO}", f"https://ana:pw@youtu.be/{VIDEO}",
    f"https://www.youtube.com@evil.org/watch?v={VIDEO}", f"https://@youtu.be/{VIDEO}",
    f"https://www.youtube.com%40evil.org/watch?v={VIDEO}", f"https://youtube.com\\@evil.org/{VIDEO}",
    f"https://www.youtube.com:8443/watch?v={VIDEO}", f"https://www.youtube.com:80/watch?v={VIDEO}",
    f"http://www.youtube.com:443/watch?v={VIDEO}", f"https://youtu.be:0/{VIDEO}",
    f"https://youtu.be:99999/{VIDEO}", f"https://youtu.be:x/{VIDEO}", f"https://youtu.be:/{VIDEO}x",
    f"https://www.youtube.com.evil.org/watch?v={VIDEO}", "https://youtube.com.evil.org/@ana/12345678",
    f"https://evilyoutube.com/watch?v={VIDEO}", f"https://www-youtube.com/watch?v={VIDEO}",
    f"https://youtube.co/watch?v={VIDEO}", f"https://youtube.org/watch?v={VIDEO}",
    f"https://y0utube.com/watch?v={VIDEO}", f"https://youtu.be.evil.org/{VIDEO}",
    f"https://www.youtubе.com/watch?v={VIDEO}", f"https://www.yоutube.com/watch?v={VIDEO}",
    f"https://xn--youtub-4of.com/watch?v={VIDEO}", "https://xn--mstodon-4of.social/@ana/12345678",
    f"https://www.youtube.com./watch?v={VIDEO}", f"https://www.youtube。com/watch?v={VIDEO}",
    f"https://ｗｗｗ.youtube.com/watch?v={VIDEO}", f"https://www.you\u00adtube.com/watch?v={VIDEO}",
    f"https://[::1]/watch?v={VIDEO}", f"https://127.0.0.1/watch?v={VIDEO}", "https://2130706433/x",
    "https://127.0.0.1/@ana/12345678", "https://localhost/@ana/12345678", "https://0x7f.1/@ana/12345678",
    "https://mail.local/@ana/12345678", "https://a.onion/@ana/12345678", "https://x.internal/@ana/12345678",
    "https://accounts.youtube.com/@ana/12345678", "https://mastodon.social:8080/@ana/12345678",
    "https://x.com.evil.social/@ana/12345678", "http://mastodon.social/@ana/12345678",
    "https://bsky.app.evil.org/profile/ana.example.com/post/3lbb32nb4322g",
    "https://player.vimeo.com.evil.org/video/76979871", "https://evil.org/?https://vimeo.com/76979871",
    f"https://evil.org/https://www.youtube.com/watch?v={VIDEO}", f"https://evil.org#@youtu.be/{VIDEO}",
    f"https://redirect.evil.org/?u=https://youtu.be/{VIDEO}", f"https://-youtube.com/watch?v={VIDEO}",
]  # fmt: skip

PATHS = [
    "https://www.youtube.com/watch?v=dQw4w9WgXc", "https://www.youtube.com/watch?v=dQw4w9WgXcQx",
    "https://www.youtube.com/watch?v=dQw4w9WgXc%22", "https://www.youtube.com/watch?v=../../../../x",
    "https://www.youtube.com/watch?v=dQw4w%0aXcQ", "https://www.youtube.com/watch?V=dQw4w9WgXcQ",
    f"https://www.youtube.com//watch?v={VIDEO}", f"https://www.youtube.com/./watch?v={VIDEO}",
    f"https://www.youtube.com/x/../watch?v={VIDEO}", f"https://www.youtube.com/x%2f..%2fwatch?v={VIDEO}",
    f"https://www.youtube.com/%77atch?v={VIDEO}", f"https://www.youtube.com/watch%00?v={VIDEO}",
    f"https://www.youtube.com/watch%5c?v={VIDEO}", f"https://www.youtube.com/redirect?q=https://x.org&v={VIDEO}",
    f"https://www.youtube.com/embed/%2e%2e/redirect?v={VIDEO}", f"https://www.youtube.com/embed/{VIDEO}/x",
    f"https://www.youtube.com/watch/x?v={VIDEO}", f"https://youtu.be/{VIDEO}/x", "https://youtu.be/",
    f"https://youtu.be/{VIDEO}%2fx", f"https://youtu.be/{VIDEO};x", "https://www.youtube.com/@ana",
    "https://www.youtube.com/@ana/12345678", "https://www.youtube.com/results?search_query=x",
    "https://www.youtube.com/playlist?list=x", "https://www.youtube.com/embed/videoseries?list=../x",
    "https://vimeo.com/ana", "https://vimeo.com/76979871/settings", "https://vimeo.com/log_in/76979871/x",
    "https://player.vimeo.com/video/76979871?h=%22onload", "https://vimeo.com/７６９７９８７１",
    "https://mastodon.social/@ana", "https://mastodon.social/@ana/about", "https://mastodon.social/@/12345678",
    "https://mastodon.social/@ana@other.social/12345678", "https://mastodon.social/@ana/12345678/reblogs",
    "https://mastodon.social/@ana/１２３４５６７８", "https://mastodon.social/@ana%2f../12345678",
    "https://mastodon.social/@a na/12345678", "https://mastodon.social/@ana/12345678%00",
    "https://bsky.app/profile/ana.example.com", "https://bsky.app/profile/ana/post/3lbb32nb4322g",
    "https://bsky.app/profile/did:evil:x/post/3lbb32nb4322g", "https://bsky.app/profile/a.b/post/..",
    "https://x.com/ana", "https://x.com/ana/status/abc", "https://x.com/ana/status/12/likes",
    "https://x.com/a%22b/status/12", "https://www.instagram.com/ana/", "https://www.instagram.com/p/",
    "https://www.instagram.com/p/%3Cscript%3E/", "https://www.instagram.com/accounts/login/CxYz12abc",
    "https://vm.tiktok.com/ZMabc/", "https://www.tiktok.com/@ana", "https://www.tiktok.com/ana/video/12",
    "https://www.tiktok.com/@ana/video/x", "https://www.tiktok.com/@a\"b/video/12",
    "https://datawrapper.dwcdn.net/aB3d/", "https://datawrapper.dwcdn.net/aB3dE/x/",
    "https://datawrapper.dwcdn.net/lib/blocks.js", "https://www.datawrapper.de/charts",
    "https://public.flourish.studio/visualisation/abc/", "https://flo.uri.sh/embed/1/2/3",
    "https://www.openstreetmap.org/", "https://www.openstreetmap.org/#map=15/95.0/13.0",
    "https://www.openstreetmap.org/#map=99/52.0/13.0", "https://www.openstreetmap.org/#map=a/b/c",
    "https://www.openstreetmap.org/node/240109189", "https://www.openstreetmap.org/login#map=15/52/13",
    "https://www.openstreetmap.org/export/embed.html?bbox=1,2,3", "https://www.openstreetmap.org/#map=1/５/１",
    "https://www.openstreetmap.org/export/embed.html?bbox=13,52,12,53",
    "https://www.openstreetmap.org/export/embed.html?bbox=a,b,c,d&layer=x",
    "https://example.org/story", "https://example.org/",
]  # fmt: skip


@pytest.mark.parametrize("address", [*SCHEMES, *HOSTS, *PATHS], ids=ascii)
def test_another_address_is_never_a_frame(address):
    assert embed_of(address) is None


@pytest.mark.parametrize("address", SCHEMES, ids=ascii)
def test_what_is_no_address_is_no_link(address):
    assert problem_of(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://ana@example.org/",
        "https://example.org:x/",
        "https://[::1",
        "https://",
        "https://a b/",
    ],
)
def test_a_link_to_it_would_mislead(address):
    assert problem_of(address)


FRAME_HOSTS = {
    "www.youtube-nocookie.com", "player.vimeo.com", "www.instagram.com", "www.tiktok.com",
    "embed.bsky.app", "datawrapper.dwcdn.net", "flo.uri.sh", "www.openstreetmap.org",
}  # fmt: skip
PIECES = st.sampled_from(
    ["https://", "http://", "www.", "youtube.com", "youtu.be", "vimeo.com", "x.com", "@", ":", "/", "//",
     "..", "%2f", "%00", "#", "?", "&", "v=", VIDEO, "embed", "watch", "76979871", "@ana", "12345678",
     "mastodon.social", "evil.org", "\\", "\n", " ", "javascript:", "bsky.app", "profile", "post", RECORD,
     "tiktok.com", "video", "openstreetmap.org", "map=1/2/3", "list=", "t=1m", "е", "xn--a", "\"", "<"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
def test_whatever_is_typed_a_frame_is_one_of_the_services(typed):
    embed = embed_of(typed)

    if embed and embed.frame:
        assert embed.frame.address.startswith("https://")
        assert embed.frame.host in FRAME_HOSTS or embed.service == "mastodon"
        assert not set(embed.frame.address) & set("\"'<> \n\\")
        assert embed_of(embed.address).address == embed.address


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("https://x.org/a?utm_source=b&c=d", "https://x.org/a?c=d"),
        ("https://x.org/a?fbclid=b", "https://x.org/a"),
        ("https://x.org/a?c=d&c=e#f", "https://x.org/a?c=d&c=e#f"),
        ("https://x.org/?q=%C3%A9&gclid=1", "https://x.org/?q=%C3%A9"),
    ],
)
def test_other_addresses_lose_what_tells_where_a_reader_came_from(address, left):
    assert without_tracking(address) == left


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://www.example.org/a/", "example.org/a"),
        ("https://example.org:8443/", "example.org:8443"),
        (MAP, "openstreetmap.org#map=15/52.5163/13.3777"),
        ("https://youtubе.com/watch", "xn--youtub-8of.com/watch"),
        (f"https://example.org/{'a' * 90}", f"example.org/{'a' * 47}…"),
    ],
)
def test_readers_see_a_short_address_in_which_no_host_looks_like_another(address, shown):
    assert shown_address(address) == shown
    assert len(shown_address(address)) <= 60


def test_each_service_has_an_address_in_the_table():
    assert {embed_of(each[0]).service for each in KNOWN} == SERVICES.keys()
