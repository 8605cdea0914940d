"""Tests of cms.staff."""
