"""What is a matter of spelling, and what may mean something else."""

import pytest

from frontend_contracts.wire.policy_typography import is_typographic


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("I agree to the procesing of my data.", "I agree to the processing of my data."),
        ("I recieve messages", "I receive messages"),
        ("my e-mail address", "my email  address"),
        ("surname, first name", "Surname first name"),
        ("«Айгерим С.»", '"Айгерим С."'),
        ("Даю согласие на обработу данных", "Даю согласие на обработку данных"),
        ("персональые данные", "персональные данные"),
        ("моё имя", "мое имя"),
        ("Келісемін", "келісемін!"),
        ("дербес деректрімді өңдеуге", "дербес деректерімді өңдеуге"),
        ("жариялануына келісемін", "жарияланына келісемін"),
        ("двенадцать месяцев", "двенадцть месяцев"),
        ("eighteen years", "eigteen years"),
        ("включено в список", "влючено в список"),
        ("", ""),
    ],
)
def test_spelling(before, after):
    assert is_typographic(before, after)
    assert is_typographic(after, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("kept for 30 days", "kept for 90 days"),
        ("kept for 1.5 years", "kept for 15 years"),
        ("I agree", "I disagree"),
        ("I can be called", "I can't be called"),
        ("we sell no data", "we sell data"),
        ("we do not sell data", "we do sell data"),
        ("your data", "our data"),
        ("a limited company", "an unlimited company"),
        ("16 % of it", "16 of it"),
        ("Даю согласие", "Не даю согласие"),
        ("законный способ", "незаконный способ"),
        ("вашим партнёрам", "нашим партнёрам"),
        ("жариялануына келісемін", "жарияланбауына келісемін"),
        ("келісемін", "келіспеймін"),
        ("деректерді беру", "деректерсіз беру"),
        ("kept for eight years", "kept for eighty years"),
        ("двенадцать месяцев", "двадцать месяцев"),
        ("в течение тринадцати дней", "в течение тридцати дней"),
        ("sent to Ireland", "sent to Iceland"),
        ("sent to Iran", "sent to Iraq"),
        ("передача в Словакию", "передача в Словению"),
        ("данные в Иране", "данные в Ираке"),
        ("of minors", "of miners"),
        ("включено", "выключено"),
        ("to the courier", "to the courier and the bank"),
        ("text", ""),
    ],
)
def test_meaning(before, after):
    assert not is_typographic(before, after)
    assert not is_typographic(after, before)
