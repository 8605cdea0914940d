"""Tests of cms.products."""
