"""The error of a format that cannot hold what the dataset says; its file is left out then."""


class UnsayableError(Exception):
    """Raised by the writer of a format; it never leaves the making of dumps."""
