"""The publisher of the feeds, by the settings."""

from plugins.kernel.settings import Settings

from .entries import Publisher
from .settings import FEED_AUTHORITY, WEBSUB_HUB


def publisher_of(settings: Settings) -> Publisher:
    """Return the publisher that *settings* describe."""
    return Publisher(
        name=str(settings["SITENAME"]),
        motto=str(settings["SITESUBTITLE"]),
        address=str(settings["SITEURL"]),
        lang=str(settings["DEFAULT_LANG"]).lower(),
        authority=FEED_AUTHORITY.of(settings),
        hub=WEBSUB_HUB.of(settings),
    )
