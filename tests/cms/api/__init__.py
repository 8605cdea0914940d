"""Tests of cms.api."""
