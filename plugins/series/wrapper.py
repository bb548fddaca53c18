"""A series: Pelican's wrapper for a name with an address, as sections and topics are."""

from pelican.urlwrappers import URLWrapper


class Series(URLWrapper):
    """Several stories told as one; its address comes from SERIES_URL and SERIES_SAVE_AS."""
