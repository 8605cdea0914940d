"""Tests of cms.images."""
