"""Tests of cms.home."""
