"""The body of an engine's answer as a file that the parsers read: it ends as it should, or with an error.

In: a response whose head has arrived. Out: bytes, or an `EngineAnswerError` where the answer is not of the kind that
was asked for, or does not come to its end.
"""

from collections.abc import Iterator
from types import TracebackType
from typing import Self

import urllib3
from urllib3.exceptions import HTTPError, ReadTimeoutError

from ruhrgraph.ontology.errors import EngineAnswerError, EngineError, EngineTimeoutError

_CHUNK = 64 * 1024
_MOST_WORDS = 200


class AnswerStream:
    """What a parser reads; leaving its `with` block before the end breaks the request off.

    Args:
        response: The response; its body was not read yet.
        engine: The engine, for messages.
        accept: The media type that was asked for.

    Raises:
        EngineAnswerError: The answer is of another kind, or it could not be told where it ends.

    """

    def __init__(self, response: urllib3.BaseHTTPResponse, engine: str, accept: str) -> None:
        self._response = response
        self._engine = engine
        self._chunks: Iterator[bytes] = response.stream(_CHUNK, decode_content=False)
        self._held = memoryview(b"")
        self._is_read = False
        try:
            self._check_head(accept)
        except EngineAnswerError:
            response.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, at most a number of them; none at the end.

        Raises:
            EngineError: The answer breaks off.

        """
        if size < 0:
            return b"".join(iter(lambda: self.read(_CHUNK), b""))
        while not self._held and not self._is_read:
            self._fetch()
        data = bytes(self._held[:size])
        self._held = self._held[size:]
        return data

    def close(self) -> None:
        """Keep the connection for the next request if the answer was read to its end, else close it."""
        if self._is_read:
            self._response.release_conn()
        else:
            self._response.close()

    def unreadable(self, why: object) -> EngineAnswerError:
        """Return the error of an answer that cannot be read, for a reason that a parser gives."""
        reason = " ".join(str(why).split())[:_MOST_WORDS]
        return EngineAnswerError(f"{self._engine} gave an answer that cannot be read: {reason}")

    def _fetch(self) -> None:
        """Take what comes next.

        Raises:
            EngineError: The answer breaks off.

        """
        try:
            self._held = memoryview(next(self._chunks))
        except StopIteration:
            self._is_read = True
        except ReadTimeoutError:
            raise EngineTimeoutError(f"{self._engine} stopped in the middle of an answer") from None
        except HTTPError:
            raise self._broken() from None

    def _broken(self) -> EngineError:
        return EngineAnswerError(f"{self._engine} broke off in the middle of an answer")

    def _check_head(self, accept: str) -> None:
        """Check what the head says of the body.

        Raises:
            EngineAnswerError: It is not what was asked for.

        """
        headers = self._response.headers
        media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type != accept:
            told = media_type[:_MOST_WORDS] or "nothing"
            raise EngineAnswerError(f"{self._engine} answers with {told} where {accept} was asked for")
        if headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
            raise EngineAnswerError(f"{self._engine} compresses its answer, which was not asked for")
        chunked = "chunked" in headers.get("transfer-encoding", "").lower()
        if not chunked and "content-length" not in headers:
            # The end of the connection would look the same if the answer were cut.
            raise EngineAnswerError(f"{self._engine} does not say where its answer ends (HTTP/1.1 does)")
