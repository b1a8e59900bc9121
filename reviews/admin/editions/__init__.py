"""Editions: the form of a draft and the steps that bring it to the public."""

from reviews.admin.editions import admin

__all__ = ["admin"]
