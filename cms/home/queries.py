"""Which content an address of the storefront stands for, and which addresses moved."""

from __future__ import annotations

import re
from dataclasses import dataclass

import orjson
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from cms.policies import queries as policies
from cms.policies.problems import PolicyNotInForce
from cms.products import queries as products
from cms.products import visibility
from frontend_contracts.wire.locales import DEFAULT_LOCALE, LOCALES
from frontend_contracts.wire.problems import FieldError, InputInvalid, NotFound

LONGEST_PATH = 255  # characters, as a redirect's own
_CONTENT = re.compile(r"/(?P<kind>products|policies)/(?P<slug>[-a-zA-Z0-9_]{1,255})")


@dataclass(frozen=True, kw_only=True)
class Route:
    """What a path stands for. `kind` is home, product, policy or redirect; a redirect names its `target`.

    `locale` is the language that content has, where the one asked for does not exist.
    """

    kind: str
    path: str
    slug: str | None
    locale: str
    requested_locale: str
    available_locales: list[str]
    target: str | None = None
    is_permanent: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Moved:
    """An address that moved: `source` is a path, `target` a path or an address elsewhere."""

    source: str
    target: str
    is_permanent: bool


def route(path: str, *, locale: str = DEFAULT_LOCALE) -> Route:
    """What `path` stands for; a leading `/kk`, `/ru` or `/en` wins over `locale`. At most 3 statements.

    :raises InputInvalid: no path, or none that begins with a slash
    :raises NotFound: nothing public
    """
    if not path.startswith("/") or len(path) > LONGEST_PATH:
        raise InputInvalid(errors=[FieldError(pointer="/path", code="path", detail="/products/…")])
    clean = "/" + path.partition("?")[0].partition("#")[0].strip("/")
    prefix = clean.split("/")[1]
    bare, locale = (clean[len(prefix) + 1 :] or "/", prefix) if prefix in LOCALES else (clean, locale)
    if bare == "/":
        return Route(
            kind="home", path="/", slug=None, locale=locale, requested_locale=locale, available_locales=list(LOCALES)
        )
    found = _CONTENT.fullmatch(bare)
    try:
        if found is None:
            raise NotFound
        return (_product if found["kind"] == "products" else _policy)(found["slug"], locale)
    except (NotFound, PolicyNotInForce):
        return _redirect([clean, bare], locale)


def redirects() -> list[Moved]:
    """All addresses that moved and whose target everybody may see; two or three statements."""
    rows = list(Redirect.objects.order_by("old_path"))
    return _visible(rows)


def _product(slug: str, locale: str) -> Route:
    facts = orjson.loads(products.product(slug, locale=locale).json)
    if facts["slug"] != slug:
        raise NotFound  # an address is made of slugs; a SKU finds a product, but is no address
    return Route(
        kind="product",
        path=f"{visibility.PRODUCT_PATH}{slug}",
        slug=slug,
        locale=facts["locale"],
        requested_locale=locale,
        available_locales=facts["available_locales"],
    )


def _policy(slug: str, locale: str) -> Route:
    found = policies.canonical(slug=slug, version=None, at=None, now=timezone.now())
    return Route(
        kind="policy",
        path=f"{visibility.POLICY_PATH}{found.slug}",
        slug=found.slug,
        locale=locale,
        requested_locale=locale,
        available_locales=list(LOCALES),
    )


def _redirect(paths: list[str], locale: str) -> Route:
    rows = Redirect.objects.filter(old_path__in=[Redirect.normalise_path(path) for path in paths]).order_by("old_path")
    for moved in _visible(list(rows)):
        return Route(
            kind="redirect",
            path=moved.source,
            slug=None,
            locale=locale,
            requested_locale=locale,
            available_locales=list(LOCALES),
            target=moved.target,
            is_permanent=moved.is_permanent,
        )
    raise NotFound


def _visible(rows: list[Redirect]) -> list[Moved]:
    """Redirects whose target is an address elsewhere, or a page that readers can reach."""
    paths = visibility.public_paths(row.redirect_page_id for row in rows if row.redirect_page_id)
    found = [(row, paths.get(row.redirect_page_id) if row.redirect_page_id else row.redirect_link) for row in rows]
    return [Moved(source=row.old_path, target=target, is_permanent=row.is_permanent) for row, target in found if target]
