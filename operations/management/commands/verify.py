"""The name that `manage.py verify_backup` had until 0.8.0; 0.9.0 will not know it any more."""

import warnings

from .verify_backup import Command as Renamed


class Command(Renamed):
    def execute(self, *args, **options):
        warnings.warn("manage.py verify is called verify_backup now.", FutureWarning, stacklevel=2)
        return super().execute(*args, **options)
