"""Contacts, addresses, names and masks."""

import pytest

from shop_api.orders.contracts.orders import BuyerDetails, RecipientDetails
from shop_api.orders.rules import contacts, masking, names


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("050000", "050000"),
        ("050 000", "050000"),
        ("A01P3K4", "A01P3K4"),
        ("a01p3k4", "A01P3K4"),
        ("A01 P3K4", "A01P3K4"),
        ("05000", None),
        ("0500000", None),
        ("AA1P3K4", None),
        ("٠٥٠٠٠٠", None),
    ],
)
def test_postal_codes_have_two_forms(typed, kept):
    assert contacts.postal_code(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Aigerim@Example.KZ", "aigerim@example.kz"),
        (" a.b+c@mail.example.kz ", "a.b+c@mail.example.kz"),
        ("no-at.example.kz", None),
        ("a@b", None),
        ("a b@example.kz", None),
        ("a@example.kz, b@example.kz", None),
        ("a@exa\nmple.kz", None),
        ("a\x01b@example.kz", None),
        ("a\u200bb@example.kz", None),
        ("a\u202eb@example.kz", None),
    ],
)
def test_addresses_are_lower_case_and_one(typed, kept):
    assert contacts.email(typed) == kept


@pytest.mark.parametrize(
    ("city", "is_served"),
    [("Алматы", True), ("г. Алматы", True), ("ALMATY", True), ("Almaty city", True), ("Астана", False), ("", False)],
)
def test_courier_goes_to_almaty(city, is_served):
    assert contacts.is_served(city) is is_served


def test_every_mistake_is_named_at_its_place():
    buyer = BuyerDetails(surname="A\u0007", first_name="B", email="x", phone="12345")
    recipient = RecipientDetails(
        name="C", phone="nothing", city="Almaty", street="D", postal_code="1234567", whatsapp="555"
    )

    assert contacts.buyer(buyer)[1] == [
        ("/buyer/surname", "input.characters"),
        ("/buyer/email", "input.email"),
        ("/buyer/phone", "input.phone"),
    ]
    assert contacts.recipient(recipient)[1] == [
        ("/recipient/phone", "input.phone"),
        ("/recipient/postal_code", "input.postal_code"),
        ("/recipient/whatsapp", "input.phone"),
    ]
    assert contacts.buyer(BuyerDetails(surname="A", first_name="B"))[1] == [("/buyer", "input.contact_missing")]


def test_phones_are_kept_in_e164_and_russian_ones_stay_russian():
    def kept(typed):
        return contacts.buyer(BuyerDetails(surname="A", first_name="B", phone=typed))[0].phone

    assert kept("8 701 234 56 67") == kept("+7 (701) 234-56-67") == "+77012345667"
    assert kept("+7 912 345 67 89") == "+79123456789"


@pytest.mark.parametrize(
    ("spellings", "token"),
    [
        (["Әйгерім", "Айгерим", "Aigerim", "AYGERIM"], "aigerim"),
        (["Қанат", "Канат", "Qanat", "Kanat"], "kanat"),
        (["Жанна", "Zhanna", "Janna"], "zhana"),
        (["Хасен", "Khassen", "Һасен"], "hasen"),
        (["Ерлан", "Yerlan", "Erlan"], "erlan"),
        (["O'Neil", "O’Neil"], "oneil"),
    ],
)
def test_spellings_of_a_name_meet(spellings, token):
    assert [names.tokens(one) for one in spellings] == [[token]] * len(spellings)


def test_words_of_a_name_stand_once():
    assert names.tokens("Сейтова-Ким  Айгерим Айгерим") == ["seitova", "kim", "aigerim"]


def test_masks_show_that_something_is_there_and_not_what():
    assert masking.name("Сейтова Әйгерім") == "С*** Ә***"
    assert masking.email("aigerim@example.kz") == "a***@example.kz"
    assert masking.phone("+77012345667") == "+7 701 *** ** 67"
    assert masking.street("Абая 10") == "А***"
    assert masking.postal_code("A01P3K4") == "A0*****"
