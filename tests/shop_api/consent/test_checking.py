"""Blocks that are refused, each without a trace."""

import pytest

from shop_api.consent import contracts, form_token, refusals, rules
from shop_api.consent.steps import checking
from shop_api.gate import actor as actors
from shop_api.gate.consent_port import ConsentBlock, ConsentRequired, Declared
from shop_api.values.purposes import Purpose, Switch
from tests.shop_api import rows
from tests.shop_api.consent import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def refused(door, person):
    """Send a block that must be refused; answers the code, after looking that nothing was stored."""

    def send(consent, **headers):
        before = rows.snapshot()
        caller = person.caller.with_headers(**headers)
        answer = door.give_or_refuse_consents(as_=caller, consent=consent)
        assert rows.left_behind(before) == {}
        return answer

    return send


def test_no_block_is_refused(door, policy, person, refused):
    before = rows.snapshot()

    answer = door.give_or_refuse_consents(as_=person.caller)

    assert answer.error == "consent.required"
    assert rows.left_behind(before) == {}


@pytest.mark.parametrize("value", ["yes", "true", "1", 1, 0, [True], {}, None], ids=repr)
def test_only_true_and_false_are_answers(door, policy, person, refused, value):
    block = factories.consent_block(door, as_=person.caller)

    assert refused({**block, "flags": {"support": value}}).error == "input.invalid"


def test_every_bit_of_the_token_counts(door, policy, person):
    token = factories.consent_block(door, as_=person.caller)["form"]
    now = actors.clock(_now(), permissions=frozenset()).at

    for index, character in enumerate(token):
        for bit in range(7):
            changed = token[:index] + chr(ord(character) ^ (1 << bit)) + token[index + 1 :]
            with pytest.raises(refusals.FormInvalid):
                form_token.opened(changed, now)


@pytest.mark.parametrize("token", ["", ".", "a.b", "…", "x" * 3000, "eyJhIjoxfQ.c2ln"], ids=lambda one: one[:12])
def test_a_forged_form_is_refused(door, policy, refused, token):
    assert refused({"form": token, "flags": {"support": True}}).error == "consent.form_invalid"


def test_a_form_is_good_for_a_day(policy):
    from datetime import timedelta

    shown = rules.Shown(slug="privacy", version=1, locale="ru", text_sha256="0", flags=(), shown_at=_now(), nonce="n")
    token = form_token.made(shown)

    assert form_token.opened(token, _now() + timedelta(hours=23, minutes=59)).nonce == "n"
    with pytest.raises(refusals.FormInvalid):
        form_token.opened(token, _now() + timedelta(hours=24, seconds=1))
    with pytest.raises(refusals.FormInvalid):
        form_token.opened(token, _now() - timedelta(minutes=1))


def test_a_flag_that_was_not_shown_is_refused(door, policy, person, refused):
    form = door.consent_form(as_=person.caller, purposes="support")

    answer = refused({"form": form["token"], "flags": {"marketing_email": True}})

    assert answer.error == "consent.form_invalid"


def test_an_invented_flag_is_refused_and_not_repeated(door, policy, person, refused):
    block = factories.consent_block(door, as_=person.caller, support=True)

    answer = refused({**block, "flags": {**block["flags"], "sell_everything": True}})

    assert answer.error == "consent.flag_not_offered"
    assert "sell_everything" not in str(answer.body)


def test_a_form_from_before_a_material_change_is_outdated(door, policy, person, refused):
    block = factories.consent_block(door, as_=person.caller, support=True)
    purposes = factories.document()["purposes"]
    purposes[3]["wording"]["ru"] += " И ещё."
    factories.publish_policy(2, material=True, purposes=purposes[:5])

    answer = refused(block)

    assert answer.error == "consent.outdated"
    told = answer.body if door.name == "rest" else answer.body["data"]["answer"]["errors"][0]["details"]
    told = told.get("params", told)
    assert told["version"] == 2
    assert told["difference"] == [
        {"flag": "marketing_email", "change": "removed"},
        {"flag": "support", "change": "changed"},
    ]


def test_a_form_from_before_a_typo_is_accepted_under_the_version_shown(door, policy, person):
    from shop_api.consent import models

    block = factories.consent_block(door, as_=person.caller, support=True)
    factories.publish_policy(2, material=False)

    assert door.give_or_refuse_consents(as_=person.caller, consent=block).error is None
    assert models.ConsentRecord.objects.get().version == 1


def test_no_version_in_force_is_unavailable(door, policy, person, refused):
    from shop_api.consent.steps import texts

    block = factories.consent_block(door, as_=person.caller, support=True)
    texts.keep_withdrawal("privacy", 1, _now())

    assert refused(block).error == "policy.not_in_force"


def test_required_flags_are_named_and_conditional_ones_only_where_needed(policy):
    declared = Declared(
        purposes=(Purpose.ORDER_FULFILMENT,),
        optional=(Purpose.MARKETING_EMAIL,),
        when=lambda command: [Switch.CROSS_BORDER_TRANSFER] if command.needs else [],
        sometimes=(Switch.CROSS_BORDER_TRANSFER,),
    )
    actor = actors.clock(_now(), permissions=frozenset())

    with pytest.raises(ConsentRequired) as refusal:
        checking.check(actor, declared, _Command(needs=True, order_fulfilment=False))
    assert refusal.value.params["missing"] == ["order_fulfilment", "cross_border_transfer"]

    checked = checking.check(actor, declared, _Command(needs=False, order_fulfilment=True))
    assert checked.payload.answers == {Purpose.MARKETING_EMAIL: False, Purpose.ORDER_FULFILMENT: True}
    assert checked.payload.aside == {Switch.CROSS_BORDER_TRANSFER}

    with pytest.raises(refusals.FlagNotOffered):
        checking.check(actor, declared, _Command(needs=False, order_fulfilment=True, support=True))


def test_a_purpose_the_policy_does_not_word_is_unavailable(transactional_db):
    purposes = [one for one in factories.document()["purposes"] if one["id"] != "support"]
    factories.publish_policy(purposes=purposes)
    actor = actors.clock(_now(), permissions=frozenset())

    with pytest.raises(refusals.PolicyNotInForce):
        checking.check(actor, Declared((Purpose.SUPPORT,)), _Command(needs=False, support=True))


class _Command:
    """A command with a consent block whose form showed everything."""

    def __init__(self, *, needs: bool, **flags: bool) -> None:
        from shop_api.consent.queries import form

        stranger = actors.Actor(kind=actors.ActorKind.ANONYMOUS, at=_now(), door="rest")
        shown = form.consent_form(actor=stranger, criteria=contracts.ConsentFormOf())
        self.needs = needs
        self.consent = ConsentBlock(form=shown.token, flags=flags)


def _now():
    from datetime import UTC, datetime

    return datetime.now(UTC)
