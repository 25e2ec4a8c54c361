"""A provider of identities as a province would run one: as much of OpenID Connect as signing in takes."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa


class Provider:
    """Vouches for `person`; counts what it was asked. `claims` are put into the next ID token; None takes one out."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person = {"sub": "42", "email": "", "email_verified": True, "name": "Nguyễn Văn A"}
        self.asked: list[dict] = []
        self.claims, self.signs_with, self.alg, self.moved = {}, self.key, "RS256", False
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
        claims = {name: value for name, value in (claims | self.claims).items() if value is not None}
        token = jwt.encode(claims, self.signs_with, algorithm=self.alg, headers={"kid": "1"})
        return {"access_token": "t", "token_type": "Bearer", "id_token": token}

    def keys(self) -> dict:
        key = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [key | {"kid": "1", "alg": "RS256", "use": "sig"}]}

    def page(self, path: str) -> dict:
        pages = {"/jwks": self.keys, "/.well-known/openid-configuration": self.configuration}
        return pages[path]() if path in pages else self.person

    def handler(provider):  # noqa: N805  the handler has a self of its own
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                if provider.moved and self.path == "/userinfo":
                    self.send_response(302)
                    self.send_header("Location", "/elsewhere")
                    self.end_headers()
                else:
                    self.answer(provider.page(self.path))

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
