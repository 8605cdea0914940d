"""What editors meet beside the form: preview, taking a version back, and pages that cannot be taken away."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page

from cms.home.models import HomePage
from cms.policies import models, tree
from tests.cms.policies.conftest import change

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(publisher: Any) -> Client:
    client = Client()
    client.force_login(publisher)
    return client


@pytest.fixture
def scheduled(published, tomorrow) -> models.LegalPage:
    """Version 2 takes effect tomorrow."""
    change(published, title_en="Other", effective_from=tomorrow).get_latest_revision().publish()
    return published


def test_the_edit_page_says_what_stands_in_the_way(draft, client):
    page = draft(effective_from=None)

    answer = client.get(reverse("wagtailadmin_pages:edit", args=(page.pk,)))

    assert 'data-policy-pointer="/effective_from"' in answer.content.decode()


def test_the_edit_page_says_that_the_text_is_published(published, client):
    answer = client.get(reverse("wagtailadmin_pages:edit", args=(published.pk,)))

    assert "Текст опубликован в этом виде." in answer.content.decode()


@pytest.mark.parametrize(("mode", "title"), [("kk", "Құпиялылық саясаты"), ("en", "Privacy policy")])
def test_the_preview_shows_the_draft_in_one_language(draft, client, mode, title):
    page = draft()

    answer = client.get(reverse("wagtailadmin_pages:view_draft", args=(page.pk,)), {"mode": mode})
    shown = page.make_preview_request(preview_mode=mode)

    assert answer.status_code == 200
    assert f"<h1>{title}</h1>" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert shown["X-Robots-Tag"] == "noindex"


def test_a_publisher_withdraws_a_scheduled_version(scheduled, client, publisher):
    """P12.2: the version before it stays in force."""
    address = reverse("policies_withdraw", args=("privacy", 2))

    shown = client.get(address)
    answer = client.post(address, {"reason": "The date was a slip."}, follow=True)

    assert shown.status_code == 200
    assert [str(message) for message in answer.context["messages"]] == ["Version 2 of privacy is withdrawn."]
    withdrawal = models.PolicyVersionWithdrawal.objects.get()
    assert (withdrawal.version.number, withdrawal.withdrawn_by_id) == (2, publisher.pk)


def test_a_publisher_is_told_to_withdraw_the_later_version_first(scheduled, client, today):
    later = change(scheduled, title_en="Later", effective_from=today + timedelta(days=5))
    later.get_latest_revision().publish()

    address = reverse("policies_withdraw", args=("privacy", 2))
    answer = client.post(address, {"reason": "The date was a slip."}, follow=True)

    assert [str(message) for message in answer.context["messages"]] == [
        "Version 3 of privacy was published after version 2 and compared with it. Withdraw version 3 first."
    ]
    with pytest.raises(CommandError, match="Withdraw version 3 first"):
        call_command("withdraw_policy", "privacy", "2", reason="The date was a slip.")
    assert models.PolicyVersionWithdrawal.objects.count() == 0


def test_an_editor_sees_what_a_version_changed(scheduled, client):
    """P12.1: by section and clause, in the language asked for."""
    shown = client.get(reverse("policies_difference", args=("privacy", 2)), {"locale": "en"})

    assert shown.status_code == 200
    assert "<del>Privacy policy</del> <ins>Other</ins>" in shown.content.decode()
    assert client.get(reverse("policies_difference", args=("privacy", 1))).status_code == 404


def test_the_versions_name_author_and_approver(scheduled, client):
    shown = client.get(reverse("wagtailadmin_pages:edit", args=(scheduled.pk,))).content.decode()

    assert reverse("policies_difference", args=("privacy", 2)) in shown
    assert "/api/v1/policies/privacy?version=2" in shown
    assert models.PolicyVersion.objects.get(number=2).sha256 in shown


def test_the_tick_for_new_consent_is_for_one_version(draft, client, publisher):
    """Left ticked, it would ask everybody again for the next slip of the pen."""
    draft(material=True).get_latest_revision().publish(user=publisher)
    page = models.PolicyPage.objects.get()
    form_class = type(page).get_edit_handler().get_form_class()

    assert page.asks_again is True
    assert form_class(instance=page, for_user=publisher).initial["asks_again"] is False


def test_a_short_reason_withdraws_nothing(scheduled, client):
    answer = client.post(reverse("policies_withdraw", args=("privacy", 2)), {"reason": "slip"})

    assert list(answer.context["form"].errors) == ["reason"]
    assert models.PolicyVersionWithdrawal.objects.count() == 0


def test_who_may_not_publish_may_not_withdraw(scheduled):
    user = get_user_model().objects.create_user(email="guest@infini.kz", first_name="A", last_name="B")
    user.groups.add(*_editors())
    client = Client()
    client.force_login(user)

    answer = client.post(reverse("policies_withdraw", args=("privacy", 2)), {"reason": "The date was a slip."})

    assert answer.status_code in (302, 403)
    assert models.PolicyVersionWithdrawal.objects.count() == 0


def _editors() -> list[Any]:
    return list(Group.objects.filter(name__icontains="editor"))


def test_the_command_withdraws(scheduled, capsys):
    call_command("withdraw_policy", "privacy", "2", reason="The date was a slip.")

    assert capsys.readouterr().out == "Version 2 of privacy is withdrawn.\n"


def test_the_command_says_why_not(scheduled):
    with pytest.raises(CommandError, match="in force already"):
        call_command("withdraw_policy", "privacy", "1", reason="The date was a slip.")


def single(page: Page, action: str, **fields: str) -> tuple[str, dict[str, str]]:
    return reverse(f"wagtailadmin_pages:{action}", args=(page.pk,)), fields


def bulk(page: Page, action: str, **fields: str) -> tuple[str, dict[str, str]]:
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
    return f"{address}?id={page.pk}", fields


def admin_api(page: Page, action: str, **fields: str) -> tuple[str, dict[str, str]]:
    return reverse("wagtailadmin_api:pages:action", args=(page.pk, action)), fields


@pytest.mark.parametrize("way", [single, bulk, admin_api])
@pytest.mark.parametrize("action", ["unpublish", "delete"])
@pytest.mark.parametrize("is_parent", [False, True], ids=["itself", "its parent"])
def test_a_published_page_is_not_taken_away(published, publisher, way, action, is_parent):
    """P12.1: by nobody who may publish, alone, among others, or with the page above it."""
    publisher.is_superuser = False
    publisher.save()
    publisher.groups.add(Group.objects.get(name="Publishers"))
    client = Client(raise_request_exception=False)
    client.force_login(publisher)
    page = tree.parent_page() if is_parent else published
    address, fields = way(page, action, include_descendants="on", recursive="true")

    answer = client.post(address, {**fields, "confirm_site_name": settings.WAGTAIL_SITE_NAME})

    assert models.PolicyPage.objects.get().live is True
    assert tree.parent_page().live is True
    if is_parent and action == "delete":  # publishers may delete no page with others below it
        assert answer.status_code in (302, 403)
    elif way is admin_api:
        assert (answer.status_code, "what was published stays public" in answer.json()["detail"]) == (403, True)
    else:
        assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=(published.pk,))
        shown = client.get(answer["Location"])
        assert [str(message) for message in shown.context["messages"]] == [
            "“Privacy policy”: what was published stays public, and nothing was changed. "
            "Publish a new version to change it."
        ]


@pytest.mark.parametrize("way", [single, bulk, admin_api])
def test_not_even_an_administrator_deletes_the_page_above_it(published, client, way):
    address, fields = way(tree.parent_page(), "delete")

    answer = client.post(address, {**fields, "confirm_site_name": settings.WAGTAIL_SITE_NAME})

    assert answer.status_code in (302, 403)
    assert models.PolicyPage.objects.get().live is True


@pytest.mark.parametrize("way", [single, bulk, admin_api])
def test_what_was_never_published_can_be_deleted_in_every_way(draft, client, way):
    address, fields = way(draft(), "delete")

    client.post(address, fields)

    assert models.PolicyPage.objects.count() == 0


def test_policies_stand_in_one_place(db):
    other = HomePage.objects.exclude(pk=tree.parent_page().pk).first()

    assert Locale.objects.count() == 3
    assert models.PolicyPage.can_create_at(tree.parent_page().specific) is True
    assert models.PolicyPage.can_create_at(other) is False


def test_a_version_outlives_its_page(published, today):
    published.delete()

    assert Client().get("/api/v1/policies/privacy?locale=en").status_code == 200
    assert today + timedelta(days=1) > models.PolicyVersion.objects.get().effective_from


def test_the_preview_shows_the_annex(draft):
    page = draft()

    shown = page.make_preview_request(preview_mode="kk").content.decode()

    assert '<section id="annex-retention"><h2>2-қосымша. Сақтау мерзімдері</h2><table>' in shown
    assert "mail.infini.kz" in shown


def test_revisions_are_compared_by_clause(draft, client):
    page = draft()
    rights = page.rights.get_prep_value()
    rights[0]["value"] |= {"clock_working_days": 2, "wording_en": "To obtain a paper copy of your data."}
    change(page, rights=rights)
    first, second = page.revisions.order_by("pk").values_list("pk", flat=True)

    address = reverse("wagtailadmin_pages:revisions_compare", args=(page.pk, first, second))
    answer = client.get(address).content.decode()

    assert "<dt>Answered within (working days)</dt>" in answer
    assert "<strong>Right Access</strong>" in answer
    assert answer.count("Answered within (working days)") == 1
    assert "manual_case" not in answer
    assert '<span class="addition">paper' in answer
