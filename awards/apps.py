from django.apps import AppConfig


class Awards(AppConfig):
    name = "awards"
    verbose_name = "Bình xét và khen thưởng"
