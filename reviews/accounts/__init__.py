"""Signing in: passwords, second factors, lockout, and confirming that it is still you."""
