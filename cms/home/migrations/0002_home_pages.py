"""One home page a language, in place of Wagtail's welcome page; the Russian one is the root of the site."""

from django.db import migrations
from wagtail.models import Page as TreePage

HOMES = (("ru", "Главная", "home"), ("kk", "Басты бет", "home-kk"), ("en", "Home", "home-en"))
TRANSLATION_KEY = "018f4c2e-0000-7000-8000-000000000001"  # the three homes are translations of each other


def make_homes(apps, schema_editor):
    """Write the homes as treebeard would: historical models have none of its methods."""
    content_type_model = apps.get_model("contenttypes", "ContentType")
    locale_model = apps.get_model("wagtailcore", "Locale")
    page_model = apps.get_model("wagtailcore", "Page")
    home_model = apps.get_model("home", "HomePage")
    site_model = apps.get_model("wagtailcore", "Site")
    root = page_model.objects.get(depth=1)
    page_model.objects.filter(depth=2, slug="home").delete()
    content_type, _ = content_type_model.objects.get_or_create(app_label="home", model="homepage")
    pages = []
    for number, (code, title, slug) in enumerate(HOMES, start=1):
        locale, _ = locale_model.objects.get_or_create(language_code=code)
        pages.append(
            home_model.objects.create(
                title=title,
                draft_title=title,
                slug=slug,
                content_type=content_type,
                path=TreePage._get_path(root.path, 2, number),
                depth=2,
                numchild=0,
                url_path=f"/{slug}/",
                locale=locale,
                translation_key=TRANSLATION_KEY,
                live=True,
            )
        )
    page_model.objects.filter(pk=root.pk).update(numchild=len(pages))
    site_model.objects.create(hostname="localhost", root_page_id=pages[0].pk, is_default_site=True, site_name="Infini")


class Migration(migrations.Migration):
    dependencies = [("home", "0001_initial"), ("contenttypes", "0002_remove_content_type_name")]
    operations = [migrations.RunPython(make_homes, migrations.RunPython.noop)]
