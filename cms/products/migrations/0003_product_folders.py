"""A folder for the product pages of each language, below its home."""

from django.db import migrations
from wagtail.models import Page as TreePage

TITLES = {"ru": "Товары", "kk": "Тауарлар", "en": "Products"}
TRANSLATION_KEY = "018f4c2e-0000-7000-8000-000000000002"  # the three folders are translations of each other


def make_folders(apps, schema_editor):
    """Write the folders as treebeard would: historical models have none of its methods."""
    home_model = apps.get_model("home", "HomePage")
    folder_model = apps.get_model("products", "ProductIndexPage")
    content_type_model = apps.get_model("contenttypes", "ContentType")
    content_type, _ = content_type_model.objects.get_or_create(app_label="products", model="productindexpage")
    for home in home_model.objects.filter(depth=2):
        title = TITLES[home.locale.language_code]
        folder_model.objects.create(
            title=title,
            draft_title=title,
            slug="products",
            content_type=content_type,
            path=TreePage._get_path(home.path, 3, home.numchild + 1),
            depth=3,
            numchild=0,
            url_path=f"{home.url_path}products/",
            locale=home.locale,
            translation_key=TRANSLATION_KEY,
            live=True,
        )
        home_model.objects.filter(pk=home.pk).update(numchild=home.numchild + 1)


class Migration(migrations.Migration):
    dependencies = [("products", "0002_append_only"), ("home", "0003_trigrams")]
    operations = [migrations.RunPython(make_folders, migrations.RunPython.noop)]
