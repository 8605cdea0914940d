from enum import StrEnum

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from frontend_contracts.wire import personal_data
from frontend_contracts.wire.personal_data import ByRule, Days, Erasure, UntilErased, UntilWithdrawn


class Purpose(StrEnum):
    REVIEW_PUBLICATION = "review_publication"


MARK = {
    "category": "review",
    "why": [Purpose.REVIEW_PUBLICATION],
    "keep": UntilWithdrawn(),
    "on_erasure": Erasure.BLANK,
}


@pytest.fixture(autouse=True)
def empty_table(monkeypatch):
    monkeypatch.setattr(personal_data, "_third_party", {})


@pytest.fixture
def only(monkeypatch):
    """Let the package see just the models given."""

    def see(*seen):
        monkeypatch.setattr(apps, "get_models", lambda **_: list(seen))

    return see


def test_field_itself_comes_back_and_needs_no_migration():
    field = models.TextField(max_length=7)

    assert personal_data.personal(field, **MARK) is field
    assert field.deconstruct() == models.TextField(max_length=7).deconstruct()


def test_field_cannot_be_marked_twice():
    field = personal_data.not_personal(models.TextField())

    with pytest.raises(ValueError, match="already"):
        personal_data.personal(field, **MARK)


@pytest.mark.parametrize(
    "change", [{"category": ""}, {"why": []}, {"why": "review"}, {"why": [""]}, {"keep": []}, {"on_erasure": "burn"}]
)
def test_incomplete_mark_is_refused(change):
    with pytest.raises(ValueError, match="."):
        personal_data.personal_mark(**{**MARK, **change})


@pytest.mark.parametrize("arguments", [(0, "x"), (-1, "x"), (1, "")])
def test_term_without_days_or_rule_is_refused(arguments):
    with pytest.raises(ValueError, match="term"):
        Days(arguments[0], rule=arguments[1])


@isolate_apps("django.contrib.auth")
def test_inventory_lists_each_field(only):
    class Author(models.Model):
        id = personal_data.not_personal(models.BigAutoField(primary_key=True))
        name = personal_data.personal(
            models.TextField(),
            category="name",
            why=["support", Purpose.REVIEW_PUBLICATION],
            keep=[UntilErased(), Days(30, rule="unverified"), ByRule("tax")],
            on_erasure=Erasure.ANONYMISE,
        )

        class Meta:
            app_label = "auth"

    class Book(models.Model):
        authors = personal_data.personal(models.ManyToManyField(Author), **MARK)

        class Meta:
            app_label = "auth"

    only(Book, Author, Book.authors.through)
    review = {
        "category": "review",
        "why": ["review_publication"],
        "keep": [{"until": "withdrawn"}],
        "on_erasure": "blank",
    }
    assert personal_data.inventory() == {
        "counts": {"models": 3, "fields": 7, "personal": 5, "not_personal": 2},
        "models": {
            "auth.Author": {
                "id": "not personal",
                "name": {
                    "category": "name",
                    "why": ["review_publication", "support"],
                    "keep": [{"days": 30, "rule": "unverified"}, {"rule": "tax"}, {"until": "erased"}],
                    "on_erasure": "anonymise",
                },
            },
            "auth.Book": {"authors": review, "id": "not personal"},
            "auth.Book_authors": {"author": review, "book": review, "id": review},
        },
    }
    assert list(personal_data.inventory()["models"]) == ["auth.Author", "auth.Book", "auth.Book_authors"]


@isolate_apps("django.contrib.auth")
def test_marks_are_inherited_from_abstract_models(only):
    class Base(models.Model):
        name = personal_data.personal(models.TextField(), **MARK)

        class Meta:
            abstract = True

    class Child(Base):
        class Meta:
            app_label = "auth"

    only(Child)
    assert personal_data.unmarked_fields() == []
    assert personal_data.inventory()["counts"]["personal"] == 1


@isolate_apps("django.contrib.auth")
def test_unmarked_field_is_named_and_stops_check_and_inventory(only):
    class Author(models.Model):
        name = models.TextField()

        class Meta:
            app_label = "auth"

    only(Author)
    assert personal_data.unmarked_fields() == ["auth.Author.name"]
    assert personal_data.unmarked_fields(["shop"]) == []
    assert [error.id for error in personal_data.check_marks()] == ["wire.E001"]
    with pytest.raises(personal_data.MarkMissing, match=r"auth\.Author\.name"):
        personal_data.inventory()


def test_check_that_finds_nothing_to_check_fails(only):
    only()

    assert [error.id for error in personal_data.check_marks()] == ["wire.E003"]
    with pytest.raises(personal_data.MarkMissing):
        personal_data.inventory()


def test_fields_of_other_peoples_apps_are_declared_in_a_table():
    not_personal = personal_data.not_personal_mark()
    personal_data.third_party_table(
        {
            "auth.User": {"email": personal_data.personal_mark(**MARK), "*": not_personal},
            "auth.Permission": {"*": not_personal},
            "auth.Group": {"name": not_personal, "permissions": not_personal},
            "contenttypes.ContentType": {"*": not_personal},
        }
    )

    assert personal_data.unmarked_fields() == []
    assert personal_data.check_marks() == []
    assert personal_data.inventory()["counts"]["personal"] == 1
    assert personal_data.inventory()["models"]["auth.User"]["groups"] == "not personal"


def test_declaration_of_what_does_not_exist_is_an_error():
    not_personal = personal_data.not_personal_mark()
    personal_data.third_party_table({"auth.Gone": {"*": not_personal}, "auth.Group": {"colour": not_personal}})

    assert personal_data.stale_declarations() == ["auth.gone", "auth.group.colour"]
    assert "wire.E002" in {error.id for error in personal_data.check_marks()}


def test_table_cannot_contradict_itself_nor_call_everything_personal():
    not_personal = personal_data.not_personal_mark()
    personal_data.third_party_table({"auth.Group": {"name": not_personal}})
    personal_data.third_party_table({"auth.Group": {"name": not_personal}})

    with pytest.raises(ValueError, match="twice"):
        personal_data.third_party_table({"auth.Group": {"*": not_personal}})
    with pytest.raises(ValueError, match="name the fields"):
        personal_data.third_party_table({"auth.User": {"*": personal_data.personal_mark(**MARK)}})
