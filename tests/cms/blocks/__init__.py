"""Tests of cms.blocks."""
