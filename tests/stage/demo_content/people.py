"""Who can sign in to the demo shop. All people are invented; the passwords are public and for the demo only."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["editor", "approver", "support_agent", "moderator", "stock_keeper", "customer"]


@dataclass(frozen=True, kw_only=True)
class Person:
    """A demo sign-in.

    `role` says where it works: an editor and an approver sign in to Wagtail at `/admin/`; a support agent, moderator
    and stock keeper at `/support/`; a customer signs in over the API. `locale` is the language of the person's
    screens and mail.
    """

    role: Role
    email: str
    password: str
    surname: str
    first_name: str
    locale: Literal["kk", "ru", "en"]


EDITOR = Person(
    role="editor",
    email="editor@infini.example",
    password="felt-and-porcelain-1",
    surname="Akhmetova",
    first_name="Dana",
    locale="ru",
)
APPROVER = Person(
    role="approver",
    email="lawyer@infini.example",
    password="every-comma-counts-6",
    surname="Baimukhanov",
    first_name="Sanzhar",
    locale="kk",
)
SUPPORT_AGENT = Person(
    role="support_agent",
    email="support@infini.example",
    password="kettle-on-the-stove-2",
    surname="Kim",
    first_name="Timur",
    locale="ru",
)
MODERATOR = Person(
    role="moderator",
    email="moderator@infini.example",
    password="read-before-judging-3",
    surname="Ospanov",
    first_name="Yerlan",
    locale="kk",
)
STOCK_KEEPER = Person(
    role="stock_keeper",
    email="stock@infini.example",
    password="count-every-shelf-4",
    surname="Ivanova",
    first_name="Olga",
    locale="ru",
)
CUSTOMER = Person(
    role="customer",
    email="aigerim@infini.example",
    password="apples-of-almaty-5",
    surname="Sadykova",
    first_name="Aigerim",
    locale="kk",
)
PEOPLE: tuple[Person, ...] = (EDITOR, APPROVER, SUPPORT_AGENT, MODERATOR, STOCK_KEEPER, CUSTOMER)
