"""Trigrams find Kazakh word forms, for which PostgreSQL has no stemmer."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("home", "0002_home_pages")]
    operations = [TrigramExtension()]
