"""Tests of the reports, with the results they are made from."""
