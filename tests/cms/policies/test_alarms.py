"""A refused schedule is told to those who can do something about it, until they have."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageLogEntry

from cms.policies import alarms, models
from tests.cms.policies.conftest import change
from tests.cms.policies.test_gate import edit_url, schedule

pytestmark = pytest.mark.django_db

HOME = "Публикация по расписанию отклонена"
REASON = "Укажите название на этом языке."


@pytest.fixture
def client(publisher):
    client = Client()
    client.force_login(publisher)
    return client


@pytest.fixture
def refused(published, publisher, tomorrow):
    """Version 1 is in force; the scheduled change lost its Kazakh title."""
    schedule(change(published, title_kk="", title_en="Other", effective_from=tomorrow), publisher)
    call_command("publish_scheduled", verbosity=0)
    return models.PolicyPage.objects.get()


def test_the_home_page_names_page_reason_and_place(refused, client):
    shown = client.get(reverse("wagtailadmin_home")).content.decode()

    assert HOME in shown
    assert REASON in shown
    assert f'<a href="{edit_url(refused)}#policy:/title_kk"' in shown


def test_the_edit_page_says_it_above_the_form(refused, client):
    shown = client.get(edit_url(refused)).content.decode()

    assert "data-policy-notice" in shown
    assert f"{HOME} {timezone.localtime():%Y-%m-%d}" in shown
    assert 'data-policy-pointer="/title_kk"' in shown


def test_the_history_says_why(refused, client):
    shown = client.get(reverse("wagtailadmin_pages:history", args=(refused.pk,))).content.decode()

    assert f"{HOME}: {REASON}" in shown


def test_what_was_refused_is_kept_as_data(refused):
    entry = PageLogEntry.objects.get(action=alarms.REFUSED)

    assert entry.data["failures"] == [{"pointer": "/title_kk", "code": "policies.title_missing", "params": {}}]
    assert entry.revision == refused.get_latest_revision()


def test_scheduling_it_again_answers_the_alarm(refused, client, publisher):
    page = refused.get_latest_revision_as_object()
    page.title_kk = "Басқа атау"
    page.save_revision()
    schedule(models.PolicyPage.objects.get(), publisher)

    assert alarms.alarm_of(models.PolicyPage.objects.get()) is None
    assert HOME not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_draft_that_is_only_saved_answers_nothing(refused, client):
    refused.save_revision()

    assert HOME in client.get(reverse("wagtailadmin_home")).content.decode()


def test_who_may_not_edit_the_page_is_told_nothing(refused):
    user = get_user_model().objects.create_user(email="guest@infini.kz", first_name="A", last_name="B")
    group = Group.objects.get(name="Editors")
    user.groups.add(group)
    GroupPagePermission.objects.filter(group=group).delete()
    client = Client()
    client.force_login(user)

    shown = client.get(reverse("wagtailadmin_home"))

    assert shown.status_code == 200
    assert HOME not in shown.content.decode()


def test_without_a_refusal_there_is_no_alarm(published, client):
    assert HOME not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert alarms.alarm_of(published) is None
