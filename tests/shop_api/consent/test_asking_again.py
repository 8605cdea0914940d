"""After a new version: only what changed is asked again, and what did not change keeps working (P12.3)."""

from copy import deepcopy
from datetime import UTC, datetime

import pytest

from shop_api.consent import models, queries
from shop_api.consent.steps import texts
from shop_api.gate import consent_port
from shop_api.values.purposes import Purpose, Switch
from tests.shop_api import rows
from tests.shop_api.consent import factories
from tests.shop_api.consent.test_own import say

pytestmark = pytest.mark.django_db(transaction=True)


def version(number, change=lambda made: None, **members):
    """A version as schema 2 has it, with its clauses; `change` alters it."""
    made = factories.document("privacy", number)
    source = deepcopy(made.get("clauses") or CLAUSES)
    made |= {"schema_version": 2, "clauses": source, "material_changes": {"asked_again": [], "told": False}} | members
    for purpose in made["purposes"]:
        purpose["categories"] = ["contact"] if purpose["id"] in ("support", "marketing_email") else []
    change(made)
    texts.keep_text(made, datetime.now(UTC))
    return made


NAME = {"kk": "Пошта", "ru": "Почта", "en": "Mail"}
MAIL = {
    "id": "mail", "name": NAME, "country": "KZ", "role": "processor", "purposes": ["support"],
    "categories": ["contact"], "agreement": "1", "reviewed_on": "2026-01-01",
}  # fmt: skip
CLAUSES = {
    "data_categories": [{"id": "contact", "wording": NAME, "necessity": "required", "fields": ["a.B.c"]}],
    "recipients": [MAIL],
    "retention": [],
    "safeguards": [],
    "rights": [],
    "contacts": [],
}


def another_recipient(made):
    made["clauses"]["recipients"].append({**MAIL, "id": "crm", "purposes": ["marketing_email"]})


def test_an_old_form_is_outdated_for_what_changed_only(door, transactional_db, person):
    version(1)
    old = factories.consent_block(door, as_=person.caller)
    version(2, another_recipient)
    before = rows.snapshot()

    refused = door.give_or_refuse_consents(as_=person.caller, consent={**old, "flags": {"marketing_email": True}})

    assert refused.error == "consent.outdated"
    assert rows.left_behind(before) == {}
    told = refused.body if door.name == "rest" else refused.body["data"]["answer"]["errors"][0]["details"]
    told = told.get("params", told)
    assert told["difference"] == [
        {"flag": "marketing_email", "change": "changed", "because": ["новый получатель: crm"]}
    ]
    for flags in ({"support": True}, {"marketing_email": False}):
        assert door.give_or_refuse_consents(as_=person.caller, consent={**old, "flags": flags}).error is None
    assert set(models.ConsentRecord.objects.values_list("version", flat=True)) == {1}


def test_the_list_says_what_to_ask_again_and_why_and_who_receives_it(door, transactional_db, person):
    version(1)
    say(door, person, support=True, marketing_email=True)
    version(2, another_recipient)

    listed = {one["flag"]: one for one in door.own_consents(as_=person.caller)["data"]}

    assert (listed["support"]["ask_again"], listed["support"]["because"]) == (False, [])
    assert listed["support"]["recipients"] == [{"id": "mail", "name": "Почта", "country": "KZ"}]
    assert listed["marketing_email"]["ask_again"] is True
    assert listed["marketing_email"]["because"] == ["новый получатель: crm"]
    assert listed["marketing_email"]["recipients"] == []
    # The old consent holds for what it was given to, for staff too.
    assert queries.covers(person.subject_id, Purpose.MARKETING_EMAIL, datetime.now(UTC)) is True

    say(door, person, marketing_email=True)
    listed = {one["flag"]: one for one in door.own_consents(as_=person.caller)["data"]}
    assert (listed["marketing_email"]["state"], listed["marketing_email"]["ask_again"]) == ("renewed", False)
    assert [one["id"] for one in listed["marketing_email"]["recipients"]] == ["crm"]


def test_a_typo_asks_nobody(door, transactional_db, person):
    version(1)
    say(door, person, support=True)
    old = factories.consent_block(door, as_=person.caller, marketing_email=True)

    def typo(made):
        made["purposes"][0]["wording"]["ru"] += " "

    version(2, typo)

    assert door.give_or_refuse_consents(as_=person.caller, consent=old).error is None
    assert not any(one["ask_again"] for one in door.own_consents(as_=person.caller)["data"])


def test_what_a_version_on_the_way_took_back_asks_nobody(door, transactional_db, person):
    version(1)
    say(door, person, marketing_email=True)
    version(2, another_recipient)
    version(3)

    assert [one["ask_again"] for one in door.own_consents(as_=person.caller)["data"]] == [False]


def test_a_publishers_decision_to_ask_everybody_stays(door, transactional_db, person):
    version(1)
    say(door, person, marketing_email=True)
    flags = sorted(one["id"] for name in ("purposes", "switches") for one in factories.document()[name])
    version(2, material_changes={"asked_again": flags, "told": True, "asks_everybody": True})
    version(3)

    assert [one["ask_again"] for one in door.own_consents(as_=person.caller)["data"]] == [True]


WHATSAPP = {
    **MAIL, "id": "whatsapp", "country": "IE", "role": "third_party", "purposes": ["order_fulfilment"],
}  # fmt: skip
SWITCHES = (Switch.THIRD_PARTY_TRANSFER, Switch.CROSS_BORDER_TRANSFER)
YES = dict.fromkeys(SWITCHES, True)


def with_whatsapp(made):
    made["clauses"]["recipients"].append(dict(WHATSAPP))


def with_another_abroad(made):
    with_whatsapp(made)
    made["clauses"]["recipients"].append({**WHATSAPP, "id": "bureau", "country": "DE"})


def with_whatsapp_elsewhere(made):
    made["clauses"]["recipients"].append({**WHATSAPP, "country": "US"})


def terms(person, recipient="whatsapp", switches=SWITCHES):
    return consent_port.port().transfer_terms(person.subject_id, recipient, switches, datetime.now(UTC))


def test_a_switch_stands_for_a_transfer_until_it_is_withdrawn(door, transactional_db, person, stranger):
    version(1, with_whatsapp)
    assert terms(person) == consent_port.TransferTerms(1, SWITCHES)

    say(door, person, **YES)
    assert terms(person) == consent_port.TransferTerms(1, ())
    assert consent_port.port().covers(person.subject_id, Switch.CROSS_BORDER_TRANSFER, datetime.now(UTC)) is True
    assert terms(stranger).lacking == SWITCHES

    assert door.withdraw_consent(as_=person.caller, flags=["cross_border_transfer"]).error is None
    assert terms(person).lacking == (Switch.CROSS_BORDER_TRANSFER,)
    assert consent_port.port().covers(person.subject_id, Switch.CROSS_BORDER_TRANSFER, datetime.now(UTC)) is False


def test_nobodys_data_have_nobodys_consent(door, transactional_db, person):
    version(1, with_whatsapp)
    say(door, person, **YES)

    nobody = consent_port.port().transfer_terms(None, "whatsapp", SWITCHES, datetime.now(UTC))

    assert nobody == consent_port.TransferTerms(1, SWITCHES)


def test_without_a_policy_no_version_is_named(transactional_db, person):
    assert terms(person, switches=()) == consent_port.TransferTerms(None, ())


def test_another_foreign_recipient_is_asked_for_and_the_old_yes_holds_for_the_first(door, transactional_db, person):
    """Proves P7.2 and P12.3: what is new is asked again; for it the old consent is not enough, for the rest it is."""
    version(1, with_whatsapp)
    say(door, person, **YES)

    version(2, with_another_abroad)

    listed = {one["flag"]: one for one in door.own_consents(as_=person.caller)["data"]}
    assert {flag: listed[flag]["ask_again"] for flag in SWITCHES} == dict.fromkeys(SWITCHES, True)
    assert listed["cross_border_transfer"]["because"] == ["новый получатель: bureau"]
    assert [one["id"] for one in listed["cross_border_transfer"]["recipients"]] == ["whatsapp"]
    assert terms(person).lacking == ()
    assert terms(person, "bureau").lacking == SWITCHES

    say(door, person, **YES)
    assert terms(person, "bureau").lacking == ()


def test_a_recipient_that_moves_to_another_country_needs_a_new_yes(door, transactional_db, person):
    version(1, with_whatsapp)
    say(door, person, **YES)

    version(2, with_whatsapp_elsewhere)

    assert terms(person) == consent_port.TransferTerms(2, SWITCHES)


def test_whom_the_first_yes_did_not_name_gets_nothing_by_it(door, transactional_db, person):
    version(1)
    say(door, person, **YES)

    version(2, with_whatsapp)

    assert terms(person).lacking == SWITCHES


def test_a_publishers_decision_to_ask_everybody_holds_for_every_recipient(door, transactional_db, person):
    version(1, with_whatsapp)
    say(door, person, **YES)
    flags = sorted(one["id"] for name in ("purposes", "switches") for one in factories.document()[name])

    version(2, with_whatsapp, material_changes={"asked_again": flags, "told": True, "asks_everybody": True})

    assert terms(person).lacking == SWITCHES
