"""Drifts, generated: each operator takes a policy, or terms, and an inventory that agree; one pair for each place.

`drifts` lists what must be found, `harmless` what must raise no alarm. A place where an operator changes nothing that
policy and code could disagree about is left out in the operator, with the reason beside it, and nowhere else.
"""

from collections.abc import Iterator

from tests.frontend_contracts.wire.drift_operators import Drift, Json
from tests.frontend_contracts.wire.drifts_of_code import OF_THE_CODE
from tests.frontend_contracts.wire.drifts_of_offer import HARMLESS_TO_THE_OFFER, HARMLESS_TO_THE_POLICY, OF_THE_OFFER
from tests.frontend_contracts.wire.drifts_of_policy import OF_THE_POLICY
from tests.frontend_contracts.wire.drifts_that_harm_nobody import HARMLESS


def drifts(document: Json, inventory: Json) -> Iterator[Drift]:
    """Every operator of code and text at every place."""
    for operator in OF_THE_OFFER if document["kind"] == "terms" else (*OF_THE_CODE, *OF_THE_POLICY):
        for place, changed, code in operator(document, inventory):
            yield Drift(f"{operator.__name__} · {place}", changed, code)


def harmless(document: Json, inventory: Json) -> Iterator[Drift]:
    """Changes that leave what is promised and what is done as they are."""
    of_a_policy = (*HARMLESS, *HARMLESS_TO_THE_POLICY)
    for operator in HARMLESS_TO_THE_OFFER if document["kind"] == "terms" else of_a_policy:
        for place, changed, code in operator(document, inventory):
            yield Drift(f"{operator.__name__} · {place}", changed, code)
