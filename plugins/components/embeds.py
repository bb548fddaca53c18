"""Posts, films, charts and maps of other sites: a card, whose click alone asks their server."""

import re
from datetime import date
from html import escape
from typing import Final

from plugins.kernel.faults import Rule
from plugins.kernel.settings import Setting, Settings, names
from plugins.markup.parts import (
    Option,
    Part,
    PartDesk,
    PartError,
    TypedPart,
    begin,
    label,
    label_attribute,
    words,
)
from plugins.markup.tags import opening_tag
from plugins.markup.text import plain

from .embed_addresses import problem_of, shown_address, without_tracking
from .embed_services import SERVICES, Embed, embed_of

EMBEDS = Setting[list[str]](
    "EMBEDS",
    names(SERVICES),
    "The services whose addresses, alone in a paragraph, become cards.",
    '["youtube", "mastodon"]',
)
UNTITLED = Rule("embed-untitled", "warning", "A card of another site's post or film without title.")

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ONE_PARAGRAPH = re.compile(r"\s*<p>((?:(?!</?p\b).)*)</p>\s*", re.DOTALL)
_LINK = re.compile(r'<p class="embed-title">(?P<link><a .*?</a>)</p>', re.DOTALL)
_SOURCE = re.compile(r'<p class="embed-source">(?P<source>.*?)</p>', re.DOTALL)


def _date_problem(typed: str) -> str:
    try:
        is_date = bool(_DATE.fullmatch(typed)) and bool(date.fromisoformat(typed))
    except ValueError:
        is_date = False
    return "" if is_date else 'is no date. Write it as "2026-03-14"'


def is_lone_embed(address: str, settings: Settings) -> bool:
    """Say whether *address* becomes a card where it stands alone, by the *settings*."""
    embed = embed_of(address)
    return embed is not None and embed.service in EMBEDS.of(settings)


def _embed(part: TypedPart, inside: str, desk: PartDesk) -> str:
    if problem := problem_of(part.head):
        raise PartError(f'"{part.head}" {problem}')
    embed = embed_of(part.head)
    address = embed.address if embed else without_tracking(part.head)
    site = embed.name if embed else shown_address(address).partition("/")[0]
    title = part.option("title")
    if not title:
        _warn(part, site, desk)
    shape = embed.frame.shape if embed and embed.frame else "link"
    lines = [
        begin("div", "embed", {"data-shape": shape}),
        *_picture(part.option("image"), inside),
        f'<p class="embed-title"><a href="{escape(address)}">'
        f"{words(title or shown_address(address))}</a></p>",
        f'<p class="embed-source">{_source(part, site)}</p>',
        *_button(embed, title or site, desk),
        "</div>",
    ]
    return "\n".join(lines)


def _warn(part: TypedPart, site: str, desk: PartDesk) -> None:
    problem = f"the card of {part.head} has no title, so it says only {site} and the address."
    form = f'"/// embed | {part.head}", below it "    title: ..." and "///"'
    remedy = 'Write "title: ..." below its first line' if part.lines else f"Write {form}"
    desk.found(UNTITLED, f"{problem} {remedy}")


def _picture(image: str, inside: str) -> list[str]:
    """Return the picture that was saved for the card, and what stands *inside* the part.

    One paragraph below a picture is its caption, as it is everywhere.
    """
    if not image:
        return [inside] if inside else []
    opening = opening_tag("img", {"alt": "", "class": "decorative", "src": image})
    caption = _ONE_PARAGRAPH.fullmatch(inside)
    below = f"\n{caption[1]}" if caption else ""
    return [f"<p>{opening}{below}</p>", *([inside] if inside and not caption else [])]


def _source(part: TypedPart, site: str) -> str:
    source, day = part.option("source") or site, part.option("date")
    when = f'<time datetime="{day}">{label("date", day=day)}</time>' if day else ""
    return " · ".join(filter(None, [f"<bdi>{words(source)}</bdi>", when]))


def _button(embed: Embed | None, title: str, desk: PartDesk) -> list[str]:
    """Return the place of the button for a service that has a frame; the script adds the button.

    So readers without script see none, and what stands on it is no word of the story.
    """
    if embed is None or embed.frame is None:
        return []
    desk.asks(embed.frame.host)
    slot = {
        "class": "embed-slot",
        "data-frame": embed.frame.address,
        "data-title": f"{title} ({embed.name})" if title != embed.name else title,
        "data-allow": embed.frame.allowed,
        **label_attribute("button", "embed-load", host=embed.frame.host),
    }
    return [f"{opening_tag('div', slot)}</div>"]


def in_feed(html: str, page: str) -> str:
    """Return a paragraph with the link, from the *html* of a card."""
    link, source = _LINK.search(html), _SOURCE.search(html)
    if link is None:
        return html
    from_ = plain(source["source"]) if source else ""
    return f"<p>{link['link']}{f' ({escape(from_, quote=False)})' if from_ else ''}</p>"


PARTS = (
    Part(
        "embed",
        _embed,
        head="address",
        needs_head=True,
        needs_text=False,
        options={
            "title": Option(),
            "source": Option(),
            "date": Option(check=_date_problem),
            "image": Option(),
        },
        in_feed=in_feed,
        alone=is_lone_embed,
    ),
)
