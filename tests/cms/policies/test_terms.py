"""The offer that runs: terms promise buyers what the shop serves, by every way to publish, and say what they change."""

import copy
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cms.events.models import OutboxEvent
from cms.policies import inventory, models, publishing, refusals
from tests.cms.policies.conftest import change, pointers
from tests.cms.policies.doors import GraphQLDoor, RestDoor
from tests.cms.policies.shop_double import stated
from tests.cms.policies.test_compiling import check_policy, write
from tests.cms.policies.test_gate import edit_url, moderation, posted, schedule  # noqa: F401 - moderation is a fixture
from tests.stage.demo_content import legal_texts

Json = dict[str, Any]
WORDING = {"kk": "Ақшаңызды қайтару.", "ru": "Вернуть деньги.", "en": "To get the money back."}


@pytest.fixture
def client(publisher: Any) -> Client:
    found = Client()
    found.force_login(publisher)
    return found


@pytest.fixture(params=[RestDoor, GraphQLDoor], ids=lambda door: door.name)
def door(request: pytest.FixtureRequest) -> Any:
    return request.param()


def declared(*more: Json, **changes: Json) -> Json:
    """The demo's clauses with rights added, or with members of some replaced."""
    found = copy.deepcopy(legal_texts.terms()["clauses"])
    rights = [{**row, **changes.get(row["id"], {})} for row in found["consumer_rights"]]
    return {**found, "consumer_rights": [*rights, *more]}


#: A right that no code of the shop serves: it stands last in the form.
REFUND = {"id": "refund", "handler": "manual_case", "clock": {"working_days": 3}, "from_event": "request"}
UNSERVED = declared({**REFUND, "wording": WORDING})
PLACE = len(UNSERVED["consumer_rights"]) - 1
AT_THE_FIELD = [(f"/consumer_rights/{PLACE}/id", "policies.drift")]


def nothing_is_public() -> bool:
    return (
        models.PolicyVersion.objects.count() == 0
        and OutboxEvent.objects.count() == 0
        and Client().get("/api/v1/policies/terms").status_code == 404
    )


# --- the gate --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_right_that_nobody_serves_is_refused_at_its_field(draft):
    page = draft(kind="terms", clauses=UNSERVED)

    with pytest.raises(publishing.PublishingRefused) as refused:
        page.get_latest_revision().publish()

    assert pointers(refused.value) == AT_THE_FIELD
    (failure,) = refused.value.failures
    assert {locale: refusals.message(failure, locale) for locale in ("kk", "ru", "en")} == {
        "kk": "refund құқығын дүкенде ешкім орындамайды. Оны шарттардан алып тастаңыз немесе орындайтын код жазыңыз.",
        "ru": "Право покупателя refund в магазине никто не исполняет. Уберите его из условий или добавьте такой код.",
        "en": "Nothing in the shop serves the buyer's right refund. Take it out of the terms, or write that code.",
    }
    assert nothing_is_public()


@pytest.mark.django_db
def test_the_button_refuses_at_the_field(draft, client):
    page = draft(kind="terms", clauses=UNSERVED)

    answer = client.post(edit_url(page), posted(page, **{"action-publish": "action-publish"}))

    # The form's own list holds only what is served, so it refuses the choice before the gate is asked.
    (error,) = answer.context["form"].errors.as_data()["consumer_rights"]
    assert list(error.block_errors) == [PLACE]
    assert list(error.block_errors[PLACE].block_errors) == ["id"]
    assert nothing_is_public()


@pytest.mark.django_db
def test_the_button_refuses_a_clock_that_gives_less(draft, client):
    page = draft(kind="terms", clauses=declared(**{"return": {"clock": {"days": 7}}}))

    answer = client.post(edit_url(page), posted(page, **{"action-publish": "action-publish"}))

    (error,) = answer.context["form"].errors.as_data()["consumer_rights"]
    place = [right.id for right in page.draft().clauses.consumer_rights].index("return")
    assert list(error.block_errors) == [place]
    (shown,) = error.block_errors[place].block_errors["clock_number"].messages
    assert shown.startswith("Возврат и обмен: в условиях 7 дн., а 14 дн. — по правилу return_days на ")
    assert nothing_is_public()


@pytest.mark.django_db
def test_the_button_publishes_clean_terms(draft, client):
    page = draft(kind="terms")

    answer = client.post(edit_url(page), posted(page, **{"action-publish": "action-publish"}))

    assert answer.status_code == 302
    (version,) = models.PolicyVersion.objects.all()
    assert (version.kind, version.document["clauses"]["consumer_rights"]) == (
        "terms",
        declared()["consumer_rights"],
    )
    assert [row.type for row in OutboxEvent.objects.all()] == ["terms.published"]


@pytest.mark.django_db
def test_a_workflow_refuses(draft, client, publisher, moderation):  # noqa: F811 - pytest's way to ask for a fixture
    page = draft(kind="terms", clauses=UNSERVED)
    state = moderation.start(page, publisher)

    address = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", state.current_task_state.pk))
    answer = client.post(address, {"comment": ""}, follow=True)

    said = " ".join(str(message) for message in answer.context["messages"])
    assert "Право покупателя refund в магазине никто не исполняет." in said
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS
    assert nothing_is_public()


@pytest.mark.django_db
def test_a_schedule_refuses_and_raises_an_alarm(draft, publisher, settings, tmp_path, caplog):
    revision = schedule(draft(kind="terms"), publisher)
    code = stated()
    settings.SHOP_INVENTORY_FILE = str(write(tmp_path, {**code, "consumer_rights": code["consumer_rights"][1:]}))

    call_command("publish_scheduled", stdout=StringIO())

    revision.refresh_from_db()
    assert revision.approved_go_live_at is None
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert nothing_is_public()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        (declared(complaint={"clock": {"days": 30}}), ("/consumer_rights/1/clock_number", "policies.drift")),
        (declared(complaint={"handler": "automatic"}), ("/consumer_rights/1/handler", "policies.drift")),
        (declared(complaint={"from_event": "delivery"}), ("/consumer_rights/1/from_event", "policies.drift")),
        (
            {**declared(), "consumer_rights": declared()["consumer_rights"][:-1]},
            ("/consumer_rights", "policies.drift"),
        ),
        ({**declared(), "contacts": declared()["contacts"][:1]}, ("/contacts", "policies.drift")),
        ({}, ("/consumer_rights", "policies.drift")),
    ],
)
def test_each_difference_is_refused_at_its_place(draft, clauses, expected):
    page = draft(kind="terms", clauses=clauses)

    with pytest.raises(publishing.PublishingRefused) as refused:
        page.get_latest_revision().publish()

    assert pointers(refused.value) == [expected]
    assert nothing_is_public()


@pytest.mark.django_db
def test_a_proposed_right_waits_for_a_person(draft):
    page = draft(kind="terms")
    raw = page.consumer_rights.get_prep_value()
    raw[2]["value"]["state"] = "proposed"
    page = change(page, consumer_rights=raw)

    with pytest.raises(publishing.PublishingRefused) as refused:
        page.get_latest_revision().publish()

    assert pointers(refused.value) == [("/consumer_rights/2/state", "policies.clause_proposed")]


@pytest.mark.django_db
@pytest.mark.parametrize("half", [{"clock_number": 30}, {"clock_unit": "days"}])
def test_half_a_clock_is_not_dropped_in_silence(draft, half):
    """A right without a rule has no clock; a number without its unit must not look as if there were none."""
    page = draft(kind="terms")
    raw = page.consumer_rights.get_prep_value()
    raw[0]["value"] |= half
    page = change(page, consumer_rights=raw)

    with pytest.raises(publishing.PublishingRefused) as refused:
        page.get_latest_revision().publish()

    assert pointers(refused.value) == [("/consumer_rights/0/clock_number", "policies.clock_incomplete")]
    assert nothing_is_public()


@pytest.mark.django_db
def test_a_rule_that_changes_counts_from_its_date(draft, today, settings, tmp_path):
    """From the day after tomorrow complaints are answered in 5 days: terms of tomorrow say 10, those after it 5."""
    changes_on = (today + timedelta(days=2)).isoformat()
    code = copy.deepcopy(stated())
    row = next(row for row in code["rules"] if row["id"] == "complaint_days")
    code["rules"].append({**row, "number": 5, "valid_from": changes_on})
    row["valid_to"] = changes_on
    settings.SHOP_INVENTORY_FILE = str(write(tmp_path, code))
    page = draft(kind="terms", effective_from=today + timedelta(days=1))

    page.get_latest_revision().publish()
    late = change(page, effective_from=today + timedelta(days=2))
    with pytest.raises(publishing.PublishingRefused) as refused:
        late.get_latest_revision().publish()
    raw = late.get_latest_revision_as_object().consumer_rights.get_prep_value()
    raw[1]["value"]["clock_number"] = 5
    change(late, consumer_rights=raw).get_latest_revision().publish()

    assert pointers(refused.value) == [("/consumer_rights/1/clock_number", "policies.drift")]
    assert f"by the rule complaint_days on {changes_on}" in refusals.message(refused.value.failures[0], "en")
    assert [
        (version.number, version.document["clauses"]["consumer_rights"][1]["clock"])
        for version in models.PolicyVersion.objects.order_by("number")
    ] == [(1, {"days": 10}), (2, {"days": 5})]


@pytest.mark.django_db
def test_the_dry_run_counts_what_it_compared(draft, client):
    page = draft(kind="terms", clauses=UNSERVED)

    shown = client.get(reverse("policies_check", args=(page.pk,))).content.decode()

    assert f'data-policy-pointer="/consumer_rights/{PLACE}/id"' in shown
    assert "Right “refund” · Right" in shown
    assert "С магазином сопоставлено: положений 10, прав покупателя 5, норм 3." in shown


@pytest.mark.django_db
def test_the_form_offers_what_the_shop_serves_and_keeps(draft, client):
    page = draft(kind="terms")

    choices = dict(
        models.TermsPage.consumer_rights.field.stream_block.child_blocks["right"].child_blocks["id"].field.choices
    )
    shown = client.get(edit_url(page)).content.decode()

    assert choices["return"] == "Return and exchange: 14 days from the day of the purchase"
    assert choices["cancellation"] == "Cancelling an order"
    assert set(choices) - {""} == set(inventory.consumer_rights())
    for heading in ("Text", "Clauses", "Publisher&#x27;s notes", "Publication"):
        assert heading in shown
    assert "Material change" in shown


@pytest.mark.django_db
def test_the_command_checks_terms(draft):
    draft(kind="terms")

    lines, error = check_policy("terms")

    assert (lines[-1], error) == ("terms can be published.", "")
    assert lines[0].endswith(": 9 clauses, 5 rights, 3 rules.")
    assert nothing_is_public()


@pytest.mark.django_db
def test_the_command_names_the_place_of_a_right_that_nobody_serves(draft):
    draft(kind="terms", clauses=UNSERVED)

    lines, error = check_policy("terms", "--locale", "en")

    assert lines[0] == (
        f"/consumer_rights/{PLACE}/id: Nothing in the shop serves the buyer's right refund. "
        "Take it out of the terms, or write that code."
    )
    assert error == "terms would be refused: 1 findings."


# --- what readers get ------------------------------------------------------------------------------------------------
