"""Where legal pages stand: policies have one page for all languages, so one place, under the default site's root."""

from wagtail.models import Page, Site


def parent_page() -> Page:
    """Return the page under which policies stand."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return site.root_page if site else Page.get_first_root_node()
