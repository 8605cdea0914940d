"""Tests of both services: the path of a test is the path of its code; `stage` sets up what they run against."""
