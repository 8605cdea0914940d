"""The two doors to what the public reads of policies: each answers the same facts in the same shape."""

import json
from dataclasses import dataclass
from typing import Any

from django.test import Client

READING = """slug kind version effectiveFrom publishedAt sha256 status locale requestedLocale availableLocales
  authoritativeLocale title html text textSha256 changeNote material predecessor
  operator { legalName tradingName bin contactEmail address phone responsiblePerson }
  purposes { id wording legalBasis required switches categories } switches { id wording }
  clauses {
    dataCategories { id wording necessity fields }
    recipients { id name country host role purposes categories agreement reviewedOn }
    retention { id category purpose term { days months years until } fromEvent then wording }
    safeguards { id country wording }
    rights { id handler clockWorkingDays wording }
    consumerRights { id handler clock { days workingDays months years } fromEvent wording }
    contacts { id kind value wording }
  }"""
LINE = "slug kind version effectiveFrom publishedAt sha256 status material predecessor changeNote { kk ru en }"
CHANGE = "kind change id fields { field before after }"
DIFFERENCE = f"""slug fromVersion toVersion locale material told narrowed askedAgain {{ flag because }}
  sections {{ change id numberBefore numberAfter headingBefore headingAfter paragraphs {{ change text }} }}
  purposes {{ {CHANGE} }} switches {{ {CHANGE} }} clauses {{ {CHANGE} }}
  facts {{ field before after }}"""
THREE = "{ kk ru en }"
OPERATOR = f"""legalName {THREE} tradingName bin contactEmail address {THREE} phone responsiblePerson {THREE}
  authorityUrl {THREE}"""


@dataclass
class Answer:
    """What a door said: the facts with names as over REST, or the code of a refusal and where."""

    facts: Any = None
    error: str | None = None
    pointer: str | None = None


class RestDoor:
    name = "rest"

    def ask(self, address: str, **query: Any) -> Answer:
        response = Client().get(f"/api/v1/{address}", {key: value for key, value in query.items() if value is not None})
        found = response.json()
        if response.status_code != 200:
            return Answer(error=found["code"], pointer=found["errors"][0]["pointer"] if found["errors"] else None)
        return Answer(facts=found)

    def policy(self, slug: str, locale: str = "en", **which: Any) -> Answer:
        return self.ask(f"policies/{slug}", locale=locale, **which)

    def document(self, slug: str, **which: Any) -> Answer:
        found = self.ask(f"policies/{slug}", **which)
        if found.facts:
            found.facts = (found.facts["document"], found.facts["sha256"])
        return found

    def versions(self, slug: str, limit: int | None = None, after: str | None = None) -> Answer:
        found = self.ask(f"policies/{slug}/versions", limit=limit, after=after)
        if found.facts:
            found.facts = (found.facts["data"], found.facts["page"]["next"], found.facts["page"]["has_more"])
        return found

    def diff(self, slug: str, first: int, second: int, locale: str = "en") -> Answer:
        return self.ask(f"policies/{slug}/diff", **{"from": first, "to": second}, locale=locale)

    def operator(self) -> Answer:
        return self.ask("operator")


class GraphQLDoor:
    name = "graphql"

    def ask(self, field: str, selection: str, **arguments: Any) -> Answer:
        given = {key: value for key, value in arguments.items() if value is not None}
        written = ", ".join(f"{key}: {json.dumps(value)}" for key, value in given.items())
        query = f"{{ {field}{f'({written})' if written else ''} {{ {selection} }} }}"
        response = Client().post("/graphql/", json.dumps({"query": query}), content_type="application/json").json()
        if response.get("errors"):
            extensions = response["errors"][0]["extensions"]
            pointers = [error["pointer"] for error in extensions.get("errors", [])]
            return Answer(error=extensions["code"], pointer=pointers[0] if pointers else None)
        if response["data"][field] is None:
            return Answer(error="not_found")
        return Answer(facts=snake(response["data"][field]))

    def policy(self, slug: str, locale: str = "en", **which: Any) -> Answer:
        return self.ask("policy", READING, slug=slug, locale=locale, **which)

    def document(self, slug: str, **which: Any) -> Answer:
        found = self.ask("policyDocument", "slug version sha256 text", slug=slug, **which)
        if found.facts:
            found.facts = (json.loads(found.facts["text"]), found.facts["sha256"])
        return found

    def versions(self, slug: str, limit: int | None = None, after: str | None = None) -> Answer:
        selection = f"edges {{ node {{ {LINE} }} }} pageInfo {{ endCursor hasNextPage }}"
        found = self.ask("policyVersions", selection, slug=slug, first=limit, after=after)
        if found.facts:
            page = found.facts["page_info"]
            lines = [edge["node"] for edge in found.facts["edges"]]
            found.facts = (lines, page["end_cursor"] if page["has_next_page"] else None, page["has_next_page"])
        return found

    def diff(self, slug: str, first: int, second: int, locale: str = "en") -> Answer:
        return self.ask("policyDiff", DIFFERENCE, slug=slug, **{"from": first, "to": second}, locale=locale)

    def operator(self) -> Answer:
        return self.ask("operator", OPERATOR)


def snake(value: Any) -> Any:
    if isinstance(value, list):
        return [snake(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    return {"".join(f"_{c.lower()}" if c.isupper() else c for c in key): snake(entry) for key, entry in value.items()}
