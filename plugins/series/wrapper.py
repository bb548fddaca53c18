"""A series, as Pelican's wrapper for a name with an address, like sections and topics."""

from pelican.urlwrappers import URLWrapper


class Series(URLWrapper):
    """A story in several parts; its address comes from SERIES_URL and SERIES_SAVE_AS."""
