"""A consent is to one text: one flag, one version, one language; its proof names the text that was shown."""

import pytest

from shop_api.consent import models, receipts
from tests.shop_api.consent import factories, logs
from tests.shop_api.consent.conftest import Person, events_of
from tests.shop_api.door import Door

pytestmark = pytest.mark.django_db(transaction=True)


def say(door: Door, person: Person, locale: str, **answers: bool) -> str:
    """Answer one flag of a form in a language; returns the id of the record the answer names."""
    block = factories.consent_block(door, as_=person.caller, locale=locale, **answers)
    answer = door.give_or_refuse_consents(as_=person.caller, consent=block)
    assert answer.error is None, answer.body
    (record,) = answer.consent_records
    return record


def told(door: Door, person: Person, record: str) -> dict:
    """What the receipt of a record says."""
    answer = door.consent_receipt(as_=person.caller, id=record)
    assert answer.error is None, answer.body
    return receipts.verified(answer["receipt"], receipts.public_key())


def text_of(receipt: dict) -> tuple[int, str, str]:
    return receipt["policy"]["version"], receipt["policy"]["locale"], receipt["policy"]["text_sha256"]


def story_of(receipt: dict) -> list[tuple]:
    """Each event with the text it was about: its own where it names one, else the receipt's."""
    own = {"version": receipt["policy"]["version"], "locale": receipt["policy"]["locale"]}
    texts = [one.get("under", own) for one in receipt["events"]]
    pairs = zip(receipt["events"], texts, strict=True)
    return [(one["seq"], one["state"], text["version"], text["locale"]) for one, text in pairs]


def standing(door: Door, person: Person) -> dict:
    (one,) = door.own_consents(as_=person.caller)["data"]
    return one


def test_agreeing_again_in_another_language_after_a_withdrawal_names_that_languages_text(door, policy, person):
    first = say(door, person, "kk", support=True)
    door.withdraw_consent(as_=person.caller, flags=["support"])

    second = say(door, person, "ru", support=True)

    assert first != second
    assert text_of(told(door, person, second)) == (1, "ru", policy["texts"]["ru"]["sha256"])
    assert text_of(told(door, person, first)) == (1, "kk", policy["texts"]["kk"]["sha256"])
    assert events_of("support") == [(1, "given"), (2, "withdrawn"), (3, "given")]
    stands = standing(door, person)
    assert (stands["id"], stands["policy"]["locale"]) == (second, "ru")
    assert stands["wording"] == policy["purposes"][3]["wording"]["ru"]
    logs.seal()
    assert logs.damages() == set()


def test_a_yes_to_another_language_renews_what_stands(door, policy, person):
    """The write that asked was done under the text now shown, so the proof has to name it."""
    first = say(door, person, "kk", support=True)
    second = say(door, person, "ru", support=True)

    assert first != second
    assert events_of("support") == [(1, "given"), (2, "renewed")]
    assert standing(door, person)["policy"]["locale"] == "ru"
    assert say(door, person, "ru", support=True) == second
    assert events_of("support") == [(1, "given"), (2, "renewed")]


def test_a_no_to_another_language_is_a_refusal_of_that_text(door, policy, person):
    first = say(door, person, "kk", support=False)
    second = say(door, person, "ru", support=False)

    assert first != second
    assert events_of("support") == [(1, "refused"), (2, "refused")]
    assert text_of(told(door, person, second))[1] == "ru"


@pytest.mark.parametrize("version", [1, 2])
def test_a_no_withdraws_the_consent_that_was_given_whatever_text_said_no_is_shown(door, policy, person, version):
    given = say(door, person, "kk", support=True)
    if version == 2:
        factories.publish_policy(2)

    ended = say(door, person, "ru", support=False)

    assert ended == given
    receipt = told(door, person, given)
    assert receipt["record"]["state"] == "withdrawn"
    assert text_of(receipt) == (1, "kk", policy["texts"]["kk"]["sha256"])
    withdrawn = models.ConsentEvent.objects.select_related("presentation").get(state="withdrawn")
    assert (withdrawn.presentation.version, withdrawn.presentation.locale) == (version, "ru")
    logs.seal()
    assert logs.damages() == set()


def test_a_receipt_after_the_withdraw_endpoint_names_the_text_that_was_withdrawn(door, policy, person):
    given = say(door, person, "kk", support=True)
    door.withdraw_consent(as_=person.caller, flags=["support"])

    receipt = told(door, person, given)

    assert standing(door, person)["id"] == given
    assert story_of(receipt) == [(1, "given", 1, "kk"), (2, "withdrawn", 1, "kk")]
    assert receipt["record"]["state"] == "withdrawn"
    assert receipt["elements"]["other"]["wording"] == policy["purposes"][3]["wording"]["kk"]


def test_every_receipt_tells_the_whole_story_of_its_flag(door, policy, person):
    """An old text's receipt must not say *given* when the consent went on, or ended, under another text."""
    first = say(door, person, "kk", support=True)
    factories.publish_policy(2)
    second = say(door, person, "ru", support=True)
    door.withdraw_consent(as_=person.caller, flags=["support"])
    say(door, person, "en", marketing_email=True)
    story = [(1, "given", 1, "kk"), (2, "renewed", 2, "ru"), (3, "withdrawn", 2, "ru")]

    old, new = told(door, person, first), told(door, person, second)

    assert story_of(old) == story_of(new) == story
    assert (old["record"]["state"], new["record"]["state"]) == ("withdrawn", "withdrawn")
    assert text_of(old)[:2] == (1, "kk")
    assert text_of(new)[:2] == (2, "ru")
    assert old["jti"] != new["jti"]


def test_parallel_answers_in_three_languages_stay_one_story(policy, person):
    import threading

    from django.db import connection

    door = Door("rest")
    blocks = [
        factories.consent_block(door, as_=person.caller, locale=locale, support=True)
        for locale in ("kk", "ru", "en") * 2
    ]
    errors: list[str | None] = []

    def send(block: dict) -> None:
        from tests.shop_api.door import Caller

        errors.append(door.give_or_refuse_consents(as_=Caller(person.caller.headers), consent=block).error)
        connection.close()

    threads = [threading.Thread(target=send, args=[block]) for block in blocks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == [None] * 6
    rows = list(models.ConsentEvent.objects.order_by("seq").values_list("seq", "record__locale"))
    assert [seq for seq, _ in rows] == list(range(1, len(rows) + 1))
    assert {locale for _, locale in rows} == {"kk", "ru", "en"}
    assert models.ConsentRecord.objects.count() == 3
    assert logs.damages() == set()
