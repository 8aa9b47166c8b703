"""Reads of the service, one a page."""
