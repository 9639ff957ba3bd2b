"""Measures of the field."""
