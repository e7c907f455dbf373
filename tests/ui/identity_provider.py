"""A small identity provider for tests: it lets anybody choose who they are."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "matcher", "only for this test"
PEOPLE = {"Ann Bo": "ann@example.org", "Ben Ray": "ben@example.org"}


class _Provider(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.key = RSAKey.generate_key(2048, parameters={"kid": "1"})
        self.asked: dict[str, tuple[str, str]] = {}
        """Who asked with which nonce, by the code that they were given."""


class _Answers(BaseHTTPRequestHandler):
    server: _Provider

    def do_GET(self) -> None:
        at = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(at.query).items()}
        if at.path == "/.well-known/openid-configuration":
            issuer = self.server.issuer
            self._json(
                {
                    "issuer": issuer,
                    "authorization_endpoint": f"{issuer}/authorize",
                    "token_endpoint": f"{issuer}/token",
                    "jwks_uri": f"{issuer}/jwks",
                    "id_token_signing_alg_values_supported": ["RS256"],
                    "code_challenge_methods_supported": ["S256"],
                }
            )
        elif at.path == "/jwks":
            self._json({"keys": [self.server.key.as_dict(private=False)]})
        elif at.path == "/authorize":
            self._choose(asked)
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        name, nonce = self.server.asked.pop(sent["code"][0])
        now = int(time.time())
        claims = {
            "iss": self.server.issuer,
            "aud": CLIENT,
            "sub": name.casefold(),
            "iat": now,
            "exp": now + 600,
            "nonce": nonce,
            "name": name,
            "email": PEOPLE[name],
            "email_verified": True,
        }
        token = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.server.key)
        self._json({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def _choose(self, asked: dict[str, str]) -> None:
        links = ""
        for number, name in enumerate(PEOPLE):
            code = f"{number}-{time.monotonic_ns()}"
            self.server.asked[code] = (name, asked.get("nonce", ""))
            back = urlencode({"code": code, "state": asked["state"]})
            links += f'<p><a href="{asked["redirect_uri"]}?{back}">{name}</a></p>'
        self._send(f"<html><body>{links}</body></html>".encode(), "text/html")

    def _json(self, content: object) -> None:
        self._send(json.dumps(content).encode(), "application/json")

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing."""


@contextmanager
def provider() -> Iterator[str]:
    """Run the provider, and give its address."""
    with _Provider() as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        try:
            yield running.issuer
        finally:
            running.shutdown()
            thread.join()
