"""A provider of identities as a province would run one: as much of OpenID Connect as signing in takes."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa


class Provider:
    """Vouches for `person`; counts what it was asked."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person = {"sub": "42", "email": "", "email_verified": True, "name": "Nguyễn Văn A"}
        self.asked: list[dict] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def configuration(self) -> dict:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def token(self) -> dict:
        now = int(time.time())
        claims = self.person | {"iss": self.url, "aud": "khoithidua", "iat": now, "exp": now + 60}
        return {
            "access_token": "t",
            "token_type": "Bearer",
            "id_token": jwt.encode(claims, self.key, algorithm="RS256"),
        }

    def handler(provider):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.answer(provider.configuration() if "well-known" in self.path else provider.person)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                provider.asked.append({k: v[0] for k, v in parse_qs(body).items()})
                self.answer(provider.token())

            def answer(self, data):
                content = json.dumps(data).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args):
                pass

        return Handler
