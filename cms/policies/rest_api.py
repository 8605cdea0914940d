"""The REST door of the policies. It only translates: addresses and query strings in, JSON and cache headers out."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from cms.api import doors
from cms.api.parameters import Parameters
from cms.policies import contracts, queries
from frontend_contracts.wire.locales import DEFAULT_LOCALE
from frontend_contracts.wire.problem_base import FieldError
from frontend_contracts.wire.problems import InputInvalid

WHICH = frozenset({"locale", "version", "at"})
PAGING = frozenset({"limit", "after", "before"})
BETWEEN = frozenset({"from", "to", "locale"})
HIGHEST_VERSION = 2**31 - 1  # PostgreSQL's integer


@doors.read
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer a version: with `locale` in that language, without it the canonical document and its hash."""
    given = Parameters(request, WHICH)
    version, at = given.integer("version", highest=HIGHEST_VERSION), queries.parse_at(given.text("at"))
    locale = given.text("locale")
    if locale is None:
        cache = doors.CURRENT if version is None else doors.IMMUTABLE
        found = queries.canonical(slug=slug, version=version, at=at, now=timezone.now())
        return doors.cached(request, _canonical_body(found), cache=cache, keys=_keys(slug))
    shown = queries.policy(slug=slug, locale=locale, version=version, at=at, now=timezone.now())
    # Its text never changes; its status does.
    return doors.cached(request, doors.json(shown), cache=doors.CURRENT, keys=_keys(slug))


@doors.read
def policy_versions(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer the archive, newest first."""
    given = Parameters(request, PAGING)
    page = queries.policy_versions(
        slug=slug,
        limit=given.integer("limit", highest=100),
        after=given.text("after"),
        before=given.text("before"),
        now=timezone.now(),
    )
    body = doors.page_json(page, (doors.json(row.line).decode() for row in page.rows))
    return doors.cached(request, body, cache=doors.CURRENT, keys=_keys(slug))


@doors.read
def policy_diff(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer what changed between two versions, in Russian unless `locale` says otherwise."""
    given = Parameters(request, BETWEEN)
    found = queries.policy_diff(
        slug=slug,
        from_version=_version(given, "from"),
        to_version=_version(given, "to"),
        locale=given.text("locale") or DEFAULT_LOCALE,
    )
    # A version that is withdrawn later leaves the way between them, and the answer with it.
    return doors.cached(request, doors.json(found), cache=doors.CURRENT, keys=_keys(slug))


@doors.read
def operator(request: HttpRequest) -> HttpResponse:
    """Answer who is responsible, in kk, ru and en."""
    Parameters(request, frozenset())
    return doors.cached(request, doors.json(queries.operator()), cache=doors.CURRENT, keys=["operator"])


def _canonical_body(found: contracts.Canonical) -> str:
    # The stored text is the hashed one; parsing and writing it again could only change it.
    return f'{{"document":{found.text},"sha256":"{found.sha256}"}}'


def _keys(slug: str) -> list[str]:
    return ["policies", f"policy:{slug}"]


def _version(given: Parameters, name: str) -> int:
    number = given.integer(name, highest=HIGHEST_VERSION)
    if number is None:
        raise InputInvalid(errors=[FieldError(pointer=f"/{name}", code="missing", detail="from, to")])
    return number


urlpatterns = [
    path("policies/<slug:slug>", policy, name="policy"),
    path("policies/<slug:slug>/versions", policy_versions, name="policy_versions"),
    path("policies/<slug:slug>/diff", policy_diff, name="policy_diff"),
    path("operator", operator, name="operator"),
]
