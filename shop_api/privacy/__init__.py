"""Privacy: what the shop keeps about people, as data; and their rights, each with a handler and a clock.

The *inventory* is made of the marks on fields and of the registers of the code (recipients, rules, rights): the
published policy is checked against it in both directions. A *request* is somebody's exercise of a right that a person
at the desk handles; it has a *number* (letter R), a *clock* in working days and a letter that says it came in. A
*notice* says that somebody was told of a version of the policy; the worker tells people page by page, in *rounds*.
"""
