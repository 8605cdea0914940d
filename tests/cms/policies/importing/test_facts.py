"""Operator, trading name, BIN, contact and related documents in three languages and all quote styles."""

import pytest

from cms.policies.importing import parse
from cms.policies.importing.facts import bin_is_valid, find_bin, find_operator, find_trading_name


@pytest.mark.parametrize(
    "name",
    [
        'LLP "Shahishifa KZ"',
        "LLP “Shahishifa KZ”",
        "“Shahishifa KZ” LLP",
        "Shahishifa KZ LLP",
        "Limited Liability Partnership “Shahishifa KZ”",
        "ТОО «Shahishifa KZ»",
        'ТОО "Shahishifa KZ"',
        "ТОО „Shahishifa KZ“",
        "Товарищество с ограниченной ответственностью «Shahishifa KZ»",
        "«Shahishifa KZ» ЖШС",
        "«Shahishifa KZ» жауапкершілігі шектеулі серіктестігі",
        "‘Shahishifa KZ’ LLP",
    ],
)
def test_operator_is_found_in_every_form(name):
    text = f"Courier: ТОО «Быстро». The operator is {name}, BIN 180140023215, in Almaty."

    assert find_operator(text) == name


@pytest.mark.parametrize(
    ("text", "digits", "is_valid"),
    [
        ("BIN 180140023215", "180140023215", True),
        ("БИН: 180140023215", "180140023215", True),
        ("БСН № 1801 4002 3215", "180140023215", True),
        ("бизнес-идентификационный номер (БИН) 180140023215", "180140023215", True),
        ("BIN 180140023216", "180140023216", False),
        ("BIN 18014002321", "18014002321", False),
    ],
)
def test_bin_is_found_and_checked(text, digits, is_valid):
    found = find_bin(text)

    assert (found.digits, found.is_valid) == (digits, is_valid)


@pytest.mark.parametrize("digits", ["18014002321", "1801400232155", "18014002321a", "180140023210"])
def test_wrong_bins_are_invalid(digits):
    assert bin_is_valid(digits) is False


@pytest.mark.parametrize(
    "text",
    [
        "The online store Infini is run by LLP “Shahishifa KZ”.",
        "LLP “Shahishifa KZ” (trading name: Infini)",
        "LLP “Shahishifa KZ”, trading as Infini, sells goods.",
        "ТОО «Shahishifa KZ» (торговое наименование — «Infini»)",
        "Интернет-магазин «Infini» принадлежит ТОО «Shahishifa KZ».",
        "«Shahishifa KZ» ЖШС, сауда атауы: «Infini»",
        "«Infini» интернет-дүкені «Shahishifa KZ» ЖШС-ге тиесілі.",
    ],
)
def test_trading_name_is_found(text):
    assert find_trading_name(text, find_operator(text)) == "Infini"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Related: Terms of Service", ("Terms of Service",)),
        ("Related documents: Terms of Service; Cookie Policy", ("Terms of Service", "Cookie Policy")),
        ("Related documents:\n- Terms of Service\n- Cookie Policy", ("Terms of Service", "Cookie Policy")),
        ("Связанный документ: Условия обслуживания", ("Условия обслуживания",)),
        ("См. также: Условия обслуживания.", ("Условия обслуживания",)),
        ("Байланысты құжат: Қызмет көрсету шарттары", ("Қызмет көрсету шарттары",)),
    ],
)
def test_related_documents_are_found_and_kept_out_of_the_body(line, names):
    text = f"Policy\n\n1. Data\n\nPersonal data.\n\n2. Consent\n\nGiven.\n\n{line}\n"

    imported = parse(text.encode())

    assert imported.related == names
    assert imported.blocks[-1].paragraphs == ("Given.",)


def test_an_address_that_stands_only_in_a_note_is_still_the_contact():
    text = b"Policy\n\n1. Data\n\nPersonal data.\n\n2. Contact\n\nReplace support@infini.com before going live.\n"

    assert parse(text).emails == ("support@infini.com",)
