"""Where readers can share a story, by plain links: nothing is asked of a service before a click."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from plugins.markup.text import plain


class Service(NamedTuple):
    """The *name* of a service, and the *address* of its form, with gaps for what is shared."""

    name: str
    address: str


SERVICES = {
    "mail": Service("", "mailto:?subject={title}&body={url}"),
    "whatsapp": Service("WhatsApp", "https://wa.me/?text={title}%20{url}"),
    "bluesky": Service("Bluesky", "https://bsky.app/intent/compose?text={title}%20{url}"),
    "mastodon": Service("Mastodon", "https://share.joinmastodon.org/#text={title}%20{url}"),
    "facebook": Service("Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
    "x": Service("X", "https://x.com/intent/post?text={title}&url={url}"),
    "linkedin": Service("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url={url}"),
    "reddit": Service("Reddit", "https://www.reddit.com/submit?url={url}&title={title}"),
    "telegram": Service("Telegram", "https://t.me/share/url?url={url}&text={title}"),
    "threads": Service("Threads", "https://www.threads.net/intent/post?text={title}%20{url}"),
}
"""The services that SHARE may name. Mail has no name of its own: pages say it in their language."""


def share_links(chosen: Iterable[str], title: str, url: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of each *chosen* service, for a story at its full *url*.

    *title* is its headline as HTML. There are none without the address of a site.
    """
    if "://" in url:
        words = {"title": quote(plain(title), safe=""), "url": quote(url, safe="")}
        for each in chosen:
            yield SERVICES[each].name, SERVICES[each].address.format(**words)
