"""What can be wrong with the container of a picture."""

ENDS_EARLY = "it ends too early"
GARBLED = "its parts do not fit together"


class BrokenFileError(Exception):
    """A file whose structure does not follow its format; the message says how."""
