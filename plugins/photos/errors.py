"""What can be wrong with a photo, in an editor's words."""


class PhotoError(Exception):
    """A photo that cannot be shown; the message says why and what to do."""


class MissingPhotoError(PhotoError):
    """A photo that does not exist."""


class UnreadablePhotoError(PhotoError):
    """A file that exists but is not a photo that browsers show."""
