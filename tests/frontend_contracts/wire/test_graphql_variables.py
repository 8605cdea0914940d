"""Wrong variables are named by their places; what was sent is not said again."""

from graphql import build_schema, parse

from frontend_contracts.wire.graphql_variables import mistakes

SCHEMA = build_schema("""
    enum Client { app browser }
    input SignIn { email: String! password: String! client: Client tries: [Int!] }
    type Query { signIn(input: SignIn!, limit: Int): Int }
""")
DOCUMENT = parse("query ($input: SignIn!, $limit: Int = 5) { signIn(input: $input, limit: $limit) }")
MISFIT = "The value does not fit the type of this field."


def told(**variables):
    return [(one.pointer, one.detail) for one in mistakes(SCHEMA, DOCUMENT, None, variables)]


def test_one_wrong_field_does_not_print_the_password_beside_it():
    found = told(input={"email": 5, "password": "secret", "client": "secret", "tries": [1, "secret"]})

    assert found == [
        ("/variables/input/email", MISFIT),
        ("/variables/input/client", MISFIT),
        ("/variables/input/tries/1", MISFIT),
    ]


def test_missing_and_unknown_fields_are_named():
    assert told(input={"email": "a@b.kz", "secret/": 1}) == [
        ("/variables/input", "Field 'password' of required type 'String!' was not provided."),
        ("/variables/input", "Field 'secret/' is not defined by type 'SignIn'."),
    ]


def test_what_is_no_object_at_all_is_told_so():
    assert told(input="secret") == [("/variables/input", "Expected type 'SignIn' to be a mapping.")]
    assert told(input=None) == [("/variables/input", "Expected non-nullable type 'SignIn!' not to be None.")]


def test_a_variable_left_out_is_asked_for_unless_it_has_a_default():
    assert told() == [("/variables/input", "A value of type 'SignIn!' is required.")]


def test_mistakes_are_told_up_to_fifty():
    found = told(input={"email": "a@b.kz", "password": "x", "tries": ["secret"] * 1000})

    assert len(found) == 50
