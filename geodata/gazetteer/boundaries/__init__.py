"""Outlines of countries, divisions and waters, built from public-domain data and committed as built."""
