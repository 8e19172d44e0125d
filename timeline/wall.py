"""The wall before Flask: what may come in at all, and the headers of every answer, errors too.

No fault inside can get past it, because nothing of Flask or Dash has run when it decides.

The origin check is the one of Datasette and of Go's `net/http.CrossOriginProtection`: browsers tell in
`Sec-Fetch-Site` who asks, older ones in `Origin`. No token is needed, and no cookie: cookies ignore ports, so
another local server would receive them. Beyond those models, a foreign page is refused reading too, except
that it may link here.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response as BaseResponse

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

logger = logging.getLogger(__name__)

LARGEST_BODY = 256 * 1024
"""Bytes of a request. A page that only reads sends a selection and a few filters, some kilobytes at most; and
the most laborious body of this size keeps a thread busy for a third of a second, not for many."""

METHODS = ("GET", "HEAD", "POST")
READING = ("GET", "HEAD")

SCRIPT_HASH = re.compile(r"'sha(?:256|384|512)-[A-Za-z0-9+/_-]+={0,2}'")

SENTENCES = {
    400: "The request could not be understood.",
    404: "There is nothing at this address.",
    405: "This method is not allowed here.",
    413: "The request is too large.",
    415: "The body must be application/json in UTF-8.",
    500: "Something went wrong in the timeline server; its log says what.",
}

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
            "microphone", "midi", "payment", "publickey-credentials-get", "screen-wake-lock", "serial", "usb",
        )
    ),
}  # fmt: skip


class Refused(HTTPException):
    """A request that is not answered, with one sentence for the person who may read it."""

    def __init__(self, code: int, sentence: str | None = None) -> None:
        super().__init__(sentence or SENTENCES[code])
        self.code = code


def content_security_policy(script_hashes: Iterable[str] = ()) -> str:
    """The policy of the page: nothing from elsewhere, no script but files of ours and the hashed ones.

    Inline *styles* must be allowed: plotly.js sets them on every element it draws.
    """
    hashes = list(script_hashes)
    for value in hashes:
        if not SCRIPT_HASH.fullmatch(value):
            raise ValueError(f"not a script hash for a Content-Security-Policy: {value!r}")
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *hashes)),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "object-src 'none'",
        )
    )


class Wall:
    """The WSGI layer: lets a request in or refuses it, and puts the headers on every answer."""

    def __init__(
        self, inner: WSGIApplication, hosts: Sequence[str], cacheable: tuple[str, ...], policy: str
    ) -> None:
        self._inner = inner
        self._host = re.compile(rf"(?:{'|'.join(map(re.escape, hosts))})(?::([1-9][0-9]{{0,4}}))?")
        self._cacheable = cacheable
        self._headers = {"Content-Security-Policy": policy, **HEADERS}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            return start_response(status, self._dressed(environ, status, headers), *error)

        try:
            self._admit(environ)
            return self._inner(environ, start)
        except HTTPException as refused:
            return refusal(refused)(environ, start)
        except Exception as error:
            log_failure("outside the routes", error)
            return refusal(Refused(500))(environ, start)

    def _admit(self, environ: WSGIEnvironment) -> None:
        match = self._host.fullmatch(environ.get("HTTP_HOST", ""))
        if not match or int(match[1] or 0) > 65535:
            raise Refused(400, "This name is not served. Use the address that “timeline serve” has printed.")
        if not _is_ours(environ):
            raise Refused(403, "Another page asked for this, and the timeline answers only its own.")
        if environ["REQUEST_METHOD"] not in METHODS:
            raise MethodNotAllowed(METHODS)
        length = environ.get("CONTENT_LENGTH") or "0"
        if not re.fullmatch(r"[0-9]{1,18}", length):
            raise Refused(400)
        if int(length) > LARGEST_BODY:
            raise Refused(413)

    def _dressed(
        self, environ: WSGIEnvironment, status: str, headers: list[tuple[str, str]]
    ) -> list[tuple[str, str]]:
        """The answer's headers with ours in place of theirs, and the right word on caching."""
        caching = "no-store"
        if environ.get("PATH_INFO", "").startswith(self._cacheable) and status[:3] in ("200", "206", "304"):
            caching = dict(headers).get("Cache-Control", "no-cache")
        ours = {**self._headers, "Cache-Control": caching}
        replaced = {name.lower() for name in ours}
        return [*((name, value) for name, value in headers if name.lower() not in replaced), *ours.items()]


def _is_ours(environ: WSGIEnvironment) -> bool:
    """Whether our own page, a typed address, a link, or a program that is no browser sent this.

    Headers are compared as a whole, never taken apart, so a malformed one is simply a wrong one.
    """
    reading = environ["REQUEST_METHOD"] in READING
    site = environ.get("HTTP_SEC_FETCH_SITE")
    if site is not None:
        linked = (
            environ.get("HTTP_SEC_FETCH_MODE") == "navigate"
            and environ.get("HTTP_SEC_FETCH_DEST") == "document"
        )
        return site in ("same-origin", "none") or (reading and linked)
    origin = environ.get("HTTP_ORIGIN")
    # Older browsers send Origin with every POST; what sends neither header is no browser.
    return reading or origin is None or origin == f"{environ['wsgi.url_scheme']}://{environ['HTTP_HOST']}"


def refusal(error: HTTPException) -> BaseResponse:
    """Put one line of text in place of Werkzeug's HTML, which sometimes repeats the request."""
    response = error.get_response()
    code = response.status_code
    sentence = error.description if isinstance(error, Refused) else SENTENCES.get(code)
    response.set_data(f"{code} {sentence or HTTPStatus(code).phrase}\n")
    response.mimetype = "text/plain"
    return response


def log_failure(where: str, error: Exception) -> None:
    logger.error("a bug in the timeline server, %s: %s", where, told(error))
    logger.debug("the traceback of that bug", exc_info=error)


def told(error: Exception) -> str:
    """One line about an exception: its name, where it was raised, and its text without control characters."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}: {ascii(str(error))[:200]}"
