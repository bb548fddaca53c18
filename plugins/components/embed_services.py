"""The services whose addresses become cards: what each address means, and the frame that shows it.

The frames are those that the services themselves give out for other sites.
"""

import math
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from .embed_addresses import Address, taken_apart


class Frame(NamedTuple):
    """What a click loads: its *address*, its *shape*, and what it is *allowed* to do.

    The shape is ``wide`` or ``tall`` for a film, else ``post`` or ``graphic``.
    """

    address: str
    shape: str
    allowed: str = ""

    @property
    def host(self) -> str:
        """The host that it asks."""
        return urlsplit(self.address).netloc


class Embed(NamedTuple):
    """What a service's address means: the service's *name*, the address without what is needless.

    *frame* is None for a service that has none.
    """

    service: str
    name: str
    address: str
    frame: Frame | None = None


class Service(NamedTuple):
    """A service: its *name*, its *hosts*, and what finds the meaning of an address on one."""

    name: str
    hosts: frozenset[str]
    find: Callable[[Address], tuple[str, Frame | None] | None]


FILM = "autoplay; encrypted-media; fullscreen; picture-in-picture"
_YOUTUBE = re.compile(r"[A-Za-z0-9_-]{11}")
_PLAYLIST = re.compile(r"(?:PL|UU|FL|OL|LL|RD)[A-Za-z0-9_-]{10,60}")
_TIME = re.compile(r"(?:([0-9]{1,3})h)?(?:([0-9]{1,4})m)?(?:([0-9]{1,6})s?)?")
_NUMBER = re.compile(r"[0-9]{1,20}")
_HASH = re.compile(r"[0-9a-f]{6,20}")
_USER = re.compile(r"@?[A-Za-z0-9._-]{1,60}")
_INSTAGRAM = re.compile(r"[A-Za-z0-9_-]{5,40}")
_TOOT = re.compile(r"/@(?P<name>[A-Za-z0-9_][A-Za-z0-9_.-]{0,60})/(?P<number>[0-9]{5,20})/?")
_TOOT_LONG = re.compile(
    r"/users/(?P<name>[A-Za-z0-9_][A-Za-z0-9_.-]{0,60})/statuses/(?P<number>[0-9]{5,20})/?"
)
_TOOT_IN_APP = re.compile(r"/(?:web|deck)(?=/@)")
_DID = re.compile(r"did:(?:plc:[a-z2-7]{24}|web:[a-z0-9.-]{3,100})")
_HANDLE = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,20}")
_BLUESKY = (("profile", "post"), ("embed", "app.bsky.feed.post"))
_RECORD = re.compile(r"[a-z2-7]{13}")
_CHART = re.compile(r"[A-Za-z0-9]{5}")
_MAP = re.compile(
    r"(?P<zoom>[0-9]{1,2})(?:\.[0-9]+)?/(?P<lat>-?[0-9]{1,3}(?:\.[0-9]{1,12})?)"
    r"/(?P<lon>-?[0-9]{1,3}(?:\.[0-9]{1,12})?)"
)
_DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,12})?")


def _seconds(typed: str) -> int:
    """Return the seconds of a time such as "90", "90s" or "1h2m3s"; 0 if it is none."""
    match = _TIME.fullmatch(typed)
    hours, minutes, seconds = (int(each or 0) for each in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def _start(address: Address) -> int:
    fragment = re.fullmatch(r"(?:t|start)=([0-9hms]+)", address.fragment)
    typed = (
        address.query.get("t") or address.query.get("start") or (fragment[1] if fragment else "")
    )
    return _seconds(typed)


def _youtube(address: Address) -> tuple[str, Frame | None] | None:
    parts, start = address.segments, _start(address)
    if parts in (["playlist"], ["embed", "videoseries"]):
        return _playlist(address.query.get("list", ""))
    kind = parts[0] if len(parts) == 2 else ""
    if address.host == "youtu.be":
        video = parts[0] if len(parts) == 1 else ""
    elif kind in ("embed", "shorts", "live", "v", "e"):
        video = parts[1]
    else:
        video = address.query.get("v", "") if parts == ["watch"] else ""
    if not _YOUTUBE.fullmatch(video):
        return None
    from_start = {"start": str(start)} if start else {}
    asked = urlencode({"autoplay": "1"} | from_start)
    frame = f"https://www.youtube-nocookie.com/embed/{video}?{asked}"
    if kind == "shorts":
        return f"https://www.youtube.com/shorts/{video}", Frame(frame, "tall", FILM)
    at = f"&t={start}s" if start else ""
    return f"https://www.youtube.com/watch?v={video}{at}", Frame(frame, "wide", FILM)


def _playlist(name: str) -> tuple[str, Frame | None] | None:
    if not _PLAYLIST.fullmatch(name):
        return None
    frame = f"https://www.youtube-nocookie.com/embed/videoseries?{urlencode({'list': name})}"
    return f"https://www.youtube.com/playlist?list={name}", Frame(frame, "wide", FILM)


def _vimeo(address: Address) -> tuple[str, Frame | None] | None:
    parts, secret = address.segments, address.query.get("h", "")
    if address.host == "player.vimeo.com":
        number = parts[1] if len(parts) == 2 and parts[0] == "video" else ""
    elif len(parts) == 2 and _NUMBER.fullmatch(parts[0]) and _HASH.fullmatch(parts[1]):
        number, secret = parts
    elif len(parts) > 2 and parts[0] not in ("channels", "groups", "showcase", "album", "ondemand"):
        number = ""
    else:
        number = parts[-1] if parts else ""
    if not _NUMBER.fullmatch(number) or (secret and not _HASH.fullmatch(secret)):
        return None
    start = _start(address)
    query = {"dnt": "1", "autoplay": "1"} | ({"h": secret} if secret else {})
    at = f"#t={start}s" if start else ""
    frame = f"https://player.vimeo.com/video/{number}?{urlencode(query)}{at}"
    path = f"{number}/{secret}" if secret else number
    return f"https://vimeo.com/{path}{at}", Frame(frame, "wide", FILM)


def _x(address: Address) -> tuple[str, Frame | None] | None:
    """X has no frame for other sites without a script of its own."""
    parts = address.segments
    if parts[:2] == ["i", "web"]:
        parts = ["i", *parts[2:]]
    if len(parts) < 3 or parts[1] not in ("status", "statuses"):
        return None
    if not re.fullmatch(r"[A-Za-z0-9_]{1,30}", parts[0]) or not _NUMBER.fullmatch(parts[2]):
        return None
    is_post = len(parts) == 3 or (len(parts) == 5 and parts[3] in ("photo", "video"))
    return (f"https://x.com/{parts[0]}/status/{parts[2]}", None) if is_post else None


def _instagram(address: Address) -> tuple[str, Frame | None] | None:
    parts = [each for each in address.segments if each not in ("embed", "captioned")]
    if len(parts) == 3 and _USER.fullmatch(parts[0]):
        parts = parts[1:]
    if len(parts) != 2 or parts[0] not in ("p", "reel", "reels", "tv"):
        return None
    if not _INSTAGRAM.fullmatch(parts[1]):
        return None
    kind = "p" if parts[0] == "p" else "reel"
    address_ = f"https://www.instagram.com/{kind}/{parts[1]}/"
    return address_, Frame(f"{address_}embed/", "post", "encrypted-media; fullscreen")


def _tiktok(address: Address) -> tuple[str, Frame | None] | None:
    user, kind, number = [*address.segments, "", "", ""][:3]
    if (user, kind) in (("player", "v1"), ("embed", "v2")):
        user, kind = "@", "video"
    is_one = len(address.segments) == 3 and kind in ("video", "photo") and user.startswith("@")
    if not is_one or not re.fullmatch(r"@[A-Za-z0-9._-]{0,60}", user):
        return None
    if not _NUMBER.fullmatch(number):
        return None
    frame = Frame(f"https://www.tiktok.com/player/v1/{number}?autoplay=1", "tall", FILM)
    return f"https://www.tiktok.com/{user}/{kind}/{number}", frame


def _bluesky(address: Address) -> tuple[str, Frame | None] | None:
    parts = address.segments
    if len(parts) != 4 or (parts[0], parts[2]) not in _BLUESKY:
        return None
    author, record = parts[1], parts[3]
    if not (_DID.fullmatch(author) or _HANDLE.fullmatch(author)) or not _RECORD.fullmatch(record):
        return None
    frame = f"https://embed.bsky.app/embed/{author}/app.bsky.feed.post/{record}"
    return f"https://bsky.app/profile/{author}/post/{record}", Frame(frame, "post", "fullscreen")


def _datawrapper(address: Address) -> tuple[str, Frame | None] | None:
    parts = address.segments
    if address.host == "datawrapper.dwcdn.net":
        chart, version = (parts[0], parts[1:2]) if 0 < len(parts) < 3 else ("", [])
    else:
        chart, version = (parts[1], []) if len(parts) == 2 and parts[0] == "_" else ("", [])
    if not _CHART.fullmatch(chart) or not all(
        re.fullmatch(r"[0-9]{1,6}", each) for each in version
    ):
        return None
    found = "/".join(["https://datawrapper.dwcdn.net", chart, *version, ""])
    return found, Frame(found, "graphic", "fullscreen")


def _flourish(address: Address) -> tuple[str, Frame | None] | None:
    parts = [each for each in address.segments if each != "embed"]
    if len(parts) != 2 or parts[0] not in ("visualisation", "visualization", "story"):
        return None
    if not _NUMBER.fullmatch(parts[1]):
        return None
    path = f"{'story' if parts[0] == 'story' else 'visualisation'}/{parts[1]}"
    frame = Frame(f"https://flo.uri.sh/{path}/embed", "graphic", "fullscreen")
    return f"https://public.flourish.studio/{path}/", frame


def _map(address: Address) -> tuple[str, Frame | None] | None:
    query = address.query
    if address.segments == ["export", "embed.html"]:
        return _embedded_map(query)
    place = re.search(r"(?:^|&)map=([^&]+)", address.fragment)
    match = _MAP.fullmatch(place[1]) if place else None
    pin = (query.get("mlat", ""), query.get("mlon", ""))
    has_pin = all(_DEGREES.fullmatch(each) for each in pin)
    if address.segments or not (match or has_pin):
        return None
    lat, lon = (match["lat"], match["lon"]) if match else pin
    zoom = int(match["zoom"]) if match else 15
    if abs(float(lat)) > 85 or abs(float(lon)) > 180 or zoom > 19:
        return None
    marked = {"mlat": pin[0], "mlon": pin[1]} if has_pin else {}
    pinned = f"?{urlencode(marked)}" if marked else ""
    page = f"https://www.openstreetmap.org/{pinned}#map={zoom}/{lat}/{lon}"
    shown = {"bbox": _box(zoom, float(lat), float(lon)), "layer": "mapnik"}
    shown |= {"marker": f"{pin[0]},{pin[1]}"} if has_pin else {}
    frame = f"https://www.openstreetmap.org/export/embed.html?{urlencode(shown, safe=',')}"
    return page, Frame(frame, "graphic", "fullscreen")


def _embedded_map(query: Mapping[str, str]) -> tuple[str, Frame | None] | None:
    box, marker = query.get("bbox", ""), query.get("marker", "")
    numbers = box.split(",")
    are_right = len(numbers) == 4 and all(_DEGREES.fullmatch(each) for each in numbers)
    pin = marker.split(",")
    if not are_right or (marker and not (len(pin) == 2 and all(map(_DEGREES.fullmatch, pin)))):
        return None
    west, south, east, north = map(float, numbers)
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        return None
    zoom = max(0, min(19, round(math.log2(360 / (east - west) * 600 / 256))))
    lat, lon = round((south + north) / 2, 5), round((west + east) / 2, 5)
    shown = {"bbox": box, "layer": "mapnik"} | ({"marker": marker} if marker else {})
    frame = f"https://www.openstreetmap.org/export/embed.html?{urlencode(shown, safe=',')}"
    pinned = f"?mlat={pin[0]}&mlon={pin[1]}" if marker else ""
    page = f"https://www.openstreetmap.org/{pinned}#map={zoom}/{lat:g}/{lon:g}"
    return page, Frame(frame, "graphic", "fullscreen")


def _box(zoom: int, lat: float, lon: float) -> str:
    """Return the edges of a map of 600 by 450 pixels around a place: west, south, east, north."""
    across = min(360.0, 360 / 2**zoom * 600 / 256)
    up = min(170.0, across * 0.75 * math.cos(math.radians(lat)))
    edges = (lon - across / 2, lat - up / 2, lon + across / 2, lat + up / 2)
    limits = (-180, -85, -180, -85), (180, 85, 180, 85)
    kept = (min(max(edge, low), high) for edge, low, high in zip(edges, *limits, strict=True))
    return ",".join(f"{each:.5f}".rstrip("0").rstrip(".") for each in kept)


def _mastodon(address: Address) -> tuple[str, Frame | None] | None:
    path = _TOOT_IN_APP.sub("", address.path, count=1)
    match = _TOOT.fullmatch(path) or _TOOT_LONG.fullmatch(path)
    if not match or address.scheme != "https":
        return None
    found = f"https://{address.host}/@{match['name']}/{match['number']}"
    return found, Frame(f"{found}/embed", "post", "fullscreen")


def _hosts(*names: str) -> frozenset[str]:
    return frozenset(f"{before}{name}" for name in names for before in ("", "www.", "m."))


SERVICES: Mapping[str, Service] = {
    "youtube": Service(
        "YouTube",
        _hosts("youtube.com", "youtube-nocookie.com") | {"music.youtube.com", "youtu.be"},
        _youtube,
    ),
    "vimeo": Service("Vimeo", _hosts("vimeo.com") | {"player.vimeo.com"}, _vimeo),
    "x": Service("X", _hosts("x.com", "twitter.com") | {"mobile.twitter.com", "mobile.x.com"}, _x),
    "instagram": Service("Instagram", _hosts("instagram.com", "instagr.am"), _instagram),
    "tiktok": Service("TikTok", _hosts("tiktok.com"), _tiktok),
    "bluesky": Service("Bluesky", frozenset({"bsky.app", "embed.bsky.app"}), _bluesky),
    "datawrapper": Service(
        "Datawrapper",
        frozenset({"datawrapper.dwcdn.net", "www.datawrapper.de", "datawrapper.de"}),
        _datawrapper,
    ),
    "flourish": Service(
        "Flourish",
        frozenset({"public.flourish.studio", "flo.uri.sh", "app.flourish.studio"}),
        _flourish,
    ),
    "openstreetmap": Service("OpenStreetMap", _hosts("openstreetmap.org", "osm.org"), _map),
    "mastodon": Service("Mastodon", frozenset(), _mastodon),
}
"""The services by the names that the setting EMBEDS has; Mastodon is on any other host."""


def embed_of(typed: str) -> Embed | None:
    """Return what the address *typed* means; None if it is no known one, or not to be trusted."""
    address = taken_apart(typed)
    if address is None or not address.is_plain:
        return None
    owners = [name for name, each in SERVICES.items() if address.host in each.hosts]
    for name in owners or ([] if _is_misleading(address.host) else ["mastodon"]):
        if found := SERVICES[name].find(address):
            return Embed(name, SERVICES[name].name, *found)
    return None


def _is_misleading(host: str) -> bool:
    """Say whether *host* is one of this machine's network, or looks like that of a service."""
    known = (each for service in SERVICES.values() for each in service.hosts)
    is_local = host.endswith((".localhost", ".local", ".lan", ".internal", ".onion", ".arpa"))
    return is_local or any(f".{each}." in f".{host}." for each in known)
