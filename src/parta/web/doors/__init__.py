"""Signing in, one-time codes, choosing a school."""
