"""A browser at the desk: it keeps cookies and sends forms with the hidden fields it was given."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from shop_api.gate.permissions import Role
from tests.shop_api.support import factories

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
FORM = re.compile(r'<form[^>]*method="post"[^>]*action="([^"]+)"[^>]*>(.*?)</form>', re.DOTALL)


class Browser:
    """What somebody sees and presses."""

    def __init__(self, language: str = "ru") -> None:
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        self.language = language
        self.page: Any = None

    def open(self, address: str) -> HttpResponse:
        """Look at a page."""
        self.page = self.client.get(address, headers={"Accept-Language": self.language})
        return self.page

    def press(self, action: str, **fields: Any) -> HttpResponse:
        """Send the form of the page in sight that goes to `action`, as it was given; redirects are followed."""
        forms = [inner for target, inner in FORM.findall(self.text) if target.split("#")[0] == action]
        assert forms, f"no form leads to {action}"
        given = dict(HIDDEN.findall(forms[0])) | fields
        self.page = self.client.post(action, given, headers={"Accept-Language": self.language})
        while self.page.status_code == 303:
            self.open(self.page["Location"])
        return self.page

    @property
    def text(self) -> str:
        """The page in sight."""
        return str(self.page.content.decode())


def desk(role: Role | None = Role.SUPPORT, language: str = "ru") -> Browser:
    """Somebody who has signed in through the page."""
    member = factories.member(role)
    browser = Browser(language)
    browser.open("/support/")
    browser.open(browser.page["Location"])
    browser.press("/support/sign-in", email=member.email, password=factories.PASSWORD)
    return browser
