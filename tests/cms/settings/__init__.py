"""Tests of cms.settings."""
