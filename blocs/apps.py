from django.apps import AppConfig

from base import trigrams


class Blocs(AppConfig):
    name = "blocs"
    verbose_name = "Khối thi đua"

    def ready(self):
        from members.sign_in import second_factor

        from .models import Bloc
        from .permissions import is_secretary_somewhere

        trigrams.index(Bloc)
        second_factor.ASKED_OF["secretariat"] = is_secretary_somewhere
