"""What a version of the policy is news of to a person: asked again and why, only told, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from frontend_contracts.wire.policy_reasons import Reason
from shop_api.consent import rules
from shop_api.consent.queries import policies
from shop_api.consent.queries.policies import PolicyInForce
from shop_api.consent.queries.subjects import Said


class Told(StrEnum):
    """Why somebody is written to: they are asked again, or only told."""

    ASKED = "asked"
    ONLY_TOLD = "only_told"


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What to write to a person of a version: `since` is the newest they know; `asked` has reasons by wording."""

    told: Told
    version: PolicyInForce
    since: PolicyInForce
    note: str
    asked: dict[str, tuple[str, ...]]


def announced(slug: str) -> list[PolicyInForce]:
    """Every version of a policy that was not taken back, those whose date is ahead too, oldest first. One statement."""
    return policies.versions_since(slug, 0, None)


def to_tell(versions: Sequence[PolicyInForce], at: datetime) -> list[PolicyInForce]:
    """The versions that people are to know of: the one in force, and those ahead; none where all is spelling."""
    in_force = [one for one in versions if not policies.is_ahead(one, at)]
    wanted = [*in_force[-1:], *(one for one in versions if policies.is_ahead(one, at))]
    found = []
    for target in wanted:
        upto = list(versions[: versions.index(target) + 1])
        earlier = enumerate(upto[:-1], start=1)
        if any(
            policies.is_told(one, upto[place:]) or policies.asked_again(one, upto[place:]) for place, one in earlier
        ):
            found.append(target)
    return found


def news_for(
    said: Sequence[Said], told_of: Sequence[int], target: PolicyInForce, versions: Sequence[PolicyInForce], locale: str
) -> News | None:
    """What a version is news of to somebody who said this and was told of these versions; None when of nothing.

    Only people with a consent that stands under an earlier version are told. What they were told before, or were shown
    in a form since, is no news.
    """
    upto = {one.version: one for one in versions[: versions.index(target) + 1]}
    known = [one.version for one in said if one.slug == target.slug and one.version in upto]
    heard = max((number for number in told_of if number in upto), default=0)
    old = [one for one in said if one.state in rules.STANDING and one.slug == target.slug and one.version in upto]
    old = [one for one in old if one.version != target.version]
    if not old or heard == target.version:
        return None
    newest = max([*known, heard])
    asked = {one: because for one in old if (because := _asked_since(one.version, upto).get(one.flag)) is not None}
    is_news = policies.is_told(upto[newest], _later(newest, upto)) or any(
        one.flag in _asked_since(max(one.version, heard), upto) for one in asked
    )
    if not is_news:
        return None
    return News(
        told=Told.ASKED if asked else Told.ONLY_TOLD,
        version=target,
        since=upto[newest] if newest != target.version else upto[max(one.version for one in old)],
        note=policies.note_of(target, locale),
        asked={
            policies.wording_of(target, one.flag, locale): tuple(reason.text(locale) for reason in because)
            for one, because in asked.items()
        },
    )


def _later(number: int, upto: Mapping[int, PolicyInForce]) -> list[PolicyInForce]:
    """The versions after one, in the order of their dates."""
    numbers = list(upto)
    return [upto[one] for one in numbers[numbers.index(number) + 1 :]]


def _asked_since(number: int, upto: Mapping[int, PolicyInForce]) -> dict[str, tuple[Reason, ...]]:
    """What the last of these versions asks again of whoever agreed to one of them."""
    return policies.asked_again(upto[number], _later(number, upto))
