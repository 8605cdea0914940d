"""The profile and its addresses: read, changed with a version and a consent, nobody else's."""

from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from shop_api.accounts import models, queries, rules
from tests.shop_api import rows
from tests.shop_api.accounts import factories
from tests.shop_api.consent import factories as consent
from tests.shop_api.door import Caller, Door

ADDRESS = {"label": "Үй", "city": "Алматы", "street": "Абай даңғылы 10, 5", "postal_code": "a01 p3k4", "note": ""}
MISSING = "01890a5d-ac96-774b-bcce-b302099a8057"


@pytest.fixture
def customer(policy: None) -> factories.Customer:
    return factories.customer()


@pytest.fixture
def block(door: Door, customer: factories.Customer) -> dict[str, Any]:
    return consent.consent_block(door, "account", as_=customer)


def test_a_customer_changes_what_they_name_and_keeps_the_rest(
    door: Door, customer: factories.Customer, block: dict[str, Any]
) -> None:
    before = door.own_profile(as_=customer)

    changed = door.update_profile(
        as_=customer,
        expected_version=before["version"],
        patronymic="Маратқызы",
        phone="8 701 234 56 67",
        name_choice="first_name",
        consent=block,
    )

    assert changed.error is None
    assert changed.data == {
        **before.data,
        "patronymic": "Маратқызы",
        "phone": "+77012345667",
        "name_choice": "first_name",
        "display_name": "Айгерім",
        "version": 2,
    }
    assert changed.consent_records != []
    assert door.own_profile(as_=customer).data == changed.data
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM accounts_account")
        assert "7012345667" not in cursor.fetchone()[0]
    cleared = door.update_profile(as_=customer, expected_version=2, phone="", patronymic="", consent=block)
    assert (cleared["phone"], cleared["patronymic"]) == ("", "")
    assert models.Account.objects.get().phone_index is None


def test_an_outdated_version_changes_nothing(door: Door, customer: factories.Customer, block: dict[str, Any]) -> None:
    before = rows.snapshot()

    answer = door.update_profile(as_=customer, expected_version=7, surname="Басқа", consent=block)

    assert answer.error == "precondition.failed"
    assert rows.left_behind(before) == {}
    assert door.own_profile(as_=customer)["surname"] == "Сейтқали"


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"phone": "12"}, "/phone"), ({"surname": ""}, "/surname"), ({"language": "de"}, None)],
)
def test_bad_facts_are_refused(
    door: Door, customer: factories.Customer, block: dict[str, Any], facts: dict[str, str], field: str | None
) -> None:
    answer = door.update_profile(as_=customer, expected_version=1, consent=block, **facts)

    assert answer.error in {"input.invalid", "graphql.invalid", "graphql.variables_invalid"}
    if field is not None:
        assert answer.fields == [field]
    assert door.own_profile(as_=customer)["version"] == 1


def test_the_email_cannot_be_changed_here(door: Door, customer: factories.Customer, block: dict[str, Any]) -> None:
    answer = door.update_profile(as_=customer, expected_version=1, email="other@example.kz", consent=block)

    assert answer.error in {"input.invalid", "graphql.variables_invalid"}
    assert door.own_profile(as_=customer)["email"] == customer.email


@pytest.mark.parametrize("name", ["own_profile", "own_addresses", "own_sessions"])
def test_strangers_are_asked_to_sign_in(door: Door, customer: factories.Customer, name: str) -> None:
    assert getattr(door, name)().error == "auth.required"
    assert getattr(door, name)(as_=Caller({"X-Session-Token": "guess"})).error == "auth.required"


def test_a_profile_costs_two_statements(
    door: Door, customer: factories.Customer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        door.own_profile(as_=customer)


def test_addresses_are_kept_encrypted_changed_and_removed(
    door: Door, customer: factories.Customer, block: dict[str, Any]
) -> None:
    added = door.add_address(as_=customer, **ADDRESS, consent=block)

    assert added.error is None
    assert {name: added[name] for name in ADDRESS} == {**ADDRESS, "postal_code": "A01P3K4"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT city || street || postal_code || label FROM accounts_accountaddress")
        stored = cursor.fetchone()[0]
    assert not any(value in stored for value in ("Алматы", "Абай", "A01P3K4", "Үй"))
    changed = door.update_address(
        as_=customer, address_id=added["id"], expected_version=1, postal_code="050000", note="Домофон 5", consent=block
    )
    assert (changed["postal_code"], changed["note"], changed["city"], changed["version"]) == (
        "050000",
        "Домофон 5",
        "Алматы",
        2,
    )
    assert door.own_addresses(as_=customer)["data"] == [changed.data]
    assert door.remove_address(as_=customer, address_id=added["id"]).error is None
    assert door.own_addresses(as_=customer)["data"] == []


def test_another_persons_address_is_as_good_as_none(
    door: Door, customer: factories.Customer, block: dict[str, Any]
) -> None:
    added = door.add_address(as_=customer, **ADDRESS, consent=block)
    stranger = factories.customer()
    theirs = consent.consent_block(door, "account", as_=stranger)

    def tries(address_id: str) -> list[tuple[int, str | None, Any]]:
        answers = [
            door.update_address(as_=stranger, address_id=address_id, expected_version=1, city="Астана", consent=theirs),
            door.remove_address(as_=stranger, address_id=address_id),
        ]
        return [(one.status, one.error, one.data) for one in answers]

    assert tries(added["id"]) == tries(MISSING)
    assert {error for _, error, _ in tries(MISSING)} == {"not_found"}
    assert door.own_addresses(as_=stranger)["data"] == []
    assert door.own_addresses(as_=customer)["data"] == [added.data]


@pytest.mark.parametrize("postal_code", ["05000", "0500000", "A01P3K", "١٢٣٤٥٦", "<b>"])
def test_a_postal_code_that_is_none_is_refused(
    door: Door, customer: factories.Customer, block: dict[str, Any], postal_code: str
) -> None:
    answer = door.add_address(as_=customer, **{**ADDRESS, "postal_code": postal_code}, consent=block)

    assert (answer.error, answer.fields) == ("input.invalid", ["/postal_code"])
    assert models.AccountAddress.objects.count() == 0


def test_an_account_keeps_a_limited_number_of_addresses(
    door: Door, customer: factories.Customer, block: dict[str, Any]
) -> None:
    for _ in range(rules.MOST_ADDRESSES):
        assert door.add_address(as_=customer, **ADDRESS, consent=block).error is None

    assert door.add_address(as_=customer, **ADDRESS, consent=block).error == "account.too_many_addresses"


def test_a_list_of_addresses_costs_the_same_for_two_and_for_twenty(
    door: Door, customer: factories.Customer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for wanted in (2, 20):
        for _ in range(wanted - models.AccountAddress.objects.count()):
            models.AccountAddress.objects.create(
                account=customer.account, city="A", street="B", postal_code="050000", created_at=factories.now()
            )
        with django_assert_num_queries(2):
            assert len(door.own_addresses(as_=customer, limit=100)["data"]) == wanted


def test_lists_are_walked_by_cursor(door: Door, customer: factories.Customer) -> None:
    for _ in range(5):
        models.AccountAddress.objects.create(
            account=customer.account, city="A", street="B", postal_code="050000", created_at=factories.now()
        )

    first = door.own_addresses(as_=customer, limit=3)
    second = door.own_addresses(as_=customer, limit=3, after=first["page"]["next"])

    ids = [one["id"] for one in first["data"] + second["data"]]
    assert (len(ids), len(set(ids)), second["page"]["has_more"]) == (5, 5, False)


@pytest.mark.django_db
def test_public_names_and_contacts_for_other_features() -> None:
    account = factories.account(first_name="Айгерім", surname="сейтқали", phone="+77012345667")
    shy = factories.account(first_name="Ерлан", surname="Омаров", name_choice="first_name")

    names = queries.name_of([account.id, shy.id, shy.subject_id])

    assert {account_id: name.short for account_id, name in names.items()} == {
        account.id: "Айгерім С.",
        shy.id: "Ерлан",
    }
    contact = queries.contact_of(account.id)
    assert (contact.email, contact.phone, contact.full_name) == (account.email, "+77012345667", "сейтқали Айгерім")
