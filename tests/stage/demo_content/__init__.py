"""What the demo shop shows: its legal texts, its products with their pictures, and the people who sign in.

Plain Python, JSON and text; nothing here imports Django, so the demo, the story, the bench and the tests can all read
it. The operator's address, telephone and mailbox and all people are invented for the demonstration.
"""
