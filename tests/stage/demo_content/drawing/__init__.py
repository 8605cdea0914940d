"""Illustrations of the demo products, drawn with Pillow from shapes alone: no fonts, no chance, no files."""
