"""How text comes in: as UTF-8, and with each letter composed.

A letter like `ü` can be one character or a `u` with a combining mark (macOS writes file names like that, some PDF tools
whole texts). They look the same, but compare as different. So all text that is read is brought to Unicode's normal form
C first, in which it is one character.
"""

import unicodedata


def composed(text: str) -> str:
    """Return a text in Unicode's normal form C (UAX #15)."""
    return unicodedata.normalize("NFC", text)


def decode(data: bytes) -> str:
    """Return the text of UTF-8 bytes, composed, without the byte order marks that it may begin with.

    Raises:
        UnicodeDecodeError: The bytes are not UTF-8.

    """
    return composed(data.decode().lstrip("\ufeff"))
