from django.apps import AppConfig


class Blocs(AppConfig):
    name = "blocs"
    verbose_name = "Khối thi đua"

    def ready(self):
        from members.sign_in import second_factor

        from .permissions import is_secretary_somewhere

        second_factor.ASKED_OF["secretariat"] = is_secretary_somewhere
