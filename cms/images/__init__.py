"""Images of the catalogue: own models from the first migration, so that they can grow fields later.

A *named rendition* is a size that frontends may ask for (`renditions.SPECS`); the worker makes all of them on publish.
"""
