"""What was published stays (P12.1): which pages may not be deleted or taken offline, whoever asks and however.

Wagtail asks in three ways, and each has its own hook: for one page, for many at once, and over its admin API.
"""

from collections.abc import Iterable

from wagtail.models import Page

from cms.policies.versions import PolicyVersion

ACTIONS = frozenset({"delete", "unpublish"})


def kept_among(pages: Iterable[Page], *, with_descendants: bool) -> list[Page]:
    """Return the pages, or those below them too, under which something was published."""
    published = Page.objects.filter(pk__in=PolicyVersion.objects.values("page_id"))
    kept: dict[int, Page] = {}
    for page in pages:
        found = published.descendant_of(page, inclusive=True) if with_descendants else published.filter(pk=page.pk)
        kept |= {row.pk: row for row in found}
    return list(kept.values())


def refusal(kept: Iterable[Page]) -> str:
    """Return what to tell the editor."""
    named = ", ".join(f"“{page.title}”" for page in kept)
    return f"{named}: what was published stays public, and nothing was changed. Publish a new version to change it."
