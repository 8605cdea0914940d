"""Staff: the accounts of editors and publishers. They sign in to Wagtail and exist in this service only.

An *editor* writes drafts; a *publisher* also publishes. Accounts are made by `manage.py cms create_editor` or by an
administrator in Wagtail; nobody can sign up.
"""
