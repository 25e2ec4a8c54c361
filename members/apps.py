from django.apps import AppConfig


class Members(AppConfig):
    name = "members"
    verbose_name = "Hội và người dùng"
