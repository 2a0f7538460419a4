"""A browser of somebody who uses a served page, and a clock that a test moves on."""

import re
import ssl
from datetime import datetime, timedelta

import httpx

TLS = ssl.create_default_context()
"""Never used, and slow to make: one for all browsers."""


class Clock:
    """Answers the time that a test says."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **span: float) -> None:
        self.now += timedelta(**span)


class Browser:
    """Follows redirects, keeps cookies, and fills the forms that it is shown."""

    def __init__(self, address: str, lang: str = "en") -> None:
        headers = {"Accept-Language": lang}
        once = httpx.Limits(max_keepalive_connections=0)
        self.client = httpx.Client(
            base_url=address,
            headers=headers,
            follow_redirects=True,
            trust_env=False,
            limits=once,
            verify=TLS,
            timeout=30,
        )

    def opens(self, path: str = "/") -> httpx.Response:
        self.shown = self.client.get(path)
        return self.shown

    def sends(self, path: str, **fields: str) -> httpx.Response:
        """The form of the page that is shown, to `path` below the app's root."""
        proof = re.search(r'name="proof" value="([0-9a-f]{64})"', self.shown.text)
        assert proof is not None
        self.shown = self.client.post(path, data={"proof": proof[1], **fields})
        return self.shown

    def logs_in(self, username: str, password: str, root: str = "") -> httpx.Response:
        self.opens(f"{root}/login")
        return self.sends(f"{root}/login", username=username, password=password)

    def chooses(self, new: str, repeated: str | None = None, root: str = "") -> httpx.Response:
        return self.sends(f"{root}/password", new=new, repeated=new if repeated is None else repeated)


def told(page: httpx.Response) -> str:
    """The text of a page without its marks, in one line."""
    body = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page.text, flags=re.DOTALL)
    return " ".join(body.split())
