"""Every way round the gate that Wagtail, Django or a shell offers, by name: none makes a word of a draft public."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core import serializers
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail.actions.edit_page import EditPageAction
from wagtail.models import Locale, Page, Revision

from cms.api.graphql import schema
from cms.policies import demo, models, tree
from cms.policies.publishing import PublishingRefused
from tests.cms.policies.conftest import content
from tests.cms.policies.test_gate import edit_url, moderation, posted, schedule
from tests.cms.test_leaks import public_routes

pytestmark = pytest.mark.django_db

__all__ = ["moderation"]  # a fixture

SLUGS = ("privacy", "other")
MARKER = "Zhasyryn8Marker"
BROKEN = {"title": {"kk": "", "ru": MARKER, "en": MARKER}, "change_note": dict.fromkeys(("kk", "ru", "en"), MARKER)}
Way = Callable[[models.LegalPage, Client, Any], object]


def live(page: models.LegalPage) -> models.LegalPage:
    """The page as a shell holds it, about to be made live."""
    page = page.get_latest_revision_as_object()
    page.live = True
    return page


def publish_button(page, client, user):
    client.post(edit_url(page), posted(page, **{"action-publish": "action-publish"}))


def publish_button_with_its_own_schedule(page, client, user):
    fields = {"action-publish": "action-publish", "go_live_at": "2020-01-01 00:00"}
    client.post(edit_url(page), posted(page, **fields))


def workflow_approval(page, client, user):
    state = page.get_workflow().start(page, user)
    client.post(reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", state.current_task_state.pk)))


def schedule_that_comes_due(page, client, user):
    schedule(page, user)
    call_command("publish_scheduled", verbosity=0)


def bulk_publish(page, client, user):
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    client.post(f"{address}?id={page.pk}", {"include_descendants": "on"})


def admin_api(page, client, user, action="publish", **data):
    address = reverse("wagtailadmin_api:pages:action", args=(page.pk, action))
    return client.post(address, json.dumps(data), content_type="application/json")


def admin_api_publish(page, client, user):
    answer = admin_api(page, client, user)
    assert (answer.status_code, answer.json()) == (400, {"title_kk": ["Укажите название на этом языке."]})


def admin_api_copy_keeping_live(page, client, user):
    Page.objects.filter(pk=page.pk).update(live=True)
    home = tree.parent_page().pk
    admin_api(page, client, user, "copy", destination_page_id=home, recursive=False, keep_live=True, slug="other")


def action_of_api_v3(page, client, user):
    EditPageAction(page.get_latest_revision_as_object(), user=user, publish=True).execute()


def shell_save(page, client, user):
    live(page).save()


def shell_save_without_cleaning(page, client, user):
    live(page).save(clean=False)


def shell_save_of_one_field(page, client, user):
    live(page).save(update_fields=["live"])


def shell_save_of_texts_of_a_live_page(page, client, user):
    Page.objects.filter(pk=page.pk).update(live=True)
    page = models.PolicyPage.objects.get(pk=page.pk)
    page.title_en = f"{MARKER} again"
    page.save(update_fields=["title_en"])


def revision_publish(page, client, user):
    page.get_latest_revision().publish(user=user)


def revision_publish_unchecked(page, client, user):
    page.publish(page.get_latest_revision(), user=user, skip_permission_checks=True, log_action=False)


def reverting_to_an_old_revision(page, client, user):
    old = page.get_latest_revision()
    page.get_latest_revision_as_object().save_revision()
    revert = reverse("wagtailadmin_pages:revisions_revert", args=(page.pk, old.pk))
    assert client.get(revert).status_code == 200
    client.post(edit_url(page), posted(page, **{"action-publish": "action-publish", "revision": str(old.pk)}))
    old.publish(previous_revision=page.get_latest_revision())


def queryset_update_of_pages(page, client, user):
    Page.objects.filter(pk=page.pk).update(live=True, live_revision=page.latest_revision_id)


def queryset_update_of_policies(page, client, user):
    models.PolicyPage.objects.filter(pk=page.pk).update(live=True, title_kk=MARKER)


def bulk_update(page, client, user):
    Page.objects.bulk_update([live(Page.objects.get(pk=page.pk).specific).page_ptr], ["live"])
    models.PolicyPage.objects.bulk_update([live(page)], ["title_kk"])


def bulk_create_of_policies(page, client, user):
    models.PolicyPage.objects.bulk_create([live(page)])


def bulk_create_of_pages(page, client, user):
    kept = Page.objects.get(pk=page.pk)
    Page.objects.filter(pk=page.pk)._raw_delete("default")
    kept.live = True
    Page.objects.bulk_create([kept])


def add_child(page, client, user):
    made = demo.page_of(content(**BROKEN, slug="other"), effective_from=page.effective_from)
    made.live = True
    tree.parent_page().add_child(instance=made)


def copying(page, client, user):
    page.copy(update_attrs={"slug": "other", "live": True}, keep_live=True, user=user)


def copying_a_page_made_live_by_hand(page, client, user):
    Page.objects.filter(pk=page.pk).update(live=True)
    models.PolicyPage.objects.get(pk=page.pk).copy(update_attrs={"slug": "other"}, user=user)


def alias(page, client, user):
    Page.objects.filter(pk=page.pk).update(live=True)
    models.PolicyPage.objects.get(pk=page.pk).create_alias(update_slug="other")


def copying_for_translation(page, client, user):
    Page.objects.filter(pk=page.pk).update(live=True)
    page = models.PolicyPage.objects.get(pk=page.pk)
    page.copy_for_translation(Locale.objects.exclude(pk=page.locale_id).first(), copy_parents=True)


def aliasing_for_translation(page, client, user):
    Page.objects.filter(pk=page.pk).update(live=True)
    page = models.PolicyPage.objects.get(pk=page.pk)
    page.copy_for_translation(Locale.objects.exclude(pk=page.locale_id).first(), copy_parents=True, alias=True)


def moving(page, client, user):
    Page.objects.filter(pk=page.pk).update(live=True)
    Page.objects.get(pk=page.pk).move(Page.get_first_root_node(), pos="last-child")


def raw_sql(page, client, user):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET live = true WHERE id = %s", [page.pk])
        cursor.execute("UPDATE policies_policypage SET title_kk = 'x' WHERE page_ptr_id = %s", [page.pk])


def loading_a_fixture(page, client, user):
    made = live(page)
    for row in serializers.deserialize("json", serializers.serialize("json", [made, made.page_ptr])):
        row.save()


def adding_again_under_the_same_slug(page, client, user):
    page.delete()
    made = demo.page_of(content(**BROKEN), effective_from=page.effective_from)
    made.live = True
    tree.parent_page().add_child(instance=made)


#: By way: what it ends with, where it does not simply change nothing that is public.
WAYS: dict[Way, type[Exception] | None] = {
    publish_button: None,
    publish_button_with_its_own_schedule: None,
    workflow_approval: None,
    schedule_that_comes_due: None,
    bulk_publish: None,
    admin_api_publish: None,
    admin_api_copy_keeping_live: None,
    action_of_api_v3: PublishingRefused,
    shell_save: PublishingRefused,
    shell_save_without_cleaning: PublishingRefused,
    shell_save_of_one_field: PublishingRefused,
    shell_save_of_texts_of_a_live_page: PublishingRefused,
    revision_publish: PublishingRefused,
    revision_publish_unchecked: PublishingRefused,
    reverting_to_an_old_revision: PublishingRefused,
    queryset_update_of_pages: None,
    queryset_update_of_policies: None,
    bulk_update: None,
    bulk_create_of_policies: ValueError,
    bulk_create_of_pages: None,
    add_child: PublishingRefused,
    copying: PublishingRefused,
    copying_a_page_made_live_by_hand: PublishingRefused,
    alias: PublishingRefused,
    copying_for_translation: None,
    aliasing_for_translation: PublishingRefused,
    moving: None,
    raw_sql: None,
    loading_a_fixture: None,
    adding_again_under_the_same_slug: PublishingRefused,
}


def addresses() -> list[str]:
    """Where a policy could show: our own reads, Wagtail's API v2 with every field, a site map."""
    pages = [f"/api/v2/pages/{pk}/{query}" for pk in Page.objects.values_list("pk", flat=True)
             for query in ("", "?fields=*")]  # fmt: skip
    return [
        *(f"/api/v1/policies/{slug}{rest}" for slug in SLUGS for rest in ("", "?locale=en", "/versions")),
        "/api/v1/route?path=/policies/privacy",
        *(f"/api/v2/pages/?{query}" for query in ("fields=*", "type=policies.PolicyPage&fields=*", "slug=privacy")),
        *pages,
        "/sitemap.xml",
    ]


def public_bodies() -> dict[str, str]:
    client = Client(raise_request_exception=False)
    shown = {address: client.get(address).content.decode() for address in addresses()}
    for slug in SLUGS:
        query = f'{{policy(slug: "{slug}", locale: "en") {{title html changeNote}}}}'
        answer = client.post("/graphql/", {"query": query}, content_type="application/json")
        shown[query] = answer.content.decode()
    feed = client.get("/api/v1/events", headers={"Authorization": f"Bearer {settings.EVENTS_SECRET}"})
    assert feed.status_code == 200
    return {**shown, "feed": feed.content.decode()}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_no_way_makes_a_broken_draft_public(way, draft, publisher, request):
    if way is workflow_approval:
        request.getfixturevalue("moderation")
    client = Client(raise_request_exception=False)
    client.force_login(publisher)
    page = draft(**BROKEN)
    expected = WAYS[way]

    if expected is None:
        way(page, client, publisher)
    else:
        with pytest.raises(expected):
            way(page, client, publisher)

    assert models.PolicyVersion.objects.count() == 0
    shown = public_bodies()
    assert [address for address, body in shown.items() if MARKER in body] == []
    assert '"policy.published"' not in shown["feed"]
    assert Client().get("/api/v1/policies/privacy").status_code == 404


def test_the_same_search_finds_what_was_published(draft):
    """It would pass if it looked at nothing."""
    draft(change_note=dict.fromkeys(("kk", "ru", "en"), MARKER)).get_latest_revision().publish()

    shown = public_bodies()

    assert sorted(address for address, body in shown.items() if MARKER in body) == [
        "/api/v1/policies/privacy",
        "/api/v1/policies/privacy/versions",
        "/api/v1/policies/privacy?locale=en",
        '{policy(slug: "privacy", locale: "en") {title html changeNote}}',
    ]
    assert '"policy.published"' in shown["feed"]


def test_a_published_text_survives_its_page_and_a_second_page_of_its_slug(published, today):
    before = Client().get("/api/v1/policies/privacy").content
    published.delete()
    made = demo.page_of(content(**BROKEN), effective_from=today)
    made.live = True

    with pytest.raises(PublishingRefused):
        tree.parent_page().add_child(instance=made)

    assert Client().get("/api/v1/policies/privacy").content == before


def test_no_public_route_takes_a_write(draft):
    """The public API of the cms reads; GraphQL is posted to and knows no mutation."""
    page = draft()
    client = Client(raise_request_exception=False)
    taken = []
    routes = [route for route in public_routes() if route != "/graphql/"]
    for route in routes:
        address = route.replace("<int:pk>", str(page.pk)).replace("<slug:slug>", "privacy").replace("<str:key>", "x")
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            answer = client.generic(method, address, json.dumps({"live": True}), content_type="application/json")
            taken += [(method, address, answer.status_code)] if answer.status_code < 400 else []

    assert taken == []
    assert len(routes) > 10
    assert schema.graphql_schema.mutation_type is None


def test_wagtails_writing_api_is_not_mounted():
    assert "wagtail.api.v3" not in settings.INSTALLED_APPS
    assert [name for name in _modules(get_resolver()) if name.startswith("wagtail.api.v3")] == []


def _modules(resolver: Any) -> set[str]:
    found: set[str] = set()
    for entry in resolver.url_patterns:
        found |= _modules(entry) if hasattr(entry, "url_patterns") else {entry.callback.__module__}
    return found


def test_a_person_who_may_only_edit_publishes_nothing(draft, publisher):
    """Without the right to publish Wagtail asks its own permissions before the gate is asked."""
    publisher.is_superuser = False
    publisher.save()

    with pytest.raises((PermissionDenied, ValidationError)):
        draft().get_latest_revision().publish(user=publisher)

    assert Revision.objects.count() == 1
    assert models.PolicyVersion.objects.count() == 0
