"""Texts from files whose encoding is not named, or is named wrongly: no letter is lost."""

import codecs

_WINDOWS_1252 = "".join(
    bytes([byte]).decode("cp1252") if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else chr(byte)
    for byte in range(256)
)
"""What each byte means in windows-1252, as browsers read it (https://encoding.spec.whatwg.org/)."""


def windows_1252(data: bytes) -> str:
    """Return *data*, which is in windows-1252 or Latin-1, as text."""
    return codecs.charmap_decode(data, "strict", _WINDOWS_1252)[0]


def utf_8(data: bytes) -> str:
    """Return *data* as text: UTF-8, in which single bytes may be of windows-1252."""
    return data.decode("utf-8", "windows-1252")


def utf_8_or_windows_1252(data: bytes) -> str:
    """Return *data* as text: UTF-8 if all of it is, else windows-1252."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return windows_1252(data)


def utf_16_or_8(data: bytes) -> str:
    """Return *data*, which begins with a "<" or a byte order mark, as text in UTF-8, 16 or 32."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(
                encoding, "windows-1252" if encoding == "utf-8" else "replace"
            )
    at = data.find(b"<")
    if at < 0 or data[at + 1 : at + 2] != b"\0":
        return utf_8(data)
    width = 4 if data[at + 1 : at + 4] == b"\0\0\0" else 2
    big = at >= width - 1 and not any(data[at - width + 1 : at])
    start = at - width + 1 if big else at
    return data[start:].decode(f"utf-{8 * width}-{'be' if big else 'le'}", "replace")


def _single_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return windows_1252(error.object[error.start : error.end]), error.end


codecs.register_error("windows-1252", _single_byte)
_MARKS = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xef\xbb\xbf", "utf-8"),
)
