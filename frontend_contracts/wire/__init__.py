"""Wire: what cms and shop_api must say and refuse alike.

A *problem* is an expected failure with a code that never changes and a text in three languages. A *guard* stands before
a view and answers hostile or broken input cheaply. A *mark* says of a database field whether it is personal, why it is
kept and for how long. This package imports neither service.
"""
