"""Where allauth's flows meet the shop: letters through the gate, codes as people type them, one network address."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from shop_api.gate import mail

#: Which of our letters stands for which of allauth's.
_LETTERS = {
    "account/email/email_confirmation_signup": "verify_email",
    "account/email/email_confirmation": "verify_email",
    "account/email/account_already_exists": "account_exists",
    "account/email/password_reset_code": "password_reset",
    "account/email/password_reset": "password_changed",
    "account/email/password_changed": "password_changed",
}


class AccountAdapter(DefaultAccountAdapter):
    """Our hooks into allauth. Requests come from `flows`, which sets `actor` and whom letters are about on them."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Post a sealed letter in the transaction; the worker sends it."""
        actor = self.request.actor
        given = {"code": context["code"]} if "code" in context else {}
        about = self.request.about
        mail.post(_LETTERS[template_prefix], email, actor.locale, actor.at, subject_id=about, **given)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell the owner of an account that somebody signed up with their e-mail."""
        self.send_mail("account/email/account_already_exists", email, {})

    def post_nothing(self) -> None:
        """Leave what a letter leaves, and send none: known and unknown e-mails then cost the same."""
        actor = self.request.actor
        mail.post("nothing", "", actor.locale, actor.at, subject_id=None)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One counter for each e-mail and network, so that a stranger's wrong tries lock out nobody but the stranger.

        The gate counts already; this holds should allauth's own limits be switched on.
        """
        return f"{credentials.get('email', '')}|{self.get_client_ip(request)}"

    def get_client_ip(self, request: HttpRequest) -> str:
        """The client's network as the actor has it, never the whole address."""
        return str(request.META.get("REMOTE_ADDR") or "0.0.0.0")  # noqa: S104 - an unknown client, nothing is bound

    def respond_email_verification_sent(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Flows ask for a response; ours is made by the door."""
        return HttpResponse()

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """As above."""
        return HttpResponse()
