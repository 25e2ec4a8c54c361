"""The name that `manage.py worker` had until 0.8.0; 0.9.0 will not know it any more."""

import warnings

from .worker import Command as Renamed


class Command(Renamed):
    def execute(self, *args, **options):
        warnings.warn("manage.py work is called worker now.", FutureWarning, stacklevel=2)
        return super().execute(*args, **options)
