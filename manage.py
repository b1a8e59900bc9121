#!/usr/bin/env python
"""Django's command line. The web process's database role is used unless DATABASE_URL says otherwise."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scr_site.settings")
    execute_from_command_line(sys.argv)
